"""What every paper is composed with: the look, the letterhead, the measures."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Concatenate, ParamSpec

from salon.catalogue.model import Subject
from salon.catalogue.queries import entry, names_of
from salon.clients.model import ClientId
from salon.paper.pages import Paper
from salon.paper.sheets import Letterhead, Look, Ruler
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.skin.model import MeasureSeries, unit_words
from salon.skin.queries import series_of
from salon.text import speaking
from salon.work import Reading

P = ParamSpec("P")


@dataclass(frozen=True)
class Composed:
    """A paper with all it says, ready to be set in any thread, without the records."""

    sheet: Any  # frozen, of the kind that `document` takes
    document: Callable[[Any, Letterhead, Look], Paper]
    head: Letterhead
    look: Look
    language: str

    def set(self) -> Paper:
        """Return the paper."""
        with speaking(self.language):
            return self.document(self.sheet, self.head, self.look)


def spoken_in(look: Look, tongue: str) -> Look:
    """Return *look* in that language, unless it has languages of its own."""
    return look if look.languages or not tongue else replace(look, languages=(tongue,))


def letterhead(here: Premises) -> Letterhead:
    """Return the salon as it stands at the head of its papers."""
    return Letterhead(here.name, here.address, here.phone)


def composed(
    reading: Reading,
    document: Callable[[Any, Letterhead, Look], Paper],
    look: Look,
    query: Callable[Concatenate[Reading, P], object],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Composed:
    """Return what *query* finds, filled in the language of the paper."""
    here = premises(reading)
    tongue = look.languages[0] if look.languages else here.language
    with speaking(tongue):
        sheet = query(reading, *args, **kwargs)
    return Composed(sheet, document, letterhead(here), look, tongue)


def rulers_of(reading: Reading, client_id: ClientId, most: int) -> list[Ruler]:
    """Return at most so many of a client's measures on their scales."""
    found = []
    for series in series_of(reading, client_id)[:most]:
        ruler = _ruler(reading, series)
        if ruler is not None:
            found.append(ruler)
    return found


def _ruler(reading: Reading, series: MeasureSeries) -> Ruler | None:
    if not series.points:
        return None
    about = entry(reading, Subject.MEASURE, series.measure)
    low = float(about.body.get("scale_min", 0))
    high = float(about.body.get("scale_max", 100))
    values = [value for _day, value in series.points]
    bands = names_of(reading, Subject.BAND, _bands(about.body.get("bands", "")))
    band = _band_of(about.body.get("bands", ""), values[-1])
    return Ruler(
        name=str(about.names),
        unit=unit_words(series.unit),
        least=low,
        most=high,
        now=values[-1],
        before=values[-2] if len(values) > 1 else None,
        said=str(bands.get(band, "")) if band else "",
    )


def _bands(text: str) -> list[str]:
    return [one.split(":")[0] for one in text.split(";") if ":" in one]


def _band_of(text: str, value: float) -> str:
    for one in text.split(";"):
        label, mark, span = one.partition(":")
        low, _dots, high = span.partition("..")
        if mark and low and high and float(low) <= value < float(high):
            return label
    return ""
