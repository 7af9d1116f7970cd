"""The comparison: rows of requests and findings -> cells -> table, files, council page, refusals.

Reads only. What a cell says is decided in `foi.rules.cells`; here the rows are fetched in a fixed
number of queries, and every number and date is put into words once.
"""

from foi.comparison.choosing import Wanted
from foi.comparison.context import figure_records
from foi.comparison.councils import letters_asked
from foi.comparison.files import COLUMNS, as_csv, as_json, columns_of, csv_parts, json_parts
from foi.comparison.index import overview
from foi.comparison.recent import recent_entries
from foi.comparison.refused import grounds_counted, refusals_on
from foi.comparison.shape import Row, Shown, Table
from foi.comparison.tables import every_question, newest_round, one_row, table
from foi.comparison.workbook import as_xlsx

__all__ = [
    "COLUMNS",
    "Row",
    "Shown",
    "Table",
    "Wanted",
    "as_csv",
    "as_json",
    "as_xlsx",
    "columns_of",
    "csv_parts",
    "every_question",
    "figure_records",
    "grounds_counted",
    "json_parts",
    "letters_asked",
    "newest_round",
    "one_row",
    "overview",
    "recent_entries",
    "refusals_on",
    "table",
]
