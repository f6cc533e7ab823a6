"""What a screen reader finds in a paper: structure, order, language, alternatives."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from salon.paper.pages import Furniture, Paper, Run, bind, lay
from salon.paper.parts import Column, Drawing
from salon.paper.press import Press
from salon.paper.sheets import Look
from salon.plans.document import treatment_plan
from tests.paper.sheets import HEAD, PLAN, PLAN_ZH

Element = tuple[str, str, list[Any]]  # role, alternative text, kids
PRESS = Press(Look(languages=("en",)))


def tree(paper: Paper) -> list[Element]:
    """Return the elements below the document's own."""
    root = PdfReader(BytesIO(paper.pdf)).root_object
    assert str(root["/MarkInfo"]["/Marked"]).lower() == "true"  # type: ignore[index]
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]).lower() == "true"  # type: ignore[index]
    top: Any = root["/StructTreeRoot"]
    document = top["/K"]
    assert document["/S"] == "/Document"
    return [element(kid) for kid in document["/K"]]


def element(node: DictionaryObject) -> Element:
    kids: Any = node.get("/K", ArrayObject())
    found = []
    for kid in kids:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            found.append(element(kid))
    return str(node["/S"])[1:], str(node.get("/Alt", "")), found


def flat(elements: list[Element]) -> list[Element]:
    found = []
    for one in elements:
        found.append(one)
        found += flat(one[2])
    return found


def laid(*parts: Any) -> Paper:
    return bind(lay(HEAD, PRESS, "A title", [Run(parts)], Furniture()))


def test_the_plan_is_read_from_its_title_down() -> None:
    roles = [role for role, _alt, _kids in flat(tree(bind(treatment_plan(PLAN, HEAD))))]

    assert roles.count("H1") == 1
    assert roles.count("H2") > 6
    assert roles.index("H1") < roles.index("H2")
    assert {"Table", "TR", "TD", "L", "LI", "LBody", "Figure"} <= set(roles)


def test_every_figure_says_what_it_shows() -> None:
    figures = [
        alt
        for role, alt, _kids in flat(tree(bind(treatment_plan(PLAN, HEAD))))
        if role == "Figure"
    ]
    assert all(figures)
    assert any("Melasma score: 12 Oct: 6.8" in alt for alt in figures)
    assert any("4.8 goal, by 29 Jan" in alt for alt in figures)


def test_what_is_content_is_marked_and_what_is_not_is_an_artifact() -> None:
    def line(canvas: Any, x: float, top: float, _width: float) -> None:
        canvas.line(x, top, x + 9, top)

    paper = laid(PRESS.text("said"), Drawing(9, line), Drawing(9, line, alt="shown"))
    roles = [(role, alt) for role, alt, _kids in flat(tree(paper))]
    assert ("Figure", "shown") in roles
    assert sum(role == "Figure" for role, _alt in roles) == 1
    stream = PdfReader(BytesIO(paper.pdf)).pages[0].get_contents()
    assert stream is not None
    text = stream.get_data().decode("latin-1")
    assert text.count("BDC") + text.count("BMC") == text.count("EMC")
    depth = 0
    for word in text.split():
        depth += word in ("BDC", "BMC")
        depth -= word == "EMC"
        assert depth >= 0
        if word in ("Tj", "TJ", "S", "f", "B"):
            assert depth, "something is drawn outside of any mark"


def test_a_paragraph_and_a_table_over_pages_are_one_element_each() -> None:
    text = "\n".join(f"row {number}" for number in range(120))
    columns = (Column(), Column())
    rows = [(PRESS.text(f"a{n}"), PRESS.text(f"b{n}")) for n in range(90)]
    paper = laid(PRESS.text(text), PRESS.rows(columns, ("When", "Service"), rows))
    assert paper.pages > 3
    found = flat(tree(paper))
    tables = [kids for role, _alt, kids in found if role == "Table"]
    assert len(tables) == 1
    assert [role for role, _alt, _kids in tables[0]] == ["TR"] * 91
    assert [role for role, _alt, _kids in tables[0][0][2]] == ["TH", "TH"]
    [part] = tree(paper)
    paragraphs = [one for one in part[2] if one[0] == "P"]
    assert len(paragraphs) < 5  # the letterhead, and the one of 120 lines


def test_the_file_says_its_language_and_title_in_each_of_its_papers() -> None:
    chinese = treatment_plan(PLAN_ZH, HEAD, Look(languages=("zh_TW",)))
    english = treatment_plan(PLAN, HEAD, Look(languages=("en",)))
    pdf = PdfReader(BytesIO(bind(chinese, english).pdf))

    assert str(pdf.root_object["/Lang"]) == "zh-Hant-TW"
    assert pdf.metadata
    assert pdf.metadata.title == PLAN_ZH.title
    top: Any = pdf.root_object["/StructTreeRoot"]
    parts = [kid.get_object() for kid in top["/K"]["/K"]]
    assert [str(one["/Lang"]) for one in parts] == ["zh-Hant-TW", "en"]
    for place, page in enumerate(pdf.pages):
        assert int(str(page["/StructParents"])) == place
        assert str(page["/Tabs"]) == "/S"
