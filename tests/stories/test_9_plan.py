"""Step 9: a plan is made, adapted beside its paper, and handed out as a PDF."""

from pathlib import Path

from pypdf import PdfReader

from salon.clients.operations import note_condition
from salon.clients.queries import find_ids
from salon.plans.model import PlanLine
from salon.plans.queries import plan as plan_card
from salon.plans.queries import plans
from salon.text import _, speaking
from tests.stories.hands import Hands
from ui.places import PlanEditor

PAPERS = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}


def made(hands: Hands) -> list[PlanLine]:
    found = hands.salon.ask(plans)
    return [one for one in found if one.client == "Sarah Whitcombe"]


def begin(hands: Hands) -> None:
    """Make the first plan that fits her, by keys."""
    hands.press("Ctrl+K")
    hands.say("whitc")
    hands.press("Return", "Ctrl+P")
    assert hands.title == _("New plan")
    hands.press("Return")
    assert isinstance(hands.window.desk.place, PlanEditor)  # type: ignore[union-attr]


def read(path: Path) -> str:
    pages = PdfReader(path).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_plan_is_made_adapted_and_its_paper_says_so(
    hands: Hands, tmp_path: Path
) -> None:
    begin(hands)
    [plan] = made(hands)
    before = hands.salon.ask(plan_card, plan.id).sessions
    hands.sees(_("The printed plan"), "Sarah Whitcombe")

    focus = hands.focus()
    assert focus is not None
    assert str(before[0].service) in focus.accessibleName()
    hands.press("Down", "Delete")
    hands.press("+")
    hands.write(_("In the client’s words"), "Even skin for spring")
    hands.press("Tab")

    after = hands.salon.ask(plan_card, plan.id)
    assert len(after.sessions) == len(before) - 1
    assert after.body.goal == "Even skin for spring"

    for code, said in PAPERS.items():
        hands.choose(_("Language of the paper"), said)
        path = tmp_path / f"{code}.pdf"
        hands.give_file(path, lambda: hands.press("Ctrl+Shift+S"))
        text = read(path)
        assert "Evenskinforspring" in text
        assert "SarahWhitcombe" in text
        with speaking(code):
            for one in after.sessions:
                assert "".join(str(one.service).split()) in text
        fonts = [
            font.get_object()
            for page in PdfReader(path).pages
            for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
        ]
        assert fonts
        assert all("+" in font["/BaseFont"] for font in fonts)  # embedded, in part


def test_every_step_of_it_is_taken_back(hands: Hands) -> None:
    begin(hands)
    [plan] = made(hands)
    sessions = len(hands.salon.ask(plan_card, plan.id).sessions)
    hands.press("Delete")
    assert len(hands.salon.ask(plan_card, plan.id).sessions) == sessions - 1

    hands.press("Ctrl+Z")
    assert len(hands.salon.ask(plan_card, plan.id).sessions) == sessions
    hands.press("Ctrl+Z")
    assert made(hands) == []


def test_a_session_is_booked_from_the_plan_by_mouse(hands: Hands) -> None:
    hands.click(_("Plans"))
    hands.click(_("New plan"))
    hands.click(_("Client"))
    hands.say("whitc")
    hands.click_row(_("Found"), "Sarah Whitcombe")
    hands.click(_("Make the plan"))
    hands.click(_("Book next"))
    assert hands.title == _("Book")
    hands.sees("Sarah Whitcombe")
    hands.click(_("Book"))

    assert hands.title == ""
    [plan] = made(hands)
    assert plan.booked == 1


def test_her_pregnancy_leaves_out_what_she_may_not_have(hands: Hands) -> None:
    [key] = hands.salon.ask(find_ids, "Sarah Whitcombe", 5)
    hands.salon.do(note_condition, key, "pregnancy")
    hands.settle()
    hands.press("Escape")  # what it breaks is decided later
    hands.press("Ctrl+K")
    hands.say("whitc")
    hands.press("Return", "Ctrl+P")
    offered = hands.rows(_("Templates"))
    assert any(_("does not fit") in line for line in offered), offered
