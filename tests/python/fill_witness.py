"""Says in a plan's workbook that there is no witness's contribution: python3 fill_witness.py BOOK"""

import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
cells = [cell for row in book["公开值"].iter_rows() for cell in row if cell.value == "见证密值 待填写"]
assert len(cells) == 1, cells
cells[0].value = "不采用"
book.save(sys.argv[1])
