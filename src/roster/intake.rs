//! Intake: what is refused before a record may be announced (PROTOCOL.md §13). Refused, never repaired.

use crate::basics::fault::{Fault, FaultCode, Faults, Table};
use crate::basics::text::{MAX_TEXT_BYTES, has_outer_space, is_district, is_forbidden, is_normal};
use crate::privacy::{Sensitive, is_personal_code, scan};

/// Checks the fields of one input and collects what is wrong with them.
pub(crate) struct Intake {
    pub(crate) table: Table,
    pub(crate) faults: Faults,
}

impl Intake {
    pub(crate) fn new(table: Table) -> Self {
        Self { table, faults: Faults::default() }
    }

    /// A text: not empty, not too long, of allowed characters, NFC, no white space around it.
    pub(crate) fn text(&mut self, row: Option<usize>, field: &str, text: &str) {
        let fault = |code| Fault::new(self.table, row, field, code);
        if text.is_empty() {
            self.faults.push(fault(FaultCode::Empty));
        } else if text.len() > MAX_TEXT_BYTES {
            self.faults.push(fault(FaultCode::TooLong).found(text.len()).limit(MAX_TEXT_BYTES));
        } else if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
            let name = format!("U+{:04X}", u32::from(c));
            self.faults.push(fault(FaultCode::ForbiddenCharacter).found(name));
        } else if has_outer_space(text) {
            self.faults.push(fault(FaultCode::OuterSpace).found(format!("{text:?}")));
        } else if !is_normal(text) {
            self.faults.push(fault(FaultCode::NotNormal).found(format!("{text:?}")));
        }
    }

    /// A text that is to be disclosed: without personal numbers.
    pub(crate) fn shown(&mut self, row: Option<usize>, field: &str, text: &str) {
        self.text(row, field, text);
        self.scan(row, field, text);
    }

    /// The personal numbers of a text. They are not repeated in the faults.
    pub(crate) fn scan(&mut self, row: Option<usize>, field: &str, text: &str) {
        for hit in scan(text) {
            let code = match hit.kind {
                Sensitive::CitizenId => FaultCode::HoldsCitizenId,
                Sensitive::Mobile => FaultCode::HoldsMobile,
                Sensitive::BankCard => FaultCode::HoldsBankCard,
            };
            self.faults.push(Fault::new(self.table, row, field, code));
        }
    }

    /// A credit code that is to be disclosed, if there is one. People write their own numbers there.
    pub(crate) fn credit_code(&mut self, row: usize, field: &str, code: Option<&str>) {
        let Some(code) = code else {
            return;
        };
        self.text(Some(row), field, code);
        self.scan_code(row, field, code);
    }

    /// A personal number in place of a code.
    pub(crate) fn scan_code(&mut self, row: usize, field: &str, code: &str) {
        if is_personal_code(code) {
            self.faults.push(Fault::new(self.table, Some(row), field, FaultCode::HoldsCitizenId));
        }
    }

    /// A text that no document can hold.
    pub(crate) fn unwritable(&mut self, field: impl Into<String>) {
        self.faults.push(Fault::new(self.table, None, field, FaultCode::ForbiddenCharacter));
    }

    /// A district code.
    pub(crate) fn district(&mut self, row: usize, field: &str, text: &str) {
        if !is_district(text) {
            let fault = Fault::new(self.table, Some(row), field, FaultCode::BadDistrict);
            self.faults.push(fault.found(format!("{text:?}")));
        }
    }

    /// An id or a credit code, which must not be a citizen's ID number. The number itself is not repeated in the fault.
    pub(crate) fn id(&mut self, row: usize, field: &str, id: &str) {
        if is_personal_code(id) {
            self.faults.push(Fault::new(self.table, Some(row), field, FaultCode::CitizenId));
        }
    }
}
