"""Draws the targets again with examples/sql, on the engines themselves, and compares with the published draws.

    engines.py ENGINE [ENGINE ...] [--folder DIR] [--opening FILE] [--lines FILE] [--most N] [--roots]

ENGINE is duckdb, postgresql (the server that psql finds) or spark. DIR holds a disclosure.json of any size, and FILE its
opening; of a disclosure a line N are taken. Each is drawn, then changed in several ways, and each change has to be
found; with --roots the roots of its trees are folded on the engine too, and that of the opening.
"""

import argparse
import contextlib
import csv
import importlib.util
import json
import pathlib
import re
import subprocess
import tempfile
import time

from protocol.hashes import SHA256
from protocol.merkle import node_hash, tree_root

SQL = pathlib.Path(__file__).resolve().parents[2] / "examples" / "sql"
SAME, OTHER = "the same draw", "another draw"
COLUMNS = "stratum, drawn, place, id, n, ticket"
ORDER = f"SELECT {COLUMNS} FROM drawn"


def sql_tables():
    spec = importlib.util.spec_from_file_location("tables", SQL / "tables.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class DuckDB:
    def __init__(self):
        import duckdb
        self.duckdb = duckdb

    def run(self, file, folder, query=None):
        """The last answer of a file, and that of a query after it."""
        with self.duckdb.connect() as connection, contextlib.chdir(folder):
            rows = connection.execute((SQL / f"duckdb{file}.sql").read_text()).fetchall()
            return rows, connection.execute(query).fetchall() if query else None


class PostgreSQL:
    def run(self, file, folder, query=None):
        command = ["psql", "--no-psqlrc", "--quiet", "--csv", "--tuples-only", "--file", SQL / f"postgresql{file}.sql"]
        if query:
            command += ["--command", f"\\copy ({query}) TO 'answer.csv' WITH (FORMAT csv)"]
        said = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
        rows = list(csv.reader(said.splitlines()))[-1:]
        with open(folder / "answer.csv", encoding="utf-8", newline="") as answer:
            of = {"": None}
            answers = [(stratum, drawn == "t", int(place), name, int(n) if n else None, of.get(ticket, ticket))
                       for stratum, drawn, place, name, n, ticket in csv.reader(answer)]
        return [tuple(row) for row in rows], answers


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession
        settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.log.level": "OFF",
                    "spark.sql.codegen.wholeStage": "false", "spark.sql.adaptive.enabled": "false",
                    "spark.driver.memory": "10g", "spark.driver.maxResultSize": "4g",
                    "spark.sql.warehouse.dir": tempfile.mkdtemp()}
        builder = SparkSession.builder.master("local[2]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()

    def run(self, file, folder, query=None):
        session = self.session.newSession()
        text = re.sub(r"path '", f"path '{folder}/", (SQL / f"spark{file}.sql").read_text())
        for statement in filter(str.strip, text.split(";\n")):
            answer = session.sql(statement)
        rows = [tuple(row) for row in answer.collect()]
        answers = [tuple(row) for row in session.sql(query).collect()] if query else None
        session.sql("CLEAR CACHE")
        return rows, answers


ENGINES = {"duckdb": DuckDB, "postgresql": PostgreSQL, "spark": Spark}


def first(disclosure):
    while disclosure["selection"] is not None:
        disclosure = disclosure["selection"]
    return disclosure


def published(disclosure):
    """Everything of the target draw, as the published result has it."""
    for stratum in disclosure["result"]["strata"]:
        for place, drawn in enumerate(stratum["drawn"], 1):
            yield stratum["name"], True, place, drawn["id"], drawn["n"], drawn["ticket"]
        for place, target in enumerate(stratum["alternates"], 1):
            yield stratum["name"], False, place, target, None, None


def changes(disclosure):
    """Copies that are another draw, each with what was changed."""
    def copy(change):
        changed = json.loads(json.dumps(disclosure))
        return changed if change(changed) is not False else None

    def swapped(d):
        for stratum in d["result"]["strata"]:
            if len(stratum["alternates"]) > 1:
                stratum["alternates"][:2] = stratum["alternates"][1::-1]
                return True
        return False

    def left_out(d):
        lists = [s[name] for s in d["result"]["strata"] for name in ("drawn", "alternates") if s[name]]
        return bool(lists and lists[-1].pop())

    def other_ticket(d):
        for stratum in d["result"]["strata"]:
            for drawn in stratum["drawn"][-1:]:
                drawn["ticket"] = drawn["ticket"][:-1] + ("0" if drawn["ticket"][-1] != "0" else "1")
                return True
        return False

    def other_class(d):
        pool = {target for s in d["result"]["strata"] for target in s["alternates"]}
        for record in d["rosters"]["targets"]:
            if record["draw"]["id"] in pool:
                record["draw"]["class"] = "别的"
                return True
        return False

    def exempt(d):
        for record in d["rosters"]["targets"]:
            if record["draw"]["id"] in {target for s in d["result"]["strata"] for target in s["alternates"]}:
                record["draw"]["exempt"] = "别的"
                return True
        return False

    def numbers(d):
        d["announcement"]["strata"][-1]["k"] += 1

    def key(d):
        d["result"]["ticket_key"] = d["result"]["ticket_key"][::-1]
        return any(s["drawn"] for s in d["result"]["strata"])

    for change in (swapped, left_out, other_ticket, other_class, exempt, numbers, key):
        changed = copy(change)
        if changed is not None:
            yield change.__name__, changed


def root_of(lines):
    """The root over lines of height and hash, by the second implementation's tree."""
    hashes = []
    for height, root in lines:
        if hashes and height > hashes[-1][0]:
            raise AssertionError("a larger subtree after a smaller one")
        hashes.append((height, bytes.fromhex(root)))
    return tree_root_of_subtrees(hashes).hex()


def tree_root_of_subtrees(parts):
    stack = []
    for height, node in parts:
        while stack and stack[-1][0] == height:
            node, height = node_hash(SHA256, stack.pop()[1], node), height + 1
        stack.append((height, node))
    if not stack:
        return tree_root(SHA256, [])
    _, node = stack.pop()
    while stack:
        node = node_hash(SHA256, stack.pop()[1], node)
    return node


def check(engine, disclosure, with_changes, with_roots):
    """Raises unless the engine draws what was published; gives the number of changes found."""
    found = 0
    disclosure = first(disclosure)
    tables = sql_tables()
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top)
        tables.write(disclosure, folder)
        verdict, drawn = engine.run("", folder, ORDER)
        assert sorted(drawn, key=str) == sorted(published(disclosure), key=str), "another draw"
        assert verdict[-1][0] == SAME, verdict
        if with_roots:
            lines, _ = engine.run("-roots", folder)
            expected = {"targets": disclosure["announcement"]["rosters"]["targets"]["root"]}
            if disclosure["announcement"]["plan"]["ceremony"] == "both":
                expected["result"] = disclosure["seal"]["result"]["root"]
            for tree, root in expected.items():
                assert root_of([line[1:] for line in lines if line[0] == tree]) == root, tree
        for name, changed in changes(disclosure) if with_changes else ():
            tables.write(changed, folder)
            verdict, _ = engine.run("", folder, ORDER)
            assert verdict[-1][0] == OTHER, f"not found: {name}"
            found += 1
    return found


def check_opening(engine, opening, announcement):
    """Raises unless the master secret gives the announced root of the target roster, and no result."""
    with tempfile.TemporaryDirectory() as top:
        sql_tables().write(opening, pathlib.Path(top))
        lines, _ = engine.run("-roots", pathlib.Path(top))
    assert {line[0] for line in lines} == {"targets"}, "trees that an opening does not have"
    assert root_of([line[1:] for line in lines]) == announcement["rosters"]["targets"]["root"], "another root"


def has_carried(disclosure):
    return any(stratum["carried"] for stratum in first(disclosure)["announcement"]["strata"])


def has_weights(disclosure):
    return any(drawn["n"] > 1 for stratum in first(disclosure)["result"]["strata"] for drawn in stratum["drawn"])


def chosen(disclosures, most):
    """So many of them: half are those in which most is going on, the others lie evenly among the rest."""
    ranked = sorted(disclosures, key=lambda disclosure: has_carried(disclosure) + has_weights(disclosure), reverse=True)
    rich, rest = ranked[:most // 2], ranked[most // 2:]
    return rich + rest[:: max(1, len(rest) // (most - most // 2))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engines", nargs="+", choices=ENGINES)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--opening", type=pathlib.Path)
    parser.add_argument("--lines", type=pathlib.Path)
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--changes", type=int, default=1, help="every so many-th is changed as well; 0: none")
    parser.add_argument("--roots", action="store_true")
    given = parser.parse_args()
    disclosures = []
    if given.folder:
        disclosures.append(json.loads((given.folder / "disclosure.json").read_text(encoding="utf-8")))
    if given.lines:
        lines = given.lines.read_text(encoding="utf-8").split("\n")[:-1]
        disclosures += chosen([json.loads(line) for line in lines], given.most)
    for name in given.engines:
        engine, start, found = ENGINES[name](), time.monotonic(), 0
        for number, disclosure in enumerate(disclosures):
            changed = bool(given.changes) and number % given.changes == 0
            found += check(engine, disclosure, changed, given.roots and name != "postgresql")
        if given.opening and given.roots and name != "postgresql":
            opening = json.loads(given.opening.read_text(encoding="utf-8"))
            check_opening(engine, opening, first(disclosures[0])["announcement"])
        carried, weighted = sum(map(has_carried, disclosures)), sum(map(has_weights, disclosures))
        print(f"{name}: {len(disclosures)} draws the same ({weighted} with a winning ticket beyond the first, {carried} with"
              f" carried targets), {found} changes found, {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
