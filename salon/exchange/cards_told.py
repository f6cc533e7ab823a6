"""What a contact card says of a client, in the salon's own words.

The rows of tables are read in `interpret`; both put a `Draft` together.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from salon.clients.birthdays import read_alternate
from salon.clients.names import cleaned, has_han, is_firm
from salon.exchange.cards_in import OURS, Card, Line
from salon.exchange.columns import facts
from salon.exchange.interpret import (
    BAD_PHOTO,
    BROKEN,
    GENDERS,
    LANGUAGES,
    LINKED,
    NOT_WHOLE,
    Draft,
    born_of,
    day_of,
    take_emails,
)
from salon.exchange.model import Asked, Incoming
from salon.exchange.survey import UNSEEN, Survey
from salon.text import N_, _

_SILENT = frozenset(
    {"VERSION", "PRODID", "UID", "REV", "N", "FN", "X-ABLABEL", "X-ABSHOWAS", "SOUND"}
    | {"X-ABADR", "X-ABUID", "SORT-STRING", "KIND", "CLASS", "LABEL", "AGENT", "KEY"}
    | {"X-IMAGEHASH", "X-IMAGETYPE", "LOGO", "CALADRURI", "CALURI", "FBURL", "PROFILE"}
    | {"X-SHARED-PHOTO-DISPLAY-PREF", "X-APPLE-SUBLOCALITY", "TZ", "CLIENTPIDMAP"}
)
_PLACES = {"cell": "mobile", "home": "home", "work": "work", "main": "main"} | {
    "iphone": "mobile"
}


def clients(
    cards: Iterator[Card], asked: Asked, survey: Survey = UNSEEN
) -> Iterator[Incoming]:
    """Yield what each card says."""
    for card in cards:
        found = _card(card, asked, survey)
        if _kind(card) in _NOBODY:
            found = replace(found, refused=_(NO_PERSON))
        if not card.is_whole:
            found = replace(found, refused=_(NOT_WHOLE))
        yield found


NO_PERSON = N_("This card is a group, a place or a thing, not a person.")
_NOBODY = frozenset(("group", "location", "device", "application", "thing"))


def _kind(card: Card) -> str:
    """Return what a card is of (vCard 4.0, 6.1.4; Apple's own for older ones)."""
    said = card.first("KIND") or card.first("X-ADDRESSBOOKSERVER-KIND")
    return said.strip().lower()


def _card(card: Card, asked: Asked, survey: Survey) -> Incoming:
    draft = Draft(asked, card.row, survey)
    draft.is_ours = draft.has_own_parts = card.first("PRODID") == OURS
    parts = next((line.parts() for line in card.all("N")), [])
    parts += [""] * (5 - len(parts))
    names = ("family", "given", "middle")
    draft.one |= {name: part for name, part in zip(names, parts, strict=False) if part}
    draft.one["name"] = card.first("FN")
    for line in sorted(card.all("TEL"), key=lambda one: "pref" not in one.types):
        _telephone(draft, card, line)
    for line in card.lines:
        if line.name not in _SILENT and line.name != "TEL":
            _property(draft, card, line)
    if any(line.is_quoted and "\ufffd" in line.text() for line in card.lines):
        draft.warnings.append(_(BROKEN))
    if has_han(draft.one["name"]) and not any(parts):
        draft.one["name"] = cleaned(draft.one["name"])
    found = draft.done()
    if is_firm(found.name) or card.first("X-ABSHOWAS").upper() == "COMPANY":
        found = replace(found, family="", given="")
    return found


def _telephone(draft: Draft, card: Card, line: Line) -> None:
    text = line.text().strip()
    text = re.sub(r"^tel:", "", text, flags=re.IGNORECASE)
    text = re.sub(r";ext=(\d+).*", r" ext. \1", text, flags=re.IGNORECASE)
    if not text:
        return
    label = card.label(line.group)
    if not label:
        own = [one[2:] for one in line.types if one.startswith("x-")]
        places = [_PLACES[one] for one in line.types if one in _PLACES]
        label = line.said.get("X-LABEL") or next(iter([*own, *sorted(places)]), "")
    draft.phone(text, _(N_("Phone")), label)


def _property(draft: Draft, card: Card, line: Line) -> None:
    text = "" if line.name == "PHOTO" else line.text().strip()
    empty = " ;" if line.name in ("ADR", "ORG") else None
    if line.name != "PHOTO" and not text.strip(empty):
        return
    match line.name:
        case "NICKNAME":
            draft.one["called"] = text
        case "X-PHONETIC-FIRST-NAME" | "X-PHONETIC-LAST-NAME":
            part = "given" if "FIRST" in line.name else "family"
            draft.one[f"latin_{part}"] = text
        case "X-CAMELLIA-LATIN":
            draft.one["latin"] = text
        case "EMAIL":
            take_emails(draft, _(N_("Email")), [text])
        case "BDAY":
            born = born_of(draft, text)
            if "X-APPLE-OMIT-YEAR" in line.said and born.birthday:
                born = replace(born, birthday=replace(born.birthday, year=None))
            draft.birthday(born, _(N_("Birthday")))
        case "X-ALTBDAY":
            draft.birthday(read_alternate(text, draft.asked.today), "")
        case "X-CAMELLIA-LUNAR":
            draft.birthday(born_of(draft, text, is_lunar=True), "")
        case "NOTE":
            draft.notes.append(text)
            draft.tell(text)
        case "ORG":
            text = " ".join(part for part in line.parts() if part)
            draft.one["company"] = text
            draft.one["company_heading"] = _(N_("Company"))
        case "ADR":
            address = " ".join(part for part in line.parts() if part)
            draft.fact("address", address, _(N_("Address")))
        case "CATEGORIES":
            draft.tags += [one for one in line.items() if one and one[:2] != "* "]
        case "GENDER" | "X-CAMELLIA-GENDER":
            draft.keyed("gender", line.parts()[0] or text, "GENDER", GENDERS)
        case "LANG" | "X-CAMELLIA-LANGUAGE":
            draft.keyed("language", text, "LANG", LANGUAGES)
        case "PHOTO":
            _photo(draft, line)
        case "IMPP" | "X-WECHAT" | "X-WECHAT-ID" | "X-MICROMSG" | "X-CAMELLIA-WECHAT":
            _chat(draft, line, text)
        case "X-CAMELLIA-CARD":
            draft.one["card_no"] = text
        case "X-CAMELLIA-ALLERGY":
            draft.allergies.append(text)
        case "X-CAMELLIA-CONDITION":
            draft.conditions.append(text)
        case "X-CAMELLIA-VISIT":
            if day := day_of(draft, text):
                draft.more["last_visit"] = day
        case "X-CAMELLIA-FACT" if line.said.get("ID") in facts():
            draft.facts[line.said["ID"]] = text
        case _:
            draft.keep(card.label(line.group) or line.name.removeprefix("X-"), text)


def _photo(draft: Draft, line: Line) -> None:
    if data := line.binary():
        draft.more.setdefault("photo", data)
    elif line.value.strip():
        is_link = re.match(r"https?:", line.value.strip()) is not None
        draft.warnings.append(_(LINKED if is_link else BAD_PHOTO))


def _chat(draft: Draft, line: Line, text: str) -> None:
    service = line.said.get("X-SERVICE-TYPE", "")
    scheme, _colon, name = text.rpartition(":")
    is_wechat = "wechat" in f"{line.name}{service}{scheme}".lower() or (
        line.name == "X-MICROMSG" or "weixin" in scheme.lower()
    )
    if is_wechat and "wechat" not in draft.one:
        draft.one["wechat"] = name if line.name == "IMPP" else text
    else:
        draft.keep(service or scheme or line.name.removeprefix("X-"), name or text)
