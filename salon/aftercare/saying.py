"""What to say in a call: in the client's language, at the moment it is said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from salon.aftercare.composing import (
    Known,
    Moment,
    alike,
    compose,
    is_new,
    own_piece,
    shipped,
)
from salon.aftercare.composing import Words as Composed
from salon.aftercare.habits import Habits
from salon.aftercare.knowing import Knowledge
from salon.aftercare.model import (
    COMPLAINT,
    INCIDENT,
    RECALL,
    REMINDER,
    UNPLANNED,
    OfferMemory,
    Said,
)
from salon.aftercare.redress import redress_words
from salon.aftercare.spoken import Spoken, spoken_of
from salon.aftercare.tables import Call, ContactMade
from salon.aftercare.words import (
    address,
    by_the_caller,
    core_of,
    filled,
    replaced,
    timely,
    without_questions,
)
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.model import EntryCard, NotFound, Subject
from salon.catalogue.queries import entries, entry, terms
from salon.catalogue.tables import Service
from salon.clients.tables import ClientPhone
from salon.incidents.queries import first_words_of, open_incidents
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.skin.tables import Assessment
from salon.staff.model import StaffId
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.text import (
    N_,
    Names,
    _,
    hour,
    language,
    listed,
    plain_day,
    short_day,
    speaking,
    weekday,
)
from salon.work import Reading, remembered

# What a reminder says in the middle; each in words of its own, for who comes often.
_REMINDER_WORDS = {
    "en": (
        "We look forward to seeing you on {weekday}, {date}, at {time} for {service} "
        "with {staff}. Does that still suit you?",
        "{staff} has the room ready for your {service} from {time} on {weekday}, "
        "{date}. Shall it stay so?",
        "Only so that it does not slip by: {service} on {weekday}, {date}, {time}, "
        "with {staff}. Is anything to be changed?",
        "Your hour with {staff} comes round on {weekday}, {date}: {service} at {time}. "
        "Can you make it?",
        "In our book stands {service}, {weekday}, {date}, at {time}, and {staff} is "
        "in. Tell me if another hour is easier.",
        "May I check one line with you: {weekday}, {date}, {time}, {service}? {staff} "
        "keeps that time free for you.",
    ),
    "zh_CN": (
        "提醒您{date}（{weekday}）{time}的{service}，由{staff}为您服务。时间还方便吗？",
        "{weekday}（{date}）{time}，{staff}等您来做{service}，照旧可以吗？",
        "怕您忙忘了：{service}约在{date}{weekday}{time}，{staff}来做。要不要换个时间？",
        "跟您对一下预约：{time}，{date}，{weekday}，{service}，{staff}当班。来得了吧？",
        "{staff}把{date}{time}留给您了，做{service}，那天是{weekday}。有变动随时说。",
        "本子上记着您{weekday}来，{date}{time}开始，{service}。{staff}提前准备，行吗？",
    ),
    "zh_TW": (
        "提醒您{date}（{weekday}）{time}的{service}，由{staff}為您服務。時間還方便嗎？",
        "{weekday}（{date}）{time}，{staff}等您來做{service}，照舊可以嗎？",
        "怕您忙忘了：{service}約在{date}{weekday}{time}，由{staff}來做。要不要換時間？",
        "跟您對一下預約：{time}，{date}，{weekday}，{service}，{staff}當班。來得了吧？",
        "{staff}把{date}{time}留給您了，做{service}，那天是{weekday}。有變動隨時說。",
        "簿子上寫著您{weekday}來，{date}{time}開始，{service}。{staff}先準備，好嗎？",
    ),
}
# The same by whoever will do it.
_REMINDER_OWN_WORDS = {
    "en": (
        "I look forward to seeing you on {weekday}, {date}, at {time} for {service}. "
        "Does that still suit you?",
        "I have the room ready for your {service} from {time} on {weekday}, {date}. "
        "Shall it stay so?",
        "Only so that it does not slip by: {service}, {weekday}, {date}, {time}, with "
        "me. Is anything to be changed?",
        "Our next hour comes round on {weekday}, {date}: {service} at {time}. Can you "
        "make it?",
        "In my book stands {service}, {weekday}, {date}, at {time}. Tell me if another "
        "hour is easier.",
        "May I check one line with you: {weekday}, {date}, {time}, {service}? I keep "
        "that time free for you.",
    ),
    "zh_CN": (
        "提醒您{date}（{weekday}）{time}的{service}，我来给您做。时间还方便吗？",
        "{weekday}（{date}）{time}，我等您来做{service}，照旧可以吗？",
        "怕您忙忘了：{service}约在{date}{weekday}{time}，我在。要不要换个时间？",
        "跟您对一下预约：{time}，{date}，{weekday}，{service}，我当班。来得了吧？",
        "我把{date}{time}给您留着，做{service}，那天是{weekday}。有变动随时说。",
        "本子上记着您{weekday}来，{date}{time}开始，{service}。我提前准备，行吗？",
    ),
    "zh_TW": (
        "提醒您{date}（{weekday}）{time}的{service}，由我為您服務。時間還方便嗎？",
        "{weekday}（{date}）{time}，我等您來做{service}，照舊可以嗎？",
        "怕您忙忘了：{service}約在{date}{weekday}{time}，我在。要不要換個時間？",
        "跟您對一下預約：{time}，{date}，{weekday}，{service}，我當班。來得了吧？",
        "我把{date}{time}幫您留著，做{service}，那天是{weekday}。有變動隨時說。",
        "簿子上寫著您{weekday}來，{date}{time}開始，{service}。我先準備，好嗎？",
    ),
}
ON_THE_BODY = "on_the_body"  # one: what was done is not of the brows or lashes
_OF_THE_FACE = ("LSB", "EYE")
ON_ITS_DAY = "on_its_day"  # a need of a step's own words: said when it was planned
_REMINDER_GREETINGS = {
    "en": (
        "{address}, this is {caller} from {salon}.",
        "Hello {address}, {caller} at {salon} here.",
        "{caller} of {salon}, {address}, about your visit.",
        "It is {caller}, {address}, from {salon}.",
    ),
    "zh_CN": (
        "{address}，我是{salon}的{caller}。",
        "您好{address}，{salon}的{caller}。",
        "{address}，{caller}从{salon}给您打电话。",
        "{salon}的{caller}，{address}您好。",
    ),
    "zh_TW": (
        "{address}，我是{salon}的{caller}。",
        "您好{address}，{salon}的{caller}。",
        "{address}，{caller}從{salon}打給您。",
        "{salon}的{caller}，{address}您好。",
    ),
}
_RECALL_WORDS = {
    "en": "{address}, this is {caller} from {salon}. We have not seen you for a while "
    "and wondered how you are. Shall we look for a time that suits you?",
    "zh_CN": "{address}您好，我是{salon}的{caller}。好一阵子没见到您了，"
    "想问问您最近怎么样。要不要一起看个您方便的时间？",
    "zh_TW": "{address}您好，我是{salon}的{caller}。好一陣子沒見到您了，"
    "想問問您最近好嗎。要不要一起看個您方便的時間？",
}
# Of a call that was promised: by its step, else the last.
_PROMISED_WORDS = {
    "worried": {
        "en": "{address}, this is {caller} from {salon}. You were worried after your "
        "treatment, and I do not want to leave you alone with it. How does it look and "
        "feel now, and is it better or worse than when we spoke?",
        "zh_CN": "{address}，我是{salon}的{caller}。上次您说做完有点不放心，"
        "我一直记着。现在看着、摸着怎么样，比那会儿好些还是更明显了？",
        "zh_TW": "{address}，我是{salon}的{caller}。上次您說做完有點不放心，"
        "我一直記著。現在看起來、摸起來怎麼樣，比那時候好些還是更明顯？",
    },
    "complaint": {
        "en": "{address}, this is {caller} from {salon}. You told us that something "
        "was not right. I would like to hear it from you, from the beginning; I am "
        "listening.",
        "zh_CN": "{address}，我是{salon}的{caller}。听说这次有让您不满意的地方，"
        "想请您从头说给我听，我听着。",
        "zh_TW": "{address}，我是{salon}的{caller}。聽說這次有讓您不滿意的地方，"
        "想請您從頭說給我聽，我在聽。",
    },
    "again": {
        "en": "{address}, this is {caller} from {salon}. You asked us to ring at this "
        "time instead. Is it a good moment?",
        "zh_CN": "{address}，我是{salon}的{caller}，您说这个时候再打。现在方便吗？",
        "zh_TW": "{address}，我是{salon}的{caller}，您說這個時候再打。現在方便嗎？",
    },
    "thanks": {
        "en": "{address}, this is {caller} from {salon}. What you said of your last "
        "visit reached the right ears. Thank you for taking the time to say it.",
        "zh_CN": "{address}，我是{salon}的{caller}。您上次的夸奖已经转到本人那里了，"
        "谢谢您特意说这一句，我们都很高兴。",
        "zh_TW": "{address}，我是{salon}的{caller}。您上次的誇獎已經轉達給本人了，"
        "謝謝您特地說這一句，我們都很開心。",
    },
    "told_back": {
        "en": "{address}, this is {caller} from {salon}. You told us something that we "
        "have thought about since, and I would like you to be the first to hear what "
        "came of it.",
        "zh_CN": "{address}您好，我是{salon}的{caller}。您上次给我们提的那条建议，"
        "我们认真商量过了，想先跟您说说结果。",
        "zh_TW": "{address}您好，我是{salon}的{caller}。您上次給我們的那個建議，"
        "我們認真討論過了，想先跟您說說結果。",
    },
    "thinking": {
        "en": "{address}, this is {caller} from {salon}. You were with us and wanted "
        "to think it over. Is anything still unclear that I can answer? There is no "
        "hurry.",
        "zh_CN": "{address}您好，我是{salon}的{caller}。那天您来咨询，说要再想想。"
        "还有哪里没说清楚的，您问我就好，不着急。",
        "zh_TW": "{address}您好，我是{salon}的{caller}。那天您來諮詢，說要再想想。"
        "還有哪裡沒說清楚的，您問我就好，不急。",
    },
    "survey": {
        "en": "{address}, this is {caller} from {salon}. Once in a while we ask how we "
        "do, and what you say is read by a person. Do you have five minutes? If not, "
        "that is perfectly all right.",
        "zh_CN": "{address}，我是{salon}的{caller}。我们隔一阵子会请教您的意见，"
        "您说的都有人认真看。方便聊五分钟吗？不方便也完全没关系。",
        "zh_TW": "{address}，我是{salon}的{caller}。我們隔一陣子會請教您的意見，"
        "您說的都有人認真看。方便聊五分鐘嗎？不方便也完全沒關係。",
    },
    "course_ends": {
        "en": "{address}, this is {caller} from {salon}. Your course has a last day, "
        "and I would not like anything of it to be left over. Shall we find the times "
        "together, or give it more time?",
        "zh_CN": "{address}您好，我是{salon}的{caller}。您的疗程快到期了，"
        "还有次数没做完。我们一起把时间排一排，或者给您延期，您看哪样方便？",
        "zh_TW": "{address}您好，我是{salon}的{caller}。您的療程快到期了，"
        "還有次數沒做完。我們一起把時間排一排，或是幫您延期，您看哪樣方便？",
    },
    "promised": {
        "en": "{address}, this is {caller} from {salon}. We promised to ring you back.",
        "zh_CN": "{address}，我是{salon}的{caller}，答应过给您回电话。",
        "zh_TW": "{address}，我是{salon}的{caller}，答應過給您回電話。",
    },
}
_UNPLANNED_WORDS = {
    "en": "{address}, this is {caller} from {salon}.",
    "zh_CN": "{address}，我是{salon}的{caller}。",
    "zh_TW": "{address}，我是{salon}的{caller}。",
}
_HOW_IS_IT = {
    "en": "How has it been since your {service}?",
    "zh_CN": "做完{service}这几天，感觉怎么样？",
    "zh_TW": "做完{service}這幾天，感覺怎麼樣？",
}
# {ask} is the question for the sign that was said, from the content; each call begins
# and ends in words of its own, so that no two in a row sound alike
_INCIDENT_WORDS = {
    "h2": N_(
        "{address}, {caller} from {salon}. I promised that we would not leave you "
        "alone with this. {ask} Is help with you, and what did they say?"
    ),
    "evening": N_(
        "Good evening, {address}, {caller} here. Before the night I would like to hear "
        "from you myself. {ask} If anything gets worse tonight, do not wait for us: "
        "ring for help."
    ),
    "d1": N_(
        "{address}, it is {caller}. How was the night? {ask} Would you send us a "
        "photograph, if that is all right with you?"
    ),
    "d3": N_(
        "Hello, {address}, {caller} speaking. We have been thinking of you these "
        "days. {ask} Is there anything that you need from us?"
    ),
    "d7": N_(
        "{address}, this is {caller} once more. It has been a week. {ask} May we look "
        "at it together, whenever it suits you?"
    ),
    "cut_off": N_("{address}, {caller} here, we were cut off. {ask} Who is with you?"),
}
_SECOND_ASK = ("evening", "d3")  # asked in other words than the call before


class Background:
    """What many lines need, asked once for all of them."""

    def __init__(
        self,
        reading: Reading,
        clients: Sequence[int],
        *,
        scripts: bool,
        speaker: StaffId | None = None,
    ) -> None:
        session = reading.session
        self._reading = reading
        self.clients = clients
        self.scripts = scripts
        self.here: Premises = premises(reading)
        self._people = {one.id: one.name for one in team(reading, everyone=True)}
        acting = speaker or self.here.acting
        self._acting = None if acting is None else StaffId(acting)
        self.caller = "" if acting is None else self._people.get(StaffId(acting), "")
        self.purposes = terms(reading, "step_purpose")
        self.alarmed = open_incidents(reading, clients)
        self.protocols: dict[str, EntryCard | None] = {}
        self.asks: dict[str, EntryCard | None] = {}
        phones = (
            select(ClientPhone.client_id, ClientPhone.number, ClientPhone.raw)
            .where(ClientPhone.client_id.in_(clients))
            .order_by(ClientPhone.sort.desc(), ClientPhone.id.desc())
        )
        self.phones = {
            key: number or raw for key, number, raw in session.execute(phones)
        }
        self.last: dict[int, tuple[Any, str]] = {}
        self.goals: dict[int, str] = {}
        self.offers: Mapping[int, Sequence[OfferMemory]] = {}
        if not scripts:
            return
        spoken = (
            select(ContactMade.client_id, ContactMade.at, ContactMade.note)
            .where(ContactMade.client_id.in_(clients), ContactMade.note != "")
            .order_by(ContactMade.at)
        )
        for key, at, note in session.execute(spoken):
            self.last[key] = (at, note)
        hopes = (
            select(Assessment.client_id, Assessment.hopes)
            .where(Assessment.client_id.in_(clients), Assessment.hopes != "")
            .order_by(Assessment.day)
        )
        for key, said in session.execute(hopes):
            self.goals[key] = said

    @property
    def speaker(self) -> StaffId | None:
        """Who is at the desk."""
        return self._acting

    def name_of(self, staff: int | None) -> str:
        """Return what somebody of the team is called; "" for nobody."""
        return "" if staff is None else self._people.get(StaffId(staff), "")

    @cached_property
    def said_here(self) -> Composed:
        """What contacts are composed of: what is shipped, and the salon's own."""
        return _said_here(self._reading)

    @cached_property
    def habits(self) -> Habits:
        """When they answer."""
        return Habits(self._reading, self.clients)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What is known of them beside what each call is about."""
        acting = self._acting
        return Knowledge(self._reading, self.clients, acting, self.here.region)

    @cached_property
    def spoken(self) -> dict[int, Spoken]:
        """What occasions add to their calls."""
        return spoken_of(self._reading, self.clients)

    @cached_property
    def coming(self) -> dict[tuple[int, date], list[Any]]:
        """The visits that are agreed, by client and day, the first of the day first."""
        asked = (
            select(
                *(Appointment.client_id, Appointment.day, Appointment.start),
                *(Service.names, StaffMember.name.label("staff")),
            )
            .join(Service, Service.id == Appointment.service_id)
            .outerjoin(StaffMember, StaffMember.id == Appointment.staff_id)
            .where(Appointment.client_id.in_(self.clients))
            .where(Appointment.day >= self._reading.today)
            .where(Appointment.status.in_((Status.BOOKED, Status.CONFIRMED)))
            .order_by(Appointment.start)
        )
        found: dict[tuple[int, date], list[Any]] = defaultdict(list)
        for row in self._reading.session.execute(asked):
            found[row.client_id, row.day].append(row)
        return found

    def of_day(self, call: Call, day: date | None) -> list[Any]:
        """Return all that a reminder speaks of: her visits of that day, in order."""
        if not self.scripts or call.protocol != REMINDER or day is None:
            return []
        return self.coming.get((call.client_id, day), [])

    def speakers(self, client: int, treated_by: str | None) -> dict[str, str]:
        """Return who rings and who treated, as far as that is known; "" else.

        Nobody speaks of a colleague who is herself.
        """
        last = self.knowledge.last.get(client)
        staff = treated_by or ""
        if not staff and last is not None and last.staff_id is not None:
            staff = self._people.get(StaffId(last.staff_id), "")
        return {"caller": self.caller, "staff": staff}

    def words(self, row: Any, step: Mapping[str, Any] | None, tongue: str) -> Said:
        """Return what to say in a call now, in the client's language."""
        said = _words_for(self._reading, row, step, self, tongue)
        added = self.spoken.get(row[0].id)
        if added is not None and added.script is not None:
            known = _known(self._reading, row, self, tongue)
            earlier = self.knowledge.earlier.get(row[1].id, ())
            said = _with_added(row[0], said, added, known, earlier, tongue)
        salon = self.here.name  # where nobody knows who rings, the salon does, once
        for between in (" from ", " at ", "的"):
            twice = f"{salon}{between}{salon}"
            if salon and twice in said.text:
                said = replace(said, text=said.text.replace(twice, salon))
        return said

    def cue(self, row: Any, step: Mapping[str, Any] | None) -> str:
        """Return what a step is about, for the caller alone, in the desk's language."""
        return _cue_of(self._reading, row, step, self)

    def protocol(self, reading: Reading, ref: str) -> EntryCard | None:
        """Return a protocol, looked up once."""
        if ref not in self.protocols:
            self.protocols[ref] = _entry_or_none(reading, Subject.PROTOCOL, ref)
        return self.protocols[ref]

    def ask(self, reading: Reading, ref: str) -> EntryCard | None:
        """Return a question, looked up once."""
        if ref not in self.asks:
            self.asks[ref] = _entry_or_none(reading, Subject.QUESTION, ref)
        return self.asks[ref]


@remembered
def _said_here(reading: Reading) -> Composed:
    """Return what contacts are composed of in this salon."""
    return shipped().with_own(
        [
            own_piece(one.ref, one.names, one.body)
            for one in entries(reading, Subject.CALL_WORDS)
        ]
    )


@remembered
def _entry_or_none(reading: Reading, subject: Subject, ref: str) -> EntryCard | None:
    """Return an entry; None, which is remembered as well, if there is none."""
    try:
        return entry(reading, subject, ref)
    except NotFound:
        return None


def _known(
    reading: Reading, row: Any, about: Background, tongue: str
) -> dict[str, str]:
    """Return the fillings that are known for one call, in the client's language."""
    call, client, service, day, start, person, interval, minutes, *_more = row
    here = about.here
    _at, _note = about.last.get(client.id, (None, ""))
    with speaking(tongue):
        known = {
            "address": address(
                called=client.called,
                family=client.family,
                given=client.given,
                name=client.name,
                gender=client.gender,
                language=tongue,
                salutation=client.salutation,
            ),
            "caller": about.caller or person or here.name,
            "salon": here.name,
            "phone": here.phone,
            "staff": person or about.caller,
            "service": str(service) if service is not None and service.en else "",
            "goal": about.goals.get(client.id, "").rstrip(".。"),
            "detail": "",
            "minutes": str(minutes or ""),
        }
        if visits := about.of_day(call, day):
            start = visits[0].start
            names = [str(one.names) for one in visits]
            known["service"] = listed(list(dict.fromkeys(names)))
            staff = [one.staff for one in visits if one.staff]
            known["staff"] = listed(list(dict.fromkeys(staff))) or known["staff"]
        if day is not None:
            if call.protocol == REMINDER:
                known["date"] = plain_day(day)
                known["weekday"] = weekday(day, wide=True)
                known["time"] = hour(start)
            else:
                known["days"] = str((reading.today - day).days)
                earliest = day + timedelta(days=interval or 0)
                if earliest > reading.today:  # "not before today" says nothing
                    known["date"] = short_day(earliest)
    return known


@dataclass(frozen=True, slots=True)
class _Moment:
    """When it is said, and on which day she was treated."""

    now: datetime
    treated: date | None

    def is_of(self, step: Mapping[str, Any]) -> bool:
        """Return whether it is the day for which a step was written."""
        if self.treated is None:
            return True
        days = (self.now.date() - self.treated).days
        return days == int(step.get("day_offset", 0))


def _words_for(
    reading: Reading,
    row: Any,
    step: Mapping[str, Any] | None,
    about: Background,
    tongue: str,
) -> Said:
    """Return what to say in a call now, in the client's language.

    A step's own words are said as they stand the first time, where all in them is
    known and true; after that a contact is composed, unlike all of a year. Where
    nothing fits, what is left of the step's words is said, and the caller adds a line.
    """
    call, client, *_visit, staff_id, family = row
    known = _known(reading, row, about, tongue)
    with speaking(tongue):
        if call.protocol == INCIDENT:
            return Said(_incident_words(reading, call, known, tongue))
        if call.protocol == COMPLAINT:
            step_words = redress_words(
                *(reading, call.complaint_id, call.step, known, tongue)
            )
            return Said(step_words or filled(_UNPLANNED_WORDS[tongue], known))
        if call.protocol == UNPLANNED:
            return Said(filled(_UNPLANNED_WORDS[tongue], known))
        hers = about.knowledge.of(client.id, known | about.speakers(client.id, row[5]))
        if call.protocol == REMINDER:
            return _reminder(known, hers, tongue, call.id)
        planned = _planned(call, step, _visit[1])
        moment = about.knowledge.moment(
            client.id, due=planned, channel=call.channel, staff_id=staff_id
        )
        if step is None:
            return _of_no_step(call, known, hers, moment, tongue, about.said_here)
        now = _Moment(reading.local(reading.now), _visit[1])
        own, is_whole = _own_words(step, known, tongue, now)
        is_true = _is_true(step, hers, now, family)
        if is_whole and is_true and is_new(own, hers.earlier):
            return Said(own, topic=f"{call.protocol} {call.step}")
        core = _advice(step, known, tongue, now, call.purpose) if is_true else ""
        composed = compose(
            *(call.purpose, moment, hers, tongue, str(call.id)),
            asked=_asked_in(reading, call, step, about),
            words=about.said_here,
            core=core,
        )
        return composed or Said(own)


def _before_the_end(
    said: Said, beside: str, known: Mapping[str, str], tongue: str
) -> str:
    """Return what is said with a sentence more: nobody goes on after a farewell."""
    closers = {one.id: one for one in shipped().closers}
    closer = closers.get(said.closer)
    end = filled(closer.names.said_in(tongue), known) if closer is not None else ""
    if not end or not said.text.endswith(end):
        return _joined(said.text, beside, tongue)
    first = said.text[: -len(end)].rstrip()
    return _joined(_joined(first, beside, tongue), end, tongue)


def _with_added(
    call: Call,
    said: Said,
    added: Spoken,
    known: Mapping[str, str],
    earlier: Sequence[Said],
    tongue: str,
) -> Said:
    """Return what is said on an occasion: beside a call's own words, or instead."""
    assert added.script is not None
    script, more = added.script(known, earlier, tongue)
    fillings = {**known, **more}
    core, greets = core_of(by_the_caller(script))
    if added.is_beside:
        beside = filled(core, fillings)
        return replace(said, text=_before_the_end(said, beside, known, tongue))
    if call.channel == "phone" and not greets and script:
        script = _joined(_UNPLANNED_WORDS[tongue], core, tongue)
    return Said(filled(script, fillings), topic=f"{call.protocol} {call.step}")


def _is_true(
    step: Mapping[str, Any], hers: Known, now: "_Moment", family: str | None
) -> bool:
    """Return whether all that a step's own words take for granted is so."""
    here = {ON_ITS_DAY} if now.is_of(step) else set()
    if family and family not in _OF_THE_FACE:
        here.add(ON_THE_BODY)
    return hers.has(frozenset(step.get("needs", ())) - here)


def _advice(
    step: Mapping[str, Any],
    known: Mapping[str, str],
    tongue: str,
    now: "_Moment",
    purpose: str,
) -> str:
    """Return what a step says beside the greeting, as far as it is known and so now.

    The questions of one about safety are asked as they stand, so they are left out. Of
    any other what is left is said only if it still asks something: a sentence that led
    up to another one means nothing alone.
    """
    core, _greets = core_of(_script(step, tongue))
    said = filled(timely(core, now.now.time(), is_its_day=now.is_of(step)), known)
    if purpose == "safety":
        return without_questions(said)
    return said if "?" in said or "？" in said else ""


def _asked_in(
    reading: Reading, call: Call, step: Mapping[str, Any], about: Background
) -> str:
    """Return the question about safety that is asked as it stands; a step's in turn."""
    known = [about.ask(reading, ref) for ref in step.get("questions", ())]
    there = [str(one.names) for one in known if one is not None]
    if call.purpose != "safety" or not there:
        return ""
    return there[call.id % len(there)]


def _cue_of(
    reading: Reading, row: Any, step: Mapping[str, Any] | None, about: Background
) -> str:
    """Return what a step is about, for the caller alone, in the desk's language."""
    if step is None:
        return ""
    known = _known(reading, row, about, language())
    now = _Moment(reading.local(reading.now), row[3])
    hers = about.knowledge.of(row[1].id, known)
    if not _is_true(step, hers, now, row[9]):
        return ""
    core, _greets = core_of(_script(step, language()))
    return filled(timely(core, now.now.time(), is_its_day=now.is_of(step)), known)


def _planned(
    call: Call, step: Mapping[str, Any] | None, treated: date | None
) -> datetime:
    """Return when a call was to be made, before anybody tried."""
    day = call.due
    if call.attempts and step is not None and treated is not None:
        day = min(day, treated + timedelta(days=int(step.get("day_offset", 0))))
    return datetime.combine(day, call.time_from or time(0))


def _reminder(known: Mapping[str, str], hers: Known, tongue: str, seed: int) -> Said:
    """Return a reminder in the words that are least like what was said of late."""
    is_own = known["staff"] == known["caller"]  # nobody speaks of herself by name
    greetings = _REMINDER_GREETINGS[tongue]
    bodies = (_REMINDER_OWN_WORDS if is_own else _REMINDER_WORDS)[tongue]
    both = [
        _joined(filled(greeting, known), filled(body, known), tongue)
        for at, body in enumerate(bodies)
        for greeting in (*greetings[at:], *greetings[:at])
    ]
    turned = both[seed % len(both) :] + both[: seed % len(both)]
    first = next((one for one in turned if is_new(one, hers.earlier)), None)
    if first is not None:
        return Said(first)
    said = [one.text for one in hers.earlier[:8]]
    return Said(min(turned, key=lambda one: max(alike(one, old) for old in said)))


def _of_no_step(
    call: Call,
    known: Mapping[str, str],
    hers: Known,
    moment: Moment,
    tongue: str,
    words: Composed,
) -> Said:
    usual = _PROMISED_WORDS["promised"]
    ours = _PROMISED_WORDS.get(call.step, usual)
    if call.step == RECALL:
        ours = _RECALL_WORDS
    own = Said(filled(ours[tongue], known))
    if call.step != RECALL or is_new(own.text, hers.earlier):
        return own
    found = compose(*(call.purpose, moment, hers, tongue, str(call.id)), words=words)
    return found or own


def _script(step: Mapping[str, Any], tongue: str) -> str:
    script = step["script"]
    names = Names(script["en"], script.get("zh_hans", ""), script.get("zh_hant", ""))
    return by_the_caller(names.said_in(tongue))


def _own_words(
    step: Mapping[str, Any], known: dict[str, str], tongue: str, moment: _Moment
) -> tuple[str, bool]:
    """Return the step's own words as they can be said now, and whether all of them."""
    whole = _script(step, tongue)
    now = timely(whole, moment.now.time(), is_its_day=moment.is_of(step))
    said = filled(now, known)
    has_lost = "{address}" in whole and "{address}" not in now
    if not said or has_lost:  # what it began with is not true any more
        opening = filled(_UNPLANNED_WORDS[tongue], known)
        said = _joined(opening, said or filled(_HOW_IS_IT[tongue], known), tongue)
        return said, False
    is_whole = said == replaced(whole, known).strip()
    core, greets = core_of(whole)
    if greets:
        return said, is_whole
    opening = filled(_UNPLANNED_WORDS[tongue], known)
    rest = filled(timely(core, moment.now.time(), is_its_day=moment.is_of(step)), known)
    return _joined(opening, rest, tongue), is_whole


def _joined(first: str, second: str, tongue: str) -> str:
    return f"{first} {second}" if tongue == "en" else f"{first}{second}"


def _incident_words(
    reading: Reading, call: Call, known: dict[str, str], tongue: str
) -> str:
    """Return what to say to one of whom a red flag was said, in her language."""
    first = first_words_of(reading).get(call.words)
    asks = first.asks if first is not None else ()
    ask = asks[-1 if call.step in _SECOND_ASK else 0].said_in(tongue) if asks else ""
    script = _(_INCIDENT_WORDS.get(call.step, _INCIDENT_WORDS["cut_off"]))
    return filled(script, known | {"ask": ask or _("How are you now?")})
