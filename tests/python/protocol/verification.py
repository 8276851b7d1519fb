"""Verification (§17)."""

from . import limits
from .amendments import verify_amendments
from .canonical import Unusable, canon, digest, read_canonical, read_file
from .ceremony import Ceremony
from .commitments import roster_root, secret_commitment
from .continuation import check_staffing
from .documents import UNDRAWN, check_shape, disclosure_shape, links_of
from .plans import check_plan, teams_of
from .public_values import plan_commitments, sources, value_fits
from .report import Halt, Report
from .rosters import check_rosters
from .small_types import instant_seconds


def verify_ceremony(report, c):
    """Steps 2 to 7 of §17 for one ceremony, as far as it goes: an undrawn has no seal, and nothing follows from it (§20.2)."""
    check_bound(report, c)
    if c.seal is not None:
        check_values(report, c)
    check_numbers(report, c)
    if c.seal is not None:
        result = c.draw()
        for name in ("seed", "ticket_key", "deck_key", "strata", "cap", "teams"):
            report.check("result." + name, result[name], c.disclosure["result"][name])
        report.check("seal", c.stated_seal(), c.seal)
        verify_amendments(report, c)


def check_bound(report, c):
    """What the announcement binds: the ceremony before, plan, rosters, their roots, the secrets."""
    staffing = c.plan["ceremony"] == "staffing"
    report.require("a staffing ceremony, and no other, has a selection", [staffing] * 2,
                   [c.previous is not None, c.announcement["selection"] is not None])
    if staffing:
        report.check("the announcement names the ceremony before",
                     {"announcement": c.previous.announcement_digest, "head": c.previous.head}, c.announcement["selection"])
        report.check("no targets of its own", 0, len(c.disclosure["rosters"]["targets"]))
    else:
        report.check("no changes", 0, len(c.changes))

    check_plan(report, c.plan)
    check_rosters(report, c)
    report.rule("overrides are for targets of the roster", (t for t in c.overrides if t not in c.target))
    if staffing:
        check_staffing(report, c)

    for tree in ("changes", "inspectors", "recusals") + (() if staffing else ("targets",)):
        records = c.disclosure["rosters"][tree]
        report.check("announcement.rosters." + tree, {"count": len(records), "root": roster_root(c.hash, c.disclosure["salt_key"], tree, records)},
                     c.announcement["rosters"][tree])
    commitments = [c.announcement["commitment"]] + [a["commitment"] for a in c.plan["authorities"][1:] if a["commitment"] is not None]
    report.rule("the lead's commitment is nobody else's", [x for x in plan_commitments(c.plan) if x == c.announcement["commitment"]])
    secrets = c.disclosure["secrets"]
    # An undrawn may lack secrets of other authorities; that of the lead, which is the first, is always there.
    missing = {i for i, secret in enumerate(secrets) if secret is None and i > 0}
    report.check("secrets open their commitments", [None if i in missing else x for i, x in enumerate(commitments)],
                 [secret and secret_commitment(c.hash, secret) for secret in secrets])


def check_values(report, c):
    """The values that the seal says were used."""
    report.check("the seal names the announcement", c.announcement_digest, c.seal["announcement"])
    said = c.seal["values"]
    report.require("the seal has the plan's values", [v["name"] for v in c.plan["values"]], [v["name"] for v in said])
    report.require("sources are those of the plan", True, all(v["source"] < len(sources(p)) for p, v in zip(c.plan["values"], said)))
    report.rule("fallbacks, and they only, have reasons", (v["name"] for v in said if (v["source"] > 0) != (v["reason"] is not None)))
    report.rule("values match their grammar and commitments", (
        value["name"] for value, source, v in c.used_sources() if not value_fits(c.hash, source["kind"], v["text"])))


def check_numbers(report, c):
    """What the announcement says of its rosters (step 5), and what is odd in them (§8.4)."""
    if c.previous is None:
        report.check("announcement.exempt", c.stated_exempt(), c.announcement["exempt"])
        report.check("announcement.strata", c.stated_strata(), c.announcement["strata"])
        report.check("announcement.subject", c.stated_subject(), c.announcement["subject"])
    report.warnings += [(c.plan["draw"], code, count) for code, count in c.warnings()]


class Evidence:
    """What the reader has found independently of the disclosure."""

    def __init__(self, announcements=(), seals=(), values=()):
        self.announcements, self.seals, self.values = list(announcements), list(seals), list(values)


def evidence_digest(path, shape, limit):
    """The digest of an announcement or seal in evidence, which must be readable as one."""
    value = read_canonical(read_file(path, limit), limit)
    shape(value, "", [])
    return digest(value)


def check_evidence(report, chain, evidence):
    """Announcements and seals must be of the chain, values those used (§17, step 2). Returns whether it is enough for `verified`."""
    announcements = {c.announcement_digest for c in chain}
    seals = {seal for c in chain for seal in [c.seal_digest] + c.amendment_seal_digests}
    for given in evidence.announcements:
        report.note("announcement in evidence", given in announcements, sorted(announcements), given)
    for given in evidence.seals:
        report.note("seal in evidence", given in seals, sorted(seals), given)
    used = {said["name"]: (said["text"], "contribution" in source["kind"]) for c in chain for _, source, said in c.used_sources()}
    for name, text in evidence.values:
        report.check("value %s in evidence" % name, used[name][0] if name in used else None, text)
    wanted = {name for name, (_, contribution) in used.items() if not contribution}
    return announcements <= set(evidence.announcements) and wanted <= {name for name, _ in evidence.values}


def check_work(disclosure, targets):
    """The limits of §4 on the work of conditions and of pools."""
    plan = disclosure["announcement"]["plan"]
    conditions = sum(len(rule["when"]) for table in ("strata", "teams", "tickets") for rule in plan[table])
    fields = {c["field"] for table in ("strata", "teams", "tickets") for rule in plan[table] for c in rule["when"]}
    if sum(field.startswith("attribute:") and field != "attribute:" for field in fields) > 256:
        raise Unusable("the plan names more than 256 attributes")
    if conditions * len(targets) > limits.TARGETS_TIMES_CONDITIONS_MAX:
        raise Unusable("more conditions times targets than %d" % limits.TARGETS_TIMES_CONDITIONS_MAX)
    asked = {canon(seat) for seats in teams_of(plan) for seat in seats}
    if len(disclosure.get("amendments", ())) * len(targets) > limits.AMENDMENTS_TIMES_TARGETS_MAX:
        raise Unusable("more amendments times targets than %d" % limits.AMENDMENTS_TIMES_TARGETS_MAX)
    if len(asked) * len({t["district"][:6] for t in targets}) * len(disclosure["rosters"]["inspectors"]) > limits.POOL_CHECKS_MAX:
        raise Unusable("more seats times districts times inspectors than %d" % limits.POOL_CHECKS_MAX)


def check_tickets(first):
    """The limit of §4 on the tickets of a ceremony that draws targets."""
    if sum(first.weight_of(t) for pool in first.pools() for t in pool) > limits.TICKETS_MAX:
        raise Unusable("more tickets than %d" % limits.TICKETS_MAX)


def check_staffing_work(link, drawn):
    """The limit of §4 on the work of staffing for so many drawn targets; a selection has none."""
    plan = link["announcement"]["plan"]
    size = drawn * max(map(len, teams_of(plan)), default=0) * len(link["rosters"]["inspectors"])
    if plan["ceremony"] != "selection" and size > limits.SEATS_TIMES_INSPECTORS_MAX:
        raise Unusable("more seats × inspectors than %d" % limits.SEATS_TIMES_INSPECTORS_MAX)


def verify(disclosure, evidence=None):
    """(verdict, report, chain): the whole of §17 but its first step. Raises Unusable."""
    return verify_chain(disclosure, disclosure_shape, evidence or Evidence())


def verify_undrawn(undrawn):
    """The same of an undrawn, as far as there is anything to verify; the verdict is consistent or contradicted (§20.2)."""
    return verify_chain(undrawn, UNDRAWN)


def verify_chain(document, shape, evidence=None):
    report, chain, enough = Report(), [], False
    wrong = check_shape(document, shape)
    links = links_of(document)
    for link in links:
        check_work(link, [r["draw"] for r in links[0]["rosters"]["targets"]])
    first = Ceremony(links[0])
    check_tickets(first)
    for path, expected, found in wrong:
        report.note(path, False, expected, found)
    if wrong:
        return "contradicted", report, chain
    try:
        for link in links:
            check_staffing_work(link, len(chain[-1].standing.teams) if chain else sum(s["k"] for s in first.stated_strata()))
            report.prefix = "%s: " % link["announcement"]["plan"]["draw"]
            chain.append(Ceremony(link, chain[-1]) if chain else first)
            verify_ceremony(report, chain[-1])
        report.prefix = ""
        enough = evidence is not None and check_evidence(report, chain, evidence)
    except Halt:
        pass
    if report.first_failure():
        return "contradicted", report, chain
    return "verified" if enough else "consistent", report, chain


def would_draw(undrawn, values):
    """The result (§16) that an undrawn, all of whose secrets are shown, leads to with these values, given as a seal has them.

    It is for an undrawn that nothing contradicts, and for values that match their grammar.
    """
    c = None
    for link in links_of(dict(undrawn, amendments=[], seal={"protocol": undrawn["protocol"], "values": values})):
        c = Ceremony(link, c)
        c.draw()
        for amendment in link["amendments"]:
            c.amend(amendment["strikes"])
    return c.result


def left_to_check(chain):
    """What only the outside world settles (§17)."""
    for c in chain:
        plan = c.plan
        first = min((s["closes"] for v in plan["values"] for s in sources(v)), key=instant_seconds)
        yield "announcement %s was public, or this digest signed, before %s" % (c.announcement_digest, first)
        for value, source, said in c.used_sources():
            if "contribution" not in source["kind"]:
                yield "value %s is %s: %s, %s" % (value["name"], said["text"], source["publisher"], source["issue"])
            if said["reason"] is not None:
                yield "value %s is of fallback %d: %s" % (value["name"], said["source"], said["reason"])
        yield "%s: drawings, beacons or dice, equally likely, and different events" % "; ".join(
            "%s, %s" % (source["publisher"], source["issue"]) for _, source, _ in c.used_sources() if "contribution" not in source["kind"])
        if c.previous is None:
            for entry in plan["registers"]:
                yield "register %s has %d entries on %s" % (entry["name"], entry["count"], entry["date"])
            yield "reasons of %d exemptions and %d overrides" % (len(c.targets) - c.stated_subject(), len(plan["overrides"]))
            for entry in plan["earlier"]:
                yield "earlier draw whose head is %s (%s)" % (entry["head"], entry["use"])
        yield "reasons of %d recusals and %d changes" % (len(c.recusals), len(c.changes))
        for strikes in (amendment["strikes"] for amendment in c.disclosure["amendments"]):
            for entry in strikes["targets"]:
                yield "target %s was struck on %s: %s (file %s)" % (
                    entry["target"], strikes["date"], entry["reason"], entry["evidence"])
            for entry in strikes["inspectors"]:
                yield "inspector %s was struck from %s on %s: %s (file %s)" % (
                    entry["inspector"], entry["target"] or "all visits", strikes["date"], entry["reason"], entry["evidence"])
        yield "no other draw was announced for the slot of %s" % plan["draw"]
