"""Holds the published workbooks of a folder against the data, with openpyxl as an independent reader.

    python3 workbook.py PAGES SCHEMAS
"""

import datetime
import json
import pathlib
import re
import sys

import openpyxl


def words(instant):
    """An instant as people say it, in China's time."""
    time = datetime.datetime.fromisoformat(instant)
    minute = f"{time.minute}分" if time.minute else ""
    return f"{time.year}年{time.month}月{time.day}日{time.hour}时{minute}"


def said(value, cell, code):
    """Whether a cell says what the data say."""
    if value is None:
        return cell is None
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return cell == words(value)
    if isinstance(value, str) and re.fullmatch(r"\d{6,12}", value) and cell != value:
        # A district by its name, with its code.
        return re.fullmatch(rf"\D+（{value}）", cell) is not None
    if isinstance(cell, datetime.datetime):
        return value == cell.date().isoformat()
    if isinstance(value, dict):
        # A text in both languages.
        return cell == value["zh"]
    if isinstance(value, list):
        # Values of closed lists stand as codes in the data, and as words for people.
        return (cell or "") == "；".join(value) or (value and all(code.match(entry) for entry in value))
    if isinstance(value, int):
        # A number, an amount in fen, or which source a public value came from.
        source = f"第{'一二三四五六七八九'[value - 1]}替代来源" if 0 < value < 10 else "首选来源" if value == 0 else None
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
            columns = {}
            for key, column in schema["items"]["properties"].items():
                if key == "index":
                    # People count from one.
                    columns[column["title"]] = lambda record: record["index"] + 1
                elif "'part'" in str(column):
                    # A spreadsheet would read a part of a whole as a day: two columns.
                    head = column["title"]
                    part, whole = head.split("/") if "/" in head else (f"{head}（抽取数）", f"{head}（总数）")
                    columns[part] = lambda record, key=key: record[key] and record[key]["part"]
                    columns[whole] = lambda record, key=key: record[key] and record[key]["of"]
                else:
                    columns[column["title"]] = lambda record, key=key: record[key]
            heads = [columns[cell.value] for cell in sheet[1]]
            rows = list(sheet.iter_rows(min_row=2, values_only=True))
            assert len(rows) == len(data["tables"][name]), (path, name)
            for row, record in zip(rows, data["tables"][name]):
                for value_of, head, cell in zip(heads, sheet[1], row):
                    assert said(value_of(record), cell, code), (path, name, head.value, value_of(record), cell)
                    cells += 1
        books += 1
    print(f"{books} workbooks, {cells} cells")
    assert books and cells


if __name__ == "__main__":
    main(*sys.argv[1:])
