"""The words of moving clients in and out: what a file says, and why it cannot be read.

All of it is plain data, so that the reading can happen in a process of its own.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.phones import Phone
from salon.errors import SalonError
from salon.text import N_

MB = 1024 * 1024
CELL = 32_767  # characters, as many as Excel itself can hold
WIDTH = 200  # columns
MEMBERS = 5_000  # files in one .xlsx
UNPACKED = 300 * MB
DIRECTORY = 4 * MB  # of what a workbook says is in it
DENSE = 24 * MB, 200  # unpacked, and so many times what it was packed: a bomb


class Kind(StrEnum):
    """What a file is, whatever its name ends in."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    VCARD = "vcard"


SIZES = {Kind.CSV: 200 * MB, Kind.VCARD: 50 * MB, Kind.HTML: 100 * MB}
SIZE = 100 * MB  # of the others


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read, and how; "" means: find out."""

    path: Path
    region: str
    today: date
    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    columns: tuple[tuple[str, str], ...] = ()  # field, heading: as `--map` says
    language: str = "en"
    is_preview: bool = False  # show what there is, even where no names are found
    zone: str = ""  # the salon's: instants of Greenwich are days there
    numbers_of: str = ""  # region of the numbers without a country code
    is_table: bool = False  # the rows as they stand, not who is in them


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding that the file may be in, how likely, and what it would say."""

    encoding: str
    score: float  # 0 to 1
    sample: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in the file, before anything is made of it."""

    kind: Kind
    headings: tuple[str, ...] = ()
    heading_row: int = 0  # 0: there are no headings
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheet_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # sentences for the person who imports
    candidates: tuple[Candidate, ...] = ()
    sample: tuple[tuple[int, tuple[str, ...]], ...] = ()  # the first rows
    columns: tuple[tuple[int, str], ...] = ()  # column, field
    rows: int = 0  # how many follow, about; 0: not known
    is_counted: bool = False  # just as many
    region: str = ""  # of the numbers without a country code; "": to be chosen
    regions: tuple[str, ...] = ()  # those that have to be chosen among
    of_numbers: str = ""  # the one of `notes` that is about them
    is_1904: bool = False  # a workbook that counts its days from 1904

    def shown_columns(self) -> dict[str, str]:
        """Return which heading each field is read from: {"phone": "手机"}."""
        found: dict[str, str] = {}
        for at, name in self.columns:
            if name == "left_out":
                continue
            heading = self.headings[at] if at < len(self.headings) else str(at + 1)
            found[name] = f"{found[name]}, {heading}" if name in found else heading
        return found


@dataclass(frozen=True, slots=True)
class Incoming:
    """One client as a file tells of her; nothing is stored yet."""

    row: int  # as the file counts: the first line or card is 1
    name: str = ""
    family: str = ""
    given: str = ""
    called: str = ""
    latin: str = ""  # her name in the other script, or how it sounds
    phones: tuple[Phone, ...] = ()  # certain ones, the preferred first
    birthday: Birthday | None = None
    lunar: Lunar | None = None
    language: str = ""  # a key of the vocabulary: "zh_hant"
    email: str = ""
    wechat: str = ""
    card_no: str = ""
    gender: str = ""  # a key of the vocabulary: "female"
    note: str = ""  # everything else that was said, under its heading
    facts: dict[str, str] = field(default_factory=dict)  # by field of the client file
    allergies: tuple[str, ...] = ()  # proposed, to be confirmed
    conditions: tuple[str, ...] = ()  # proposed: keys of the health conditions
    tags: tuple[str, ...] = ()
    photo: bytes | None = None
    last_visit: date | None = None
    warnings: tuple[str, ...] = ()  # sentences
    asks: tuple[str, ...] = ()  # sentences: what is to be asked of her
    has_lost: bool = False  # a number or a birthday that could not be taken
    refused: str = ""  # a sentence; "" when she can be taken
    is_client: bool = True  # False: a total, a title, a line drawn
    is_ours: bool = False  # from a list that we wrote: each row is one file
    found_by: tuple[str, ...] = field(default=(), compare=False)
    """What she is found and sorted by, if whoever read her has worked it out."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One client to be written; the same facts in the same shapes as `Incoming`."""

    name: str
    family: str = ""
    given: str = ""
    called: str = ""
    latin: str = ""
    phones: tuple[Phone, ...] = ()
    birthday: Birthday | None = None
    lunar: Lunar | None = None
    language: str = ""
    email: str = ""
    wechat: str = ""
    card_no: str = ""
    gender: str = ""
    note: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    allergies: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    photo: bytes | None = None
    last_visit: date | None = None


@dataclass(eq=False)
class CannotRead(SalonError):
    """Base of what is wrong with a file."""

    name: str = ""


class FileMissing(CannotRead):
    """There is no such file, or it may not be opened."""

    text = N_(
        "“{name}” cannot be opened. Check the name, and that no program holds it."
    )


@dataclass(eq=False)
class FileOdd(FileMissing):
    """It is a folder, a pipe or a device."""

    why: str = ""

    text = N_("“{name}” is not a list of clients: {why}. Name the file itself.")

    @classmethod
    def kind(cls) -> str:
        """Return the same name as a missing one has: scripts know it."""
        return FileMissing.kind()


class FileEmpty(CannotRead):
    """Nothing stands in it."""

    text = N_("“{name}” is empty. Export the list again, then import that file.")


class NobodyInFile(CannotRead):
    """It can be read, and there is no table in it."""

    text = N_("There is no table of people in “{name}”. Name the sheet that holds it.")


@dataclass(eq=False)
class NoNames(CannotRead):
    """No column can be recognised as a name."""

    headings: str = ""

    text = N_(
        "Which column of “{name}” holds the names? None is recognised among: "
        "{headings}."
    )


@dataclass(eq=False)
class NoSuchColumn(CannotRead):
    """A mapping names a column or a field that is not there."""

    column: str = ""
    headings: str = ""

    text = N_("“{column}” is none of the columns of “{name}”: {headings}.")


@dataclass(eq=False)
class NoSuchField(CannotRead):
    """A mapping names something that no client has."""

    field: str = ""
    fields: str = ""

    text = N_("“{field}” is nothing that a client has. Choose among: {fields}.")


@dataclass(eq=False)
class NoSuchSheet(CannotRead):
    """The workbook has no sheet of that name."""

    sheet: str = ""
    sheets: str = ""

    text = N_("“{name}” has no sheet “{sheet}”. Its sheets are: {sheets}.")


@dataclass(eq=False)
class NoSuchEncoding(CannotRead):
    """The file cannot be read in the encoding that was asked for."""

    encoding: str = ""

    text = N_(
        "“{name}” cannot be read as {encoding}. Leave the encoding to be found, or "
        "name another: utf-8, gbk, big5, windows-1252."
    )


@dataclass(eq=False)
class WrongLetters(CannotRead):
    """The headings are rubbish in the encoding that was said or found."""

    encoding: str = ""  # in words
    sample: str = ""
    better: str = ""  # one that reads well, or several

    text = N_(
        "The letters of “{name}” read wrong as {encoding}: “{sample}”. Choose another "
        "encoding: {better}."
    )


@dataclass(eq=False)
class NotAList(CannotRead):
    """The file is something else altogether."""

    what: str = ""

    text = N_(
        "“{name}” is {what}, not a list of clients. Open it in the program it came "
        "from, save the list as .xlsx or .csv, and import that."
    )


class FilePacked(CannotRead):
    """The list may be inside it."""

    text = N_(
        "“{name}” is a packed folder. Unpack it, and import the list that is inside."
    )

    @classmethod
    def kind(cls) -> str:
        """Return the same name as another thing has: scripts know it."""
        return NotAList.kind()


@dataclass(eq=False)
class FileBroken(CannotRead):
    """It begins as what it is and does not go on so."""

    what: str = ""

    text = N_(
        "“{name}” is {what} that is damaged or was not copied whole. Export or "
        "copy it again, and import that; what opens in Excel or WPS can be saved anew."
    )


class FileProtected(CannotRead):
    """A password lies on it."""

    text = N_(
        "“{name}” is protected by a password. Open it in Excel or WPS, save it without "
        "the password, and import that."
    )


@dataclass(eq=False)
class FileTooLarge(CannotRead):
    """It is larger than any client list."""

    size: int = 0  # megabytes
    limit: int = 0

    text = N_(
        "“{name}” has {size} MB; {limit} MB can be read. Export the clients alone, "
        "without pictures, or in several files."
    )


@dataclass(eq=False)
class FileSwells(CannotRead):
    """Unpacked, it would fill the memory: a mistake or an attack."""

    size: str = ""  # in words: 2.1 GB

    text = N_(
        "“{name}” unpacks to {size}, far more than a client list, and was not opened. "
        "If you trust it, open it in Excel or WPS and save the list alone as .csv."
    )


class FileForbidden(CannotRead):
    """It contains what no client list needs: a DOCTYPE with entities."""

    text = N_(
        "“{name}” contains instructions that a client list does not need, and was not "
        "read. Open it in Excel or WPS, save it again as .xlsx, and import that."
    )


@dataclass(eq=False)
class FileTooWide(CannotRead):
    """It has cells far to the right, by mistake or on purpose."""

    columns: int = 0
    limit: int = WIDTH

    text = N_(
        "“{name}” has {columns} columns; {limit} can be read. Delete the columns that "
        "are not needed, and those far to the right."
    )


class ReadingGaveUp(CannotRead):
    """The limited process ran out of its memory."""

    text = N_(
        "“{name}” asks for more memory than a client list needs, so reading it was "
        "stopped. Save the list alone as .csv, or in several files."
    )


class ReadingTookLong(ReadingGaveUp):
    """The limited process ran out of its time."""

    text = N_(
        "“{name}” takes far longer to read than a client list does, so reading it was "
        "stopped. Save the list alone as .csv, or in several files."
    )

    @classmethod
    def kind(cls) -> str:
        """Return the name that scripts know it by since there was one for both."""
        return ReadingGaveUp.kind()


class ReadingMistake(Exception):
    """The limited process came to a mistake of the program: to be reported as one."""


class ReadingStopped(CannotRead):
    """Somebody pressed Cancel."""

    text = N_("The reading of “{name}” was stopped. Nothing was stored.")


ERRORS: dict[str, type[CannotRead]] = {
    one.__name__: one
    for one in (
        FileMissing,
        FileOdd,
        FileEmpty,
        NobodyInFile,
        NoNames,
        NoSuchColumn,
        NoSuchField,
        NoSuchSheet,
        NoSuchEncoding,
        WrongLetters,
        NotAList,
        FilePacked,
        FileBroken,
        FileProtected,
        FileTooLarge,
        FileSwells,
        FileForbidden,
        FileTooWide,
        ReadingGaveUp,
        ReadingTookLong,
        ReadingStopped,
    )
}
