"""Papers to a printer or a file."""

from datetime import time
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from salon.appointments.operations import Booking, book
from salon.catalogue.queries import services
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.history.queries import history
from salon.paper.pages import Paper
from salon.paper.sheets import Look, PageSize
from salon.plans.operations import change_plan
from salon.plans.queries import plan
from salon.reports.days import compose_day
from salon.reports.papers import compose_plan
from tests.paper.reading import said as printed
from tests.ui.pages.papers import TODAY, House, house, papered
from ui.kit.states import Banner
from ui.parts.printing import (
    PrintSheet,
    draw_pages,
    file_name,
    missing_words,
    open_print,
    print_plan,
    set_up_printer,
    sheet_of,
)

__all__ = ["house", "papered"]


def shown(house: House) -> PrintSheet:
    """Open the plan of Lin as a paper to print."""
    open_print(house.desk, "plan", int(house.plan))
    house.settle()
    return house.sheet(PrintSheet)


def test_without_any_printer_the_sheet_says_so_and_offers_the_file(
    house: House,
) -> None:
    sheet = shown(house)
    if sheet.printers:
        pytest.skip("this computer has a printer")
    texts = [one.accessibleName() for one in sheet.findChildren(Banner)]
    assert any("No printer" in text for text in texts)
    assert sheet.print_ is None
    assert sheet.save.isDefault()


def test_a_plan_saved_to_a_file_is_whole_and_no_step_of_undo(
    house: House, tmp_path: Path
) -> None:
    before = house.salon.ask(plan, house.plan).status
    house.salon.do(change_plan, house.plan, title="For Lin")
    sheet = shown(house)
    sheet.save_to(tmp_path / "plan.pdf")
    house.settle()
    assert len(pypdfium2.PdfDocument((tmp_path / "plan.pdf").read_bytes())) >= 1
    assert [one.name for one in tmp_path.glob("*.pdf*")] == ["plan.pdf"]
    assert house.salon.ask(plan, house.plan).status is before
    assert house.salon.ask(history)[0].text == "Plan printed"
    house.salon.undo()
    assert house.salon.ask(plan, house.plan).title != "For Lin"
    assert not house.has_sheet(PrintSheet)


def test_a_folder_that_is_not_there_is_said_in_words(
    house: House, tmp_path: Path
) -> None:
    sheet = shown(house)
    sheet.save_to(tmp_path / "nowhere" / "plan.pdf")
    house.settle()
    assert "cannot be written" in sheet.failure.accessibleName()
    assert sheet.isVisible()
    assert house.salon.ask(history)[0].text != "Plan printed"


def test_format_language_and_type_can_be_chosen(house: House) -> None:
    sheet = shown(house)
    assert sheet.made is not None
    sheet.tongue.setCurrentIndex(2)
    sheet.size_.setCurrentIndex(1)
    sheet.large.setChecked(True)
    house.settle()
    assert "缺水" in printed(sheet.made)
    page = pypdfium2.PdfDocument(sheet.made.pdf)[0]
    assert abs(page.get_width() - PageSize.A4.value[0]) < 1  # large type has no A5
    sheet.large.setChecked(False)
    house.settle()
    page = pypdfium2.PdfDocument(sheet.made.pdf)[0]
    assert abs(page.get_width() - PageSize.A5.value[0]) < 1


def test_a_day_sheet_is_printed_across(house: House, tmp_path: Path) -> None:
    made = house.salon.ask(compose_day, TODAY, Look(PageSize.A4)).set()
    assert sheet_of(made.pdf) == (PageSize.A4, True)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    set_up_printer(printer, PageSize.A4, "Day", is_across=True)
    draw_pages(made.pdf, printer)
    wide, high = pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes())[
        0
    ].get_size()
    assert abs(wide - PageSize.A4.value[1]) < 2
    assert abs(high - PageSize.A4.value[0]) < 2


def test_a_paper_speaks_the_language_of_whom_it_is_for(house: House) -> None:
    house.salon.do(change_plan, house.plan, language="zh_CN")
    sheet = shown(house)
    assert sheet.made is not None
    assert "缺水" in printed(sheet.made)
    sheet.reject()

    lin = house.salon.ask(plan, house.plan).client_id
    house.salon.do(correct_client, lin, ClientDraft(language="zh_TW"))
    open_print(house.desk, "leaflet", 1, int(lin))
    house.settle()
    hers = house.sheet(PrintSheet)
    assert hers.made is not None
    assert "您可以這樣做" in printed(hers.made)


def test_the_day_and_a_leaflet_are_papers_as_well(house: House) -> None:
    for kind, key in (("day", TODAY), ("leaflet", 1)):
        open_print(house.desk, kind, key)
        house.settle()
        sheet = house.sheet(PrintSheet)
        assert sheet.made is not None
        sheet.reject()
        house.settle()


def test_the_leaflet_of_a_visit_is_that_client_s(house: House) -> None:
    lin = house.salon.ask(plan, house.plan).client_id
    [first, *_more] = house.salon.ask(services)
    visit = house.salon.do(book, Booking(lin, first.id, TODAY, time(16)))
    open_print(house.desk, "after", int(visit))
    house.settle()
    sheet = house.sheet(PrintSheet)
    assert sheet.made is not None
    assert "林美华" in printed(sheet.made)
    assert sheet.whose.text().startswith("林美华")


def test_a_file_that_is_printed_is_noted_for_its_client(
    house: House, tmp_path: Path
) -> None:
    lin = house.salon.ask(plan, house.plan).client_id
    open_print(house.desk, "file", int(lin))
    house.settle()
    sheet = house.sheet(PrintSheet)
    assert sheet.made is not None
    assert house.salon.ask(history)[0].text != "Record printed"  # only looked at
    sheet.save_to(tmp_path / "file.pdf")
    house.settle()
    assert house.salon.ask(history)[0].text == "Record printed"


def test_a_paper_that_cannot_be_made_says_why(house: House) -> None:
    open_print(house.desk, "plan", 999)
    house.settle()
    sheet = house.sheet(PrintSheet)
    assert "no longer exists" in sheet.failure.accessibleName()
    assert not sheet.save.isEnabled()


def test_characters_without_a_typeface_are_named(house: House) -> None:
    paper = Paper(b"", 1, ("𰻝",))
    assert "𰻝" in missing_words(paper)
    assert missing_words(Paper(b"", 1)) == ""


def test_a_plan_is_printed_as_its_page_shows_it(house: House) -> None:
    done: list[bool] = []
    look = Look(PageSize.A5, ("zh_CN",))
    print_plan(house.desk, house.plan, "A paper", look, lambda: done.append(True))
    house.settle()
    sheet = house.sheet(PrintSheet)
    made = house.salon.ask(compose_plan, house.plan, look).set()
    assert sheet.made is not None
    assert sheet.made.pdf == made.pdf
    sheet.reject()
    assert done == []


def test_every_page_goes_to_the_printer_in_its_own_size(
    house: House, tmp_path: Path
) -> None:
    made = house.salon.ask(compose_plan, house.plan, Look(PageSize.A4)).set()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    set_up_printer(printer, PageSize.A4, "Plan")
    draw_pages(made.pdf, printer)
    out = pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes())
    assert len(out) == made.pages
    wide, high = out[0].get_size()
    assert abs(wide - PageSize.A4.value[0]) < 2
    assert abs(high - PageSize.A4.value[1]) < 2


def test_a_name_becomes_a_file_that_every_computer_takes() -> None:
    assert file_name('林: a/b "c"?') == "林 a b c"
    assert file_name("...") == "paper"


def test_the_sheet_says_whose_paper_it_is(house: House) -> None:
    sheet = shown(house)
    assert sheet.whose.isVisible()
    assert sheet.whose.text().startswith(house.salon.ask(plan, house.plan).client)


@pytest.mark.parametrize(("wide", "high"), [(1440, 900), (1024, 600), (683, 384)])
def test_nothing_of_the_sheet_is_cut_at_its_right(
    house: House, wide: int, high: int
) -> None:
    house.window.resize(wide, high)
    sheet = shown(house)
    sheet.missing.say("x " * 60)
    sheet.missing.show()
    house.settle()
    assert sheet._area.horizontalScrollBar().maximum() == 0
    assert sheet.width() <= max(wide, 660)
