"""What a list shows as a whole, before its rows are read one by one.

Of which country its numbers are, in which order it writes day and month, which year a
program put into it: one row cannot say, many can.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from salon.clients.dialling import Spoken, gather, spoken
from salon.clients.phones import country, metadata
from salon.exchange.cards_in import Card
from salon.exchange.columns import Column
from salon.exchange.model import Asked
from salon.exchange.words import says_calendar
from salon.settings.regions import name_of
from salon.text import N_, _, listed

LOOKED_AT = 3_000  # rows and cards that are looked at
_HEAVY = 4_000_000  # characters of them
_SHORT = 200  # characters of a cell
_MADE_UP = 0.5  # of the birthdays in one year of late, so that nobody was born in it
_LATE = 15  # years
_FEW = 4  # rows with one and the same day of birth
_SHARED = 0.02  # of all days of birth
_WHOLE = re.compile(r"\d{4}\D+\d{1,2}|\d{1,2}\D+\d{1,2}\D+\d{2}|\d{8}")
_NEW_YEAR = re.compile(
    r"\d{4}\s*[-/.年]?\s*0?1\s*[-/.月]?\s*0?1\s*日?(?:[ T].*)?|"
    r"0?1\s*[-/.]\s*0?1\s*[-/.]\s*\d{2,4}(?:[ T].*)?"
)

_LAST = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*\d{4}(?!\d).*")
_FIRST = re.compile(r"\s*(\d{4})\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d).*")

READ_AS = N_(
    "The phone numbers without a country code are read as numbers of {country}, as "
    "nearly all of them fit there. If they are not, choose another country."
)
MIXED = N_(
    "The phone numbers without a country code may be of {countries}. Choose one; until "
    "then only those that are certain are taken, the others stay in the note."
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen; all of it is empty where a list shows nothing."""

    region: str = ""  # of its numbers; "" is the salon's own
    choices: tuple[str, ...] = ()  # regions that have to be chosen among
    orders: dict[int, str] = field(default_factory=dict)  # column: region of its order
    made_up: dict[int, int] = field(default_factory=dict)  # column: a program's year
    defaults: dict[int, frozenset[str]] = field(default_factory=dict)  # as written
    calendar_heading: str = ""
    blank_is_solar: bool = True  # an empty cell beside others that say "lunar"
    is_1904: bool = False

    def of_numbers(self, asked: Asked) -> str:
        """Return what to say of the numbers of this list; "" where nothing is."""
        if self.choices:
            names = listed([country_name(one) for one in self.choices[:4]])
            return _(MIXED).format(countries=names)
        if self.region in ("", asked.region) or asked.numbers_of:
            return ""
        return _(READ_AS).format(country=country_name(self.region))


UNSEEN = Survey()


def country_name(region: str) -> str:
    """Return a region's country in the language of here and now, with its code."""
    prefix = metadata(country(region) or "").code
    return f"{name_of(region)} (+{prefix})" if prefix else name_of(region)


def is_enough(rows: int, characters: int) -> bool:
    """Say whether this much of a list has been seen as is looked at."""
    return rows >= LOOKED_AT or characters >= _HEAVY


def of_rows(
    rows: Sequence[Sequence[str]],
    columns: Sequence[Column],
    asked: Asked,
    *,
    is_1904: bool = False,
) -> Survey:
    """Return what the first rows of a table show."""
    orders: dict[int, str] = {}
    made_up: dict[int, int] = {}
    defaults: dict[int, frozenset[str]] = {}
    heading, is_blank_solar = "", True

    def cells(at: int) -> Iterable[str]:
        return (row[at][:_SHORT] for row in rows if at < len(row) and row[at])

    for column in columns:
        if column.field in ("birthday", "lunar"):
            if order := _order(cells(column.at), asked.region):
                orders[column.at] = order
            if year := _year_of_a_program(cells(column.at), asked.today):
                made_up[column.at] = year
            if shared := _days_of_a_program(cells(column.at)):
                defaults[column.at] = shared
        if column.calendar_at is not None:
            heading = next(
                one.heading for one in columns if one.at == column.calendar_at
            )
            said = {says_calendar(one) for one in cells(column.calendar_at)}
            is_blank_solar = "sun" not in said
    numbers = [at.at for at in columns if at.field == "phone"]
    found = _numbers(
        asked,
        (cell for at in numbers for cell in cells(at)),
        [column.heading for column in columns],
        (
            cell
            for column in columns
            if column.field in ("name", "family", "given")
            for cell in cells(column.at)
        ),
    )
    return Survey(
        *(found.region, found.choices, orders, made_up, defaults),
        *(heading, is_blank_solar),
        is_1904=is_1904,
    )


def of_cards(cards: Sequence[Card], asked: Asked) -> Survey:
    """Return what the first cards of an address book show."""
    numbers = (line.text()[:_SHORT] for card in cards for line in card.all("TEL"))
    names = (card.first("FN")[:_SHORT] for card in cards)
    found = _numbers(asked, numbers, (), names)
    days = [line.text()[:40] for card in cards for line in card.all("BDAY")]
    year = _year_of_a_program(days, asked.today)
    shared = _days_of_a_program(days)
    return Survey(
        *(found.region, found.choices),
        made_up={-1: year} if year else {},
        defaults={-1: shared} if shared else {},
    )


def _numbers(
    asked: Asked, cells: Iterable[str], headings: Sequence[str], names: Iterable[str]
) -> Spoken:
    if asked.numbers_of:
        return Spoken(asked.numbers_of)
    gathered = gather(cells)
    words = " ".join([*headings, *islice(names, 200)])
    return spoken(gathered, asked.region, words)


def _order(cells: Iterable[str], region: str) -> str:
    """Return a region that writes day and month as this column does, if it shows."""
    is_day_first = is_month_first = False
    for cell in cells:
        if found := _LAST.fullmatch(cell):
            is_day_first |= int(found[1]) > 12 >= int(found[2])
            is_month_first |= int(found[2]) > 12 >= int(found[1])
    if is_day_first and is_month_first:
        return "cn"  # both: what can be read in two ways is
    if is_day_first or is_month_first:
        return "uk" if is_day_first else "us"
    return ""


def _days_of_a_program(cells: Iterable[str]) -> frozenset[str]:
    """Return the days that so many rows share that a program has put them in.

    New Year's Day is what most programs take; any other is shared by more by chance.
    """
    written = Counter(text for cell in cells if _WHOLE.search(text := cell.strip()))
    least = max(2 * _FEW, written.total() * _SHARED)
    return frozenset(
        text
        for text, count in written.items()
        if count >= (_FEW if _NEW_YEAR.fullmatch(text) else least)
    )


def _year_of_a_program(cells: Iterable[str], today: date) -> int:
    """Return the year that a spreadsheet put to days typed without one."""
    years = Counter(
        int(found[1]) for cell in cells if (found := _FIRST.fullmatch(cell))
    )
    if not years:
        return 0
    year, count = years.most_common(1)[0]
    is_late = today.year - _LATE <= year <= today.year
    return year if is_late and count >= 4 and count > years.total() * _MADE_UP else 0
