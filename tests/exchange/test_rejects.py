"""What was refused, mended and imported again."""

from pathlib import Path

from salon.exchange.rejects import write_rejects
from tests.exchange.reading import FILES, asked, numbers, read


def test_refused_rows_keep_their_columns_and_say_why(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "rejects.csv"
    path.write_text(
        "姓名,手机,余额\n陈静,13800138000,5\n,13800138001,=9\n", encoding="utf-8"
    )
    rows = read(path)
    reasons = {row: one.refused for row, one in rows.items() if one.refused}

    count = write_rejects(out, asked(path), reasons)

    assert count == 1
    text = out.read_text("utf-8-sig")
    assert text.splitlines()[0] == "姓名,手机,余额,Refused because"
    assert "There is no name in this row." in text
    out.write_text(text.replace("\n,138", "\n唐悦,138"), encoding="utf-8")
    mended = read(out)
    assert (mended[2].name, mended[2].note) == ("唐悦", "余额: =9")
    assert numbers(mended[2]) == ["+8613800138001"]
    assert not mended[2].refused


def test_a_refused_row_of_a_workbook_keeps_its_comment(tmp_path: Path) -> None:
    out = tmp_path / "rejects.csv"

    write_rejects(out, asked(FILES / "顾客档案.xlsx"), {3: "Because."})

    back = read(out)
    assert back[2].name == "秦岚"
    assert "怀孕3个月，不要做仪器" in back[2].note
    assert "Because" not in str(back)


def test_a_refused_card_becomes_a_row(tmp_path: Path) -> None:
    out = tmp_path / "rejects.csv"

    write_rejects(out, asked(FILES / "iphone.vcf"), {2: "Because."})

    back = read(out)
    assert (back[2].name, numbers(back[2])) == ("林慧", ["+8613800138021"])
    assert str(back[2].lunar) == "8-15"
