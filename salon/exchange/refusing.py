"""Why a list of openings, or a row of it, is not brought into the books."""

from dataclasses import dataclass
from datetime import date

from salon.errors import SalonError
from salon.text import N_, _, short_day


@dataclass(eq=False)
class BroughtBefore(SalonError):
    """The very same list is in the books."""

    file: str
    day: date

    text = N_(
        "“{file}” was brought into the books on {day}. Undo that first, or bring what "
        "is new in a list of its own."
    )

    def __str__(self) -> str:
        return _(self.text).format(file=self.file, day=short_day(self.day))


@dataclass(eq=False)
class Unknown(SalonError):
    """Nobody here is that."""

    said: str

    text = N_("There is no client “{said}”. Import or add the file first.")


@dataclass(eq=False)
class NotOnePerson(SalonError):
    """Several could be meant."""

    said: str
    many: int

    text = N_("“{said}” could be {many} clients. Give the telephone or the card.")


@dataclass(eq=False)
class NotTheSame(SalonError):
    """Card, telephone and name belong to different people."""

    name: str
    number: str

    text = N_("“{name}” and {number} are not one client here. Look which is right.")


@dataclass(eq=False)
class CodeTaken(SalonError):
    """A voucher has that number here."""

    code: str

    text = N_("There is a voucher {code} here already. Look which is right.")
