//! Intake: what is refused before a record may be announced (the guide, `intake`). Refused, never repaired.

use crate::fault::{Fault, Faults, Problem, Table, text_problem};
use crate::privacy::{Sensitive, is_personal_code, scan};
use crate::say::Quoted;
use crate::types::text::{has_outer_space, is_district, is_normal};

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
        let problem = text_problem(text).or_else(|| {
            if has_outer_space(text) {
                Some(Problem::OuterSpace { found: Quoted::new(text) })
            } else {
                (!is_normal(text)).then(|| Problem::NotNormal { found: Quoted::new(text) })
            }
        });
        self.faults.extend(problem.map(|problem| Fault::new(self.table, row, field, problem)));
    }

    /// A text that is to be disclosed: without personal numbers.
    pub(crate) fn shown(&mut self, row: Option<usize>, field: &str, text: &str) {
        self.text(row, field, text);
        self.scan(row, field, text);
    }

    /// The personal numbers of a text. They are not repeated in the faults.
    pub(crate) fn scan(&mut self, row: Option<usize>, field: &str, text: &str) {
        for hit in scan(text) {
            let problem = match hit.kind {
                Sensitive::CitizenId => Problem::HoldsCitizenId,
                Sensitive::Mobile => Problem::HoldsMobile,
                Sensitive::BankCard => Problem::HoldsBankCard,
            };
            self.faults.push(Fault::new(self.table, row, field, problem));
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
            self.faults.push(Fault::new(self.table, Some(row), field, Problem::HoldsCitizenId));
        }
    }

    /// A text that no document can hold.
    pub(crate) fn unwritable(&mut self, field: impl Into<String>) {
        self.faults.push(Fault::new(self.table, None, field, Problem::Unwritable));
    }

    /// A district code.
    pub(crate) fn district(&mut self, row: usize, field: &str, text: &str) {
        if !is_district(text) {
            let fault =
                Fault::new(self.table, Some(row), field, Problem::BadDistrict { found: Quoted::new(text) });
            self.faults.push(fault);
        }
    }

    /// An id or a credit code, which must not be a citizen's ID number. The number itself is not repeated in the fault.
    pub(crate) fn id(&mut self, row: usize, field: &str, id: &str) {
        if is_personal_code(id) {
            self.faults.push(Fault::new(self.table, Some(row), field, Problem::CitizenId));
        }
    }
}
