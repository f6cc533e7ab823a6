"""The month on paper, read back: bars that do not begin at nothing say so."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from salon.loyalty.document import TEETH, owner_paper
from salon.loyalty.sheet import OwnerSheet, ReportPage, Step
from salon.paper.pages import bind
from salon.paper.sheets import Letterhead


def torn(opening: int, came: int, lost: int) -> int:
    """Return how many torn feet a waterfall of four bars has on paper."""
    steps = tuple(
        Step(name, value, str(value), is_whole)
        for name, value, is_whole in (
            ("At the beginning", opening, True),
            ("Came", came, False),
            ("Lost", -lost, False),
            ("At the end", opening + came - lost, True),
        )
    )
    page = ReportPage("The month", steps=steps)
    sheet = OwnerSheet("March", ("All is well.", ""), (page,), "27 March", "House")
    pdf = bind(owner_paper(sheet, Letterhead("House"))).pdf
    drawn = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert drawn is not None
    white = drawn.get_data().split(b"1 1 1 RG")[1:]
    return sum(part.split(b"S", 1)[0].count(b" l") == TEETH for part in white)


@pytest.mark.parametrize(
    ("opening", "came", "lost", "feet"),
    [
        (241, 6, 4, 2),  # both ends stand far above what moved
        (10, 6, 4, 0),  # small enough to begin at nothing
        (0, 3, 0, 0),
    ],
)
def test_bars_that_do_not_begin_at_nothing_have_a_torn_foot(
    opening: int, came: int, lost: int, feet: int
) -> None:
    assert torn(opening, came, lost) == feet
