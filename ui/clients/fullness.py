"""How full her file is, and what to ask next: by weight, as her trust grows."""

from dataclasses import dataclass

from salon.catalogue.model import EntryCard
from salon.clients.model import ClientCard
from salon.views.client import FileWords, Sight

ASKED = {  # after how many visits a question may be asked
    "booking": 0,
    "visit1": 1,
    "every_visit": 1,
    "visit2": 2,
    "visit3": 3,
    "course": 3,
}
# Kinds of answers that are worked out, or charted elsewhere.
_NOT_ASKED = frozenset(("computed", "image"))


@dataclass(frozen=True)
class Fullness:
    """The part of the file that is known, 0 to 1, and what to ask next."""

    part: float
    open: tuple[EntryCard, ...]

    @property
    def percent(self) -> int:
        """Return the part in per cent."""
        return round(self.part * 100)


def fullness(sight: Sight, words: FileWords) -> Fullness:
    """Return how much of what may be asked by now is known."""
    stage = max(1, len(sight.kept))
    known = answered(sight.card) | _charted(sight)
    all_, have, open_ = 0, 0, []
    for one in words.fields:
        weight = int(one.body.get("weight") or 0)
        reached = ASKED.get(one.body.get("ask_at", ""), 99) <= stage
        if not weight or not reached or one.body.get("type") in _NOT_ASKED:
            continue
        all_ += weight
        if one.ref in known:
            have += weight
        else:
            open_.append(one)
    open_.sort(key=lambda one: -int(one.body["weight"]))
    return Fullness(have / all_ if all_ else 1.0, tuple(open_))


def answered(card: ClientCard) -> frozenset[str]:
    """Return the questions of the file that have an answer."""
    known = {fact.field for fact in card.facts}
    line = card.line
    said = {
        "family_name": line.family or line.name,
        "given_name": line.given or line.name,
        "name_reading": line.latin or line.pinyin,
        "nickname": line.called,
        "salutation": card.salutation,
        "gender": card.gender,
        "mobile": line.phone,
        "mobile_2": line.phones[1:],
        "email": card.email,
        "wechat_id": card.wechat,
        "preferred_language": line.language,
        "preferred_channel": card.channel,
        "contact_bands": card.call_from or card.call_until,
        "never_do": card.never_do,
        "sensitive_topics": card.avoid_topics,
        "source": card.source,
        "birth_solar": line.birthday.day or line.birthday.lunar,
        "birth_lunar_month": line.birthday.lunar,
        "birth_lunar_day": line.birthday.lunar,
        "allergies": card.allergies,
        "medications": card.conditions,
        "health_questionnaire": card.conditions or card.allergies,
        "family_members": card.relatives,
        "consents": card.consents,
    }
    return frozenset(known | {ref for ref, value in said.items() if value})


def _charted(sight: Sight) -> set[str]:
    known = set()
    if sight.assessments:
        newest = sight.assessments[0]
        known.add("skin_chart")
        known |= {"skin_measures"} if newest.measures else set()
        known |= {"skin_type"} if newest.skin_type else set()
        known |= {"fitzpatrick"} if newest.fitzpatrick else set()
        known |= {"goal_words", "goals"} if newest.hopes else set()
    return known
