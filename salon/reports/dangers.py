"""The frame of the record card: what could hurt, or that nobody asked."""

from collections import Counter
from collections.abc import Iterable, Sequence

from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import terms
from salon.clients.model import (
    Grade,
    PatchTestCard,
)
from salon.incidents.queries import barred
from salon.reports.filing import File
from salon.safety.model import Verdict
from salon.safety.queries import safety_answer, understanding_on
from salon.text import (
    _,
    full_day,
    headed,
    listed,
    sentences,
)
from salon.treatments.sheet import (
    DangerLine,
    Told,
)


def danger_lines(file: File) -> Iterable[DangerLine]:
    """Yield the lines of the frame: each is told, also where there is nothing."""
    yield DangerLine("alert-octagon", _("Allergy"), _allergies(file))
    yield DangerLine("alert-triangle", _("Ask first"), _conditions(file))
    yield DangerLine("ban", _("Not to be done"), _not_done(file))
    yield DangerLine("shield-check", _("Patch tests"), _patches(file))
    if still := _to_ask(file):
        yield DangerLine("help-circle", _("Still to ask"), still)


def _asked(file: File, *fields: str) -> tuple[Told, ...]:
    """Return that there is nothing, and since when one knows; or that nobody asked."""
    days = [file.asked[name] for name in fields if name in file.asked]
    if not days:
        return (Told(_("not asked"), is_strong=True),)
    return (Told(_("none, asked {day}").format(day=full_day(max(days)))),)


def _allergies(file: File) -> tuple[Told, ...]:
    told: list[Told] = []
    for one in file.card.allergies:
        words = one.substance
        if not one.confirmed:
            words = _("Ask: allergic to {what}?").format(what=one.substance)
        told.append(Told(words, is_strong=True))
        if rest := listed((one.reaction, one.since)):
            told.append(Told(rest))
    return _parted(told) or _asked(file, "allergies", "health_questionnaire")


def _parted(told: Sequence[Told]) -> tuple[Told, ...]:
    """Return what is told with marks between: a colon after what is strong."""
    found: list[Told] = []
    for place, one in enumerate(told):
        after = told[place + 1] if place + 1 < len(told) else None
        if after is None:
            mark = ""
        elif one.is_strong and not after.is_strong:
            mark = headed("", "")
        else:
            mark = sentences((" ", " ")).strip(" ") + ("" if _is_chinese() else " ")
        found.append(Told(one.text + mark, one.is_strong))
    return tuple(found)


def _is_chinese() -> bool:
    return headed("", "") == "："


def _conditions(file: File) -> tuple[Told, ...]:
    told = [
        Told(one.text, is_strong=one.grade is Grade.CRITICAL)
        for one in file.alerts
        if one.kind not in ("allergy", "never_do", "patch_test")
    ]
    if not told:
        return _asked(file, "health_questionnaire", "medications")
    return tuple(
        Told(one.text + (_between() if place < len(told) - 1 else ""), one.is_strong)
        for place, one in enumerate(told)
    )


def _between() -> str:
    return "；" if _is_chinese() else "; "


def _not_done(file: File) -> tuple[Told, ...]:
    """Return what is not done now, whatever is booked: by health, or after harm."""
    told: list[str] = []
    if file.card.never_do:
        told.append(file.card.never_do.rstrip(".。"))
    told += [
        _("{service}: not again").format(service=file.named(one.service_ref))
        for one in barred(file.reading, [file.key]).get(file.key, ())
    ]
    by_family: dict[str, list[str]] = {}
    of_family = Counter(one.family for one in file.services)
    for card in file.services:
        answer = safety_answer(file.reading, file.key, card, file.reading.today)
        if any(
            one.verdict is Verdict.BLOCK and one.rule not in _PASSING
            for one in answer.objections
        ):
            by_family.setdefault(card.family, []).append(card.name)
    families = terms(file.reading, "service_family")
    names: list[str] = []
    for family, some in by_family.items():
        is_all = len(some) == of_family[family] and len(some) > 2
        names += [str(families.get(family, family))] if is_all else some
    if names:
        told.append(listed(names))  # all of them: nobody looks for the rest
    if not told:
        return (Told(_("nothing on file")),)
    return (Told(sentences(told), is_strong=True),)


def _to_ask(file: File) -> tuple[Told, ...]:
    """Return what was typed and is not understood yet, and the questions it raises."""
    known = understanding_on(file.reading, file.key, file.card)
    unknown = listed(
        _("“{words}”").format(words=one.word)
        for one in known.questions
        if one.is_unknown
    )
    told = []
    if unknown:
        said = _("Not understood yet: {words}").format(words=unknown)
        told.append(Told(said, is_strong=True))
    told += [Told(one.text) for one in known.questions if not one.is_unknown]
    last = len(told) - 1
    return tuple(
        Told(one.text + (_between() if place < last else ""), one.is_strong)
        for place, one in enumerate(told)
    )


_PASSING = frozenset(("patch_test", "interval", "incident", "age", "consent"))


def _patches(file: File) -> tuple[Told, ...]:
    """Return the newest test of each service, and what is booked without one."""
    told: list[Told] = []
    seen: set[str] = set()
    for one in file.tests:
        if one.service_ref in seen:
            continue
        seen.add(one.service_ref)
        told.append(_patch(one, file))
    booked = {
        one.service_ref
        for one in file.visits
        if one.status.is_open and one.slot.day >= file.reading.today
    }
    told += [
        Told(
            headed(card.name, _("none, test first")),
            is_strong=True,
        )
        for card in file.services
        if card.ref in booked - seen
        and card.patch_rule == "required"
        and _lacks(card, file)
    ]
    if not told:
        return (Told(_("none put on")),)
    last = len(told) - 1
    return tuple(
        Told(one.text + (_between() if place < last else ""), one.is_strong)
        for place, one in enumerate(told)
    )


def _lacks(card: ServiceCard, file: File) -> bool:
    answer = safety_answer(file.reading, file.key, card, file.reading.today)
    return any(
        one.condition == "patch_missing" for one in (*answer.objections, *answer.to_do)
    )


def _patch(one: PatchTestCard, file: File) -> Told:
    name = file.named(one.service_ref)
    local = file.reading.local
    put_on = full_day(local(one.applied_at).date())
    until = local(one.valid_until).date()
    if one.result == "positive":
        said = _("reacted on {day}").format(day=put_on)
        return Told(headed(name, said), is_strong=True)
    if one.result == "doubtful":
        said = _("doubtful on {day}").format(day=put_on)
        return Told(headed(name, said), is_strong=True)
    if one.result != "none":
        said = _("put on {day}, not read").format(day=put_on)
        return Told(headed(name, said), is_strong=True)
    if until < file.reading.today:
        said = _("ran out {day}").format(day=full_day(until))
        return Told(headed(name, said), is_strong=True)
    said = _("clear on {day}, good until {until}")
    return Told(headed(name, said.format(day=put_on, until=full_day(until))))
