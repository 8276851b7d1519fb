"""Verification of amendments (§15, step 7 of §17.1)."""

import collections

from .small_types import ascending


def check_strikes(report, c, strikes, not_before):
    """The rules for the strikes of one amendment that do not depend on who stands or sits where (§15)."""
    rules, people = c.plan["amendments"], [(entry["inspector"], entry["target"]) for entry in strikes["inspectors"]]
    report.note("the strikes have a later date", strikes["date"] >= not_before, "not before " + not_before, strikes["date"])
    report.rule("something is struck", [] if strikes["inspectors"] or strikes["targets"] else ["nothing"])
    for what in ("targets", "inspectors"):
        listed = set(rules[what[:-1] + "_reasons"])
        report.rule("reasons to strike %s are in the plan" % what, (
            entry["reason"] for entry in strikes[what] if entry["reason"] not in listed))
    report.check("what was visited is in order", True, ascending(strikes["visited"]))
    report.check("struck targets are in order", True, ascending([c.ticket_order(entry["target"]) for entry in strikes["targets"]]))
    report.check("struck inspectors are in order", True, ascending([(who, t or "") for who, t in people]))
    entries = collections.Counter(who for who, _ in people)
    report.rule("who is struck from all has no other entry", (who for who, t in people if t is None and entries[who] > 1))


def verify_amendments(report, c):
    """Each amendment from what was recomputed before it, and the head (§15, step 7 of §17)."""
    prefix, previous, not_before = report.prefix, c.seal_digest, c.last_day_of_values()
    for number, amendment in enumerate(c.disclosure["amendments"], 1):
        report.prefix = "%samendment %d: " % (prefix, number)
        strikes = amendment["strikes"]
        check_strikes(report, c, strikes, not_before)
        outcome, broken = c.amend(strikes)
        for rule, failures in broken:
            report.rule(rule, failures)
        report.check("outcome", outcome, amendment["outcome"])
        report.check("seal", c.stated_amendment_seal(number, previous, outcome, strikes), amendment["seal"])
        previous, not_before = c.amendment_seal_digests[number - 1], strikes["date"]
    report.prefix = prefix
    report.check("head", c.head, c.disclosure["head"])
