"""The papers of the shelf: what is to be counted, and whom to ring about a batch."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import entry, terms
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.public import public_id
from salon.reports.composing import Composed, composed
from salon.reports.recall import HOW_WORDS, Affected, How, Recall, recalled
from salon.shelf.model import Article, BatchId, CountLine, StockTakeId
from salon.shelf.queries import articles, batches, on_hand, stock_take
from salon.shelf.sheet import (
    CountGroup,
    CountRow,
    CountSheet,
    RecallRow,
    RecallSheet,
)
from salon.text import (
    N_,
    Names,
    _,
    dated_day,
    full_day,
    language,
    listed,
    ngettext,
    sentences,
)
from salon.work import Reading

MESSAGE = "pc_recall"
"""What is said to whom a recalled batch was sold; about safety, to everybody once."""


def compose_count(
    reading: Reading, key: StockTakeId | None, look: Look, *, is_blind: bool = False
) -> Composed:
    """Return the sheet of a stock-take, or of all there is now; raises Missing.

    Args:
        reading: As ever.
        key: The stock-take; None: none is begun, as there is now.
        look: Size and languages.
        is_blind: Without what should be there, so that nobody writes that.
    """
    return composed(reading, _count, look, count_sheet, key, is_blind=is_blind)


def compose_recall(reading: Reading, product_id: int, lot: str, look: Look) -> Composed:
    """Return the list of whom to ring about a batch; raises Missing."""
    return composed(reading, _recall, look, recall_sheet, product_id, lot)


def _count(sheet: CountSheet, head: Letterhead, look: Look) -> Laid:
    from salon.shelf.document import count_paper  # ReportLab comes with it

    return count_paper(sheet, head, look)


def _recall(sheet: RecallSheet, head: Letterhead, look: Look) -> Laid:
    from salon.shelf.document import recall_paper

    return recall_paper(sheet, head, look)


def count_sheet(
    reading: Reading, key: StockTakeId | None, *, is_blind: bool = False
) -> CountSheet:
    """Return what is to be counted, by category, in the language of now."""
    known = articles(reading)
    groups: dict[str, list[CountRow]] = defaultdict(list)
    ends = {
        one.id: one.good_until
        for lines in batches(reading, with_empty=True).values()
        for one in lines
    }

    def add(
        of: Article, lot: str, batch_id: BatchId, system: int, found: str = ""
    ) -> None:
        last = ends.get(batch_id)
        groups[of.category].append(
            CountRow(
                of.name,
                lot or _("no lot"),
                dated_day(last) if last is not None else "",
                "" if is_blind else of.measure.said(system),
                found,
            )
        )

    number = ""
    if key is None:
        for one in on_hand(reading):
            for batch in one.batches:
                add(one.article, batch.lot, batch.id, batch.stock)
    else:
        take = stock_take(reading, key)
        number = public_id("stock_take", key)
        for line in take.lines:
            _line(known[line.product_id], line, add)
    names = terms(reading, "product_category")
    return CountSheet(
        number=number,
        title=_(N_("Stock-take")),
        how=_(
            N_(
                "Count what stands on the shelf and write it in the box: whole ones, "
                "and what is left in the open one. Go round in pairs where you can."
            )
        ),
        groups=tuple(
            CountGroup(_category(names, category), tuple(rows))
            for category, rows in groups.items()
        ),
        printed=full_day(reading.today),
    )


def _category(names: dict[str, Names], category: str) -> str:
    return str(names.get(category, category))


def _line(of: Article, line: CountLine, add: Callable[..., None]) -> None:
    found = "" if line.counted is None else of.measure.said(line.counted)
    add(of, line.lot, line.batch_id, line.system, found)


def recall_sheet(reading: Reading, product_id: int, lot: str) -> RecallSheet:
    """Return whom to ring about a batch, in the language of now."""
    found = recalled(reading, product_id, lot)
    return RecallSheet(
        title=_(N_("Recalled batch")),
        what=f"{found.article.name}, {found.lot}",
        told=told_of(found),
        words=recall_words(reading, found),
        rows=tuple(
            RecallRow(
                one.name,
                one.phone,
                had_in_words(one, dated_day),
                ", ".join(dict.fromkeys(each.staff for each in one.had if each.staff)),
                _(SILENT) if one.is_silent else "",
            )
            for one in found.affected
        ),
        printed=full_day(reading.today),
    )


SILENT = N_("wants no contact: about safety, once")


def had_in_words(one: Affected, say: Callable[[date], str]) -> str:
    """Return how and on which days somebody had it; *say* says a day."""
    days: dict[How, list[str]] = defaultdict(list)
    for each in one.had:
        days[each.how].append(say(each.day))
    said = _("{how} on {days}")
    return listed(
        [
            said.format(how=_(HOW_WORDS[how]), days=listed(on))
            for how, on in days.items()
        ]
    )


def told_of(found: Recall) -> str:
    """Return in a sentence how many had a batch, and how."""
    bought, treated = found.count(How.BOUGHT), found.count(How.TREATED)
    parts = []
    if bought or not found.affected:
        said = ngettext("{n} client bought it", "{n} clients bought it", bought)
        parts.append(said.format(n=bought))
    if treated or not found.affected:
        said = ngettext("{n} was treated with it", "{n} were treated with it", treated)
        parts.append(said.format(n=treated))
    if given := found.count(How.GIVEN):
        said = ngettext("{n} had a sample", "{n} had samples", given)
        parts.append(said.format(n=given))
    if silent := found.silent:
        said = ngettext(
            "{n} wants no contact and is told this once all the same",
            "{n} want no contact and are told this once all the same",
            silent,
        )
        parts.append(said.format(n=silent))
    return sentences((listed(parts),))


def recall_words(reading: Reading, found: Recall) -> str:
    """Return what is said about a recalled batch, without the name; "" if nothing."""
    try:
        script = entry(reading, Subject.MESSAGE, MESSAGE).names.said_in(language())
    except NotFound:  # the salon does without it
        return ""
    words = script.format_map(_Slots(product=found.article.name))
    plain = words.lstrip(" ,，")
    return plain[:1].upper() + plain[1:]


def recall_sight(reading: Reading, product_id: int, lot: str) -> tuple[Recall, str]:
    """Return who had a lot, and what is said to them; raises Missing."""
    found = recalled(reading, product_id, lot)
    return found, recall_words(reading, found)


class _Slots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
