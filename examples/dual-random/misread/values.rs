//! Values of a TOML text for serde. What a type objects to is known as data, with its place and with what was asked for
//! there; serde's sentences are dropped.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// What was asked for at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Anything,
    Text,
    Boolean,
    Number,
    List,
    Table,
    Choice,
    /// A text of a form, by the code of that form in the library.
    Form(&'static str),
}

/// What a type can object to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Objection {
    /// It has no such field; these are its own.
    UnknownField(String, &'static [&'static str]),
    /// It has no such value; these are its own.
    UnknownVariant(String, &'static [&'static str]),
    /// It lacks a field.
    MissingField(&'static str),
    /// Not one entry, where one of several is chosen.
    NotOne,
    /// A number that is too large for any type.
    TooLarge,
    /// Anything else about the value.
    Value,
}

/// Why a value is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) objection: Objection,
    pub(super) asked: Asked,
    /// Where; none while only the type has spoken.
    pub(super) span: Option<Range<usize>>,
}

impl Refusal {
    const fn new(objection: Objection) -> Self {
        Self { objection, asked: Asked::Anything, span: None }
    }

    /// The same with what stood there, unless that is known.
    fn at(mut self, span: &Range<usize>, asked: Asked) -> Self {
        if self.span.is_none() {
            self.span = Some(span.clone());
            self.asked = asked;
        }
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.objection)
    }
}

impl std::error::Error for Refusal {}

impl Error for Refusal {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new(Objection::Value)
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new(Objection::Value)
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new(Objection::Value)
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::new(Objection::Value)
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Self::new(Objection::UnknownVariant(variant.to_owned(), known))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::new(Objection::UnknownField(field.to_owned(), known))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Objection::MissingField(field))
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::new(Objection::Value)
    }
}

/// A value with its place.
#[derive(Clone)]
pub(super) struct Node<'a, 'i> {
    value: &'a DeValue<'i>,
    span: Range<usize>,
}

impl<'a, 'i> Node<'a, 'i> {
    pub(super) fn new(value: &'a Spanned<DeValue<'i>>) -> Self {
        Self { value: value.get_ref(), span: value.span() }
    }

    fn visited<'de, V: Visitor<'de>>(self, asked: Asked, visitor: V) -> Result<V::Value, Refusal> {
        let Self { value, span } = self;
        let result = match value {
            DeValue::String(text) => visitor.visit_str(text),
            DeValue::Integer(number) => integer(number, visitor),
            DeValue::Float(number) => match number.as_str().parse() {
                Ok(number) => visitor.visit_f64(number),
                Err(_) => Err(Refusal::new(Objection::Value)),
            },
            DeValue::Boolean(is_true) => visitor.visit_bool(*is_true),
            // No type takes one: what is read as a day or an instant is a text.
            DeValue::Datetime(_) => Err(Refusal::new(Objection::Value)),
            DeValue::Array(list) => visitor.visit_seq(List(list.iter())),
            DeValue::Table(table) => visitor.visit_map(Entries { rest: table.iter(), value: None }),
        };
        result.map_err(|refusal| refusal.at(&span, asked))
    }
}

fn integer<'de, V: Visitor<'de>>(number: &DeInteger<'_>, visitor: V) -> Result<V::Value, Refusal> {
    let (digits, radix) = (number.as_str(), number.radix());
    if let Ok(number) = i64::from_str_radix(digits, radix) {
        visitor.visit_i64(number)
    } else if let Ok(number) = u64::from_str_radix(digits, radix) {
        visitor.visit_u64(number)
    } else {
        let is_there = digits.bytes().any(|b| b.is_ascii_alphanumeric());
        Err(Refusal::new(if is_there { Objection::TooLarge } else { Objection::Value }))
    }
}

/// Asks for a value of each of these methods, and remembers for what.
macro_rules! asks {
    ($($method:ident: $asked:ident;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
            self.visited(Asked::$asked, visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for Node<'_, '_> {
    type Error = Refusal;

    asks! {
        deserialize_any: Anything;
        deserialize_bool: Boolean;
        deserialize_u8: Number;
        deserialize_u16: Number;
        deserialize_u32: Number;
        deserialize_u64: Number;
        deserialize_i8: Number;
        deserialize_i16: Number;
        deserialize_i32: Number;
        deserialize_i64: Number;
        deserialize_char: Text;
        deserialize_str: Text;
        deserialize_string: Text;
        deserialize_seq: List;
        deserialize_map: Table;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_some(self)
    }

    /// The library's texts of a form have its code for a name.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let (span, is_text) = (self.span.clone(), matches!(self.value, DeValue::String(_)));
        visitor.visit_newtype_struct(self).map_err(|refusal| {
            let is_own = refusal.objection == Objection::Value && refusal.span.as_ref() == Some(&span);
            if is_own && is_text { Refusal { asked: Asked::Form(name), ..refusal } } else { refusal }
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.visited(Asked::Table, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let Self { value, span } = self;
        let result = match value {
            DeValue::String(text) => {
                let text: StrDeserializer<'_, Refusal> = text.as_ref().into_deserializer();
                visitor.visit_enum(text)
            }
            DeValue::Table(table) => {
                let mut entries = table.iter();
                match (entries.next(), entries.next()) {
                    (Some((name, value)), None) => {
                        visitor.visit_enum(Chosen { name, value: Node::new(value) })
                    }
                    _ => Err(Refusal::new(Objection::NotOne)),
                }
            }
            _ => Err(Refusal::new(Objection::Value)),
        };
        result.map_err(|refusal| refusal.at(&span, Asked::Choice))
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// The values of a list.
struct List<'a, 'i>(std::slice::Iter<'a, Spanned<DeValue<'i>>>);

impl<'de> SeqAccess<'de> for List<'_, '_> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        self.0.next().map(|value| seed.deserialize(Node::new(value))).transpose()
    }
}

type Name<'i> = Spanned<std::borrow::Cow<'i, str>>;

/// Reads a name.
fn named<'de, S: DeserializeSeed<'de>>(seed: S, name: &Name<'_>) -> Result<S::Value, Refusal> {
    let text: StrDeserializer<'_, Refusal> = name.get_ref().as_ref().into_deserializer();
    seed.deserialize(text).map_err(|refusal| refusal.at(&name.span(), Asked::Anything))
}

/// The entries of a table.
struct Entries<'a, 'i, I> {
    rest: I,
    value: Option<&'a Spanned<DeValue<'i>>>,
}

impl<'de, 'a, 'i: 'a, I> MapAccess<'de> for Entries<'a, 'i, I>
where
    I: Iterator<Item = (&'a Name<'i>, &'a Spanned<DeValue<'i>>)>,
{
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        named(seed, name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let value = self.value.take().ok_or_else(|| Refusal::new(Objection::Value))?;
        seed.deserialize(Node::new(value))
    }
}

/// What is chosen, by its name, with its value.
struct Chosen<'a, 'i> {
    name: &'a Name<'i>,
    value: Node<'a, 'i>,
}

impl<'de, 'a, 'i> EnumAccess<'de> for Chosen<'a, 'i> {
    type Error = Refusal;
    type Variant = Node<'a, 'i>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), Refusal> {
        Ok((named(seed, self.name)?, self.value))
    }
}

impl<'de> VariantAccess<'de> for Node<'_, '_> {
    type Error = Refusal;

    /// What has no value of its own is written as a text.
    fn unit_variant(self) -> Result<(), Refusal> {
        Err(Refusal::new(Objection::Value))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.visited(Asked::List, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.visited(Asked::Table, visitor)
    }
}

/// The file as a whole.
pub(super) struct Whole<'a, 'i>(pub(super) &'a Spanned<DeTable<'i>>);

impl<'de> Deserializer<'de> for Whole<'_, '_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let entries = Entries { rest: self.0.get_ref().iter(), value: None };
        visitor.visit_map(entries).map_err(|refusal| refusal.at(&self.0.span(), Asked::Table))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
