//! XML as far as workbooks need it.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Why the reading ends.
pub(super) enum Broken {
    /// The workbook itself is none, or is over a limit.
    Workbook(String),
    /// Too many of its cells have faults.
    Cells,
}

impl<E: std::fmt::Display> From<E> for Broken {
    fn from(error: E) -> Self {
        Self::Workbook(error.to_string())
    }
}

/// The text inside `t` and `v` elements, but for readings beside it (注音, `rPh`).
#[derive(Default)]
pub(super) struct Texts {
    pub(super) text: String,
    open: bool,
    beside: bool,
}

impl Texts {
    pub(super) fn note(&mut self, event: &Event<'_>) -> Result<(), Broken> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.open = true,
                "rPh" => self.beside = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.open = false,
                "rPh" => self.beside = false,
                _ => {}
            },
            _ if !self.open || self.beside => {}
            Event::Text(text) => self.text += &text.xml10_content(),
            Event::CData(text) => self.text += &text.xml10_content(),
            Event::GeneralRef(name) => {
                let named = match name.xml10_content().as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref()?,
                };
                self.text.push(named.ok_or(Broken::Workbook("an unknown entity".to_owned()))?);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Characters that XML does not hold are written as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out += before;
        let code = after.get(..5).and_then(|code| code.strip_suffix('_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match c {
            Some(c) => {
                out.push(c);
                rest = &after[5..];
            }
            None => {
                out += "_x";
                rest = after;
            }
        }
    }
    out + rest
}

/// Goes through the events of a file; empty elements begin and end.
pub(super) fn walk(xml: &str, mut visit: impl FnMut(&Event<'_>) -> Result<(), Broken>) -> Result<(), Broken> {
    let mut reader = Reader::from_str(xml.strip_prefix('\u{FEFF}').unwrap_or(xml));
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(()),
            event => visit(&event)?,
        }
    }
}

/// An attribute, whatever its namespace.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Broken> {
    let mut all = tag.attributes();
    // Looking for names that stand twice would take time that grows with their square.
    for attribute in all.with_checks(false) {
        let attribute = attribute?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.normalized_value(XmlVersion::Explicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}
