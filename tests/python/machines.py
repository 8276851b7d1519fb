#!/usr/bin/env python3
"""What machines read of a public folder, read by the tools that such machines have.

    machines.py PUBLIC

- SHA256SUMS (SM3SUMS, where the draw is by SM3) names every file but itself and what grows with the log, with its digest.
- The feed is well-formed Atom with ids of its own, and links to files that are there.
- The catalogue is JSON-LD whose values are typed (rdflib), and what it links to is there, of that length and digest.
- The columns of the CSV files hold what `pages/csvw.json` says (csvw, a validator of the W3C's vocabulary); DuckDB and pandas read
  the files by it, and codes of digits alone keep their digits.

It needs csvw, rdflib, duckdb and pandas.
"""

import csv
import hashlib
import io
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

import csvw
import duckdb
import pandas
import rdflib

ATOM = "{http://www.w3.org/2005/Atom}"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
XSD = rdflib.XSD


IS_SM3 = (pathlib.Path(sys.argv[1]) / "SM3SUMS").is_file()
HASH, LIST = ("sm3", "SM3SUMS") if IS_SM3 else ("sha256", "SHA256SUMS")


def digest(path):
    return hashlib.new(HASH, path.read_bytes()).hexdigest()


def check_list(public):
    lines = (public / LIST).read_text("utf-8").splitlines()
    named = {line[66:]: line[:64] for line in lines}
    assert list(named) == sorted(named, key=lambda name: name.encode()) and len(named) == len(lines)
    there = {path.relative_to(public).as_posix(): digest(path) for path in public.rglob("*") if path.is_file()}
    for grows in (LIST, "checkpoint", "log.jsonl"):
        del there[grows]
    there = {name: digest for name, digest in there.items() if not name.startswith(("tile/", "cosigned/"))}
    assert there == named, sorted(set(there.items()) ^ set(named.items()))
    kinds = [json.loads(line) for line in (public / "log.jsonl").read_text("utf-8").splitlines()]
    standing = {}
    for line in kinds:
        if line["kind"] in ("published", "withdrawn"):
            standing[line["document"]] = line["kind"] == "published"
    assert standing[digest(public / LIST)], "the list is not what the log publishes"
    origin, count, *_ = (public / "checkpoint").read_text("utf-8").splitlines()
    assert origin and int(count) == len(kinds), "the checkpoint is not the log's"
    return len(named)


def check_feed(public):
    feed = ElementTree.parse(public / "feed.xml").getroot()
    assert feed.tag == ATOM + "feed"
    for field in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + field) is not None, field
    entries = feed.findall(ATOM + "entry")
    ids = [entry.find(ATOM + "id").text for entry in entries]
    assert 0 < len(set(ids)) == len(ids) <= 100
    times = [entry.find(ATOM + "updated").text for entry in entries]
    assert times == sorted(times, reverse=True) and feed.find(ATOM + "updated").text == times[0]
    for link in feed.iter(ATOM + "link"):
        assert (public / link.get("href")).is_file(), link.get("href")
    return len(entries)


def check_catalogue(public):
    path = public / "pages" / "catalogue.json"
    base = path.resolve().as_uri()
    graph = rdflib.Graph().parse(str(path), format="json-ld", publicID=base)
    here = rdflib.URIRef(base)
    assert (here, rdflib.RDF.type, DCAT.Catalog) in graph
    sets = list(graph.objects(here, DCAT.dataset))
    assert sets and all(isinstance(one, rdflib.URIRef) and "#" in one for one in sets), sets
    typed = {DCT.issued: XSD.dateTime, DCT.modified: XSD.dateTime, DCAT.byteSize: XSD.nonNegativeInteger,
             DCAT.startDate: XSD.date, DCAT.endDate: XSD.date}
    if not IS_SM3:
        typed[SPDX.checksumValue] = XSD.hexBinary
    for field, datatype in typed.items():
        values = list(graph.objects(None, field))
        assert values and all(value.datatype == datatype and value.ill_typed is not True for value in values), (field, values)
    for one in sets:
        for field in (DCT.title, DCT.description, DCT.publisher, DCT.temporal, DCAT.theme, DCT.accrualPeriodicity):
            assert (one, field, None) in graph, (one, field)
    files = 0
    for one in graph.subjects(rdflib.RDF.type, DCAT.Distribution):
        place = pathlib.Path(graph.value(one, DCAT.downloadURL).removeprefix("file://"))
        assert graph.value(one, DCAT.accessURL) == graph.value(one, DCAT.downloadURL)
        assert int(graph.value(one, DCAT.byteSize)) == place.stat().st_size, place
        checksum = graph.value(one, SPDX.checksum)
        # SPDX has no word for SM3.
        assert (checksum is None) == IS_SM3, place
        assert IS_SM3 or graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        # rdflib writes the digits of a binary value large.
        assert IS_SM3 or str(graph.value(checksum, SPDX.checksumValue)).lower() == digest(place), place
        schema = graph.value(one, DCT.conformsTo)
        assert schema is None or pathlib.Path(schema.removeprefix("file://")).is_file(), schema
        files += 1
    rows = list(csv.reader(io.StringIO((public / "pages" / "catalogue.zh.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(sets) + 1 and all(len(row) == 10 and all(row) for row in rows), rows
    return len(sets), files


DUCKDB = {"integer": "BIGINT", "decimal": "DECIMAL(18,2)", "date": "DATE", "dateTime": "TIMESTAMPTZ"}
PANDAS = {"integer": "Int64", "decimal": "Float64"}


def check_tables(public):
    path = public / "pages" / "csvw.json"
    group = json.loads(path.read_text("utf-8"))
    read = csvw.TableGroup.from_file(path)
    assert csvw.CSVW(str(path), validate=True).is_valid, path
    assert all(table.check_primary_key() for table in read.tables)
    described = {table["url"] for table in group["tables"]}
    there = {one.name for one in (public / "pages").glob("*.csv")} - {"catalogue.zh.csv"}
    assert described == there, described ^ there
    rows = codes = 0
    for table, parsed in zip(group["tables"], read.tables):
        columns = table["tableSchema"]["columns"]
        titles = [column["titles"] for column in columns]
        file = path.parent / table["url"]
        with open(file, encoding="utf-8-sig", newline="") as text:
            plain = list(csv.reader(text))
        assert plain[0] == titles, (file, plain[0], titles)
        # The validator reads each value as its type says, and refuses one that is of another.
        found = list(parsed.iterdicts(strict=True))
        assert len(found) == len(plain) - 1, file
        types = {title: DUCKDB.get(column["datatype"], "VARCHAR") for title, column in zip(titles, columns)}
        relation = duckdb.read_csv(str(file), header=True, columns=types, null_padding=False, strict_mode=True)
        by_duckdb = relation.fetchall()
        kept = {title: "string" for title, column in zip(titles, columns) if column["datatype"] not in PANDAS}
        frame = pandas.read_csv(file, encoding="utf-8-sig", keep_default_na=False, na_values={title: [""] for title in titles if title not in kept},
                                dtype={title: PANDAS.get(column["datatype"], "string") for title, column in zip(titles, columns)})
        assert len(by_duckdb) == len(frame) == len(found), file
        for place, column in enumerate(columns):
            if column["name"] == "credit_code":
                own = [row[place] for row in plain[1:]]
                assert [row[place] or "" for row in by_duckdb] == own and list(frame[titles[place]]) == own, file
                codes += sum(code.isdigit() for code in own)
        rows += len(found)
    return len(described), rows, codes


def main():
    public = pathlib.Path(sys.argv[1]).resolve()
    print(f"{check_list(public)} files are as the list says")
    print(f"{check_feed(public)} entries in the feed")
    print("%d data sets in the catalogue, %d files as it says" % check_catalogue(public))
    print("%d CSV tables of %d rows fit their columns; %d credit codes of digits alone" % check_tables(public))


if __name__ == "__main__":
    main()
