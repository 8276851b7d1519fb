//! The page of a proof: what it shows, and the proof itself in a QR code, for a telephone at the door.

use crate::text::{self, Words};
use dual_random::Language;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Empty modules around a code, so that it is found.
const MARGIN: usize = 4;

/// A code as the path of a drawing; none if it does not fit.
pub(crate) fn qr(bytes: &[u8]) -> Option<String> {
    let code = QrCode::with_error_correction_level(bytes, EcLevel::L).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + MARGIN, place / width + MARGIN);
            // Writing to a string cannot fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let size = width + 2 * MARGIN;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

/// The page.
pub(crate) fn html(lines: &[Words], code: &str, lead: &str, language: Language) -> String {
    let title = escaped(text::proof_title().get(language));
    let mut shown = String::new();
    for line in lines {
        let _ = writeln!(shown, "<p>{}</p>", escaped(line.get(language)));
    }
    let seal = format!("{}<br>{}", escaped(lead), escaped(text::proof_seal().get(language)));
    let note = escaped(text::proof_note().get(language));
    let tongue = if language == Language::Zh { "zh-CN" } else { "en" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tongue}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n@page {{ size: A4; margin: 15mm 20mm }}\nbody {{ max-width: 170mm; margin: 1em auto; padding: 0 1em; font-family: serif; line-height: 1.35; font-size: 11pt; overflow-wrap: anywhere }}\nh1 {{ text-align: center; font-size: 1.5em }}\np {{ margin: .3em 0; white-space: pre-wrap }}\n.seal {{ text-align: right }}\nsvg {{ display: block; width: 76mm; max-width: 100%; margin: .2em auto }}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n{shown}<p class=\"seal\">{seal}</p>\n{code}\n<p>{note}</p>\n</body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
