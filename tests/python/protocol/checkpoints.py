"""Checkpoints of a log (§19.2)."""

import base64
import collections
import re

from . import limits
from .canonical import Unusable
from .merkle import consistent, leaf_hash, root_of_path

Checkpoint = collections.namedtuple("Checkpoint", "origin size root")


def base64_bytes(text):
    """The bytes of standard base64 with padding, or None. Digits that say nothing must be zero, or the bytes would have several texts."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def checkpoint_text(origin, size, root):
    return ("%s\n%d\n%s\n" % (origin, size, base64.b64encode(root).decode("ascii"))).encode("utf-8")


def plain_text(data):
    """The text of a file. What an editor changes (byte order mark, CR LF, line breaks at the end, GB18030) says nothing."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise Unusable("not a checkpoint")
    if len(text.encode("utf-8")) > limits.CHECKPOINT_BYTES:
        raise Unusable("not a checkpoint")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n")


def signed_parts(data):
    """What the signatures of a checkpoint are over, and their lines."""
    body, _, signatures = plain_text(data).partition("\n\n")
    return (body + "\n").encode("utf-8"), signatures.split("\n") if signatures else []


def read_checkpoint(data):
    """The checkpoint that a file keeps."""
    text = plain_text(data)
    body, empty, signatures = text.partition("\n\n")
    lines = body.split("\n")
    origin = lines[0].encode("utf-8")
    if (re.search("[\x00-\x09\x0b-\x1f]", text) or not 0 < len(origin) <= 255 or re.search("[\x7f-\x9f]", lines[0]) or len(lines) < 3
            or empty and not all(line.startswith("\u2014 ") for line in signatures.split("\n"))
            or not re.fullmatch("0|[1-9][0-9]{0,15}", lines[1]) or int(lines[1]) > 2 ** 53 - 1):
        raise Unusable("not a checkpoint")
    root = base64_bytes(lines[2])
    if root is None or len(root) != 32:
        raise Unusable("not a checkpoint")
    return Checkpoint(lines[0], int(lines[1]), root)


def line_is_in(h, line_bytes, number, checkpoint, path):
    """Whether a line (without LF) stands at its place in the log of a checkpoint."""
    return root_of_path(h, number, checkpoint.size, leaf_hash(h, line_bytes), path) == checkpoint.root


def continues(h, old, new, path):
    """Whether the path proves that the log of one checkpoint is the beginning of another's."""
    return consistent(h, old.size, new.size, old.root, new.root, path)
