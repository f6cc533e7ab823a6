"""Papers survive a printer without colour and a photocopy of a photocopy."""

from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image

from salon.aftercare.document import leaflet
from salon.appointments.document import day_sheet
from salon.paper.pages import Laid, bind
from salon.paper.sheets import Look, PageSize
from salon.treatments.filepaper import client_file
from tests.paper.sheets import DAY, FILE, HEAD, LEAFLET

PAPERS: dict[str, Callable[[], Laid]] = {
    "leaflet": lambda: leaflet(LEAFLET, HEAD, Look(PageSize.A5)),
    "day sheet": lambda: day_sheet(DAY, HEAD),
    "file": lambda: client_file(FILE, HEAD),
}


def grey(laid: Laid, scale: float = 2.0) -> Image.Image:
    page = pypdfium2.PdfDocument(bind(laid).pdf)[0]
    picture: Image.Image = page.render(scale=scale).to_pil().convert("L")
    return picture


def lines(picture: Image.Image, darkest: int, share: float) -> list[int]:
    """Return the rows that are dark over that share of the page's width."""
    wide, high = picture.size
    data = picture.tobytes()
    found = []
    for y in range(high):
        row = data[y * wide : (y + 1) * wide]
        if sum(value <= darkest for value in row) > share * wide:
            found.append(y)
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_every_word_is_dark_enough_to_be_copied(name: str) -> None:
    """No ground and no pale letters: what is not paper is at most mid-grey."""
    picture = grey(PAPERS[name](), 1.5)
    values = picture.histogram()
    ink, paper = sum(values[:140]), sum(values[245:])
    between = sum(values[140:245])
    assert ink > 0
    assert paper > 0.85 * sum(values)
    assert between < 2.5 * ink  # the soft edges of letters and hairlines, no more


def test_danger_is_a_thick_black_frame_and_ring_us_a_thinner_one() -> None:
    picture = grey(PAPERS["leaflet"](), 4.0)
    black = lines(picture, 60, 0.75)
    assert black
    thick = [y for y in black if y + 6 in black]
    assert thick, "the frame of the emergency is at least 2 points"
    rose = [y for y in lines(picture, 120, 0.75) if y not in black]
    assert rose, "the frame of ring-us is seen in grey"
    assert min(rose) < min(black)
    assert max(black) - min(black) > 40


def test_the_frame_of_the_card_is_black_too() -> None:
    assert len(lines(grey(PAPERS["file"](), 4.0), 60, 0.75)) >= 8
