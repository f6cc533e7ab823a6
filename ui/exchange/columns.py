"""What each column of a list is read as; one may say it anew."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from salon.exchange.columns import FIELDS, LEFT_OUT, heading_of_fact
from salon.exchange.model import Sheet
from salon.text import N_, _
from ui.kit.fields import Choice
from ui.kit.tokens import Type
from ui.kit.words import Words

SHOWN = 3  # cells of a column, as examples
LONG = 60  # characters of them


class ColumnMap(QWidget):
    """A line a column: its heading, a few cells, and what it is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.choices: list[Choice] = []
        self._keys: list[list[str]] = []
        self._found: list[str] = []
        self._made: list[QWidget] = []

    def show_sheet(self, sheet: Sheet, mapping: tuple[tuple[str, str], ...]) -> None:
        """Show the columns of another file, or of the same one read otherwise."""
        for old in self._made:
            old.hide()
            old.deleteLater()
        self._made, self.choices, self._keys, self._found = [], [], [], []
        known = dict(sheet.columns)
        said = {column: name for name, column in mapping}
        for at, heading in enumerate(sheet.headings):
            name = known.get(at, "")
            keys = ["", *FIELDS]
            if name and name not in keys:
                keys.append(name)
            texts = [_("into the note"), *map(_named, keys[1:])]
            if LEFT_OUT not in keys:
                texts.append(_("left out"))
                keys.append(LEFT_OUT)
            cells = [row[at] for _no, row in sheet.sample if at < len(row) and row[at]]
            sample = " · ".join(cells[:SHOWN])
            if len(sample) > LONG:
                sample = sample[: LONG - 1] + "…"
            title = heading or _("Column {number}").format(number=at + 1)
            choice = Choice(texts, keys.index(name), name=title)
            wanted = said.get(str(at + 1))
            if wanted is not None and wanted in keys:
                choice.setCurrentIndex(keys.index(wanted))
            choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
            head = Words(title[:40], type=Type.SMALL_STRONG)
            example = Words(sample, type=Type.SMALL, faint=True)
            example.setMinimumWidth(60)
            for place, widget in enumerate((head, example, choice)):
                self._grid.addWidget(widget, at, place, Qt.AlignmentFlag.AlignVCenter)
                self._made.append(widget)
            self.choices.append(choice)
            self._keys.append(keys)
            self._found.append(name)

    def mapping(self) -> tuple[tuple[str, str], ...]:
        """Return what was said otherwise than recognised, as `Asked.columns` has it."""
        return tuple(
            (keys[choice.currentIndex()], str(at + 1))
            for at, (choice, keys, found) in enumerate(
                zip(self.choices, self._keys, self._found, strict=True)
            )
            if keys[choice.currentIndex()] != found
        )

    def into_the_note(self) -> list[str]:
        """Return the headings of what goes into the note, as it is chosen now."""
        return [
            choice.accessibleName()
            for choice, keys in zip(self.choices, self._keys, strict=True)
            if keys[choice.currentIndex()] == ""
        ]

    def has_names(self) -> bool:
        """Return whether some column holds names."""
        return any(
            keys[choice.currentIndex()] in ("name", "family", "given")
            for choice, keys in zip(self.choices, self._keys, strict=True)
        )


_READ_SO = {  # fields that only lists of others have
    LEFT_OUT: N_("left out"),
    "calendar": N_("Which calendar"),
    "remark": N_("Name as the salon has it"),
    "middle": N_("Middle name"),
    "prefix": N_("Title"),
    "suffix": N_("Behind the name"),
    "company": N_("Company"),
    "photo_link": N_("Link to a picture"),
    "reason": N_("Why it was refused"),
    "other": N_("into the note"),
    "said_allergies": N_("Allergies"),
    "said_conditions": N_("Health"),
    "latin_given": N_("Given name, as it is said"),
    "latin_middle": N_("Middle name, as it is said"),
    "latin_family": N_("Family name, as it is said"),
}


def _named(key: str) -> str:
    found = FIELDS.get(key)
    if found is not None:
        return str(found)
    return _(_READ_SO[key]) if key in _READ_SO else heading_of_fact(key)
