//! Sentences with data.

/// Defines an enum whose variants have a stable code, data and a sentence in Chinese and English. The data of a variant
/// stand in braces in its sentences: a name that is not there does not compile, and data that a sentence leaves out is a
/// warning. A second name, if there is one, is that of an enum of the codes alone.
///
/// The first enum serializes as an object with its `code` and its data.
macro_rules! sayings {
    ($(#[$meta:meta])* $vis:vis enum $name:ident, $(#[$code_meta:meta])* $code_name:ident {
        $($(#[$vmeta:meta])* $variant:ident $({ $($field:ident : $type:ty),+ $(,)? })? = $code:literal, $zh:literal, $en:literal;)+
    }) => {
        $crate::say::sayings! { @said $(#[$meta])* $vis enum $name {
            $($(#[$vmeta])* $variant $({ $($field : $type),+ })? = $code, $zh, $en;)+
        } }

        $(#[$code_meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $code_name {
            $(#[doc = $en] $variant,)+
        }

        impl $code_name {
            /// All values, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $code_name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl $name {
            /// The code, without the data.
            pub const fn code(&self) -> $code_name {
                match self { $(Self::$variant $({ $($field: _),+ })? => $code_name::$variant,)+ }
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$vmeta:meta])* $variant:ident $({ $($field:ident : $type:ty),+ $(,)? })? = $code:literal, $zh:literal, $en:literal;)+
    }) => {
        $crate::say::sayings! { @said $(#[$meta])* $vis enum $name {
            $($(#[$vmeta])* $variant $({ $($field : $type),+ })? = $code, $zh, $en;)+
        } }

        impl $name {
            /// The stable code.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant $({ $($field: _),+ })? => $code,)+ }
            }
        }
    };
    (@said $(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$vmeta:meta])* $variant:ident $({ $($field:ident : $type:ty),+ $(,)? })? = $code:literal, $zh:literal, $en:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[allow(clippy::large_enum_variant, clippy::doc_markdown, reason = "few are made, and their words are no prose")]
        #[serde(tag = "code")]
        #[non_exhaustive]
        $vis enum $name {
            $(
                #[doc = $en]
                $(#[$vmeta])*
                #[serde(rename = $code)]
                $variant $({ $(#[doc = concat!("`", stringify!($field), "` of the sentence.")] $field: $type),+ })?,
            )+
        }

        impl $name {
            /// One value of each variant, with sample data.
            #[cfg(test)]
            pub(crate) fn samples() -> Vec<Self> {
                vec![$(Self::$variant $({ $($field: $crate::say::tests::Sample::sample()),+ })?),+]
            }
        }

        impl $crate::say::Say for $name {
            fn say(
                &self,
                language: $crate::say::Language,
                f: &mut std::fmt::Formatter<'_>,
            ) -> std::fmt::Result {
                match language {
                    $crate::say::Language::Zh => match self {
                        $(Self::$variant $({ $($field),+ })? => {
                            $($(let $field = $crate::say::Say::said($field, language);)+)?
                            write!(f, $zh)
                        })+
                    },
                    $crate::say::Language::En => match self {
                        $(Self::$variant $({ $($field),+ })? => {
                            $($(let $field = $crate::say::Say::said($field, language);)+)?
                            write!(f, $en)
                        })+
                    },
                }
            }

            fn each_quoted(&mut self, each: &mut dyn FnMut(&mut $crate::say::Quoted)) {
                let _ = &each;
                match self {
                    $(Self::$variant $({ $($field),+ })? => {
                        $($($crate::say::Say::each_quoted($field, each);)+)?
                    })+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::say::Say::say(self, $crate::say::Language::En, f)
            }
        }
    };
}
pub(crate) use sayings;

/// Makes what `sayings!` defines an error. Variants that wrap another error are named with the field that holds it.
macro_rules! sayings_error {
    ($name:ident $(: $($variant:ident . $field:ident),+)?) => {
        impl std::error::Error for $name {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                match self {
                    $($(Self::$variant { $field, .. } => Some($field),)+)?
                    #[allow(unreachable_patterns)]
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use sayings_error;

/// Defines structs of data that stand in a sentence as a phrase, in Chinese and English.
macro_rules! phrases {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident { $($field:ident : $type:ty),+ $(,)? } = $zh:literal, $en:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[non_exhaustive]
        $vis struct $name {
            $(#[doc = concat!("`", stringify!($field), "` of the phrase.")] pub $field: $type,)+
        }

        impl $crate::say::Say for $name {
            fn say(
                &self,
                language: $crate::say::Language,
                f: &mut std::fmt::Formatter<'_>,
            ) -> std::fmt::Result {
                $(let $field = $crate::say::Say::said(&self.$field, language);)+
                match language {
                    $crate::say::Language::Zh => write!(f, $zh),
                    $crate::say::Language::En => write!(f, $en),
                }
            }

            fn each_quoted(&mut self, each: &mut dyn FnMut(&mut $crate::say::Quoted)) {
                $($crate::say::Say::each_quoted(&mut self.$field, each);)+
            }
        }

        #[cfg(test)]
        impl $crate::say::tests::Sample for $name {
            fn sample() -> Self {
                Self { $($field: $crate::say::tests::Sample::sample()),+ }
            }
        }

        impl $name {
            /// A value with sample data.
            #[cfg(test)]
            #[allow(dead_code, reason = "some are parts of a sentence, and said with it")]
            pub(crate) fn samples() -> Vec<Self> {
                vec![$crate::say::tests::Sample::sample()]
            }
        }
    )+};
}
pub(crate) use phrases;
