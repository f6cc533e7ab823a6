"""What a client told, by question of the file: in columns, and at length."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from salon.catalogue.model import EntryCard
from salon.catalogue.queries import terms
from salon.clients.phones import shown
from salon.notices.queries import notes_to_print
from salon.plans.model import PlanStatus
from salon.plans.queries import plan, plans
from salon.reports.filing import File
from salon.text import (
    N_,
    _,
    aside,
    day_of_month,
    full_day,
    hour,
    listed,
    ngettext,
    number,
    weekday,
)
from salon.treatments.sheet import (
    Block,
    Pair,
)
from salon.work import Reading

LATELY, FEW = 20, 4  # visits that a habit is seen in, and what is none yet
SHORT = 60  # letters of an answer that stands in a column
# Staff hints and money are never printed; what stands elsewhere is not told twice.
_UNTOLD = frozenset(
    (
        *(
            "personality",
            "personality_2",
            "income_band",
            "spend_style",
            "namesake_hint",
        ),
        *("allergies", "medications", "health_questionnaire", "patch_tests"),
        *("adverse_events", "family_members", "never_do", "portrait", "id_last4"),
    )
)


def reach(file: File) -> Block:
    """Return how a client is reached."""
    card, line = file.card, file.card.line
    pairs = [
        Pair(_label(one.label), _phone(one.shown, one.extension, file.region))
        for one in line.phones
    ]
    channels = terms(file.reading, "channel")
    tongues = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}
    pairs += [
        Pair(_("WeChat"), card.wechat),
        Pair(_("Email"), card.email),
        Pair(_("Best by"), str(channels.get(card.channel, card.channel))),
        Pair(_("Best time"), _span(card.call_from, card.call_until)),
        Pair(_("Speaks"), tongues.get(line.language, line.language)),
    ]
    if card.do_not_contact:
        pairs.append(Pair(_("Contact"), _("Do not contact")))
    pairs += _facts(file, ("B_contact",))
    return Block(_("How to reach"), tuple(one for one in pairs if one.value))


def _label(label: str) -> str:
    """Return what a number is for; what somebody typed stands as typed."""
    return _(_LABELS[label]) if label in _LABELS else label


_LABELS = {
    "": N_("Phone"),
    "main": N_("Phone"),
    "mobile": N_("Mobile"),
    "home": N_("Home"),
    "work": N_("Work"),
}


def _phone(number: str, extension: str, region: str) -> str:
    said = shown(number, region)
    return f"{said} {extension}".strip()


def _span(first: str, last: str) -> str:
    if first and last:
        return _("{first} – {last}").format(first=first, last=last)
    return first or last


def who(file: File) -> Block:
    """Return who a client is, as far as it was told."""
    card, born = file.card, file.card.line.birthday
    when = ""
    if born.date is not None:
        age = born.age(file.reading.today) or 0
        years = ngettext("{count} year", "{count} years", age).format(count=age)
        when = listed((full_day(born.date), years))
    elif born.month and born.day:
        when = day_of_month(date(2000, born.month, born.day))
    lunar = ""
    if born.lunar is not None:
        lunar = _("month {month}, day {day}").format(
            month=born.lunar.month, day=born.lunar.day
        )
        if born.lunar.leap:
            lunar = aside(lunar, _("leap month"))
    genders = terms(file.reading, "gender")
    salutations = terms(file.reading, "salutation")
    sources = terms(file.reading, "source")
    pairs = [
        Pair(_("Born"), when),
        Pair(_("Lunar"), lunar),
        Pair(_("Gender"), str(genders.get(card.gender, card.gender))),
        Pair(_("Salutation"), str(salutations.get(card.salutation, card.salutation))),
        Pair(_("Came by"), str(sources.get(card.source, card.source))),
        *_facts(file, ("A_identity", "D_family", "E_life", "N_referral")),
    ]
    return Block(_("Who this is"), tuple(one for one in pairs if one.value))


def likes(file: File) -> Block:
    """Return what a client hopes for and likes, to whom and when she mostly comes."""
    pairs = [
        Pair(_("Wish"), _wish(file)),
        *_facts(file, ("L_goals", "C_preferences", "M_service", "P_promo")),
        *_habits(file),
        *_facts(file, ("H_homecare",)),
        Pair(_("Never"), _in_short(file.card.never_do)),
        Pair(_("Not to speak of"), file.card.avoid_topics),
    ]
    return Block(_("What is liked"), tuple(one for one in pairs if one.value))


def _wish(file: File) -> str:
    """Return what the plan is for, in the client's own words."""
    for one in plans(file.reading, file.key, 3):
        if one.status is not PlanStatus.CLOSED:
            words = plan(file.reading, one.id).body.goal.strip()
            return _("“{words}”").format(words=words) if words else ""
    return ""


def _in_short(text: str) -> str:
    return text if len(text) <= SHORT else ""  # the frame says all of it


def _habits(file: File) -> Iterable[Pair]:
    """Yield to whom and when a client mostly comes, where most visits agree."""
    kept = [one for one in file.visits if one.status.was_kept][:LATELY]
    for label, seen in (
        (_("Mostly with"), [one.person.name for one in kept]),
        (_("Mostly on"), [weekday(one.slot.day, wide=True) for one in kept]),
        (_("Mostly at"), [hour(one.slot.start) for one in kept]),
    ):
        for what, count in Counter(seen).most_common(1):
            if len(kept) >= FEW and count * 2 > len(kept):
                yield Pair(label, what)


def _facts(file: File, sections: Sequence[str], *, is_long: bool = False) -> list[Pair]:
    """Return answers of sections of the file, the short ones or the long ones."""
    found = []
    known = {one.field: one for one in file.card.facts}
    for ref, field in file.fields.items():
        one = known.get(ref)
        if one is None or ref in _UNTOLD or not one.value.strip():
            continue
        if field.body.get("section") not in sections:
            continue
        said = _answer(file.reading, field, one.value)
        if not one.confirmed:
            said = _("Ask: {what}?").format(what=said)
        if (len(said) > SHORT) is is_long:
            found.append(Pair(str(field.names), said))
    return found


def _answer(reading: Reading, field: EntryCard, value: str) -> str:
    """Return an answer in words, where the file offers some to choose from."""
    if words := _measured(field, value):
        return words
    listed_in = str(field.body.get("vocab_list") or "")
    offered = terms(reading, listed_in) if listed_in else {}
    if not offered or value in offered:
        return str(offered.get(value, value))
    parts = value.replace(",", " ").split()
    return listed(str(offered.get(part, part)) for part in parts)


def _measured(field: EntryCard, value: str) -> str:
    """Return a number with what it counts; nothing where it is none."""
    try:
        much = float(value.replace(",", "."))
    except ValueError:
        return ""
    many = 1 if much == 1 else 2
    unit = str(field.body.get("unit") or "")
    if unit == "h":
        said = ngettext("{count} hour", "{count} hours", many)
    elif unit == "min":
        said = ngettext("{count} minute", "{count} minutes", many)
    elif field.body.get("type") == "scale_0_10":
        said = _("{count} of 10")
    else:
        return ""
    return said.format(count=number(much))


def notes(file: File) -> Iterable[Pair]:
    """Yield what is too long for a column."""
    sections = {str(one.body.get("section")) for one in file.fields.values()} - {
        "O_commerce",
        "R_system",
    }
    yield from _facts(file, sorted(sections), is_long=True)
    if file.card.note:
        yield Pair(_("Note"), file.card.note)
    for one in notes_to_print(file.reading, file.card.line.id):
        yield Pair(_("Note"), one.text)
