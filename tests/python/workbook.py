"""Holds the published workbooks of a folder against the data, with openpyxl as an independent reader.

    python3 workbook.py PAGES SCHEMAS
"""

import datetime
import json
import pathlib
import re
import sys

import openpyxl


def said(value, cell, code):
    """Whether a cell says what the data say."""
    if value is None:
        return cell is None
    if isinstance(cell, datetime.datetime):
        return value == cell.date().isoformat()
    if isinstance(value, dict):
        # A text in both languages, or a part of a whole.
        return cell == (value["zh"] if "zh" in value else f"{value['part']}/{value['of']}")
    if isinstance(value, list):
        # Values of closed lists stand as codes in the data, and as words for people.
        return (cell or "") == "；".join(value) or (value and all(code.match(entry) for entry in value))
    if isinstance(value, int):
        # A number, an amount in fen, or which source a public value came from.
        source = f"替代来源 {value}" if value else "首选来源"
        return cell in (value, source) or isinstance(cell, float) and round(cell * 100) == value
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", value)
    if quarter:
        return cell == f"{quarter[1]}年第{'一二三四'[int(quarter[2]) - 1]}季度"
    return (cell or "") == value or bool(code.match(value))


def main(pages, schemas):
    code = re.compile(r"^[a-z_]+(-\d+)?$")
    books = cells = 0
    for path in sorted(pathlib.Path(pages).glob("*.zh.xlsx")):
        data = json.loads((path.parent / path.name.replace(".zh.xlsx", ".json")).read_text("utf-8"))
        tables = json.loads((pathlib.Path(schemas) / f"{data['document']}.json").read_text("utf-8"))
        tables = tables["properties"]["tables"]["properties"]
        book = openpyxl.load_workbook(path)
        assert len(book.sheetnames) == len(tables) + 1, path
        for name, schema in tables.items():
            sheet = book[schema["title"] if schema["title"] in book.sheetnames else name]
            assert sheet.freeze_panes == "A2", (path, name)
            # Printed across A4, as wide as the paper, with the heads on each page.
            print_as = (sheet.page_setup.orientation, str(sheet.page_setup.paperSize), sheet.page_setup.fitToHeight)
            assert print_as == ("landscape", "9", 0), (path, name, print_as)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, (path, name)
            assert sheet.print_title_rows in ("1:1", "$1:$1"), (path, name, sheet.print_title_rows)
            columns = {column["title"]: key for key, column in schema["items"]["properties"].items()}
            heads = [columns[cell.value] for cell in sheet[1]]
            rows = list(sheet.iter_rows(min_row=2, values_only=True))
            assert len(rows) == len(data["tables"][name]), (path, name)
            for row, record in zip(rows, data["tables"][name]):
                for key, cell in zip(heads, row):
                    assert said(record[key], cell, code), (path, name, key, record[key], cell)
                    cells += 1
        books += 1
    print(f"{books} workbooks, {cells} cells")
    assert books and cells


if __name__ == "__main__":
    main(*sys.argv[1:])
