//! Credit codes (统一社会信用代码) as tables have them.

use super::notes::NoteCode;
use super::row::Row;
use crate::fault::Problem;
use crate::types::citizen_id::holds_citizen_id;
use crate::types::credit_code;

/// What people write where there is no code.
const NONE: [&str; 22] = [
    "无",
    "暂无",
    "没有",
    "无代码",
    "尚无",
    "未办理",
    "未办",
    "/",
    "／",
    "\\",
    "-",
    "--",
    "－",
    "—",
    "——",
    "–",
    "―",
    "─",
    "N/A",
    "n/a",
    "NA",
    "无统一社会信用代码",
];

impl Row<'_> {
    /// A credit code, if there is one. A mark for none is read as none, and noted; a code in lower case is read in upper
    /// case if that makes it right, and noted, as full-width characters are. A wrong check character is a warning elsewhere,
    /// since some genuine early codes have one. A citizen's ID number is refused, and not repeated.
    pub(crate) fn credit_code(&mut self, field: &str) -> Option<String> {
        let cell = self.filled(field)?;
        if holds_citizen_id(cell.text) {
            self.fault(cell, Problem::CitizenId);
            return None;
        }
        if NONE.contains(&cell.text) {
            self.note(NoteCode::NoCode, cell, cell.text);
            return None;
        }
        if self.is_odd(cell) {
            return None;
        }
        let code = self.plain(cell).into_owned();
        self.optional_text(field)?;
        let upper = code.to_ascii_uppercase();
        if upper != code && credit_code::issue(&upper).is_none() {
            self.note(NoteCode::UpperCase, cell, "");
            return Some(upper);
        }
        Some(code)
    }
}
