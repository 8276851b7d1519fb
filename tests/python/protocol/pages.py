"""Published pages (§19.3)."""

import functools
import json
import pathlib
import re

from . import limits
from .canonical import Unusable
from .hashes import SHA256


def key_of(page):
    """What a page is, whatever its version (§19.3)."""
    rows = [row for table in ("outcomes", "not_inspected") for row in page["tables"].get(table, [])]
    first = next((row["id"] for row in rows if row.get("id")), None)
    return page["document"] + ("-" + first if page["document"] == "visit" and first else "")


@functools.cache
def page_schema(document):
    """The schema of a layout; a layout that nobody knows has none."""
    path = pathlib.Path(__file__).resolve().parent.parent.parent / "vectors" / "schemas" / (document + ".json")
    if not re.fullmatch("[a-z_]+", document) or not path.is_file():
        raise Unusable("no such page")
    return json.loads(path.read_text(encoding="utf-8"))


def check_page(page):
    """Refuses what does not fit the schema of its layout (§19.3)."""
    document = page.get("document")
    # The schemas are of one format; the others differ in its name alone.
    fits_schema(dict(page, format=SHA256.page_format), page_schema(document if isinstance(document, str) else ""))
    if any(len(rows) > limits.PAGE_ROWS for rows in page["tables"].values()):
        raise Unusable("too many rows")


def fits_schema(value, schema):
    """What of JSON Schema the layouts use: anyOf with null, const, enum, type, pattern, closed objects, lists, minimum."""
    if "anyOf" in schema:
        return None if value is None else fits_schema(value, schema["anyOf"][0])
    types = {"string": str, "integer": int, "array": list, "object": dict}
    if "type" in schema and (not isinstance(value, types[schema["type"]]) or isinstance(value, bool)):
        raise Unusable("not of the type " + schema["type"])
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        raise Unusable("not one of its values")
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
        raise Unusable("not of its pattern")
    if isinstance(value, dict):
        if value.keys() != schema["properties"].keys():
            raise Unusable("a field too many or too few")
        for name, field in value.items():
            fits_schema(field, schema["properties"][name])
    if isinstance(value, list):
        for entry in value:
            fits_schema(entry, schema["items"])
    return None
