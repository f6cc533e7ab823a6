"""A small salon of people who matter to the tests of clients, skin and history."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from salon.app import Salon
from salon.clients.model import BirthdayLine, ClientDraft, ClientId, PhoneLine
from salon.clients.operations import add_client, note_allergy, note_condition
from salon.content import load_content
from salon.settings.operations import describe
from salon.skin.model import AssessmentDraft, Finding, Measured
from salon.skin.operations import assess
from salon.staff.operations import hire
from salon.start import found_salon, open_salon
from tests.ui.room import KEY
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.sheet import Sheet
from ui.kit.words import Words
from ui.tasks import Tasks

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
JUNE = datetime(2026, 6, 12, 10, tzinfo=UTC)
LIN, EMMA, FANG, FANG_TOO, LONG = (ClientId(key) for key in range(1, 6))
LONG_NAME = "Wilhelmina-Alexandra von der Tannenbaum-Hohenstein auf Lichtwald"
Settle = Callable[[], None]
Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def _people(salon: Salon) -> None:
    salon.do(describe, name="Camellia", region="uk", timezone="Europe/London")
    salon.do(load_content)
    salon.do(hire, "Ana")

    def client(name: str, phone: str, born: BirthdayLine | None = None) -> ClientId:
        phones = (PhoneLine(phone, "", True, phone),) if phone else None
        draft = ClientDraft(name=name, phones=phones, birthday=born)
        return salon.do(add_client, draft)

    client("林美华", "+8613800138000", BirthdayLine(1988, 6, 3))
    client("Emma Stone", "+447700900142")
    client("王芳", "+447700902231")
    client("王芳", "+447700908876")
    client(LONG_NAME, "")
    salon.do(note_allergy, LIN, "Salicylic acid", reaction="redness", since="2026-03")
    salon.do(note_allergy, LONG, "Nickel")
    salon.do(note_allergy, EMMA, "Lavender", is_confirmed=False)
    salon.do(note_condition, LIN, "pregnancy")


def _look(salon: Salon) -> None:
    draft = AssessmentDraft(
        skin_type="combination",
        fitzpatrick=3,
        findings=(
            Finding("cheek_outer_r", "melasma_patch", 2),
            Finding("forehead_centre", "dehydration", 1),
        ),
        measures=(Measured("corneo", "cheek_outer_r", 37.0, "a.u."),),
        hopes="Even tone before my sister’s wedding",
        said="Mineral sunscreen each morning",
    )
    salon.do(assess, LIN, draft)


@pytest.fixture(scope="session")
def people_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "salon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALON_KEY", KEY)
        found_salon(str(folder), _people, JUNE)
        with closing(open_salon(str(folder), JUNE)) as salon:
            _look(salon)
    return folder


@pytest.fixture
def people_folder(
    people_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("SALON_KEY", KEY)
    return copytree(people_template, tmp_path / "people")


@pytest.fixture
def people_salon(people_folder: Path) -> Iterator[Salon]:
    with closing(open_salon(str(people_folder), NOW)) as salon:
        yield salon


@pytest.fixture
def other_salon(people_folder: Path, people_salon: Salon) -> Iterator[Salon]:
    """Return the same records as another desk has them open."""
    with closing(open_salon(str(people_folder), NOW, desk="other")) as salon:
        yield salon


@pytest.fixture
def people_desk(people_salon: Salon, tasks: Tasks) -> Desk:
    return Desk(people_salon, tasks)


@pytest.fixture
def people_window(
    people_desk: Desk, held: list[QWidget], settle: Settle
) -> Iterator[Window]:
    window = Window()
    held.append(window)
    window.resize(1440, 900)
    window.enter(people_desk)
    window.show()
    window.activateWindow()
    settle()
    yield window
    for sheet in sheets():
        sheet.close()


def sheets() -> list[Sheet]:
    """Return the sheets that are open."""
    tops = QApplication.topLevelWidgets()
    return [top for top in tops if isinstance(top, Sheet) and top.isVisible()]


def sheet() -> Sheet:
    """Return the one sheet that is open."""
    [only] = sheets()
    return only


def words_in(widget: QWidget) -> str:
    """Return everything that is said somewhere."""
    said = [w.text() for w in widget.findChildren(Words) if w.isVisibleTo(widget)]
    return " | ".join(said)


def button(home: QWidget, text: str) -> QPushButton:
    """Return the button that says or is called *text*."""
    found = [
        one
        for one in home.findChildren(QPushButton)
        if text in (one.text(), one.accessibleName()) and one.isVisibleTo(home)
    ]
    assert found, f"no button {text}"
    return found[0]


def write(field: QWidget, text: str, settle: Settle) -> None:
    """Type a text into a field, in the place of what it says."""
    field.setFocus()
    QTest.keyClick(field, Key.Key_A, Ctrl)
    QTest.keyClick(field, Key.Key_Delete)
    if text.isascii():
        QTest.keyClicks(field, text)
    else:  # as an input method brings it
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)
    settle()


def png(
    path: Path, colour: str = "peachpuff", size: tuple[int, int] = (60, 80)
) -> Path:
    """Write a small picture."""
    from PIL import Image

    data = BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    path.write_bytes(data.getvalue())
    return path
