//! Enums whose values carry a stable code and a text in both languages.

/// Defines an enum whose variants each have a stable code and a template in Chinese and English.
macro_rules! coded {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$vmeta:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $(#[doc = $en] $(#[$vmeta])* $variant,)+
        }

        #[allow(unreachable_pub, reason = "some are private to a module")]
        impl $name {
            /// All values, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The text in a language; parts in braces stand for data.
            pub const fn template(self, language: $crate::say::Language) -> &'static str {
                match language {
                    $crate::say::Language::Zh => match self { $(Self::$variant => $zh,)+ },
                    $crate::say::Language::En => match self { $(Self::$variant => $en,)+ },
                }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::say::Say for $name {
            fn say(
                &self,
                language: $crate::say::Language,
                f: &mut std::fmt::Formatter<'_>,
            ) -> std::fmt::Result {
                f.write_str(self.template(language))
            }
        }
    };
}
pub(crate) use coded;

/// Lets an enum made by `coded!` stand in documents as its code.
macro_rules! coded_serde {
    ($name:ident) => {
        impl $name {
            const CODES: &'static [&'static str] = &{
                let mut codes = [""; Self::ALL.len()];
                let mut place = 0;
                while place < codes.len() {
                    codes[place] = Self::ALL[place].code();
                    place += 1;
                }
                codes
            };
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_code(&code).ok_or_else(|| serde::de::Error::unknown_variant(&code, Self::CODES))
            }
        }
    };
}
pub(crate) use coded_serde;

/// Makes an enum of `coded!` whose templates stand for no data an error.
macro_rules! coded_error {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.template($crate::say::Language::En))
            }
        }

        impl std::error::Error for $name {}
    };
}
pub(crate) use coded_error;
