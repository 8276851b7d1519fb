//! What stands on the envelope, and a span of days.

use super::filled;

filled! {
    from_to(from, to) = "{from} 至 {to}", "{from} to {to}";
}

/// The command that an envelope's sheet shows.
pub(crate) fn restore_command(folder: &str, selection: Option<&str>) -> String {
    let selection = selection.map(|selection| format!(" --selection {selection}")).unwrap_or_default();
    format!("dual-random restore {folder}{selection}")
}
