#!/usr/bin/env python3
"""An independent checker of `dual-random/1` and `dual-random/1-sm3` proofs, logs and voids, and an independent auditor.

It is written from PROTOCOL.md §18 to §21 alone, on top of the verifier, and shares no code with the Rust library. Merkle
trees and their proofs are written here again, from RFC 6962 and RFC 9162, so that a mistake in one place does not hide in the other.
It needs Python 3.9 or later and nothing else.

    record.py proof PROOF ANNOUNCEMENT [SEAL]       PROOF is its file, or one with its compact form
    record.py audit --on INSTANT [--name TEXT]... [--origin TEXT]... [--checkpoint FILE]... [--checkpoint-seen INSTANT FILE]...
                    [--log-key FILE] [--witness FILE]... [--quorum K] LOG FILE...

Both print one JSON object per line: what the proof shows or why it is refused; the findings (code, draw, subject), then the
announcements and pages that were not seen, the proofs against what the log does not have, and what versions of pages say otherwise, which are no findings. The exit status is 0
if all is well, 1 if the proof is refused or there is a finding, 2 if a file cannot be read or the log is unusable.
"""

import argparse
import json
import sys

from protocol import limits
from protocol.audit.audit import audit
from protocol.audit.evidence import Evidence
from protocol.canonical import Unusable, read_file
from protocol.compact import TEXT_MAX, in_full
from protocol.proofs import Refused, check_proof
from protocol.signatures import Policy, read_key


def print_line(**fields):
    print(json.dumps(fields, ensure_ascii=False, sort_keys=True))


def command_proof(arguments):
    proof = read_file(arguments.proof, TEXT_MAX + 1)
    announcement = read_file(arguments.announcement, limits.ANNOUNCEMENT_BYTES)
    seal = arguments.seal and read_file(arguments.seal, limits.SEAL_BYTES)
    try:
        shown = check_proof(in_full(proof), announcement, seal)
    except Unusable as error:
        print_line(refused=1, reason=str(error))
        return 1
    except Refused as refused:
        print_line(refused=refused.rule, reason=refused.reason)
        return 1
    print_line(**shown._asdict())
    return 0


def read_files(paths):
    """The files of an audit; of one that is over a limit as much as shows that."""
    left = limits.AUDIT_BYTES
    for path in paths:
        limit = min(left, limits.DISCLOSURE_BYTES)
        data = read_file(path, limit)
        left -= len(data) if len(data) <= limit else 0
        yield data


def command_audit(arguments):
    seen = [(read_file(path, 1 << 20), at) for at, path in arguments.checkpoint_seen]
    visits = [(draw, target, day, None if team == "-" else team.split(",")) for draw, target, day, team in arguments.visit]
    values = [(draw, name, text, None if known == "-" else known) for draw, name, text, known in arguments.value]
    keys = [read_key(read_file(path, 1 << 20).decode("utf-8")) for path in arguments.witness]
    log_key = read_key(read_file(arguments.log_key, 1 << 20).decode("utf-8")) if arguments.log_key else None
    quorum = len(keys) if arguments.quorum is None else arguments.quorum
    policy = Policy(log_key, keys, quorum) if keys or log_key else None
    evidence = Evidence(arguments.on, [read_file(path, 1 << 20) for path in arguments.checkpoint], seen=seen, visits=visits,
                        origin=arguments.origin, names=arguments.name, values=values, policy=policy)
    result = audit(read_file(arguments.log, limits.LOG_BYTES), list(read_files(arguments.files)), evidence)
    for attested in evidence.attested:
        if not attested.bad and attested.by is not None:
            print_line(witnessed=attested.checkpoint.size, by=attested.by, cosigned=attested.cosigned)
    for finding in result.findings:
        print_line(**finding._asdict())
    for announcement in result.not_seen:
        print_line(not_seen=announcement)
    for proof in result.unlogged_proofs:
        print_line(unlogged_proof=proof)
    for document in result.pages_not_seen:
        print_line(page_not_seen=document)
    for code, draw, subject, fields in result.version_changes:
        print_line(change=code, draw=draw, subject=subject, fields=fields)
    return 1 if result.findings else 0


def main():
    parser = argparse.ArgumentParser(description="Checks proofs of the protocol dual-random, version 1, and audits its logs.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("proof", help="check one proof against an announcement and a seal")
    command.set_defaults(function=command_proof)
    command.add_argument("proof")
    command.add_argument("announcement")
    command.add_argument("seal", nargs="?")
    command = commands.add_parser("audit", help="audit a log and its documents")
    command.set_defaults(function=command_audit)
    command.add_argument("--on", required=True, metavar="INSTANT", help="the instant as of which to judge")
    command.add_argument("--name", action="append", default=[], metavar="TEXT", help="another name that the authority has had")
    command.add_argument("--origin", action="append", default=[], metavar="TEXT",
                         help="the first line of the log's checkpoints, now or before; one with another is another log's")
    command.add_argument("--checkpoint", action="append", default=[], metavar="FILE")
    command.add_argument("--checkpoint-seen", action="append", default=[], nargs=2, metavar=("INSTANT", "FILE"),
                         help="with an instant at which it was that of the whole log")
    command.add_argument("--log-key", metavar="FILE", help="the log's public key")
    command.add_argument("--witness", action="append", default=[], metavar="FILE", help="the public key of a witness")
    command.add_argument("--quorum", type=int, metavar="K", help="how many of them must stand behind a checkpoint; else all")
    command.add_argument("--value", action="append", default=[], nargs=4, metavar=("DRAW", "NAME", "TEXT", "INSTANT"),
                         help="a public value, as often as it has texts, and since when it was known, or -")
    command.add_argument("--visit", action="append", default=[], nargs=4, metavar=("DRAW", "TARGET", "DATE", "TEAM"),
                         help="a reported visit; the ids of its team with commas, or - if it was not reported")
    command.add_argument("log")
    command.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return arguments.function(arguments)
    except (OSError, Unusable) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
