"""The record: its documents, and which draws are disclosed (§21.1)."""

import collections
import functools
import itertools
import math

from .. import limits
from ..canonical import Unusable, canon, digest, digest_of, read_canonical
from ..documents import AMENDMENT, AMENDMENT_SEAL, ANNOUNCEMENT, SEAL, UNDRAWN, check_shape
from ..hashes import HASHES
from ..pages import check_page
from ..proofs import PROOF
from ..voids import VOID
from .scope import Drawable, county, takes, year_of
from .stood import Disclosed, Undrawn

Finding = collections.namedtuple("Finding", "code draw subject")
SHAPES = {"announcement": (ANNOUNCEMENT, limits.ANNOUNCEMENT_BYTES), "seal": (SEAL, limits.SEAL_BYTES),
          "amendment_seal": (AMENDMENT_SEAL, limits.SEAL_BYTES), "void": (VOID, limits.VOID_BYTES),
          "proof": (PROOF, limits.PROOF_BYTES), "amendment": (AMENDMENT, limits.DISCLOSURE_BYTES),
          "disclosure": (None, limits.DISCLOSURE_BYTES), "undrawn": (None, limits.DISCLOSURE_BYTES)}
LOGGED_AS = {"announcement": "announced", "seal": "sealed", "amendment_seal": "amended", "void": "voided"}
DOCUMENT_OF = dict({kind: document for document, kind in LOGGED_AS.items()}, disclosed="disclosure")


class Record:
    """What the documents of a log say, whatever is found of it."""

    def find(self, code, announcement, subject):
        """A finding about an announcement (its digest, or None) and a subject, a text. What is found twice is one finding."""
        finding = Finding(code, self.plans[announcement]["draw"] if announcement in self.plans else None, str(subject))
        if finding not in self.found:
            self.found.add(finding)
            self.findings.append(finding)

    def read_documents(self, documents):
        """Files by their digests: (type, value); `contents` has the bytes, `contained` what stands in disclosures."""
        self.documents, self.contents, self.disclosures, self.undrawns, self.unreadable = {}, {}, {}, {}, []
        h = self.log.hash
        documents = self.within_limits(documents)
        self.pages, self.given = {}, {digest_of(h, data) for data in documents}
        pages = {line["document"] for line in self.log.lines if line and line["kind"] in ("published", "withdrawn")}
        for data in documents:
            name = digest_of(h, data)
            self.contents[name] = data
            try:
                value = read_canonical(data)
                if isinstance(value, dict) and value.get("protocol") in (other.protocol for other in HASHES.values() if other is not h):
                    raise Unusable("of another protocol than the log")
                if isinstance(value, dict) and value.get("format") == h.page_format:
                    check_page(value)
                    self.pages[name] = value
                    continue
                kind = value.get("type") if isinstance(value, dict) else None
                shape, limit = SHAPES[kind] if isinstance(kind, str) and kind in SHAPES else (None, 0)
                if len(data) > limit:
                    raise Unusable("none of the documents, or too large")
                if kind == "disclosure":
                    self.read_disclosure(name, value)
                elif kind == "undrawn":
                    check_shape(value, UNDRAWN)
                    self.documents[name] = kind, value
                    self.undrawns[name] = Undrawn(value)
                    self.take_contained(self.undrawns[name].links)
                else:
                    shape(value, "", [])
                    # An amendment is public in its disclosure alone, and no line names its file.
                    if kind != "amendment":
                        self.documents[name] = kind, value
            except Unusable:
                # A page that was published is no document of this protocol, and need not be one.
                if name not in pages:
                    self.unreadable.append(name)

    def within_limits(self, documents):
        """The files that are read, in their order: none of over 8 GiB, nor one with which all are over 16 GiB (§4)."""
        left, read = limits.AUDIT_BYTES, []
        for data in documents:
            if len(data) > min(left, limits.DISCLOSURE_BYTES):
                self.unreadable.append("a file of more than %d bytes" % min(left, limits.DISCLOSURE_BYTES))
            else:
                left -= len(data)
                read.append(data)
        return read

    def read_disclosure(self, name, value):
        """A disclosure that is not in form is an unusable one, which is `contradicted`; nothing can be taken from it."""
        self.documents[name] = "disclosure", value
        try:
            check_shape(value)
        except Unusable as error:
            self.disclosures[name] = error
            return
        self.disclosures[name] = Disclosed(value)
        self.take_contained(self.disclosures[name].links)

    def take_contained(self, links):
        """The announcements and seals that a disclosure or an undrawn holds, its own and those of the ceremonies before it."""
        for link in links:
            seals = [part["seal"] for part in [link] + link.get("amendments", []) if "seal" in part]
            for document in [link["announcement"]] + seals:
                if document["protocol"] != self.log.hash.protocol:
                    continue  # it is of no document of the log, and contradicts what holds it
                self.contents.setdefault(digest(document), canon(document) + b"\n")
                self.documents.setdefault(digest(document), (document["type"], document))

    def of_type(self, kind):
        return {d: value for d, (k, value) in self.documents.items() if k == kind}

    def readable_disclosures(self):
        return {d: disclosed for d, disclosed in self.disclosures.items() if isinstance(disclosed, Disclosed)}

    def is_void(self, announcement):
        return self.log.about("voided", announcement) is not None

    def find_disclosed_by(self):
        """The place of the line that discloses each announcement, itself or as part of a later ceremony's chain, whether the
        disclosure is there or not."""
        places = {}
        for place, line in enumerate(self.log.lines):
            if line and line["kind"] == "disclosed":
                shown = self.disclosures.get(line["document"])
                for announcement in [*self.chain_before(line["announcement"]), *(shown.announcements if isinstance(shown, Disclosed) else [])]:
                    places.setdefault(announcement, place)
        return places

    def is_standing(self, announcement):
        """Not void, or only after it was disclosed."""
        voided, shown = self.log.about("voided", announcement), self.disclosed_by.get(announcement)
        return voided is None or shown is not None and shown < self.log.place[id(voided)]

    def sound_disclosures(self):
        """Those that a `disclosed` line or a logged void names, and that recompute."""
        named = {line["document"] for line in self.log.lines if line and line["kind"] == "disclosed"}
        named |= {void["disclosure"] for void in self.voids.values()}
        return [d for name, d in self.disclosures.items() if name in named and isinstance(d, Disclosed) and d.holds]

    def find_disclosed_draws(self):
        """The disclosed draws (§21): of each chain what stands, of what is contained in another only that other."""
        draws = {}
        for disclosed in self.sound_disclosures():
            count = len(list(itertools.takewhile(self.is_standing, disclosed.announcements)))
            if count:
                part = disclosed.first(count)
                other = draws.setdefault(part.announcements[-1], part)
                # What was disclosed before an amendment is contained in what was disclosed after it.
                if sum(map(len, part.heads)) > sum(map(len, other.heads)):
                    draws[part.announcements[-1]] = part
        inner = {announcement for draw in draws.values() for announcement in draw.announcements[:-1]}
        whole = [draw for last, draw in draws.items() if last not in inner]
        return sorted(whole, key=lambda draw: self.order.index(draw.announcements[0]))

    def place_of(self, kind, announcement, missing=0):
        line = self.log.about(kind, announcement)
        return self.log.place[id(line)] if line else missing

    def counts_from(self, announcement):
        """Where an announcement counts as announced: a redraw has the rosters of the first one whose place it takes."""
        return min(self.place_of("announced", d) for d in [announcement, *self.replaced_by(announcement)])

    def rosters_since(self, draw):
        """Where a draw counts as announced."""
        return self.counts_from(draw.announcements[0])

    def find_voids(self):
        """The voids that lines name, by the announcements that are void. (A void that no line names is no void of the log.)"""
        voids = {}
        for (kind, announcement), line in self.log.first.items():
            document, void = self.documents.get(line["document"], (None, None))
            if kind == "voided" and document == "void" and void["announcement"] == announcement:
                voids[announcement] = void
        return voids

    def named_disclosures(self):
        """Those that a line or a logged void names. Of others, which anybody can make, nothing is held against the authority."""
        named = {document for _, document in self.log.named} | {void["disclosure"] for void in self.voids.values()}
        return {name: disclosed for name, disclosed in self.disclosures.items() if name in named}

    def naming_lines(self):
        """The lines that name documents of this protocol: those of any kind but `published` and `withdrawn`."""
        return [line for line in self.log.lines if line and line["kind"] not in ("published", "withdrawn")]

    def is_there(self, document):
        """Whether a document is there, by itself or in another; a file may be there though it cannot be read."""
        return document in self.documents or document in self.unreadable or document in self.pages

    def find_not_seen(self):
        """The announcements that lines are about, and that no document is there of which such a line names; unless one of the log
        that is there supersedes or continues them."""
        there = {line["announcement"] for line in self.naming_lines() if self.is_there(line["document"])}
        for announcement, document in self.announcements.items():
            if self.log.about("announced", announcement):
                named = document["selection"], document["plan"]["supersedes"]
                there |= {one["announcement"] for one in named if one is not None}
        return [announcement for announcement in dict.fromkeys(line["announcement"] for line in self.naming_lines())
                if announcement is not None and announcement not in there]

    def chain_before(self, announcement):
        """An announcement, the one that it continues, and so on."""
        chain = []
        while announcement is not None:
            chain.append(announcement)
            selection = self.announcements.get(announcement, {"selection": None})["selection"]
            announcement = selection and selection["announcement"]
        return chain

    @functools.lru_cache(None)
    def drawable(self, announcement):
        """The targets that a ceremony could draw, that is, which are not exempt and which some stratum takes. None if neither a
        disclosure nor the undrawn of its void shows them."""
        shown = [disclosed.links[0] for disclosed in self.sound_disclosures() if disclosed.announcements[0] == announcement]
        void = self.voids.get(announcement)
        undrawn = self.undrawns.get(void["undrawn"]) if void else None
        if undrawn is not None and undrawn.holds and undrawn.announcements == [announcement]:
            shown.append(undrawn.links[0])
        found = Drawable(set(), set(), set())
        for link in shown:
            for entry in link["rosters"]["targets"]:
                target = entry["draw"]
                if target["exempt"] is None and takes(link["announcement"]["plan"], target):
                    found.known.add(("id", target["id"]))
                    if "shown" in entry["identity"]:
                        identity = entry["identity"]["shown"]["data"]
                        called = identity["name"], county(target)
                        found.names.add(called)
                        if identity["credit_code"] is None:
                            found.uncoded.add(called)
                        else:
                            found.known.add(("credit_code", identity["credit_code"]))
        return found if shown else None

    def share_targets(self, one, other):
        """Whether two ceremonies whose targets are shown have targets in common: by ids, by codes, or by names in one county where one of both shows
        no code (§21.2)."""
        one, other = self.drawable(one), self.drawable(other)
        return None not in (one, other) and not (one.known.isdisjoint(other.known) and one.names.isdisjoint(other.uncoded)
                                                 and one.uncoded.isdisjoint(other.names))

    def superseded_by(self, announcement):
        """All announcements that this one supersedes, directly or through others, the nearest first."""
        found = []
        while announcement in self.plans and self.plans[announcement]["supersedes"] is not None:
            announcement = self.plans[announcement]["supersedes"]["announcement"]
            found.append(announcement)
        return found

    def replaced_by(self, announcement):
        """Those of them that were there to be superseded: each announced before the one that names it."""
        found, place = [], self.announced_at(announcement)
        for old in self.superseded_by(announcement):
            if self.announced_at(old) >= place:
                break
            place = self.announced_at(old)
            found.append(old)
        return found

    def announced_at(self, announcement):
        """The place of the line that announced one; those that none did come after all."""
        return self.place_of("announced", announcement, math.inf)

    def counted_before(self, place):
        """The disclosed draws of the same year before the one at a place that are no case inspections, and how they stand."""
        year = year_of(self.disclosed_draws[place])
        return [(earlier, stood) for earlier, stood in zip(self.disclosed_draws[:place], self.stands)
                if year_of(earlier) == year and earlier.plan["category"] != "case"]

    @functools.cached_property
    def head_places(self):
        """The places of the first lines that name seals and amendments' seals."""
        places = {}
        for place, line in enumerate(self.log.lines):
            if line and line["kind"] in ("sealed", "amended"):
                places.setdefault(line["document"], place)
        return places

    def strikes_of(self, draw):
        """The struck targets, with the places of the lines of the amendments."""
        return {strike["target"]: self.head_places.get(digest(amendment["seal"]), self.place_of("announced", draw.announcements[0]))
                for link in draw.links for amendment in link["amendments"] for strike in amendment["strikes"]["targets"]}
