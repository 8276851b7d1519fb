#!/usr/bin/env python3
"""An independent verifier of `dual-random/1` and `dual-random/1-sm3` disclosures.

It is written from PROTOCOL.md alone and shares no code with the Rust library, so that each can find the other's mistakes.
The package `protocol` has a module for each section; section numbers (§) are those
of PROTOCOL.md. It needs Python 3.9 or later and nothing else.

    dual_random.py verify FILE [--announcement FILE|HEX]... [--seal FILE]... [--value NAME=TEXT]...
    dual_random.py lines FILE              one disclosure per line, all to be consistent
    dual_random.py verdicts FILE           one document per line, whatever it is; prints its number and verdict
    dual_random.py ticket [--protocol NAME] KEY N ID         one ticket (§10.2)
    dual_random.py deck [--protocol NAME] KEY SEAT ID M      the order in which a deck of M slips is dealt (§11.2)
    dual_random.py compact FILE            the compact form of a proof (§18.1)
    dual_random.py expand FILE             the proof of a compact form
"""

import argparse
import collections
import json
import re
import sys

from protocol import limits
from protocol.canonical import Unusable, read_canonical, read_file
from protocol.compact import TEXT_MAX, compact, in_full
from protocol.decks import deal
from protocol.documents import ANNOUNCEMENT, any_seal, read
from protocol.hashes import HASHES, SHA256
from protocol.proofs import PROOF
from protocol.seeding import ticket
from protocol.verification import Evidence, evidence_digest, left_to_check, verify

EXIT_CODES = {"verified": 0, "contradicted": 1, "unusable": 2, "consistent": 3}


def shown(value):
    """A value on one short line."""
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return line if len(line) <= 200 else line[:200] + "…"


def command_verify(arguments):
    try:
        evidence = Evidence()
        for given in arguments.announcement:
            evidence.announcements.append(given if re.fullmatch("[0-9a-f]{64}", given)
                                          else evidence_digest(given, ANNOUNCEMENT, limits.ANNOUNCEMENT_BYTES))
        for given in arguments.seal:
            evidence.seals.append(evidence_digest(given, any_seal, limits.SEAL_BYTES))
        for given in arguments.value:
            name, equals, text = given.partition("=")
            if not equals:
                raise Unusable("not NAME=TEXT: " + given)
            evidence.values.append((name, text))
        verdict, report, chain = verify(read_canonical(read_file(arguments.file, limits.DISCLOSURE_BYTES)), evidence)
    except Unusable as error:
        print("failed  %s" % error)
        print("unusable")
        return EXIT_CODES["unusable"]
    for name, held, expected, found in report.checks:
        print("held    %s" % name if held else "failed  %s: expected %s, found %s" % (name, shown(expected), shown(found)))
    for draw, code, count in report.warnings:
        print("odd     %s: %s: %d" % (draw, code, count))
    if verdict != "contradicted":
        for line in left_to_check(chain):
            print("for you to check: %s" % line)
    print(verdict)
    return EXIT_CODES[verdict]


def judged_lines(path):
    """For each line of a file (number, verdict, the first failure or -)."""
    with open(path, "rb") as file:
        for line_number, line in enumerate(file, 1):
            try:
                verdict, report, _ = verify(read_canonical(line))
                first = report.first_failure()
                yield line_number, verdict, "%s: expected %s, found %s" % (first[0], shown(first[2]), shown(first[3])) if first else "-"
            except Unusable as error:
                yield line_number, "unusable", str(error)


def command_lines(arguments):
    verdicts = collections.Counter()
    for line_number, verdict, failure in judged_lines(arguments.file):
        print(line_number, verdict, failure)
        verdicts[verdict == "consistent"] += 1
    print("%d passed, %d failed" % (verdicts[True], verdicts[False]))
    return 1 if verdicts[False] else 0


def command_verdicts(arguments):
    for line_number, verdict, _ in judged_lines(arguments.file):
        print(line_number, verdict)
    return 0


def command_compact(arguments):
    print(compact(read(read_file(arguments.file, limits.PROOF_BYTES), PROOF, limits.PROOF_BYTES)))


def command_expand(arguments):
    sys.stdout.buffer.write(in_full(read_file(arguments.file, TEXT_MAX + 1)))


def main():
    parser = argparse.ArgumentParser(description="Verifies disclosures of the protocol dual-random, version 1.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, function, what, *positional in (
            ("verify", command_verify, "verify one disclosure", ("file", str)),
            ("lines", command_lines, "verify many disclosures, one per line", ("file", str)),
            ("verdicts", command_verdicts, "only the verdict of each line", ("file", str)),
            ("ticket", lambda a: print(ticket(HASHES[a.protocol], a.key, a.n, a.id)), "compute one ticket", ("key", str), ("n", int), ("id", str)),
            ("deck", lambda a: print(*deal(HASHES[a.protocol], a.key, a.seat, a.id, range(a.m))), "deal one deck",
             ("key", str), ("seat", int), ("id", str), ("m", int)),
            ("compact", command_compact, "the compact form of a proof", ("file", str)),
            ("expand", command_expand, "the proof of a compact form", ("file", str))):
        command = commands.add_parser(name, help=what)
        command.set_defaults(function=function)
        for argument, kind in positional:
            command.add_argument(argument, type=kind)
    for name in ("ticket", "deck"):
        commands.choices[name].add_argument("--protocol", choices=HASHES, default=SHA256.protocol)
    for option in ("--announcement", "--seal", "--value"):
        commands.choices["verify"].add_argument(option, action="append", default=[])
    arguments = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # evidence on the command line may hold any bytes
    try:
        return arguments.function(arguments) or 0
    except (OSError, Unusable) as error:
        print(error, file=sys.stderr)
        return EXIT_CODES["unusable"]


if __name__ == "__main__":
    sys.exit(main())
