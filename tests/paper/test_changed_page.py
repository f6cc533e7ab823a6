"""The page on what changed names what it draws, however long the name is."""

from datetime import date

import pytest

from salon.paper.pages import Paper, bind
from salon.paper.sheets import Look, PageSize
from salon.treatments.skin_document import changed_page
from salon.treatments.skin_sheet import Axis, ChangedSheet
from tests.paper.reading import pages, said, squeezed
from tests.paper.sheets import HEAD

FIRST, LAST = date(2026, 6, 12), date(2026, 11, 23)
POINTS = ((FIRST, 37.0), (LAST, 46.0))
LONG = "Melanin difference, spot minus neighbour"


def paper(measure: str, look: Look) -> Paper:
    axis = Axis(FIRST, LAST, measure=measure, points=POINTS)
    sheet = ChangedSheet(
        *(1, "林美华", "Lín Měihuá", FIRST, LAST), sentence="Lighter.", axis=axis
    )
    return bind(changed_page(sheet, HEAD, look))


@pytest.mark.parametrize("measure", ["Pores", LONG, "色斑与周围黑色素差" * 3])
@pytest.mark.parametrize(
    "look",
    [Look(), Look(PageSize.A5), Look(is_large=True), Look(languages=("zh_CN",))],
)
def test_the_measure_at_the_foot_of_the_line_is_called_by_its_whole_name(
    measure: str, look: Look
) -> None:
    made = paper(measure, look)
    assert squeezed(measure) in said(made)
    assert "…" not in said(made)
    assert len(pages(made)) == 1
