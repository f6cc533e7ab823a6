"""The pages of loyalty as workbooks: every figure, the rows behind it, its meaning."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from salon.loyalty.measures import definitions
from salon.text import _, month
from salon.views.loyalty import LoyaltySight
from salon.views.owner import OwnerMonth
from salon.views.owner_papers import Table, loyalty_tables, owner_tables, write_tables
from ui.parts.homes import home_of
from ui.parts.printing import file_name

if TYPE_CHECKING:
    from ui.desk import Desk


def export_loyalty(desk: "Desk", sight: LoyaltySight) -> None:
    """Ask for a file, and write the page into it."""
    _export(desk, _("Who stays, who leaves"), loyalty_tables(sight), sight.currency)


def export_month(desk: "Desk", found: OwnerMonth) -> None:
    """Ask for a file, and write the month into it."""
    title = _("{month}, for the owner").format(month=month(found.first))
    _export(desk, title, owner_tables(found), found.currency)


def _export(desk: "Desk", title: str, tables: Sequence[Table], currency: str) -> None:
    home = home_of(desk)
    if home is None:
        return
    folder = QStandardPaths.writableLocation(
        QStandardPaths.StandardLocation.DocumentsLocation
    )
    place = Path(folder) / f"{file_name(title)}.xlsx"
    said, _kind = QFileDialog.getSaveFileName(
        home, _("Export as a table"), str(place), "Excel (*.xlsx)"
    )
    if said:
        write_to(desk, Path(said), tables, currency)


def write_to(desk: "Desk", path: Path, tables: Sequence[Table], currency: str) -> None:
    """Write tables into *path*, and say so."""
    if path.suffix.lower() != ".xlsx":
        path = path.with_name(f"{path.name}.xlsx")
    job = partial(write_tables, path, tables, currency, definitions())
    doing = desk.call(lambda _salon: job(), is_long=True)
    done = _("Written to {name}").format(name=path.name)
    doing.then(lambda _done: desk.say(done))
    doing.otherwise(lambda error: desk.say(str(error)))
