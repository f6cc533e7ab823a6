"""Client lists in and out through the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import client_card, find_ids
from salon.exchange.headings import WORDS
from salon.exchange.queries import imports
from tests.ui.pages.papers import House, fields_of, house, papered, roll, said_by
from ui.exchange.assistant import CHOOSE, PREVIEW, RESULT, ImportSheet, open_import
from ui.exchange.export import ExportSheet, open_export
from ui.kit.sheet import Sheet

__all__ = ["house", "papered"]

LIST = """Name,Phone,Remark
林美华,07700 900147,knows us
Zoe Park,07700 900201,likes tea
Ida Berg,07700 900202,
,07700 900203,nobody
"""


def looked_at(house: House, path: Path) -> ImportSheet:
    """Open the assistant on a file."""
    open_import(house.desk, path)
    house.settle()
    return house.sheet(ImportSheet)


def written(folder: Path, text: str = LIST, code: str = "utf-8") -> Path:
    """Write a list."""
    path = folder / "clients.csv"
    path.write_bytes(text.encode(code))
    return path


def tried(house: House, path: Path) -> ImportSheet:
    """Open the assistant on a file and try it."""
    sheet = looked_at(house, path)
    assert sheet.stack.currentIndex() == PREVIEW
    sheet.next.click()
    house.settle()
    assert sheet.stack.currentIndex() == RESULT
    return sheet


def number_of(house: House) -> int:
    """Return how many clients there are."""
    return len(house.salon.ask(find_ids, "", 1000))


def test_a_trial_says_what_will_become_of_each_row_and_stores_nothing(
    house: House, tmp_path: Path
) -> None:
    before = number_of(house)
    sheet = tried(house, written(tmp_path))
    assert sheet.ended is not None
    outcome = sheet.ended.outcome
    assert (outcome.new, outcome.matched, outcome.refused) == (2, 1, 1)
    assert "2 new" in sheet.told.text()
    assert sheet.table.rowCount() == 1  # the refused one stands first
    assert sheet.next.text() == "Take in 2, add to 1"
    assert number_of(house) == before
    assert house.salon.ask(imports) == []


def test_enter_pressed_twice_does_not_stop_what_has_just_begun(
    house: House, tmp_path: Path
) -> None:
    before = number_of(house)
    sheet = looked_at(house, written(tmp_path))
    for step in ("trial", "in earnest"):
        assert sheet.focusWidget() is sheet.next, step
        QTest.keyClick(sheet.next, Qt.Key.Key_Return)
        focus = sheet.focusWidget()
        assert focus is not sheet.progress.cancel
        QTest.keyClick(focus, Qt.Key.Key_Return)
        assert sheet.run is not None
        assert not sheet.run.is_stopped(), step
        house.settle()
        assert sheet.stack.currentIndex() == RESULT, step
    assert number_of(house) == before + 2


def test_after_a_moment_enter_stops_what_is_on_its_way(
    house: House, tmp_path: Path
) -> None:
    sheet = looked_at(house, written(tmp_path))
    QTest.keyClick(sheet.next, Qt.Key.Key_Return)
    assert sheet._later.isActive()
    sheet._later.timeout.emit()  # the moment is over
    assert sheet.focusWidget() is sheet.progress.cancel
    QTest.keyClick(sheet.progress.cancel, Qt.Key.Key_Return)
    assert sheet.run is not None
    assert sheet.run.is_stopped()


def test_taking_in_is_one_action_that_undo_takes_back(
    house: House, tmp_path: Path
) -> None:
    before = number_of(house)
    sheet = tried(house, written(tmp_path))
    sheet.next.click()
    house.settle()
    assert number_of(house) == before + 2
    assert sheet.next.text() == "Done"
    assert house.window.toast.isVisible()
    sheet.next.click()
    house.desk.undo()
    house.settle()
    assert number_of(house) == before


def test_refused_rows_are_saved_to_be_mended_and_come_in_then(
    house: House, tmp_path: Path
) -> None:
    sheet = tried(house, written(tmp_path))
    assert sheet.rejects.isVisible()
    refused = tmp_path / "refused.csv"
    sheet.save_rejects(refused)
    house.settle()
    text = refused.read_text("utf-8-sig")
    assert "07700 900203" in text
    sheet.reject()
    house.settle()
    mended = text.replace("\n,", "\nNora Quist,")
    refused.write_text(mended, "utf-8-sig")
    again = tried(house, refused)
    assert again.ended is not None
    assert (again.ended.outcome.new, again.ended.outcome.refused) == (1, 0)


def test_a_column_can_be_said_anew(house: House, tmp_path: Path) -> None:
    path = written(tmp_path, "Wer,Handy\nZoe Park,07700 900201\n")
    sheet = looked_at(house, path)
    assert not sheet.next.isEnabled()
    assert "holds the names" in sheet.failure.accessibleName()
    sheet.map.choices[0].setCurrentIndex(1)  # name
    assert sheet.next.isEnabled()
    sheet.next.click()
    house.settle()
    assert sheet.ended is not None
    assert [row.name for row in sheet.ended.outcome.rows] == ["Zoe Park"]


def test_the_encoding_is_guessed_shown_and_can_be_chosen(
    house: House, tmp_path: Path
) -> None:
    text = "姓名,电话\n" + "".join(
        f"王小{c},1380013800{n}\n" for n, c in enumerate("红明丽芳静")
    )
    sheet = looked_at(house, written(tmp_path, text, "gb18030"))
    assert "GB18030" in sheet.kind.text() or "GB18030" in sheet.kind.accessibleName()
    codes = [str(line.key) for line in sheet.encodings.lines.lines]
    assert codes
    sheet.region.choose("cn")
    sheet.next.click()
    house.settle()
    assert sheet.ended is not None
    assert sheet.ended.outcome.rows[0].name == "王小红"


def test_a_dropped_file_is_looked_at(house: House, tmp_path: Path) -> None:
    open_import(house.desk)
    house.settle()
    sheet = house.sheet(ImportSheet)
    assert sheet.stack.currentIndex() == CHOOSE
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(written(tmp_path)))])
    sheet.dropEvent(
        QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    house.settle()
    assert sheet.stack.currentIndex() == PREVIEW


def test_what_is_no_list_is_said_in_one_sentence(house: House, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    sheet = looked_at(house, path)
    assert sheet.stack.currentIndex() == CHOOSE
    assert "picture.csv" in sheet.failure.accessibleName()
    sheet.take(written(tmp_path))
    house.settle()
    assert sheet.stack.currentIndex() == PREVIEW


def test_cancel_stops_and_keeps_nothing(house: House, tmp_path: Path) -> None:
    before = number_of(house)
    many = "Name,Phone\n" + "".join(f"Client {n},\n" for n in range(3000))
    sheet = tried(house, written(tmp_path, many))

    def cancel(_done: int, _total: int) -> None:
        sheet.reject()

    sheet._stepped = cancel  # type: ignore[method-assign, assignment]
    sheet._start(is_trial=False)
    house.settle()
    assert sheet.stack.currentIndex() == PREVIEW
    assert sheet.failure.isVisible()
    assert number_of(house) == before


def test_an_import_is_taken_back_and_who_stays_is_named(
    house: House, tmp_path: Path
) -> None:
    before = number_of(house)
    sheet = tried(house, written(tmp_path))
    sheet.next.click()
    house.settle()
    sheet.next.click()
    [zoe] = house.salon.ask(find_ids, "Zoe", 5)
    house.salon.do(correct_client, ClientId(zoe), ClientDraft(note="Came by today"))
    open_import(house.desk)
    house.settle()
    sheet = house.sheet(ImportSheet)
    assert len(sheet.list.lines.lines) == 1
    sheet.list.choose(0)
    assert sheet.take_back.isEnabled()
    sheet.take_back_batch(house.salon.ask(imports)[0].id)
    house.settle()
    assert number_of(house) == before + 1
    stayed = house.sheet(Sheet)
    assert stayed.windowTitle() == "Who stayed"


def test_all_clients_go_out_and_come_back_as_known(
    house: House, tmp_path: Path
) -> None:
    for ending in (".csv", ".xlsx", ".vcf"):
        open_export(house.desk)
        house.settle()
        sheet = house.sheet(ExportSheet)
        sheet.save_to(tmp_path / f"out{ending}")
        house.settle()
        assert not house.has_sheet(ExportSheet)
        back = tried(house, tmp_path / f"out{ending}")
        assert back.ended is not None
        assert back.ended.outcome.new == 0
        assert back.ended.outcome.matched == number_of(house)
        back.reject()
        house.settle()


def test_only_those_found_go_out(house: House, tmp_path: Path) -> None:
    open_export(house.desk, "mae")
    house.settle()
    sheet = house.sheet(ExportSheet)
    sheet.save_to(tmp_path / "mae.csv")
    house.settle()
    text = (tmp_path / "mae.csv").read_text("utf-8-sig")
    assert "Mae Young" in text
    assert "林美华" not in text


def test_the_wheel_changes_no_column(house: House, tmp_path: Path) -> None:
    sheet = looked_at(house, written(tmp_path))
    fields = fields_of(sheet)
    assert len(fields) >= 4
    before = [said_by(one) for one in fields]
    for one in fields:
        roll(one)
    assert [said_by(one) for one in fields] == before


def test_the_country_of_the_numbers_is_found_shown_and_can_be_said_otherwise(
    house: House, tmp_path: Path
) -> None:
    text = "姓名,電話\n" + "".join(f"Guest {at},0912{at}45678\n" for at in range(1, 5))
    sheet = looked_at(house, written(tmp_path, text))
    assert sheet.region.region.id == "tw"
    assert sheet.notes.count() == 1
    sheet.region.choose("vn")
    assert sheet.notes.count() == 0
    sheet.next.click()
    house.settle()
    assert sheet.asked is not None
    assert sheet.asked.numbers_of == "vn"
    assert sheet.ended is not None
    assert sheet.ended.outcome.new == 4


def test_an_encoding_once_chosen_can_be_chosen_anew(
    house: House, tmp_path: Path
) -> None:
    text = "姓名,電話,備註\n陳靜怡,0912345678,鍾意㗎\n黃淑芬,0922345678,啲嘢\n"
    sheet = looked_at(house, written(tmp_path, text, "big5hkscs"))
    names = [line.name for line in sheet.encodings.lines.lines]
    assert names[0] == "Traditional Chinese, Hong Kong (Big5-HKSCS)"
    codes = [str(line.key) for line in sheet.encodings.lines.lines]
    sheet._encoding_picked(codes.index("gb18030"))
    house.settle()
    assert sheet.encoding_row.isVisible()
    again = [str(line.key) for line in sheet.encodings.lines.lines]
    sheet._encoding_picked(again.index("big5-hkscs"))
    house.settle()
    sheet.next.click()
    house.settle()
    assert sheet.ended is not None
    assert sheet.ended.outcome.rows[0].name == "陳靜怡"


KNOWN = """Name,Phone,Remark,Points,Birthday
林美华,07700 900147,drinks tea,5,1988-09-23
林美华,07700 900147,drinks tea,5,1989-03-04
"""


def test_what_goes_into_the_note_is_said_before_and_a_column_can_be_left_out(
    house: House, tmp_path: Path
) -> None:
    sheet = looked_at(house, written(tmp_path, KNOWN))
    assert sheet.to_note.text().endswith(": Points")
    points = sheet.map.choices[3]
    points.setCurrentIndex(points.findText("left out"))
    assert not sheet.to_note.isVisible()
    sheet.next.click()
    house.settle()
    assert sheet.ended is not None
    assert "Points" not in str(sheet.ended.outcome.rows)


def test_what_is_added_and_left_is_said_row_by_row_before_it_is_done(
    house: House, tmp_path: Path
) -> None:
    sheet = tried(house, written(tmp_path, KNOWN))
    assert sheet.ended is not None
    assert "1 file gets what it lacked" in sheet.told.text()
    assert sheet.next.text() == "Add to 1 file"
    assert sheet.next.isEnabled()
    said = " ".join(row.reason for row in sheet.ended.outcome.rows)
    assert sheet.table.rowCount() == 1  # with a remark: the one that differs
    assert "This is 林美华 · +44 7700 900147" in said
    assert "Left as it was: Birthday: 23 Sept 1988 here, 4 Mar 1989 in the list" in said
    out = tmp_path / "left.csv"
    sheet.save_rejects(out)
    house.settle()
    [_head, left] = out.read_text("utf-8-sig").splitlines()
    assert "23 Sept 1988 here" in left
    sheet.next.click()
    house.settle()
    assert sheet.next.text() == "Done"
    assert "what they lacked" in sheet.said.text()
    house.desk.undo()
    house.settle()
    assert house.salon.ask(imports) == []


def test_what_was_left_comes_in_when_it_is_mended_and_nothing_twice(
    house: House, tmp_path: Path
) -> None:
    sheet = tried(house, written(tmp_path, KNOWN + ",07700 900999,,,\n"))
    out = tmp_path / "left.csv"
    sheet.save_rejects(out)
    sheet.next.click()
    house.settle()
    sheet.next.click()
    house.settle()
    before = number_of(house)
    text = out.read_text("utf-8-sig").replace("\n,", "\nNora Quist,")
    out.write_text(text.replace("1989-03-04", "1988-09-23"), "utf-8-sig")
    again = tried(house, out)
    assert again.ended is not None
    outcome = again.ended.outcome
    assert (outcome.new, outcome.more, outcome.refused) == (1, 0, 0)
    again.next.click()
    house.settle()
    assert number_of(house) == before + 1


def test_what_the_button_will_do_is_all_that_it_will_do(
    house: House, tmp_path: Path
) -> None:
    sheet = tried(house, written(tmp_path, KNOWN + "Nora Bell,07700 900998,,,\n"))
    assert sheet.next.text() == "Take in 1, add to 1"


def test_a_country_that_has_to_be_asked_is_not_shown_as_if_it_were_chosen(
    house: House, tmp_path: Path
) -> None:
    text = "姓名,电话\n甲乙,13800138000\n丙丁,0912345678\n戊己,13900000000\n"
    sheet = looked_at(house, written(tmp_path, text))
    assert sheet.region.line is None


def test_no_column_is_shown_under_the_name_of_a_programmer(
    house: House, tmp_path: Path
) -> None:
    heads = ",".join(one.split(", ")[0] for one in WORDS.values())
    text = f"{heads}\n" + ",".join("x" for _one in WORDS) + "\n"

    sheet = looked_at(house, written(tmp_path, text))

    shown = [one.currentText() for one in sheet.map.choices]
    assert not [
        one for one in shown if "_" in one or (one.islower() and " " not in one)
    ]


def test_a_table_beside_the_list_is_shown_as_left_out(
    house: House, tmp_path: Path
) -> None:
    text = "Name,Phone,,Product,Price\nAnn Lee,07700900123,,Rose cream,20\n"

    sheet = looked_at(house, written(tmp_path, text))

    assert [one.currentText() for one in sheet.map.choices[2:]] == ["left out"] * 3
    assert sheet.map.mapping() == ()
    assert sheet.rows.text() == "1 row"
    product = sheet.map.choices[3]
    product.setCurrentIndex(product.findText("Note"))
    assert sheet.map.mapping() == (("note", "4"),)
    sheet.next.click()
    house.settle()
    assert sheet.ended is not None
    [row] = sheet.ended.outcome.rows
    assert row.status == "new"
    sheet.next.click()
    house.settle()
    [key] = house.salon.ask(find_ids, "Ann Lee", 5)
    assert house.salon.ask(client_card, ClientId(key)).note == "Rose cream"


DOUBTS = """Name,Phone,Birthday,Allergies
Ana Bell,07700 900301,1990-04-05,
Bea Cole,,03/04/1990,latex
Cleo Dunn,12,1991-05-06,
,07700 900304,,
"""


def test_what_is_doubtful_is_counted_and_stands_in_front(
    house: House, tmp_path: Path
) -> None:
    sheet = tried(house, written(tmp_path, DOUBTS))

    assert sheet.told.text() == (
        "3 new · 0 known already · 1 refused · 2 with a remark · 1 to ask"
    )
    assert sheet.kinds.index == 1  # before what was refused
    assert sheet.focusWidget() is sheet.view  # not the button that stores them
    names = [sheet.table.row_at(sheet.table.index(at, 0)).name for at in range(2)]
    assert names == ["Cleo Dunn", "Bea Cole"]  # the lost number first
    became = [str(sheet.table.index(at, 2).data()) for at in range(2)]
    assert became == ["new – check it first", "new"]
    assert "latex" in str(sheet.table.index(1, 3).data(Qt.ItemDataRole.ToolTipRole))
    sheet.next.click()
    house.settle()
    assert "in your client list" in sheet.said.text()


def test_where_nothing_is_new_a_sentence_says_so(house: House, tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Phone\n林美华,07700 900147\n")
    sheet = tried(house, path)

    assert "There is nothing to take in" in sheet.said.text()
    assert (sheet.next.text(), sheet.next.isEnabled()) == ("Close", True)
    sheet.next.click()
    house.settle()
    assert not house.has_sheet(ImportSheet)


def test_one_named_twice_in_the_list_is_not_known_already(
    house: House, tmp_path: Path
) -> None:
    twice = "Name,Phone,Email\nAna Bell,07700 900301,\nAna Bell,07700 900301,a@b.co\n"
    sheet = tried(house, written(tmp_path, twice))

    assert sheet.told.text() == (
        "1 new · 0 known already · 1 row of somebody further up · 0 refused"
    )
    assert sheet.next.text() == "Take in 1 client"
