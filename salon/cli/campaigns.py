"""The commands of campaigns."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from salon.app import Salon
from salon.campaigns.model import (
    ANSWER_WORDS,
    GROUP_WORDS,
    OFFER_WORDS,
    STAGE_WORDS,
    WHY_WORDS,
    Answer,
    CampaignId,
    CampaignLine,
    Chosen,
    Group,
    Memory,
    Offer,
    Person,
    Result,
    Terms,
    Who,
)
from salon.campaigns.operations import (
    answer_campaign,
    drop_campaign,
    keep_campaign,
    start_campaign,
    stop_campaign,
)
from salon.campaigns.queries import campaign, campaigns, waiting_for_offers
from salon.campaigns.words import came_said, share_said, uplift_said
from salon.cli import named, shapes
from salon.cli.answer import Answer as Said
from salon.cli.answer import listed
from salon.cli.till import UnknownWord, read_amount
from salon.cli.words.campaigns import VERBS
from salon.clients.model import ClientId
from salon.clients.queries import client_lines
from salon.loyalty.statistics import Share
from salon.public import public_id
from salon.settings.operations import describe
from salon.text import LANGUAGES, N_, Names, _, amount, short_day
from salon.views.campaigns import campaign_sight, memory_sight, view_keys

USUAL_DAYS = timedelta(days=30)


def campaign_of(salon: Salon, options: Namespace) -> Said:
    """List campaigns, or do with one what is asked."""
    doing = _DOING.get(options.what)
    if doing is None:
        raise UnknownWord(options.what[:40], ", ".join(VERBS))
    return doing(salon, options)


def _list(salon: Salon, _options: Namespace) -> Said:
    found = salon.ask(campaigns)
    return listed("campaigns", [_shape(salon, x) for x in found], map(_line, found))


def _show(salon: Salon, options: Namespace) -> Said:
    return _shown(salon, _key(options), is_changed=False)


def _new(salon: Salon, options: Namespace) -> Said:
    today = salon.today()
    usual = Terms(
        name=options.which or options.name or "",
        offer=Offer.EVENT,
        words=Names("", "", ""),
        starts_on=today,
        ends_on=today + USUAL_DAYS,
    )
    terms = _terms(salon, options, usual)
    salon.ask(view_keys, terms.who.view)  # no draft of a view there is none of
    key = salon.do(keep_campaign, terms)
    return _shown(salon, key, is_changed=True)


def _change(salon: Salon, options: Namespace) -> Said:
    key = _key(options)
    now = salon.ask(campaign, key).terms
    terms = _terms(salon, options, now)
    salon.ask(view_keys, terms.who.view)
    salon.do(keep_campaign, terms, key)
    return _shown(salon, key, is_changed=True)


def _drop(salon: Salon, options: Namespace) -> Said:
    salon.do(drop_campaign, _key(options))
    return Said({"campaign": options.which}, [options.which], changed=options.which)


def _people(salon: Salon, options: Namespace) -> Said:
    sight = salon.ask(campaign_sight, _key(options))
    if sight.chosen is not None:
        found = [
            {
                "client": public_id("client", one.client_id),
                "name": one.client,
                "abc": one.abc or None,
                "side": one.group.value,
                "why": one.why.value or None,
                "comes_for_offers": one.is_hunter,
                "pays_in_full": one.pays_in_full,
            }
            for one in sight.chosen.people
        ]
        lines = [
            f"{one.client}  {_(GROUP_WORDS[one.group])}  "
            + (_(WHY_WORDS[one.why]) if one.why else "")
            for one in sight.chosen.people
        ]
        return Said(
            {"people": found, "total": len(found)} | _counts(sight.chosen), lines
        )
    return listed(
        "people",
        [_person(salon, one) for one in sight.people],
        (_person_line(one) for one in sight.people),
    )


def _start(salon: Salon, options: Namespace) -> Said:
    key = _key(options)
    within = salon.ask(view_keys, salon.ask(campaign, key).terms.who.view)
    salon.do(start_campaign, key, within)
    return _shown(salon, key, is_changed=True)


def _stop(salon: Salon, options: Namespace) -> Said:
    key = _key(options)
    salon.do(stop_campaign, key, options.reason)
    return _shown(salon, key, is_changed=True)


def _answer(salon: Salon, options: Namespace) -> Said:
    key = _key(options)
    who = named.client(salon, options.client or "").id
    known = [one.value for one in Answer]
    if options.said not in known:
        raise UnknownWord(str(options.said or "")[:40], ", ".join(known))
    salon.do(answer_campaign, key, ClientId(who), Answer(options.said), options.note)
    shown = {
        "campaign": options.which,
        "client": public_id("client", who),
        "answer": options.said,
    }
    return Said(shown, [_(ANSWER_WORDS[Answer(options.said)])], changed=options.which)


def _result(salon: Salon, options: Namespace) -> Said:
    sight = salon.ask(campaign_sight, _key(options))
    if sight.result is None:
        return _show(salon, options)
    found = sight.result
    return Said(_result_shape(salon, found), _result_lines(salon, found))


def _memory(salon: Salon, options: Namespace) -> Said:
    who = named.client(salon, options.which or "").id
    name, found = salon.ask(memory_sight, who)
    return Said(_memory_shape(salon, found), [name, *_memory_lines(found)])


def _waiting(salon: Salon, _options: Namespace) -> Said:
    keys = sorted(salon.ask(waiting_for_offers))
    lines = salon.ask(client_lines, keys)
    shown = [{"client": public_id("client", one.id), "name": one.name} for one in lines]
    return listed("waiting", shown, (one.name for one in lines))


def _pause(salon: Salon, options: Namespace) -> Said:
    is_paused = options.what == "pause"
    salon.do(describe, marketing_paused=is_paused)
    said = N_("All marketing pauses.") if is_paused else N_("Marketing goes on.")
    return Said({"marketing_paused": is_paused}, [_(said)], changed="marketing")


_DOING: dict[str, Callable[[Salon, Namespace], Said]] = {
    "list": _list,
    "show": _show,
    "new": _new,
    "change": _change,
    "drop": _drop,
    "people": _people,
    "start": _start,
    "stop": _stop,
    "answer": _answer,
    "result": _result,
    "memory": _memory,
    "waiting": _waiting,
    "pause": _pause,
    "resume": _pause,
}


def _key(options: Namespace) -> CampaignId:
    return CampaignId(named.key_of("campaign", N_("campaign"), options.which or ""))


def _terms(salon: Salon, options: Namespace, now: Terms) -> Terms:
    """Return terms with what was said of them."""
    said: dict[str, Any] = {}
    if options.name:
        said["name"] = options.name
    if options.offer:
        said["offer"] = Offer(options.offer)
    if options.say:
        said["words"] = _names(options.say, now.words)
    if options.channel:
        said["channels"] = tuple(options.channel)
    if options.first:
        said["starts_on"] = named.day_of(salon, options.first)
        if not options.last and now.ends_on < said["starts_on"]:
            said["ends_on"] = said["starts_on"] + USUAL_DAYS
    if options.last:
        said["ends_on"] = named.day_of(salon, options.last)
    if options.cut is not None:
        said["cut"] = options.cut
    if options.about is not None:
        said["about"] = options.about.upper()
    if options.cost:
        said["cost"] = read_amount(salon, options.cost)
    if options.who:
        said["who"] = Who.from_plain(dict(map(named.pair, options.who)))
    if options.control is not None:
        said["control"] = options.control
    if options.hunters:
        said["spares_hunters"] = False
    if options.spare_full:
        said["spares_full"] = True
    return replace(now, **said)


def _names(said: Iterable[str], now: Names) -> Names:
    """Return words with some languages said anew: "zh_CN=…"; English without a code."""
    found = {"en": now.en, "zh_CN": now.zh_hans, "zh_TW": now.zh_hant}
    for text in said:
        code, equals, words = text.partition("=")
        if equals and code in LANGUAGES:
            found[code] = words
        else:
            found["en"] = text
    return Names(found["en"], found["zh_CN"], found["zh_TW"])


def _shown(salon: Salon, key: CampaignId, *, is_changed: bool) -> Said:
    sight = salon.ask(campaign_sight, key)
    number = public_id("campaign", key)
    document = _shape(salon, sight.line)
    lines = [_line(sight.line), str(sight.line.terms.words)]
    if sight.chosen is not None:
        document |= _counts(sight.chosen)
        lines += _warnings(sight.chosen)
    if sight.result is not None:
        document["result"] = _result_shape(salon, sight.result)
        lines += _result_lines(salon, sight.result)
    return Said(document, lines, changed=number if is_changed else None)


def _shape(salon: Salon, one: CampaignLine) -> dict[str, Any]:
    t = one.terms
    return {
        "id": public_id("campaign", one.id),
        "name": t.name,
        "stage": one.stage.value,
        "offer": t.offer.value,
        "words": {"en": t.words.en, "zh_CN": t.words.zh_hans, "zh_TW": t.words.zh_hant},
        "channels": list(t.channels),
        "from": t.starts_on.isoformat(),
        "to": t.ends_on.isoformat(),
        "cut": t.cut,
        "about": t.about or None,
        "cost": shapes.money(salon, t.cost),
        "who": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in (
                (name, getattr(t.who, name)) for name in Who.__dataclass_fields__
            )
            if value
        },
        "control": t.control,
        "spares_hunters": t.spares_hunters,
        "spares_full": t.spares_full,
        "why_ended": one.why_ended or None,
        "treated": one.treated,
        "held_out": one.control,
        "left_out": one.out,
    }


def _line(one: CampaignLine) -> str:
    number = public_id("campaign", one.id)
    t = one.terms
    days = f"{short_day(t.starts_on)} – {short_day(t.ends_on)}"
    sides = f"{one.treated} / {one.control}" if one.treated else ""
    offer, stage = _(OFFER_WORDS[t.offer]), _(STAGE_WORDS[one.stage])
    return "  ".join(filter(None, (f"{number:>6}", t.name, offer, stage, days, sides)))


def _counts(found: Chosen) -> dict[str, Any]:
    return {
        "gets": found.count(Group.TREATED),
        "held_out": found.count(Group.CONTROL),
        "left_out": {one.value: many for one, many in found.whys.items()},
        "comes_for_offers": found.hunters,
        "pays_in_full": found.in_full,
        "has_classes": found.has_classes,
        "too_few_to_tell": found.is_too_few,
    }


def _warnings(found: Chosen) -> list[str]:
    said = _("{gets} get it, {held} are held out, {out} are left out.")
    lines = [
        said.format(
            gets=found.count(Group.TREATED),
            held=found.count(Group.CONTROL),
            out=found.count(Group.OUT),
        )
    ]
    lines += [f"  {_(WHY_WORDS[why])}: {many}" for why, many in found.whys.items()]
    return lines


def _person(salon: Salon, one: Person) -> dict[str, Any]:
    return {
        "client": public_id("client", one.client_id),
        "name": one.client,
        "abc": one.abc or None,
        "side": one.group.value,
        "why": one.why.value or None,
        "delivered": one.delivered_on.isoformat() if one.delivered_on else None,
        "waits": one.waits or None,
        "answer": one.answer.value if one.answer else None,
        "came": one.came_on.isoformat() if one.came_on else None,
        "worth": shapes.money(salon, one.worth),
        "counted": one.is_ripe,
    }


def _person_line(one: Person) -> str:
    said = (
        one.client,
        _(GROUP_WORDS[one.group]),
        _(WHY_WORDS[one.why]) if one.why else "",
        short_day(one.delivered_on) if one.delivered_on else one.waits,
        _(ANSWER_WORDS[one.answer]) if one.answer else "",
    )
    return "  ".join(filter(None, said))


def _share(one: Share) -> dict[str, Any]:
    span = one.span
    return {
        "part": one.part,
        "of": one.of,
        "rate": None if one.rate is None or one.is_few else round(one.rate, 4),
        "low": None if span is None else round(span.low, 4),
        "high": None if span is None else round(span.high, 4),
    }


def _result_shape(salon: Salon, one: Result) -> dict[str, Any]:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "planned": one.planned,
        "delivered": one.delivered,
        "response": _share(one.response),
        "accepted": _share(one.accepted),
        "treated": _share(one.treated),
        "held_out": _share(one.control),
        "uplift": rounded(one.uplift),
        "uplift_low": rounded(one.low),
        "uplift_high": rounded(one.high),
        "is_proven": one.is_proven,
        "opted_out": _share(one.opted_out),
        "worth": shapes.money(salon, one.worth),
        "extra": None if one.extra is None else shapes.money(salon, one.extra),
        "taken_off": shapes.money(salon, one.taken_off),
        "cost": shapes.money(salon, one.cost),
        "back_at_full_price": {str(x.days): _share(x.share) for x in one.back},
        "not_over_yet": one.unripe,
    }


def _result_lines(salon: Salon, one: Result) -> list[str]:
    currency = salon.premises.currency
    lines = [came_said(one), uplift_said(one)]
    if one.extra is not None:
        said = _("Beyond what came anyway: {extra}; it cost {cost}.")
        lines.append(
            said.format(
                extra=amount(one.extra, currency), cost=amount(one.cost, currency)
            )
        )
    for back in one.back:
        said = _("Back at the full price within {days} days: {share}")
        lines.append(said.format(days=back.days, share=share_said(back.share)))
    return lines


def _memory_shape(salon: Salon, one: Memory) -> dict[str, Any]:
    return {
        "client": public_id("client", one.client_id),
        "kinds": [
            {
                "offer": each.offer.value,
                "had": each.had,
                "took": each.took,
                "welcomed": each.welcomed,
                "refused": each.refused,
            }
            for each in one.kinds
        ],
        "comes_for_offers": one.is_hunter,
        "pays_in_full": one.pays_in_full,
        "waits_for_offers": one.waits,
        "held_out_of": one.compared or None,
        "campaigns": [
            {
                "campaign": public_id("campaign", each.campaign_id),
                "name": each.name,
                "delivered": each.delivered_on.isoformat(),
                "answer": each.answer.value if each.answer else None,
                "came": each.came_on.isoformat() if each.came_on else None,
                "worth": shapes.money(salon, each.worth),
            }
            for each in one.lines
        ],
    }


def _memory_lines(one: Memory) -> list[str]:
    from salon.campaigns.words import memory_said

    return list(memory_said(one))
