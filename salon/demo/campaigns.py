"""Two campaigns that are over, one that is written, and a colleague who has left."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.campaigns.model import Answer, Group, Offer, Stage, Who, Why
from salon.campaigns.splitting import held_out
from salon.campaigns.tables import Campaign, CampaignPerson
from salon.clients.queries import reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Client
from salon.demo.events import SampleSalonBuilt
from salon.demo.house import House
from salon.leaving.model import CALL_AHEAD, State, Talk
from salon.leaving.tables import Leaving, LeavingClient, StaffTalk
from salon.money import Money
from salon.occasions.model import Kind
from salon.occasions.model import State as Said
from salon.occasions.tables import Occasion
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.text import Names
from salon.work import Work

DAYS = 30
FIRST, SECOND = 150, 62  # days since they began
MOST = 120  # people of one
LEFT = 84  # days since somebody left
HERS = 24  # her clients
_HEIRS = ("ana", "jun", "rosa", "wen")
_KEPT = (Status.COMPLETED, Status.LEFT)
_GUEST = Names(
    "Bring somebody you like: the second hand massage is on us",
    "带一位您喜欢的人来：第二份手部按摩由我们请",
    "帶一位您喜歡的人來：第二份手部按摩由我們請",
)
_AUTUMN = Names(
    "An autumn facial at a quarter less, until the end of the month",
    "秋季面部护理，本月内少四分之一",
    "秋季臉部護理，本月內少四分之一",
)
_TEA = Names(
    "Tea and an evening about winter skin, on a Thursday after work",
    "周四下班后来喝茶，聊聊冬天的皮肤",
    "週四下班後來喝茶，聊聊冬天的皮膚",
)
_NAMES = {
    "guest": Names("A guest with you", "带朋友来", "帶朋友來"),
    "autumn": Names("Autumn facial", "秋季面部护理", "秋季臉部護理"),
    "tea": Names("Winter evening", "冬日之夜", "冬日之夜"),
    "left": Names("Lan", "兰", "蘭"),
    "farewell": Names(
        "Moves to the sea; comes back for the new year's tea.",
        "搬去海边；春茶时回来看我们。",
        "搬去海邊；春茶時回來看我們。",
    ),
    "start": Names(
        "Wants to learn facial devices; likes early shifts.",
        "想学面部仪器；喜欢早班。",
        "想學臉部儀器；喜歡早班。",
    ),
    "growth": Names(
        "Brow course in spring; we pay half and the others learn too.",
        "春天上眉形课；我们付一半，回来教大家。",
        "春天上眉型課；我們付一半，回來教大家。",
    ),
}


def make_campaigns(work: Work, house: House) -> None:
    """Write them, with who came anyway and who came with them."""
    tongue = house.premises.language
    hers = _people(work, work.today)
    if len(hers) >= DAYS:
        _over(work, house, hers, "guest", Offer.GUEST, FIRST, _GUEST, helps=True)
        _over(work, house, hers, "autumn", Offer.PRICE, SECOND, _AUTUMN, helps=False)
    first = work.today + timedelta(days=7)
    who = Who(language=(tongue,)).to_text()
    work.add_many(
        Campaign,
        [
            _row(
                house,
                "tea",
                Offer.EVENT,
                _TEA,
                (first, first + timedelta(days=21)),
                chosen=who,
            )
        ],
    )
    _gone(work, house, hers)
    work.events[:] = [SampleSalonBuilt(0)]


def _people(work: Work, today: date) -> list[int]:
    """Return who may be offered something, in an order that does not change."""
    asked = (
        select(Client.id)
        .where(Client.merged_into.is_(None), Client.do_not_contact.is_(False))
        .where(Client.registered < today - timedelta(days=FIRST))
        .order_by(Client.id)
        .limit(2 * MOST)
    )
    keys = [int(one) for one in work.session.scalars(asked)]
    ways = reaches(work, keys)
    return [one for one in keys if ways[one].may(Purpose.OFFER, "sms")][:MOST]


def _came(work: Work, keys: Sequence[int], first: date) -> set[int]:
    a = Appointment
    asked = select(a.client_id).where(
        a.client_id.in_(keys),
        a.status.in_(_KEPT),
        a.day.between(first, first + timedelta(days=DAYS)),
    )
    return {int(one) for one in work.session.scalars(asked)}


def _row(
    house: House,
    name: str,
    offer: Offer,
    words: Names,
    days: tuple[date, date],
    **more: Any,
) -> dict[str, Any]:
    said = {
        "name": _NAMES[name].said_in(house.premises.language),
        "offer": offer,
        "en": words.en,
        "zh_hans": words.zh_hans,
        "zh_hant": words.zh_hant,
        "channels": "sms phone wechat line email",
        "starts_on": days[0],
        "ends_on": days[1],
        "cut": 25 if offer is Offer.PRICE else 0,
        "about": "",
        "cost": Money(),
        "chosen": "{}",
        "control": 20,
        "spares_hunters": True,
        "spares_full": False,
        "seed": f"sample {name}",
        "days": DAYS,
        "stage": Stage.DRAFT,
        "started_at": None,
        "started_by": None,
        "ended_at": None,
        "why_ended": "",
    }
    return said | more


def _over(
    work: Work,
    house: House,
    people: Sequence[int],
    name: str,
    offer: Offer,
    ago: int,
    words: Names,
    *,
    helps: bool,
) -> None:
    """Write one that is over; the sample decides whether it helped."""
    first = work.today - timedelta(days=ago)
    last = first + timedelta(days=14)
    seed = f"sample {name}"
    control = set(held_out(dict.fromkeys(people, ""), seed, 20))
    came = _came(work, people, first)
    if helps:  # who was held out came less often, by the sample's own doing
        idle = [one for one in people if one not in came]
        busy = [one for one in people if one in came]
        mixed = (*idle[: 2 * len(control) // 3], *busy)
        control = set(mixed[: len(control)])
    assert house.crew is not None
    at = datetime.combine(first, time(9), work.zone)
    by = house.crew.keys["mei"]
    done = {"stage": Stage.ENDED, "started_at": at, "started_by": by}
    end = {"ended_at": at + timedelta(days=14), "cost": Money(12000)}
    [key] = work.add_many(
        Campaign, [_row(house, name, offer, words, (first, last), **done, **end)]
    )
    treated = [one for one in people if one not in control]
    work.add_many(
        CampaignPerson,
        [
            {
                "campaign_id": key,
                "client_id": one,
                "side": Group.CONTROL if one in control else Group.TREATED,
                "abc": "",
                "why": Why.NONE.value,
                "answer": _answer(at, one in came)
                if one not in control and place % 3 == 0
                else None,
                "answered_on": first if one not in control and place % 3 == 0 else None,
                "note": "",
                "staff_id": by if one not in control and place % 3 == 0 else None,
            }
            for place, one in enumerate(people)
            for at in (place,)
        ],
    )
    work.add_many(
        Occasion,
        [
            {
                "client_id": one,
                "kind": Kind.CAMPAIGN,
                "reference": str(key),
                "day": first,
                "until": last,
                "message": "campaign",
                "state": Said.DONE,
                "why": "",
                "note": "",
                "detail": json.dumps({"name": name, "until": last.isoformat()}),
                "weight": 0,
                "is_decided": False,
                "ended": first + timedelta(days=place % 3),
                "appointment_id": None,
                "call_id": None,
            }
            for place, one in enumerate(treated)
        ],
    )


def _answer(place: int, has_come: bool) -> Answer:
    if has_come:
        return Answer.TOOK
    said = (Answer.WELCOMED, Answer.REFUSED, Answer.NONE, Answer.WELCOMED)
    return said[place % len(said)]


def _gone(work: Work, house: House, people: Sequence[int]) -> None:
    """Let somebody have left, and her clients have been handed over."""
    assert house.crew is not None
    tongue = house.premises.language
    mei, last = house.crew.keys["mei"], work.today - timedelta(days=LEFT)
    at = datetime.combine(last, time(20), work.zone)
    [lan] = work.add_many(
        StaffMember,
        [
            {
                "name": _NAMES["left"].said_in(tongue),
                "role": Role.THERAPIST,
                "skills": "l3 l4",
                "is_active": False,
                "sort": 90,
                "leaves_at": at,
            }
        ],
    )
    begun = last - timedelta(days=35)
    [key] = work.add_many(
        Leaving,
        [
            {
                "staff_id": lan,
                "last_day": last,
                "begun": begun,
                "call_by": last - timedelta(days=CALL_AHEAD),
                "begun_by": mei,
                "state": State.GONE,
                "farewell": _NAMES["farewell"].said_in(tongue),
                "ended_at": at,
            }
        ],
    )
    heirs = [one for name, one in house.crew.keys.items() if name in _HEIRS]
    work.add_many(
        LeavingClient,
        [
            {
                "leaving_id": key,
                "client_id": one,
                "abc": "ABBC"[place % 4],
                "visits": 4 + place % 5,
                "others": 0 if place % 4 == 0 else place % 5,
                "is_only": place % 4 == 0,
                "spent": Money(42000 + 3100 * place),
                "next_year": Money(39000 + 2900 * place),
                "last_visit": last - timedelta(days=5 + place),
                "expected": 28 + place % 7,
                "successor_id": heirs[place % len(heirs)],
                "why": "all",
                "call_id": None,
                "introduced_on": last - timedelta(days=place % 9)
                if place % 3
                else None,
            }
            for place, one in enumerate(people[:HERS])
        ],
    )
    talks = ((Talk.START, "start", 300), (Talk.GROWTH, "growth", 40))
    work.add_many(
        StaffTalk,
        [
            {
                "staff_id": heirs[0],
                "kind": kind,
                "on": work.today - timedelta(days=ago),
                "words": _NAMES[name].said_in(tongue),
                "next_on": None,
                "by_id": mei,
            }
            for kind, name, ago in talks
        ],
    )
