"""A list of clients as a table: any columns of the file, for paper and for Excel."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names, entries, names_of, terms
from salon.clients.joining import answer_words
from salon.clients.model import HEALTH_TEXTS, ClientId, NotAskedBy, UnknownField
from salon.clients.narrowing import Narrow, conditions
from salon.clients.phones import shown
from salon.clients.said import birthday_words
from salon.clients.tables import Allergy, Client, ClientCondition, ClientFact
from salon.errors import NotAllowed
from salon.exchange.operations import may_take_out
from salon.loyalty.model import LOYALTY_WORDS
from salon.loyalty.queries import standings
from salon.public import public_id
from salon.rights import Right
from salon.settings.queries import premises
from salon.text import N_, Names, _, full_day, listed, number
from salon.views.roll import RollLine, found_keys, roll_lines
from salon.views.rollfilter import ASKED_APART, ASKED_FIRST, FILE_COLUMNS
from salon.work import Reading, Work

OWN = {  # columns that are worked out, not asked
    "id": N_("Number"),
    "name": N_("Name"),
    "pinyin": N_("Pinyin"),
    "phone": N_("Phone"),
    "birthday": N_("Birthday"),
    "best": N_("Best time"),
    "with": N_("With"),
    "last": N_("Last visit"),
    "next": N_("Next visit"),
    "late": N_("Days late"),
    "usual": N_("Usually after"),
    "registered": N_("Since"),
    "classes": N_("Classes"),
}
USUAL = ("id", "name", "pinyin", "phone", "last", "next")
HEALTH = ("allergies", "conditions")
NEAR = (  # columns of the file that are asked for most
    *("source", "preferred_language", "district", "client_no", *HEALTH),
)
_NOT_TOLD = ("computed", "table", "image", "ref_client")
_ANSWERED = ("registered", "classes")  # worked out from more than the line
_TOGETHER = 500


@dataclass(frozen=True)
class RollTable:
    """A list of clients: headings, and a row for each."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    keys: tuple[ClientId, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int  # in the list, whatever is shown of it


def roll_table(
    work: Work,
    narrow: Narrow,
    text: str = "",
    *,
    limit: int | None = None,
    goes_out: bool = False,
    only: Collection[int] | None = None,
) -> RollTable:
    """Return the clients of a list with the columns that its view names.

    Args:
        work: May be a mere look: who asks decides what may be seen.
        narrow: What narrows the list, its order, and its columns.
        text: What is looked for besides.
        limit: How many; None: all.
        goes_out: Whether it leaves the house: of many, only the owner may.
        only: Of the list those alone, as somebody has chosen them; None: all.

    Raises:
        UnknownField, NotAskedBy: There is no such field, or it is only shown.
        NotAllowed: Health is seen by who treats; lists are taken out by who may.
    """
    columns = tuple(narrow.columns.split()) or USUAL
    asked = [field for field, _value in conditions(narrow.where)]
    _check(work, (*columns, *asked))
    _can_be_asked_by(work, asked)
    keys = found_keys(work, narrow, text)
    if only is not None:
        chosen = set(only)
        keys = tuple(key for key in keys if key in chosen)
    some = keys if limit is None else keys[:limit]
    if goes_out:
        may_take_out(work, len(some))
    rows: list[tuple[str, ...]] = []
    for start in range(0, len(some), _TOGETHER):
        lines = roll_lines(work, some[start : start + _TOGETHER])
        rows += _rows(work, lines, columns)
    labels = _labels(work)
    headings = tuple(labels.get(one, one) for one in columns)
    shown_ = tuple(map(ClientId, some))
    return RollTable(columns, headings, shown_, tuple(rows), len(keys))


def seen_columns(work: Work) -> tuple[tuple[str, str], ...]:
    """Return every column that who asks may see, with its heading, the usual first."""
    held = _held_back(work)
    labels = _labels(work)
    first = [one for one in (*OWN, *NEAR) if one in labels]
    rest = sorted(set(labels) - set(first), key=lambda one: labels[one].casefold())
    return tuple((one, labels[one]) for one in (*first, *rest) if one not in held)


def lines_with(
    work: Work, keys: Sequence[int], columns: Sequence[str]
) -> tuple[RollLine, ...]:
    """Return lines of the list with what their files say in *columns*.

    A view is for everybody at the desk: of its columns who asks is told what who asks
    may see, and nothing of the others.
    """
    known = dict(seen_columns(work))
    wanted = [one for one in columns if one in known]
    lines = roll_lines(work, keys)
    rows = _rows(work, lines, wanted)
    return tuple(
        replace(line, said=tuple(zip(wanted, row, strict=True)))
        for line, row in zip(lines, rows, strict=True)
    )


def with_columns(narrow: Narrow, columns: Iterable[str]) -> Narrow:
    """Return a view with these columns, in this order, each once."""
    return replace(narrow, columns=" ".join(dict.fromkeys(columns)))


def _labels(reading: Reading) -> dict[str, str]:
    own = {key: _(said) for key, said in OWN.items()}
    named = all_names(reading, Subject.CLIENT_FIELD)
    own |= {"allergies": _(N_("Allergies")), "conditions": _(N_("Health"))}
    return own | {ref: str(said) for ref, said in named.items() if ref not in own}


def _check(work: Work, fields: Iterable[str]) -> None:
    known = {one.ref for one in entries(work, Subject.CLIENT_FIELD)}
    held = _held_back(work)
    for field in dict.fromkeys(fields):
        if field not in known and field not in OWN and field not in HEALTH:
            raise UnknownField(field, "")
        if field in held:
            raise NotAllowed(Right.TREAT)


def _can_be_asked_by(work: Work, fields: Iterable[str]) -> None:
    """Refuse what no file says in words: an empty list would look like an answer."""
    kinds = {one.ref: one.body for one in entries(work, Subject.CLIENT_FIELD)}
    for field in fields:
        body = kinds.get(field, {})
        is_told = body.get("type") not in _NOT_TOLD and body.get("ask_at") != "system"
        if field in ASKED_APART or field in HEALTH_TEXTS:
            continue
        if field not in kinds or not is_told or field.startswith("birth_"):
            raise NotAskedBy(field, "", ASKED_FIRST)


def _held_back(work: Work) -> set[str]:
    """Return the columns that who asks may not see: health is for who treats."""
    if work.by.rights & {Right.TREAT, Right.MANAGE}:
        return set()
    fields = entries(work, Subject.CLIENT_FIELD)
    return {
        *HEALTH,
        *(one.ref for one in fields if one.body.get("sensitivity", "") == "s3"),
    }


def _rows(
    reading: Reading, lines: Sequence[RollLine], columns: Sequence[str]
) -> list[tuple[str, ...]]:
    keys = [line.client.id for line in lines]
    answers = _answers(reading, keys, columns)
    return [
        tuple(
            _own(reading, line, column)
            if column in OWN and column not in _ANSWERED
            else answers[line.client.id].get(column, "")
            for column in columns
        )
        for line in lines
    ]


def _own(reading: Reading, line: RollLine, column: str) -> str:
    client = line.client
    match column:
        case "id":
            return public_id("client", client.id)
        case "name" | "pinyin":
            return str(getattr(client, column))
        case "phone":
            region = premises(reading).region
            return shown(client.phone, region) if client.phone else ""
        case "birthday":
            return birthday_words(client.birthday)
        case "best":
            return "–".join(filter(None, (line.call_from, line.call_until)))
        case "with":
            return line.person
        case "last" | "next":
            day = client.last_visit if column == "last" else client.next_visit
            return full_day(day) if day else ""
        case "late" | "usual":
            days: int = getattr(line, column)
            return number(days) if days else ""
    return ""


def _answers(
    reading: Reading, keys: Sequence[int], columns: Sequence[str]
) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    own = {
        one: FILE_COLUMNS[one]
        for one in columns
        if one in FILE_COLUMNS and one not in OWN
    }
    c, f, a, h = Client, ClientFact, Allergy, ClientCondition
    run = reading.session.execute
    kinds, lists = _kinds(reading, columns)
    region = premises(reading).region

    def said(field: str, value: str) -> str:
        return answer_words(
            field, value, kinds.get(field, ""), lists.get(field, {}), region
        )

    if "registered" in columns:
        since = select(c.id, c.registered).where(c.id.in_(keys))
        for one, day in run(since):
            found[one]["registered"] = full_day(day)
    if "classes" in columns:
        for her, how in standings(reading, keys).items():
            found[her]["classes"] = f"{how.abc.value} · {_(LOYALTY_WORDS[how.loyalty])}"
    if own:
        named = [getattr(c, one) for one in own.values()]
        for key, *values in run(select(c.id, *named).where(c.id.in_(keys))):
            for field, value in zip(own, values, strict=True):
                found[key][field] = said(field, value or "")
    told = [one for one in columns if one not in OWN and one not in own]
    if told:
        asked = select(f.client_id, f.field, f.value).where(
            f.client_id.in_(keys), f.field.in_(told)
        )
        for key, field, value in run(asked):
            found[key][field] = said(field, value)
    if "allergies" in columns:
        asked_ = select(a.client_id, a.substance).where(a.client_id.in_(keys))
        _gather(found, "allergies", run(asked_.order_by(a.id)))
    if "conditions" in columns:
        asked_ = select(h.client_id, h.condition).where(
            h.client_id.in_(keys), h.until.is_(None)
        )
        rows = [(key, ref) for key, ref in run(asked_.order_by(h.id))]
        words = names_of(reading, Subject.HEALTH_CONDITION, {ref for _key, ref in rows})
        _gather(found, "conditions", [(k, str(words.get(r, r))) for k, r in rows])
    return found


def _gather(
    found: dict[int, dict[str, str]], column: str, rows: Iterable[Sequence[object]]
) -> None:
    all_: dict[int, list[str]] = defaultdict(list)
    for key, said in rows:
        all_[int(str(key))].append(str(said))
    for key, many in all_.items():
        found[key][column] = listed(many)


def _kinds(
    reading: Reading, columns: Sequence[str]
) -> tuple[dict[str, str], dict[str, dict[str, Names]]]:
    """Return of each field its type, and the words of its list."""
    bodies = {
        one.ref: one.body
        for one in entries(reading, Subject.CLIENT_FIELD)
        if one.ref in columns
    }
    kinds = {ref: str(body.get("type", "")) for ref, body in bodies.items()}
    lists: dict[str, dict[str, Names]] = {}
    for ref, body in bodies.items():
        if vocabulary := str(body.get("vocab_list") or ""):
            lists[ref] = dict(terms(reading, vocabulary))
    return kinds, lists
