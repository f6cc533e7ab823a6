"""A name that looks like markup is shown as it was typed, everywhere in the window."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QToolTip, QWidget

import ui
from salon.app import Salon
from salon.appointments.queries import day_book
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client, note_allergy
from salon.clients.queries import find_ids
from salon.plans.operations import make_plan
from salon.settings.operations import describe
from salon.staff.model import StaffId
from salon.staff.operations import change_member
from salon.staff.queries import team
from tests.ui.pages.daily import TODAY
from ui.clients.tour import places as of_clients
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.marked import Ink, Marked
from ui.kit.tips import plain, tip_at
from ui.places import PlanEditor, RecordOf
from ui.settings.tour import places as of_settings
from ui.tour.pictures import PLACES

BAD = "<img src=/etc/hostname><b>Eve</b> &lt;"


def rich(widget: QWidget) -> list[str]:
    """Return what the widgets of a window would draw as markup."""
    found: list[str] = []
    for one in (widget, *widget.findChildren(QWidget)):
        said = [one.toolTip(), one.whatsThis(), one.statusTip()]
        said += [action.toolTip() for action in one.actions() if "<" in action.text()]
        if isinstance(one, QLabel):
            form = one.textFormat()
            if form not in (Qt.TextFormat.PlainText, Qt.TextFormat.AutoText):
                found.append(f"{one}: {form}")
            if form == Qt.TextFormat.AutoText:
                said.append(one.text())
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            model = one.model()
            wide = 1
            if isinstance(one, QTableView):
                wide = model.columnCount(one.rootIndex())
            for row in range(min(model.rowCount(one.rootIndex()), 30)):
                for column in range(wide):
                    cell = model.index(row, column)
                    said.append(str(cell.data(Qt.ItemDataRole.ToolTipRole) or ""))
        found += [f"{one}: {text}" for text in said if Gui.mightBeRichText(text)]
    return found


@pytest.fixture
def hostile(day_salon: Salon) -> Salon:
    """Let everybody and everything that has a name be called so."""
    salon = day_salon
    salon.do(describe, name=BAD)
    for key in salon.ask(find_ids, "", 100):
        draft = ClientDraft(name=BAD, called=BAD, note=BAD)
        salon.do(correct_client, ClientId(key), draft)
        salon.do(note_allergy, ClientId(key), BAD)
    for one in salon.ask(team):
        salon.do(change_member, StaffId(one.id), name=f"{BAD} {one.name}")
    return salon


def test_no_widget_of_any_page_draws_a_name_as_markup(
    hostile: Salon,
    day_desk: Desk,
    shown: Callable[[Desk], Window],
    settle: Callable[[], None],
) -> None:
    [her, *_rest] = hostile.ask(find_ids, "", 1)
    plan = hostile.do(make_plan, ClientId(her), "plan_acne")
    visits = hostile.ask(day_book, TODAY, 1)
    more = [*of_clients(hostile), *of_settings(), PlanEditor(int(plan))]
    more += [RecordOf(one.id) for one in visits[:2]]
    window = shown(day_desk)
    seen = 0
    for place in (*PLACES, *more):
        day_desk.go(place)
        settle()
        assert rich(window) == [], place
        seen += sum("Eve" in one.toolTip() for one in window.findChildren(QWidget))
    assert seen  # else this looks at nothing


def test_a_tip_shows_each_letter(day_window: Window) -> None:
    for text in (BAD, "&lt;b&gt;", "<?xml version='1'?><b>x</b>", "a < b", "<!DOCTYPE"):
        assert not Gui.mightBeRichText(plain(text))
        assert plain(text).replace("\u2060", "") == text
    assert plain("Ann & Bo") == "Ann & Bo"
    tip_at(day_window.pos(), BAD, day_window)
    assert not Gui.mightBeRichText(QToolTip.text())


def test_tips_are_set_in_one_place_and_labels_are_plain() -> None:
    root = Path(ui.__file__).parent
    for path in root.rglob("*.py"):
        if path.name == "tips.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("setToolTip", "showText", "setWhatsThis"), path
            if isinstance(node, ast.ClassDef):
                bases = [ast.unparse(base) for base in node.bases]
                # what is marked is rich, and escapes each piece: see below
                if "QLabel" in bases and node.name not in ("Icon", "Marked"):
                    assert "TextFormat.PlainText" in ast.unparse(node), node.name


@pytest.mark.parametrize("ink", list(Ink))
def test_marked_words_show_each_letter(day_window: Window, ink: Ink) -> None:
    for text in (BAD, "&lt;b&gt;", "<?xml version='1'?><b>x</b>", "a < b", "<!DOCTYPE"):
        label = Marked([(text, ink)])
        shown = QTextDocument()
        shown.setHtml(label.text())
        assert text.strip() in shown.toPlainText()
        label.deleteLater()
