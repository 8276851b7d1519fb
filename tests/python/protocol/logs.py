"""The log (§19.1)."""

import collections

from . import limits
from .canonical import Unusable, read_canonical
from .checkpoints import checkpoint_text
from .documents import PROTOCOL
from .forms import COUNT, HEX32, INSTANT, TEXT, maybe, one_of, record
from .hashes import SHA256, hash_of
from .merkle import consistency_path, inclusion_path, leaf_hash, tree_root
from .small_types import instant_seconds

KINDS = ("announced", "sealed", "amended", "disclosed", "voided", "published", "withdrawn")
LINE = record(announcement=maybe(HEX32), at=INSTANT, document=HEX32, kind=one_of(*KINDS), line=COUNT, number=maybe(COUNT),
              protocol=PROTOCOL, reason=maybe(TEXT))


def read_line(text):
    """(line, None), or (None, why it cannot be read)."""
    try:
        line = read_canonical(text + b"\n")
        LINE(line, "", [])
    except Unusable as error:
        return None, str(error)
    return line, None


class Log:
    """The lines of a log, what contradicts §19 in them, and who came when.

    `first` maps (kind, announcement) to the first such line, `amended` an announcement to its amended lines; `announced` has the
    announcements in the order of their lines, `named` the (kind, document) of all lines. A line that cannot be read is None: it has a leaf, but says nothing. Lines that
    contradict something count as said nevertheless, so that one mistake is found once, and not again in all that follows from it.
    """

    def __init__(self, data):
        if len(data) > limits.LOG_BYTES:
            raise Unusable("the log is larger than %d bytes" % limits.LOG_BYTES)
        texts = data.split(b"\n")
        self.contradictions = []
        if texts[-1]:
            self.contradictions.append((len(texts) - 1, "the last line does not end with LF"))
        else:
            texts.pop()
        if len(texts) > limits.LOG_LINES:
            raise Unusable("the log has more than %d lines" % limits.LOG_LINES)
        if any(len(text) + 1 > limits.LINE_BYTES for text in texts):  # with its LF
            raise Unusable("the log has a line of more than %d bytes" % limits.LINE_BYTES)
        read = [read_line(text) for text in texts]
        # The log's protocol is that of the first line that can be read; where none can, nothing is said in any.
        self.hash = next((hash_of(line) for line, _ in read if line is not None), SHA256)
        self.leaves = [leaf_hash(self.hash, text) for text in texts]
        self.first, self.amended, self.published = {}, collections.defaultdict(list), set()
        self.announced, self.named, self.amendments = [], set(), set()
        self.lines, self.place, self.at = [], {}, None
        for number, (line, error) in enumerate(read):
            self.contradictions += [(number, problem) for problem in ([error] if line is None else self.problems(number, line))]
            self.lines.append(line)
            if line is not None:
                self.place[id(line)] = number
                self.note(line)

    def problems(self, number, line):
        """What a line contradicts, given those before it."""
        kind, announcement = line["kind"], line["announcement"]
        before = lambda of_kind: (of_kind, announcement) in self.first
        if line["protocol"] != self.hash.protocol:
            yield "of another protocol than the log"
        if line["line"] != number:
            yield "it is line %d" % number
        if self.at is not None and instant_seconds(line["at"]) < self.at:
            yield "written before the line before"
        if (line["reason"] is not None) != (kind in ("voided", "withdrawn")):
            yield "a reason too many or too few"
        if kind == "announced":
            if line["document"] != announcement:
                yield "document and announcement differ"
            if before("announced"):
                yield "announced before"
            elif line["number"] != len(self.announced) + 1:
                yield "not the next number"
        elif announcement is None and kind in ("published", "withdrawn"):
            if line["number"] is not None:
                yield "a number without an announcement"
        elif not before("announced"):
            yield "about an announcement that was not announced"
        elif line["number"] != self.first["announced", announcement]["number"]:
            yield "not the announcement's number"

        if kind in ("sealed", "disclosed", "voided") and before(kind):
            yield "%s before" % kind
        if kind in ("amended", "disclosed") and not before("sealed"):
            yield "not sealed before"
        if kind == "amended":
            if before("disclosed"):
                yield "amended after the disclosure"
            if (announcement, line["document"]) in self.amendments:
                yield "the same amendment again"
        if kind in ("sealed", "amended", "disclosed") and before("voided"):
            yield "comes after the void"
        if kind == "voided" and before("disclosed"):
            yield "comes after the disclosure"
        if kind == "published" and (announcement, line["document"]) in self.published:
            yield "published already"
        if kind == "withdrawn" and (announcement, line["document"]) not in self.published:
            yield "not published"

    def note(self, line):
        kind, announcement = line["kind"], line["announcement"]
        self.at = instant_seconds(line["at"])
        self.named.add((kind, line["document"]))
        if kind == "voided" and ("disclosed", announcement) in self.first:
            return  # what was disclosed stands
        if self.first.setdefault((kind, announcement), line) is line and kind == "announced":
            self.announced.append(announcement)
        elif kind == "amended":
            self.amended[announcement].append(line)
            self.amendments.add((announcement, line["document"]))
        elif kind == "published":
            self.published.add((announcement, line["document"]))
        elif kind == "withdrawn":
            self.published.discard((announcement, line["document"]))

    def about(self, kind, announcement):
        """The first line of this kind about an announcement, or None."""
        return self.first.get((kind, announcement))

    def root(self, size=None):
        return tree_root(self.hash, self.leaves[:size])

    def checkpoint(self, origin, size=None):
        size = len(self.leaves) if size is None else size
        return checkpoint_text(origin, size, self.root(size))

    def contradicts(self, checkpoint):
        """Why the log does not begin with what the checkpoint says, or None."""
        if checkpoint.size > len(self.leaves):
            return "longer than the log"
        return None if self.root(checkpoint.size) == checkpoint.root else "another root"

    def prove_line(self, number, size=None):
        return inclusion_path(self.hash, number, self.leaves[:size])

    def prove_beginning(self, first, size=None):
        return consistency_path(self.hash, first, self.leaves[:size])
