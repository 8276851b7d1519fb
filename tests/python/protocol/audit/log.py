"""Findings about the log and its documents (§21.2)."""

import itertools

from ..signatures import EPOCH
from ..small_types import instant_seconds
from .record import DOCUMENT_OF, LOGGED_AS
from .stood import Disclosed


class LogAndDocuments:
    """The log by itself, and against its documents."""

    def check_log(self):
        for number, _ in self.log.contradictions:
            line = self.log.lines[number]
            self.find("log_line", line and line["announcement"], "line %d" % number)
        # The order of the amendments, which only their seals tell.
        for announcement, lines in self.log.amended.items():
            seals = [self.documents.get(line["document"], (None,)) for line in lines]
            for place, (line, seal) in enumerate(zip(lines, seals), 1):
                if seal[0] == "amendment_seal" and seal[1]["number"] != place:
                    self.find("log_line", announcement, "line %d" % line["line"])
        for checkpoint, attested in itertools.zip_longest(self.evidence.checkpoints, self.evidence.attested):
            subject = "checkpoint of %d lines" % checkpoint.size
            if self.is_foreign(checkpoint):
                self.find("evidence_unknown", None, "checkpoint of " + checkpoint.origin)
            elif attested and attested.bad:
                self.find("checkpoint_forged", None, subject)
            elif self.log.contradicts(checkpoint):
                unsigned = attested and attested.log is False
                self.find("checkpoint_unsigned" if unsigned else "checkpoint", None, subject)
            elif attested and attested.by is not None:
                for place, line in enumerate(self.log.lines[:checkpoint.size]):
                    if line and instant_seconds(line["at"]) > EPOCH + attested.by:
                        self.find("line_misdated", None, "line %d" % place)
        for checkpoint, seen in self.evidence.seen:
            if self.is_foreign(checkpoint) or self.log.contradicts(checkpoint):
                continue  # its time says nothing of this log's lines
            for place, line in enumerate(self.log.lines):
                at = instant_seconds(line["at"]) if line else seen
                if at > seen if place < checkpoint.size else at < seen:
                    self.find("line_misdated", None, "line %d" % place)

    def is_foreign(self, checkpoint):
        """Whether a checkpoint is another log's, by its origin, if the auditor knows that of this one."""
        return bool(self.evidence.origins) and checkpoint.origin not in self.evidence.origins

    def check_documents(self):
        for name in self.unreadable:
            self.find("document_unreadable", None, name)
        nobody_accused = {None, *self.not_seen}
        for line in self.naming_lines():
            kind, value = self.documents.get(line["document"], (None, None))
            if kind is None:
                if line["document"] in self.pages:
                    self.find("line_differs", line["announcement"], "line %d" % line["line"])
                elif not self.is_there(line["document"]) and line["announcement"] not in nobody_accused:
                    self.find("document_missing", line["announcement"], line["document"])
            elif kind != DOCUMENT_OF[line["kind"]] or self.line_differs(line, value):
                self.find("line_differs", line["announcement"], "line %d" % line["line"])
        # A draw may be void before it is sealed in public, so the seals that a void's disclosure holds need no line.
        spared = {head for void in self.of_type("void").values() if void["disclosure"] in self.readable_disclosures()
                  for heads in self.disclosures[void["disclosure"]].heads for head in heads}
        for name, (kind, value) in self.documents.items():
            if kind in LOGGED_AS and (LOGGED_AS[kind], name) not in self.log.named and name not in spared:
                self.find("document_unlogged", name if kind == "announcement" else value["announcement"], name)

    def line_differs(self, line, document):
        """Whether a line's number, announcement or reason is not that of its document, or a void is of later."""
        if line["kind"] == "announced":
            return line["announcement"] != line["document"] or line["number"] != document["plan"]["number"]
        if line["kind"] == "disclosed":
            disclosed = self.disclosures[line["document"]]
            return isinstance(disclosed, Disclosed) and disclosed.announcements[-1] != line["announcement"]
        if line["kind"] == "voided" and (document["reason"] != line["reason"] or instant_seconds(line["at"]) < instant_seconds(document["at"])):
            return True
        return document["announcement"] != line["announcement"]
