"""Commands about relatives, and what each of them may do."""

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from salon.app import Salon
from salon.catalogue.model import NotFound
from salon.catalogue.queries import terms
from salon.cli import named
from salon.cli.answer import Answer
from salon.clients.household import add_relative, edit_relative, remove_relative
from salon.clients.model import MAY, BadField, ClientId, RelativeDraft, RelativeLine
from salon.clients.phones import read_phone
from salon.clients.queries import client_relatives, whose_relative
from salon.errors import SalonError
from salon.public import public_id
from salon.text import N_, _, aside, listed

_RELATIVE = N_("relative")


@dataclass(eq=False)
class WhoseRelative(SalonError):
    """Somebody was to be noted without a relation, or without a name."""

    fits: tuple[str, ...]

    text = N_(
        "Say how they are related, then the name, or --client with their own file. "
        "Relations are: {fits}."
    )


def relative(salon: Salon, options: Namespace) -> Answer:
    """Add, change, remove or list relatives."""
    match options.what:
        case "add":
            key = named.client(salon, options.id).id
            other = named.client(salon, options.client) if options.client else None
            name = options.name or (other.name if other is not None else "")
            if not options.relation or not name:
                raise WhoseRelative(tuple(salon.ask(terms, "relation")))
            draft = _relative_draft(salon, options)
            made = salon.do(
                add_relative,
                key,
                options.relation,
                name,
                other=other.id if other is not None else None,
                more=draft,
            )
            return _relatives(salon, key, public_id("relative", made))
        case "list":
            return _relatives(salon, named.client(salon, options.id).id)
    number = named.key_of("relative", _RELATIVE, options.id)
    owner = salon.ask(whose_relative, number)
    if owner is None:
        raise NotFound(_(_RELATIVE), options.id)
    if options.what == "remove":
        salon.do(remove_relative, number)
    else:
        salon.do(edit_relative, number, _relative_draft(salon, options))
    return _relatives(salon, ClientId(owner), options.id)


def _relative_draft(salon: Salon, options: Namespace) -> RelativeDraft:
    is_edit = options.what == "edit"
    other = named.client(salon, options.client).id if options.client else None
    phone = options.phone
    if phone:
        read = read_phone(phone, salon.premises.region)
        if read.problem:
            raise BadField("phone", phone)
        phone = read.number or phone
    is_lunar = options.lunar or (None if not options.birthday else False)
    is_leap = options.leap or (None if not options.birthday else False)
    may = dict.fromkeys(options.may, True) | dict.fromkeys(options.may_not, False)
    if options.may and not is_edit:  # named are all that it may do
        may = dict.fromkeys(MAY, False) | may
    return RelativeDraft(
        relation=options.other_relation if is_edit else None,
        name=options.other_name if is_edit else None,
        other=other if is_edit else None,
        birth=_month_and_day(options.birthday) if options.birthday else None,
        is_lunar=is_lunar,
        is_leap=is_leap,
        phone=phone,
        may_book=may.get("book"),
        may_see=may.get("see"),
        may_share=may.get("share"),
        note=options.note,
    )


def _month_and_day(said: str) -> tuple[int, int]:
    month, _mark, day = said.partition("-")
    try:
        return int(month), int(day)
    except ValueError as error:
        raise BadField("birthday", said) from error


def _relatives(salon: Salon, key: ClientId, changed: str | None = None) -> Answer:
    found = salon.ask(client_relatives, key)
    document = {"relatives": list(map(relative_shape, found)), "total": len(found)}
    lines = [
        f"{public_id('relative', one.id):>8}  {one.relation}  "
        + aside(one.name, listed(_(MAY[word]) for word in one.may))
        for one in found
    ]
    return Answer(document, lines or [_(N_("Nobody is noted."))], changed)


def relative_shape(one: RelativeLine) -> dict[str, Any]:
    """Return the shape of a relative."""
    has_day = one.birth_month is not None
    return {
        "id": public_id("relative", one.id),
        "relation": one.relation,
        "name": one.name,
        "client": public_id("client", one.other_id) if one.other_id else None,
        "birthday": {
            "month": one.birth_month,
            "day": one.birth_day,
            "lunar": one.birth_lunar,
            "leap": one.birth_leap,
        }
        if has_day
        else None,
        "phone": one.phone or None,
        "may": list(one.may),
        "note": one.note or None,
    }
