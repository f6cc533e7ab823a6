"""Forms as JSON: what is kept of a wording, and what the salon writes itself.

A form is `{"title": T, "item": "service_terms", "fits": ["PEL"], "parts": [PART],
"ticks": [T]}`; T is a text, or one for each language: `{"en", "zh_CN", "zh_TW"}`.
PART is `{"id", "kind", "head": T, "text": T, "choices": [{"id", "names": T}],
"required": true, "when": "part=answer", "writes": "field"}`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from salon.forms.model import (
    ASKING,
    LONGEST_TEXT,
    MOST_PARTS,
    BadForm,
    Choice,
    Form,
    Part,
    PartKind,
    Said,
    Wording,
)
from salon.text import N_, Names, _, listed

_CODES = ("en", "zh_CN", "zh_TW")
_ID = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_FORM = ("title", "item", "fits", "parts", "ticks")
_TOLD_BESIDE = ("ref", "number", "since", "own", "changed", "on")  # as a form is shown
_PART = ("id", "kind", "head", "text", "choices", "required", "when", "writes")
FILLINGS = ("salon", "phone", "service", "minutes", "price")


def body_of(form: Form) -> str:
    """Return what is kept of a form's wording: the same for the same words."""
    said = {
        "title": _told(form.title),
        "item": form.item,
        "fits": list(form.fits),
        "parts": [_part_told(one) for one in form.parts],
        "ticks": [_told(one) for one in form.ticks],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, as hex digits."""
    return sha256(text.encode("utf-8")).hexdigest()


def document_of(form: Form) -> dict[str, Any]:
    """Return a form as the command line shows it, and as `read_form` takes it."""
    return dict(json.loads(body_of(form)))


def _told(names: Names) -> dict[str, str]:
    return dict(zip(_CODES, (names.en, names.zh_hans, names.zh_hant), strict=True))


def _part_told(one: Part) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": one.id,
        "kind": one.kind.value,
        "head": _told(one.head),
        "text": _told(one.text),
    }
    if one.choices:
        said["choices"] = [
            {"id": each.id, "names": _told(each.names)} for each in one.choices
        ]
    if one.is_required:
        said["required"] = True
    more = {"when": one.when, "writes": one.writes}
    return said | {key: value for key, value in more.items() if value}


def read_form(ref: str, said: Any, *, whole: bool = False) -> Form:
    """Return a form from what a file or the window says of it.

    Args:
        ref: What it is called among the forms.
        said: As `document_of` returns it.
        whole: All three languages have to be there.

    Raises:
        BadForm: Something is missing, too long, or leads nowhere; it says where.
    """
    if not isinstance(said, Mapping):
        raise BadForm(ref, _(N_("it is no form")))
    if whole:
        _only(said, (*_FORM, *_TOLD_BESIDE), ref)
        _text(said, "item", "item")
    parts = tuple(
        _part(one, f"parts {at}", whole=whole)
        for at, one in enumerate(_many(said, "parts"), 1)
    )
    ticks = tuple(
        _names(one, f"ticks {at}", whole=whole)
        for at, one in enumerate(_many(said, "ticks"), 1)
    )
    if not parts and not ticks:
        raise BadForm("parts", _(N_("it says nothing")))
    ids = [one.id for one in parts]
    for one in parts:
        if ids.count(one.id) > 1:
            raise BadForm(one.id, _(N_("two parts have one id")))
        _leads(one, parts)
    for at, one in enumerate(_many(said, "fits") if whole else (), 1):
        if not isinstance(one, str):
            raise BadForm(f"fits {at}", _(N_("it is no text")))
    fits = tuple(str(one) for one in _many(said, "fits"))
    title = _names(said.get("title"), "title", whole=whole)
    return Form(ref, str(said.get("item") or ""), title, parts, ticks, fits)


def _only(said: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    """Let no key be passed over that somebody meant."""
    for key in said:
        if key not in known:
            why = _(N_("“{key}” is not known here; known are {known}"))
            raise BadForm(where, why.format(key=str(key)[:40], known=listed(known)))


def _text(said: Mapping[str, Any], key: str, where: str) -> str:
    found = said.get(key)
    if found is not None and not isinstance(found, str):
        raise BadForm(where, _(N_("it is no text")))
    return found or ""


def _many(said: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = () if said.get(key) is None else said[key]
    if isinstance(found, str) or not isinstance(found, Sequence):
        raise BadForm(key, _(N_("it is no list")))
    if len(found) > MOST_PARTS:
        most = _(N_("there are more than {most}")).format(most=MOST_PARTS)
        raise BadForm(key, most)
    return found


def _names(said: Any, where: str, *, whole: bool, may_lack: bool = False) -> Names:
    if isinstance(said, str):
        texts = [said.strip(), "", ""]
    elif isinstance(said, Mapping):
        if whole:
            _only(said, _CODES, where)
            for code in _CODES:
                _text(said, code, f"{where}, {code}")
        texts = [str(said.get(code) or "").strip() for code in _CODES]
    elif said is None:
        texts = ["", "", ""]
    else:
        raise BadForm(where, _(N_("it is no text")))
    if any(len(one) > LONGEST_TEXT for one in texts):
        longest = _(N_("it is longer than {most} letters")).format(most=LONGEST_TEXT)
        raise BadForm(where, longest)
    if not any(texts) and not may_lack:
        raise BadForm(where, _(N_("the words are missing")))
    if whole and any(texts) and not all(texts):
        raise BadForm(where, _(N_("one language is missing")))
    return Names(*texts)


def _part(said: Any, where: str, *, whole: bool) -> Part:
    if not isinstance(said, Mapping):
        raise BadForm(where, _(N_("it is no part of a form")))
    if whole:
        _only(said, _PART, where)
        for name in ("id", "kind", "when", "writes"):
            _text(said, name, f"{where}, {name}")
        if not isinstance(said.get("required"), bool | None):
            raise BadForm(f"{where}, required", _(N_("it is neither true nor false")))
    key = str(said.get("id") or "")
    if not _ID.fullmatch(key):
        raise BadForm(where, _(N_("its id has to be small letters and digits")))
    try:
        kind = PartKind(str(said.get("kind") or "text"))
    except ValueError as error:
        kinds = listed(one.value for one in PartKind)
        why = _(N_("there is no such kind of part; there are {kinds}"))
        raise BadForm(f"{where}, kind", why.format(kinds=kinds)) from error
    if whole:
        _offered(said, kind, where)
    choices = tuple(
        Choice(str(one.get("id") or ""), _names(one.get("names"), key, whole=whole))
        for one in _many(said, "choices")
        if isinstance(one, Mapping)
    )
    offers = kind in (PartKind.CHOICE, PartKind.SEVERAL)
    if offers and len(choices) < 2:
        raise BadForm(key, _(N_("there are fewer than two answers to choose from")))
    ids = [one.id for one in choices]
    if any(not _ID.fullmatch(one) for one in ids) or len(set(ids)) < len(ids):
        raise BadForm(key, _(N_("each answer needs an id of its own")))
    is_text = kind is PartKind.TEXT
    return Part(
        key,
        kind,
        _names(said.get("head"), key, whole=whole, may_lack=is_text),
        _names(said.get("text"), key, whole=whole, may_lack=not is_text),
        choices if offers else (),
        bool(said.get("required")) and kind in ASKING,
        str(said.get("when") or ""),
        str(said.get("writes") or ""),
    )


def _offered(said: Mapping[str, Any], kind: PartKind, where: str) -> None:
    """Refuse answers to choose from that are none, or that nobody is shown."""
    offered = _many(said, "choices")
    if offered and kind not in (PartKind.CHOICE, PartKind.SEVERAL):
        why = _(N_("only “choice” and “several” have answers to choose from"))
        raise BadForm(f"{where}, choices", why)
    for at, one in enumerate(offered, 1):
        here = f"{where}, choices {at}"
        if not isinstance(one, Mapping):
            raise BadForm(here, _(N_("each answer has an id and names")))
        _only(one, ("id", "names"), here)
        _text(one, "id", here)


def _leads(one: Part, parts: Sequence[Part]) -> None:
    """Refuse a part that waits for an answer that nobody can give before it."""
    if not one.when:
        return
    ref, mark, answer = one.when.partition("=")
    before = parts[: parts.index(one)]
    asked = next((each for each in before if each.id == ref), None)
    if not mark or asked is None or answer not in answers_to(asked):
        raise BadForm(one.id, _(N_("it waits for an answer that is not asked before")))


def answers_to(part: Part) -> tuple[str, ...]:
    """Return what can be answered, where there is a choice."""
    if part.kind is PartKind.YES_NO:
        return ("yes", "no")
    return tuple(one.id for one in part.choices)


def words_told(one: Wording) -> str:
    """Return the words that were read as they are kept with a signature."""
    parts = [
        {
            "id": part.id,
            "kind": part.kind.value,
            "head": part.head,
            "text": part.text,
            "choices": [list(each) for each in part.choices],
            "required": part.is_required,
            "when": part.when,
        }
        for part in one.parts
    ]
    said = {
        "form": one.form,
        "number": one.number,
        "language": one.language,
        "title": one.title,
        "parts": parts,
        "ticks": list(one.ticks),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def words_read(kept: str) -> Wording:
    """Return the words that `words_told` kept."""
    said = json.loads(kept)
    parts = tuple(
        Said(
            part["id"],
            PartKind(part["kind"]),
            part["head"],
            part["text"],
            tuple((each[0], each[1]) for each in part["choices"]),
            part["required"],
            part["when"],
        )
        for part in said["parts"]
    )
    return Wording(
        *(said["form"], said["number"], said["language"], said["title"]),
        *(parts, tuple(said["ticks"]), digest_of(kept)),
    )


def seal_of(row: Any) -> str:
    """Return the digest of all that was signed: any later change shows."""
    parts = (
        *(row.words, row.answers, row.signature, row.guardian, row.relation),
        *(row.guardian_signature, row.item, row.service_ref, row.language),
    )
    return digest_of("\x1f".join(parts))
