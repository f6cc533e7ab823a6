"""Step 2: the list from the old program comes in, and can go out again."""

from pathlib import Path

import pytest

from salon.clients.queries import count_found
from salon.text import _
from tests.stories.hands import Hands

OLD = """姓名,手机,生日,备注
沈佳怡,+86 138 0013 8001,1990-05-06,喜欢安静
欧阳娜,+86 138 0013 8002,1985-11-30,
,+86 138 0013 8003,,没有名字
林美华,+44 7700 900125,,老客人
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the client list of a program that wrote as Chinese computers did."""
    path = tmp_path / "客户.csv"
    path.write_bytes(OLD.encode("gb18030"))
    return path


def begin(hands: Hands) -> None:
    """Open the assistant from wherever one is."""
    hands.press("Ctrl+K")
    hands.say(_("Import a client list"))
    hands.press("Return")
    assert hands.title == _("Import a client list")


def counted(hands: Hands) -> int:
    return hands.salon.ask(count_found, "")


def test_an_old_list_is_looked_at_tried_taken_in_and_taken_back_by_keys(
    hands: Hands, old: Path, tmp_path: Path
) -> None:
    before = counted(hands)
    begin(hands)

    hands.walk_to(_("Choose a file"))
    hands.give_file(old, lambda: hands.press("Space"))
    hands.sees("客户.csv", "GB18030", "姓名", "沈佳怡")

    hands.press("Return")
    hands.sees(_("This was a trial; nothing is stored yet."))
    hands.sees(_("{count} new").format(count=2))
    hands.sees(_("{count} known already").format(count=1))
    hands.sees(_("{count} refused").format(count=1))
    assert counted(hands) == before

    take = _("Take in {new}, add to {more}").format(new="2", more="1")
    assert hands.focus() is hands.find(take)
    hands.press("Return")
    assert counted(hands) == before + 2

    refused = tmp_path / "refused.csv"
    hands.walk_to(_("Save the rows to mend"))
    hands.give_file(refused, lambda: hands.press("Space"))
    kept = refused.read_text("utf-8-sig")
    assert "13800138003" in kept.replace(" ", "")
    assert "没有名字" in kept
    assert "沈佳怡" not in kept

    hands.press("Return")
    assert hands.title == ""
    hands.press("Ctrl+Z")
    assert counted(hands) == before
    hands.press("Ctrl+Shift+Z")
    assert counted(hands) == before + 2


def test_refused_rows_come_in_once_they_are_mended(
    hands: Hands, old: Path, tmp_path: Path
) -> None:
    refused = tmp_path / "refused.csv"
    begin(hands)
    hands.give_file(old, lambda: hands.click(_("Choose a file")))
    hands.click(_("Try it"))
    hands.give_file(refused, lambda: hands.click(_("Save the rows to mend")))
    hands.press("Escape")
    mended = refused.read_text("utf-8-sig").replace("\n,", "\n方文,")
    refused.write_text(mended, "utf-8-sig")

    begin(hands)
    hands.give_file(refused, lambda: hands.click(_("Choose a file")))
    hands.click(_("Try it"))
    hands.sees(_("{count} new").format(count=1), _("{count} refused").format(count=0))


def test_an_import_of_yesterday_is_taken_back_by_mouse(hands: Hands, old: Path) -> None:
    before = counted(hands)
    begin(hands)
    hands.give_file(old, lambda: hands.click(_("Choose a file")))
    hands.click(_("Try it"))
    hands.click(_("Take in {new}, add to {more}").format(new="2", more="1"))
    hands.click(_("Done"))
    hands.reopen()

    begin(hands)
    hands.click_row(_("Earlier imports"), "客户.csv")
    hands.click(_("Take back"))
    hands.click(_("Take back"))

    assert counted(hands) == before
