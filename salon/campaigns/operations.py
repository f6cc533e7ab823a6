"""What is done with campaigns."""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import func, select

from salon.campaigns import events
from salon.campaigns.choosing import Choosing
from salon.campaigns.model import (
    DAYS,
    LEAST_CONTROL,
    LONGEST,
    LONGEST_WORDS,
    MOST_CONTROL,
    MOST_DAYS,
    Answer,
    BadControl,
    BadTerms,
    CampaignId,
    Group,
    HeldOut,
    MarketingPaused,
    NobodyChosen,
    NotADraft,
    NotInCampaign,
    NotRunning,
    Stage,
    Terms,
    Why,
)
from salon.campaigns.tables import Campaign, CampaignPerson
from salon.clients.events import ClientsMerged
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.reach import CHANNELS, Purpose
from salon.clients.refusals import refuse_contact
from salon.clients.tables import Client
from salon.occasions.finding import Finder
from salon.occasions.model import MAY_YET, Kind
from salon.occasions.model import Why as Stops
from salon.occasions.planning import drop, horizon, plan_best
from salon.occasions.queries import rules_of
from salon.occasions.tables import Occasion
from salon.rights import Right
from salon.settings.queries import premises
from salon.text import Names
from salon.work import Work, needs


@needs(Right.MANAGE)
def keep_campaign(
    work: Work, terms: Terms, key: CampaignId | None = None, seen: int | None = None
) -> CampaignId:
    """Write a draft down, a new one or another way; return its number.

    Raises:
        BadTerms, BadControl: It cannot be so.
        NotADraft: It has begun.
        Missing, EditedElsewhere: As ever.
    """
    terms = _checked(work, terms)
    said = {
        "name": terms.name,
        "offer": terms.offer,
        "en": terms.words.en,
        "zh_hans": terms.words.zh_hans,
        "zh_hant": terms.words.zh_hant,
        "channels": " ".join(terms.channels),
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "cut": terms.cut,
        "about": terms.about,
        "cost": terms.cost,
        "chosen": terms.who.to_text(),
        "control": terms.control,
        "spares_hunters": terms.spares_hunters,
        "spares_full": terms.spares_full,
    }
    if key is None:
        many = work.session.scalar(select(func.max(Campaign.id))) or 0
        seed = sha256(f"{work.now.isoformat()}/{many}".encode()).hexdigest()[:16]
        row = work.add(Campaign(**said, seed=seed, days=DAYS, stage=Stage.DRAFT))
    else:
        row = _draft(work, key, seen)
        for name, value in said.items():
            setattr(row, name, value)
    work.record(events.CampaignWritten(row.id))
    return row.id


@needs(Right.MANAGE)
def drop_campaign(work: Work, key: CampaignId) -> None:
    """Throw a draft away; raises NotADraft."""
    work.session.delete(_draft(work, key))
    work.record(events.CampaignDropped(key))


@needs(Right.MANAGE)
def start_campaign(
    work: Work, key: CampaignId, within: Sequence[int] | None = None
) -> int:
    """Let a campaign go out; return how many get it.

    Who is chosen is drawn and written down now, with who is held out and who is left
    out for which reason. What is said goes the way of all occasions: with their
    measure, at most so many a day, on the call list or as a message.

    Args:
        work: As ever.
        key: The draft.
        within: Only the clients of a kept view.

    Raises:
        MarketingPaused: Nothing goes out now.
        NobodyChosen: All are left out.
        BadTerms, NotADraft: It cannot begin, or has begun.
    """
    row = _draft(work, key)
    if premises(work).marketing_paused:
        raise MarketingPaused
    terms = _checked(work, row.terms)
    row.starts_on = terms.starts_on
    found = Choosing(work, terms, row.seed, key=row.id, within=within).found()
    if not found.count(Group.TREATED):
        raise NobodyChosen
    work.add_many(
        CampaignPerson,
        [
            {
                "campaign_id": row.id,
                "client_id": one.client_id,
                "side": one.group,
                "abc": one.abc,
                "why": one.why.value,
                "answer": None,
                "answered_on": None,
                "note": "",
                "staff_id": None,
            }
            for one in found.people
        ],
    )
    row.stage, row.started_at, row.started_by = Stage.RUNNING, work.now, work.by.id
    work.session.flush()
    treated = [one.client_id for one in found.people if one.group is Group.TREATED]
    rules = rules_of(work)
    finder = Finder(work, rules, None, horizon(work), among=treated)
    plan_best(work, finder, rules, Kind.CAMPAIGN)
    work.record(events.CampaignStarted(row.id, len(treated)))
    return len(treated)


@needs(Right.MANAGE)
def stop_campaign(work: Work, key: CampaignId, why: str = "") -> int:
    """End a campaign at once; return how many were still to hear of it."""
    row = work.get(Campaign, key)
    if row.stage is not Stage.RUNNING:
        raise NotRunning(row.name)
    o = Occasion
    waiting = work.session.scalars(
        select(o).where(
            o.kind == Kind.CAMPAIGN, o.reference == str(key), o.state.in_(MAY_YET)
        )
    ).all()
    for one in waiting:
        drop(work, one, Stops.STOPPED)
    row.stage, row.ended_at = Stage.ENDED, work.now
    row.why_ended = " ".join(why.split())[:200]
    row.ends_on = max(row.starts_on, min(row.ends_on, work.today))
    work.record(events.CampaignStopped(key))
    return len(waiting)


@needs(Right.CALL)
def answer_campaign(
    work: Work, key: CampaignId, client_id: ClientId, answer: Answer, note: str = ""
) -> None:
    """Keep what somebody said to a campaign; said again, it is the newer answer.

    Who wants no more offers gets none from now on, of any kind.

    Raises:
        HeldOut: Somebody who is held out cannot have been asked.
        NotInCampaign: Nor can who was left out.
        NotRunning: It is a draft.
    """
    row = work.get(Campaign, key)
    if row.stage is Stage.DRAFT:
        raise NotRunning(row.name)
    client = work.get(Client, living(work, client_id))
    p = CampaignPerson
    person = work.session.scalar(
        select(p).where(p.campaign_id == key, p.client_id == client.id)
    )
    if person is not None and person.side is Group.CONTROL:
        raise HeldOut(client.name, row.name)
    if person is None or person.side is Group.OUT:
        raise NotInCampaign(client.name)
    person.answer, person.answered_on = answer, work.today
    person.note = " ".join(note.split())[:400]
    person.staff_id = work.by.id
    if answer is Answer.OPTED_OUT:
        refuse_contact(work, client.id, Purpose.OFFER.value)
    work.record(events.CampaignAnswered(client.id))


def join_people(work: Work, event: ClientsMerged) -> None:
    """Let the kept file have each campaign once.

    Who stood on two sides of one, or was left out of it on one of the files, says
    nothing about it any more.
    """
    p = CampaignPerson
    mine = {
        row.campaign_id: row
        for row in work.session.scalars(select(p).where(p.client_id == event.kept_id))
    }
    theirs = select(p).where(p.client_id == event.away_id)
    for row in work.session.scalars(theirs).all():
        other = mine.get(row.campaign_id)
        if other is None:
            row.client_id = event.kept_id
            continue
        if other.side is not row.side:
            other.side, other.why = Group.OUT, Why.MERGED.value
        other.answer = other.answer or row.answer
        work.session.delete(row)


def _draft(work: Work, key: CampaignId, seen: int | None = None) -> Campaign:
    row = work.get(Campaign, key, seen=seen)
    if row.stage is not Stage.DRAFT:
        raise NotADraft(row.name)
    return row


def _checked(work: Work, terms: Terms) -> Terms:
    """Return terms as they are kept; raises BadTerms, BadControl."""
    name = " ".join(terms.name.split())
    words = [
        said.strip()
        for said in (terms.words.en, terms.words.zh_hans, terms.words.zh_hant)
    ]
    ways = tuple(one for one in CHANNELS if one in terms.channels)
    first = max(terms.starts_on, work.today)
    days = (terms.ends_on - first).days + 1
    is_said = bool(name) and any(words) and bool(ways)
    is_short = len(name) <= LONGEST and max(map(len, words)) <= LONGEST_WORDS
    is_cut = 0 <= terms.cut <= 100 and terms.cost.minor >= 0
    if not (is_said and is_short and is_cut and 1 <= days <= MOST_DAYS):
        raise BadTerms
    if terms.control and not LEAST_CONTROL <= terms.control <= MOST_CONTROL:
        raise BadControl(terms.control)
    if terms.control < 0:
        raise BadControl(terms.control)
    spoken = Names(*(one or next(filter(None, words)) for one in words))
    return Terms(
        name=name,
        offer=terms.offer,
        words=spoken,
        starts_on=first,
        ends_on=terms.ends_on,
        channels=ways,
        cut=terms.cut,
        about=terms.about,
        cost=terms.cost,
        who=terms.who,
        control=terms.control,
        spares_hunters=terms.spares_hunters,
        spares_full=terms.spares_full,
    )
