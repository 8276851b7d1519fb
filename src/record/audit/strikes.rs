//! What became of struck targets in later draws.

use super::Auditor;
use super::draws::Year;
use super::report::AuditCode;
use crate::basics::id::TargetId;

impl<'a> Auditor<'a> {
    pub(super) fn strikes(&mut self, stood: &[Year<'a>]) {
        let mut found = Vec::new();
        for (at, draw) in stood.iter().enumerate() {
            for (id, line) in &draw.struck {
                found.extend(self.strike(draw, id, *line, &stood[at + 1..]));
            }
        }
        for (code, later, lines, id, draw) in found {
            self.find(code, later, &lines, id, draw);
        }
    }

    /// Follows one strike through the later draws. Those that were announced before it could not know of it.
    fn strike<'b>(
        &self,
        draw: &Year<'_>,
        id: &'b TargetId,
        line: u64,
        laters: &[Year<'_>],
    ) -> Vec<(AuditCode, String, [u64; 2], &'b TargetId, String)> {
        let mut found = Vec::new();
        let mut settled = false;
        let known = draw.identity(id);
        for later in laters {
            // Under a new id it is still the same company.
            let there = later.target(id).map_or_else(|| later.same_company(known), Some);
            let id_there = there.map_or(id, |target| &target.id);
            let stands = later.stood.teams.contains_key(id_there);
            let carried = there.is_some_and(|target| target.carried);
            let exempt = there.is_none_or(|target| target.exempt.is_some());
            if later.rosters_since > line {
                let mut find = |code| found.push((code, later.name(), [line, later.line], id, draw.name()));
                if later.struck.contains_key(id_there) {
                    find(AuditCode::StruckTwice);
                }
                if stands && !carried || self.found_active(later, id_there) {
                    find(AuditCode::StruckActive);
                }
                if !settled && !carried && !exempt && draw.scope.meets(&later.scope) {
                    find(AuditCode::StruckNotCarried);
                }
            }
            settled |= stands || (later.struck.contains_key(id_there) && draw.scope.meets(&later.scope));
        }
        found
    }

    fn found_active(&self, draw: &Year<'_>, id: &TargetId) -> bool {
        let mut names = draw.disclosure.chain().map(|link| &link.announcement.plan.draw);
        names.any(|name| self.evidence.active.contains(&(name.clone(), id.clone())))
    }
}
