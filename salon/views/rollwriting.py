"""A list of clients as a workbook: texts only, so that nothing in it is computed."""

from pathlib import Path

from salon.exchange.writing import atomically
from salon.views.rolltable import RollTable


def write_roll(path: Path, found: RollTable) -> None:
    """Write a list as .xlsx; raises CannotWrite, SalonsOwn."""
    atomically(path, lambda place: _write(place, found))


def _write(place: Path, found: RollTable) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with place.open("wb") as file:
        book = xlsxwriter.Workbook(
            file,
            {
                "in_memory": True,  # else names would lie in the folder for temps
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(found.headings):
            sheet.write_string(0, column, heading, bold)
            cells = [row[column] for row in found.rows[:200]]
            wide = max([len(heading), *map(len, cells)], default=10)
            sheet.set_column(column, column, min(40, wide + 2))
        for place_, row in enumerate(found.rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(place_, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(found.rows), max(0, len(found.headings) - 1))
        book.close()
