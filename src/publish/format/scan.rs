//! QR codes as drawings: what a telephone scans from paper or a screen.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Empty modules around a code, so that it is found.
const MARGIN: i32 = 4;

/// A text as a QR code, drawn as SVG without a size of its own; none if no code holds the text. The code is of error correction
/// level M, or higher where that takes no more modules, or lower where only that holds it. Text of digits, capital letters and
/// `$%*+-./:` alone, as [`Proof::to_compact`](crate::commit::document::Proof::to_compact) gives, takes the fewest modules.
///
/// ```
/// let code = dual_random::publish::scan_code("DR1:C9BKQE1PPW3BB").unwrap();
/// assert!(code.starts_with("<svg ") && code.contains("viewBox=\"0 0 29 29\""), "21 modules and four on each side");
/// assert_eq!(dual_random::publish::scan_code(&"0".repeat(10_000)), None);
/// ```
pub fn scan_code(text: &str) -> Option<String> {
    let of_level = |level| QrCode::encode_text(text, level).ok();
    let code = of_level(QrCodeEcc::Medium).or_else(|| of_level(QrCodeEcc::Low))?;
    // Each row is one outline, which goes down and up again around every run of dark modules: filled, since printers round the
    // width of lines.
    let mut path = String::new();
    for y in 0..code.size() {
        let mut from = 0;
        while let Some(start) = (from..code.size()).find(|x| code.get_module(*x, y)) {
            let end = (start..code.size()).find(|x| !code.get_module(*x, y)).unwrap_or(code.size());
            // Writing to a string cannot fail.
            let _ = match from {
                0 => write!(path, "M{} {}", start + MARGIN, y + MARGIN),
                _ => write!(path, "h{}", start - from),
            };
            let _ = write!(path, "v1h{}v-1", end - start);
            from = end;
        }
    }
    let size = code.size() + 2 * MARGIN;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}
