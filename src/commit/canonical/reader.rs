//! Values made of a canonical text while it is scanned: one pass, which knows at each place what is wanted there.

use super::error::{FormProblem, Objection, Shape, Stop};
use super::scan::Scanner;
use crate::say::{Choices, Quoted};
use crate::types::form::TextForm;
use serde::Deserializer;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

/// Reads the value that begins where the scanner stands.
pub(super) struct Reader<'a> {
    pub(super) scanner: Scanner<'a>,
    /// Where the text differs from what is written of its value, if it was found to: an object around that place that
    /// lacks a field is refused, whether its type could do without the field or not.
    pub(super) differs: Option<usize>,
}

impl Reader<'_> {
    /// Reads a value. What its type objects to gets the value's place.
    pub(super) fn value<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        self.value_in_form(None, read)
    }

    fn value_in_form<T>(
        &mut self,
        form: Option<TextForm>,
        read: impl FnOnce(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let (start, depth) = (self.scanner.at, self.scanner.depth());
        read(self).map_err(|stop| match (stop, form) {
            (Stop::Objection(Objection::Value), Some(expected)) => {
                let found = self.scanner.quoted(self.scanner.since(start));
                self.scanner.error_at(start, depth, FormProblem::Form { expected, found })
            }
            (Stop::Objection(objection), _) => {
                let found = self.scanner.quoted(self.scanner.since(start));
                self.scanner.error_at(start, depth, problem(objection, found))
            }
            (found, _) => found,
        })
    }

    /// Refuses the value that comes next, which is of another shape; but what is wrong in it comes first.
    fn other_than(&mut self, expected: Shape) -> Stop {
        let (start, depth) = (self.scanner.at, self.scanner.depth());
        match self.scanner.skip() {
            Err(stop) => stop,
            Ok(()) => {
                let found = self.scanner.quoted(self.scanner.since(start));
                self.scanner.error_at(start, depth, FormProblem::Shape { expected, found })
            }
        }
    }

    fn wants(&mut self, expected: Shape) -> Result<(), Stop> {
        if self.scanner.shape()? == expected { Ok(()) } else { Err(self.other_than(expected)) }
    }

    fn integer<'de, V: Visitor<'de>>(&mut self, high: u64, visitor: V) -> Result<V::Value, Stop> {
        self.wants(Shape::Number)?;
        let (start, depth) = (self.scanner.at, self.scanner.depth());
        let number = self.scanner.number()?;
        visitor.visit_u64(number).map_err(|_: Stop| {
            // A type that refuses zero takes everything from one.
            let low = u64::from(number == 0);
            self.scanner.error_at(start, depth, FormProblem::Range { low, high })
        })
    }

    fn text<'de, V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Stop> {
        let text = self.scanner.string()?;
        if text.has_escapes() {
            visitor.visit_string(self.scanner.unescaped(&text))
        } else {
            visitor.visit_str(self.scanner.escaped(&text))
        }
    }

    fn list<'de, V: Visitor<'de>>(&mut self, exactly: Option<usize>, visitor: V) -> Result<V::Value, Stop> {
        self.wants(Shape::List)?;
        let (start, depth) = (self.scanner.at, self.scanner.depth());
        self.scanner.open_array()?;
        let mut entries = Entries { reader: self, is_first: true, is_over: false };
        let made = visitor.visit_seq(&mut entries);
        let made = match made {
            // What came of the entries does not matter if more follow.
            Ok(_) if !entries.is_over && self.scanner.entry(false)? => Err(Stop::Objection(Objection::Value)),
            made => made,
        };
        made.map_err(|stop| match (stop, exactly) {
            (Stop::Objection(Objection::Value), Some(expected)) => {
                self.scanner.error_at(start, depth, FormProblem::Entries { expected })
            }
            (stop, _) => stop,
        })
    }

    fn object<'de, V: Visitor<'de>>(
        &mut self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.wants(Shape::Object)?;
        let (start, depth) = (self.scanner.at, self.scanner.depth());
        self.scanner.open_object()?;
        let mut object = Fields { reader: self, is_first: true, is_over: false, seen: Vec::new() };
        let made = visitor.visit_map(&mut object)?;
        let (is_first, is_over, seen) = (object.is_first, object.is_over, object.seen);
        if !is_over && self.scanner.field(is_first)?.is_some() {
            return Err(Stop::Objection(Objection::Value));
        }
        let differs = self.differs.is_some_and(|differs| (start..self.scanner.at).contains(&differs));
        match fields.iter().find(|field| differs && !seen.iter().any(|seen| seen == *field)) {
            Some(field) => {
                let field = Quoted::new(field);
                Err(self.scanner.error_at(start, depth, FormProblem::MissingField { field }))
            }
            None => Ok(made),
        }
    }
}

fn problem(objection: Objection, found: Quoted) -> FormProblem {
    match objection {
        Objection::UnknownField(known) => FormProblem::UnknownField { found, choices: Choices::new(known) },
        Objection::UnknownVariant(known) => FormProblem::Choice { found, choices: Choices::new(known) },
        Objection::MissingField(field) => FormProblem::MissingField { field: Quoted::new(field) },
        Objection::Value => FormProblem::Content { found },
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Stop;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.scanner.shape()? {
            Shape::Null => {
                self.scanner.null()?;
                visitor.visit_unit()
            }
            Shape::Truth => visitor.visit_bool(self.scanner.truth()?),
            Shape::Number => visitor.visit_u64(self.scanner.number()?),
            Shape::Text => self.text(visitor),
            Shape::List => self.list(None, visitor),
            Shape::Object => self.object(&[], visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.scanner.skip()?;
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.wants(Shape::Truth)?;
        visitor.visit_bool(self.scanner.truth()?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(u8::MAX.into(), visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(u16::MAX.into(), visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(u32::MAX.into(), visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(crate::types::limits::MAX_INTEGER, visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.wants(Shape::Text)?;
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.scanner.takes_word("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        match TextForm::from_code(name) {
            None => visitor.visit_newtype_struct(self),
            form => self.value_in_form(form, |reader| visitor.visit_newtype_struct(reader)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.list(None, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Stop> {
        self.list(Some(len), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.list(Some(len), visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.object(&[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.object(fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if self.scanner.shape()? == Shape::Text {
            let text = self.scanner.string()?;
            return visitor.visit_enum(StrDeserializer::new(self.scanner.escaped(&text)));
        }
        self.wants(Shape::Object)?;
        self.scanner.open_object()?;
        let made = visitor.visit_enum(Tagged { reader: self })?;
        // A second field would be a second variant.
        if self.scanner.field(false)?.is_none() { Ok(made) } else { Err(Stop::Objection(Objection::Value)) }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 f32 f64 char bytes byte_buf unit unit_struct identifier
    }
}

/// The entries of an array.
struct Entries<'r, 'a> {
    reader: &'r mut Reader<'a>,
    is_first: bool,
    is_over: bool,
}

impl<'de> SeqAccess<'de> for &mut Entries<'_, '_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Stop> {
        if self.is_over || !self.reader.scanner.entry(self.is_first)? {
            self.is_over = true;
            return Ok(None);
        }
        self.is_first = false;
        self.reader.value(|reader| seed.deserialize(reader)).map(Some)
    }
}

/// The fields of an object.
struct Fields<'r, 'a> {
    reader: &'r mut Reader<'a>,
    is_first: bool,
    is_over: bool,
    /// Their keys, where one may be missing.
    seen: Vec<String>,
}

impl<'de> MapAccess<'de> for &mut Fields<'_, '_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        let next = if self.is_over { None } else { self.reader.scanner.field(self.is_first)? };
        let Some(start) = next else {
            self.is_over = true;
            return Ok(None);
        };
        self.is_first = false;
        if self.reader.differs.is_some() {
            self.seen.push(self.reader.scanner.key().to_owned());
        }
        self.reader.key(start, seed).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Stop> {
        self.reader.value(|reader| seed.deserialize(reader))
    }
}

impl Reader<'_> {
    fn key<'de, K: DeserializeSeed<'de>>(&mut self, start: usize, seed: K) -> Result<K::Value, Stop> {
        let key = self.scanner.key();
        seed.deserialize(StrDeserializer::new(key)).map_err(|stop: Stop| match stop {
            Stop::Objection(objection) => {
                let found = self.scanner.quoted(key);
                self.scanner.error_at(start, self.scanner.depth(), problem(objection, found))
            }
            found @ Stop::Found(_) => found,
        })
    }
}

/// A value of an enum whose variant stands as the one key of an object.
struct Tagged<'r, 'a> {
    reader: &'r mut Reader<'a>,
}

impl<'de> EnumAccess<'de> for Tagged<'_, '_> {
    type Error = Stop;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Stop> {
        let Some(start) = self.reader.scanner.field(true)? else {
            return Err(Stop::Objection(Objection::Value));
        };
        Ok((self.reader.key(start, seed)?, self))
    }
}

impl<'de> VariantAccess<'de> for Tagged<'_, '_> {
    type Error = Stop;

    /// A variant without data is written as a text.
    fn unit_variant(self) -> Result<(), Stop> {
        self.reader.value(|reader| {
            reader.scanner.skip()?;
            Err(Stop::custom(""))
        })
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Stop> {
        self.reader.value(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Stop> {
        self.reader.value(|reader| reader.deserialize_tuple(len, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.reader.value(|reader| reader.object(fields, visitor))
    }
}
