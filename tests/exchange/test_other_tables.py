"""What stands on the sheet besides the clients is left, and named row by row."""

from pathlib import Path

import pytest

from salon.exchange.model import Incoming, Sheet
from tests.exchange.reading import numbers, opened

HEAD = "Name,Phone,Birthday,Notes\nAnn Lee,07700900123,1985-03-05,x\n"


def told(folder: Path, text: str, region: str = "uk") -> tuple[Sheet, dict[int, str]]:
    """Return what became of each row: who it is, "-" for none, "!" for left."""
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    sheet, rows = opened(path, region)
    return sheet, {row: _what(one) for row, one in rows.items()}


def _what(one: Incoming) -> str:
    if not one.is_client:
        return "-"
    return f"! {one.refused.split('“')[1].split('”')[0]}" if one.refused else one.name


@pytest.mark.parametrize(
    ("below", "became"),
    [
        (
            "\nPrice list\nProduct,Price,Stock\nRose cream,20,3\nMask,12,5\n",
            {4: "-", 5: "-", 6: "! Price list", 7: "! Price list"},
        ),
        (
            "Product,Price,Stock\nRose cream,20,3\n",  # without a gap
            {3: "-", 4: "! Product, Price, Stock"},
        ),
        (
            "\nOpening hours\nMonday,9-18\nSunday,closed\n",
            {4: "-", 5: "! Opening hours", 6: "! Opening hours"},
        ),
        (
            "\nStaff,,\nStaff name,Role,Since\nMia,Therapist,2019\n",
            {4: "-", 5: "-", 6: "! Staff"},
        ),
        (
            ",,,\nWhat we offer,,,\nFacial,60 min,£50,\nPeel,30 min,£40,\n",
            {4: "-", 5: "! What we offer", 6: "! What we offer"},
        ),
        (
            "\nBehandlung,Dauer,Preis\nFacial,60,50\n\nMask,20,9\n",  # a gap within
            {4: "-", 5: "! Behandlung, Dauer, Preis", 7: "! Behandlung, Dauer, Preis"},
        ),
        (
            "\nProduct,Price,Stock\nMask,2,5\nCy Fox,07700900125,,\n",  # clients again
            {4: "Product", 5: "Mask", 6: "Cy Fox"},
        ),
    ],
)
def test_a_table_below_is_no_list_of_clients(
    tmp_path: Path, below: str, became: dict[int, str]
) -> None:
    _sheet, rows = told(tmp_path, HEAD + below)

    if "Cy Fox" in below:  # one of them can be reached: the headings alone decide
        assert rows[6] == "Cy Fox"
        became = {6: "Cy Fox"}
    assert rows.items() >= ({2: "Ann Lee"} | became).items()


def test_a_chinese_sheet_with_prices_and_hours_below(tmp_path: Path) -> None:
    _sheet, rows = told(
        tmp_path,
        "姓名,手机,备注\n陈静,13800138000,x\n,,\n产品价目表,,\n产品,价格,库存\n"
        "玫瑰面霜,200,3\n营业时间,,\n周一,9:00-18:00,\n",
        "cn",
    )

    left = "! 产品价目表"
    assert rows == {2: "陈静", 4: "-", 5: "-", 6: left, 7: left, 8: left}


@pytest.mark.parametrize(
    "below",
    [
        "\nBo Day,,,\nCy Fox,,,\n",  # names alone
        "\nBo Day,5678,,\nCy Fox,1234,,\n",  # the ends of numbers
        "\nNew this year,,,\nBo Day,07700900124,,\nCy Fox,,,\n",
        "\nTelefon,Vorname,Nachname\n07700900124,Bo,Day\n07700900125,Cy,Fox\n",
        "Rose Price,,,\nBo Day,,,\nCy Fox,,,\n",
        "Service,07700900129,,\nBo Day,,,\nCy Fox,,,\n",
    ],
)
def test_clients_below_a_gap_are_clients(tmp_path: Path, below: str) -> None:
    _sheet, rows = told(tmp_path, HEAD + below)

    assert {"Ann Lee", "Bo Day", "Cy Fox"} <= set(rows.values())


@pytest.mark.parametrize("count", [58, 59, 60, 61, 130])
def test_a_long_table_below_is_left_to_its_end(tmp_path: Path, count: int) -> None:
    prices = "".join(f"Cream {n},{n},{n}\n" for n in range(count))
    _sheet, rows = told(tmp_path, f"{HEAD}\nProducts\nCream,Price,Stock\n{prices}")

    assert list(rows.values()).count("! Products") == count


def test_what_is_left_stands_beside_a_list(tmp_path: Path) -> None:
    sheet, rows = told(
        tmp_path,
        "Name,Phone,,Product,Price\nAnn Lee,07700900123,,Rose cream,20\n,,,Serum,30\n",
    )

    assert rows == {2: "Ann Lee"}
    assert any("Columns 4 to 5 (“Product, Price”)" in note for note in sheet.notes)


@pytest.mark.parametrize("gap", ["", ","])
def test_of_two_lists_side_by_side_the_second_is_named(
    tmp_path: Path, gap: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"Name,Phone,{gap}Name,Phone\nAnn Lee,07700900123,{gap}Bo Day,07700900124\n",
        encoding="utf-8",
    )

    sheet, rows = opened(path, "uk")

    assert numbers(rows[2]) == ["+447700900123"]  # and not Bo's
    assert rows[2].note == ""
    assert any("A second list stands beside the first" in note for note in sheet.notes)


def test_columns_that_only_look_like_another_table_are_read(tmp_path: Path) -> None:
    sheet, rows = told(tmp_path, "Name,Phone,,Phone 2,Treatment\nAnn,07700900123,,,x\n")

    assert rows == {2: "Ann"}
    assert not any("beside" in note for note in sheet.notes)


def test_titles_headings_and_totals_around_a_list(tmp_path: Path) -> None:
    above = "Salon Rose,,\nClients,,\n,,\nPrinted: 1 May 2026,,\n,,\n" + "x,,\n" * 5
    below = (
        "Total: 312,,\n合计,312,\n,,\nSum,,3\nGesamt,2,\nTotal clients: 2,,\n"
        "312 clients,,\nSeite 1 von 3,,\nPage 1 of 3,,\n共2人,,\n"
    )
    text = f"{above}Name,Phone,Notes\nAnn Lee,07700900123,x\n{below}"
    sheet, rows = told(tmp_path, text)

    assert sheet.heading_row == 11
    assert [one for one in rows.values() if one != "-"] == ["Ann Lee"]


def test_somebody_called_like_a_total_is_somebody(tmp_path: Path) -> None:
    _sheet, rows = told(tmp_path, "Name,Phone\nSum,07700900123\nTotal,07700900124\n")

    assert list(rows.values()) == ["Sum", "Total"]
