"""The tests of draws, proofs, logs and audits once more, with everything made under `dual-random/1-sm3`."""

import test_amendments
import test_audit_changes
import test_audit_earlier
import test_audit_pages
import test_audit_seats
import test_audit_visits
import test_compact
import test_draws
import test_logs
import test_proofs
import test_rules
import test_undrawns
import test_voids
from authority import UnderSm3


class AmendmentsUnderSm3(UnderSm3, test_amendments.Amendments):
    pass


class AuditedEarlierDrawsUnderSm3(UnderSm3, test_audit_earlier.AuditedEarlierDraws):
    pass


class AuditedPagesAndProofsUnderSm3(UnderSm3, test_audit_pages.AuditedPagesAndProofs):
    pass


class AuditedSeatsUnderSm3(UnderSm3, test_audit_seats.AuditedSeats):
    pass


class AuditedVisitsUnderSm3(UnderSm3, test_audit_visits.AuditedVisits):
    pass


class CompactUnderSm3(UnderSm3, test_compact.Compact):
    pass


class ListedChangesUnderSm3(UnderSm3, test_audit_changes.ListedChanges):
    pass


class LogsUnderSm3(UnderSm3, test_logs.Logs):
    pass


class ProofsUnderSm3(UnderSm3, test_proofs.Proofs):
    pass


class RulesUnderSm3(UnderSm3, test_rules.Rules):
    pass


class UndrawnsUnderSm3(UnderSm3, test_undrawns.Undrawns):
    pass


class VoidsUnderSm3(UnderSm3, test_voids.Voids):
    pass


class WholeDrawsUnderSm3(UnderSm3, test_draws.WholeDraws):
    # What takes longest, and has nothing to do with the hash.
    test_every_changed_leaf_is_noticed = test_garbage_has_a_verdict = test_limits = None
