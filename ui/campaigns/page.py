"""Campaigns: what is offered to whom, who is spared and why, and what came of it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.campaigns.model import (
    ANSWER_WORDS,
    GROUP_WORDS,
    OFFER_WORDS,
    STAGE_WORDS,
    WHY_WORDS,
    Answer,
    CampaignId,
    CampaignLine,
    Choice,
    Group,
    Person,
    Result,
    Stage,
)
from salon.campaigns.operations import drop_campaign, start_campaign, stop_campaign
from salon.campaigns.rules import is_cheaper
from salon.campaigns.words import came_said, cautions, share_said, uplift_said
from salon.errors import SalonError
from salon.settings.operations import describe
from salon.text import (
    _,
    amount,
    day_span,
    headed,
    listed,
    ngettext,
    number,
    sentences,
    short_day,
)
from salon.views.campaigns import (
    CampaignSight,
    CampaignsSight,
    campaign_sight,
    campaigns_sight,
    view_keys,
)
from ui.campaigns.compare import Compare
from ui.campaigns.sheets import open_answer, open_campaign
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Card, Scroll, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns
from ui.kit.facts import pairs
from ui.kit.offers import Offers, of_action, offer
from ui.kit.page import Page
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import confirm
from ui.kit.states import Banner, Calm, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.places import Campaigns, ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk

WATCHED = frozenset(
    ("campaigns", "occasions", "aftercare", "clients", "settings", "loyalty", "till")
)
TONES = {Stage.DRAFT: Tone.PLAIN, Stage.RUNNING: Tone.PLUM, Stage.ENDED: Tone.SAGE}
SIDES = {Group.TREATED: Tone.ROSE, Group.CONTROL: Tone.BLUE, Group.OUT: Tone.PLAIN}
SHOWN = 2000  # people of a list
GROUPS = (None, Group.TREATED, Group.CONTROL, Group.OUT)


class CampaignsPage(Page):
    """A list of campaigns, and the chosen one; Enter on a person opens the file."""

    def __init__(self, desk: "Desk", place: Campaigns) -> None:
        super().__init__(_("Campaigns"))
        self._desk = desk
        self.sight: CampaignsSight | None = None
        self.one: CampaignSight | None = None
        self._was_paused = False  # marketing, when the chosen one was shown
        self._people: Sequence[Choice | Person] = ()
        self._wanted = place.id
        self._build_actions()
        self.list = Remaining(Look(height=56, ruled=True), _("Campaigns"), 3)
        self.list.picked.connect(lambda _row: self._ask_one())
        offer(self.list, self._offers)
        side = Card(pad=12)
        side.add(self.list, stretch=1)
        self.about = down(gap=12)
        self.which = Segments(
            [_("All"), _("Get it"), _("Held out"), _("Spared")],
            label=_("Which side"),
        )
        self.which.chosen.connect(lambda _at: self._show_people())
        self.people = Remaining(
            Look(height=44, ruled=True, columns=((90, True),)), _("People"), 5
        )
        self.people.opened.connect(self._open)
        offer(self.people, self._person_offers)
        self.people_card = Card(gap=8, pad=12)
        self.people_card.add(across(self.which, None))
        self.people_card.add(self.people, stretch=1)
        inside = down(held(self.about), self.people_card, gap=12)
        inside.setStretch(1, 1)
        self.both = Columns(side, Scroll(held(inside)), (320, 760), least=820, gap=12)
        self._begin = Button(action=self.new)
        self.state = Card().add(
            Calm(
                _("No campaign yet"),
                _(
                    "Offer something to the people it suits, hold a fifth of them out, "
                    "and see what it really does."
                ),
                self._begin,
                icon="send",
            ),
            stretch=1,
        )
        self.state.hide()
        self.paused = Banner(
            _("All marketing pauses: nothing of it goes out."),
            Tone.AMBER,
            Button(action=self.resume, small=True),
        )
        self.paused.hide()
        self.failed: Failed | None = None
        self._pausing = Button(action=self.pause, small=True)
        title = Words(_("Campaigns"), type=Type.TITLE)
        self.remark = Words("", type=Type.SMALL, faint=True)
        column = self.column()
        column.addLayout(
            across(
                title,
                self.remark,
                None,
                self._pausing,
                Button(action=self.new),
                gap=10,
            )
        )
        column.addWidget(self.paused)
        column.addWidget(self.both, 1)
        column.addWidget(self.state, 1)
        self._column = column
        self.first = self.list
        desk.watch(WATCHED, self.refresh)
        self.refresh()

    def arrive(self, place: Campaigns) -> None:
        """Show it as it is now, at another campaign if one is named."""
        self._wanted = place.id or self._wanted
        self.refresh()

    def refresh(self) -> None:
        """Ask again; what was known stays in sight meanwhile."""
        self._desk.ask(campaigns_sight).then(self._show).otherwise(self._fail)

    def _build_actions(self) -> None:
        act = self.action
        self.new = act(_("&New campaign"), "N", self._new, "plus")
        self.edit = act(_("&Change"), "E", self._edit, "pencil")
        self.start = act(_("&Start"), "S", self._start, "send")
        self.stop = act(_("St&op at once"), "O", self._stop, "ban")
        self.drop = act(_("&Throw away"), "T", self._drop, "trash")
        self.answer = act(_("Note an &answer"), "A", self._answer, "message-circle")
        self.pause = act(_("&Pause all marketing"), "P", self._pause)
        go_on = partial(self._set_paused, False)
        self.resume = act(_("Let marketing &go on"), "G", go_on)

    # what it shows

    def _fail(self, error: SalonError) -> None:
        self.both.hide()
        self.state.hide()
        if self.failed is None:
            title = _("The campaigns could not be shown.")
            self.failed = Failed(title, str(error), self.refresh)
            self._column.addWidget(self.failed, 1)

    def _show(self, sight: CampaignsSight) -> None:
        if self.failed is not None:
            self.failed.hide()
            self.failed.deleteLater()
            self.failed = None
        self.sight = sight
        self.paused.setVisible(sight.is_paused)
        self.pause.setEnabled(not sight.is_paused)
        self._pausing.setVisible(not sight.is_paused)  # the banner has the way back
        self.resume.setEnabled(sight.is_paused)
        self.both.setVisible(bool(sight.lines))
        self.state.setVisible(not sight.lines)
        self.first = self.list if sight.lines else self._begin
        said = ""
        if sight.waiting:
            said = ngettext(
                "{n} client has learnt to wait for offers",
                "{n} clients have learnt to wait for offers",
                sight.waiting,
            ).format(n=number(sight.waiting))
        self.remark.say(said)
        before = self._line()
        chosen = self._wanted or (before.id if before is not None else None)
        self.list.show_lines([_line(one) for one in sight.lines])
        keys = [one.id for one in sight.lines]
        self.list.choose(keys.index(CampaignId(chosen)) if chosen in keys else 0)
        self._wanted = 0
        self._ask_one()

    def _line(self) -> CampaignLine | None:
        lines = self.sight.lines if self.sight is not None else ()
        row = self.list.currentIndex().row()
        return lines[row] if 0 <= row < len(lines) else None

    def _ask_one(self) -> None:
        line = self._line()
        if line is not None:
            self._desk.ask(campaign_sight, line.id).then(self._show_one)

    def _show_one(self, one: CampaignSight) -> None:
        line = self._line()
        if line is None or line.id != one.line.id:
            return  # another one was chosen meanwhile
        is_paused = self.sight is not None and self.sight.is_paused
        if (one, is_paused) == (self.one, self._was_paused) and self.about.count():
            return
        self._was_paused = is_paused
        if self.one is None or self.one.line.id != line.id:
            self.people.choose(-1)  # nobody of another campaign stays marked
        self.one = one
        is_draft = line.stage is Stage.DRAFT
        self.edit.setEnabled(is_draft)
        self.drop.setEnabled(is_draft)
        self.start.setEnabled(is_draft and not is_paused)
        self.stop.setEnabled(line.stage is Stage.RUNNING)
        self.answer.setEnabled(not is_draft)
        clear(self.about)
        self.about.addWidget(self._head(line))
        if one.chosen is not None:
            self.about.addWidget(self._draft(one))
        if one.result is not None:
            self.about.addWidget(self._result(one.result, line))
        self._people = one.chosen.people if one.chosen is not None else one.people
        self._show_people()

    def _head(self, line: CampaignLine) -> QWidget:
        t = line.terms
        chip = ChipLabel(Chip(_(STAGE_WORDS[line.stage]), TONES[line.stage]))
        steps = (
            (self.edit, self.drop, self.start)
            if line.stage is Stage.DRAFT
            else (self.answer, self.stop)
        )
        buttons = [Button(action=one, small=True) for one in steps if one.isEnabled()]
        card = Card(gap=6)
        card.add(across(Words(t.name, type=Type.HEADING), chip, None, *buttons, gap=10))
        days = day_span(t.starts_on, t.ends_on, is_dated=True)
        cut = _("{n} % off").format(n=t.cut) if t.cut else ""
        card.add(Words(str(t.words), wrap=True))
        kinds = listed([_(OFFER_WORDS[t.offer]), cut, days])
        card.add(Words(kinds, type=Type.SMALL, faint=True, wrap=True))
        if line.why_ended:
            why = headed(_("Stopped"), line.why_ended)
            card.add(Words(why, type=Type.SMALL, faint=True, wrap=True))
        return card

    def _draft(self, one: CampaignSight) -> QWidget:
        found = one.chosen
        assert found is not None
        card = Card(_("Who would get it"), gap=8)
        counts = _("{gets} get it, {held} are held out to compare, {out} are left out.")
        card.add(
            Words(
                counts.format(
                    gets=number(found.count(Group.TREATED)),
                    held=number(found.count(Group.CONTROL)),
                    out=number(found.count(Group.OUT)),
                ),
                type=Type.STRONG,
                wrap=True,
            )
        )
        facts = [(_(WHY_WORDS[why]), number(many)) for why, many in found.whys.items()]
        if facts:
            card.add(pairs(facts))
        is_cheap = is_cheaper(one.line.terms)
        for said in cautions(found, is_cheaper=is_cheap):
            card.add(Banner(said, Tone.AMBER))
        return card

    def _result(self, found: Result, line: CampaignLine) -> QWidget:
        currency = self.sight.currency if self.sight is not None else ""
        card = Card(_("What came of it"), gap=8)
        if found.uplift is not None:
            bars = Compare()
            bars.show_result(found)
            card.add(bars)
        strong = Type.STRONG if found.is_proven else Type.BODY
        card.add(Words(uplift_said(found), type=strong, wrap=True))
        if not line.control or found.uplift is None:
            card.add(Words(came_said(found), type=Type.SMALL, faint=True, wrap=True))
        facts = [
            (
                _("Heard of it"),
                _("{part} of {whole}").format(
                    part=number(found.delivered), whole=number(found.planned)
                ),
            ),
            (_("Liked it, of those who answered"), share_said(found.accepted)),
            (_("Want no more offers"), share_said(found.opted_out)),
        ]
        if found.treated.of:
            facts.append((_("Bought within 30 days"), amount(found.worth, currency)))
        if found.extra is not None:
            facts.append((_("Beyond what came anyway"), amount(found.extra, currency)))
        if found.taken_off.minor or found.cost.minor:
            whole = found.taken_off + found.cost
            facts.append((_("Taken off, and what it cost"), amount(whole, currency)))
        for back in found.back:
            if back.share.of:
                said = _("Back at the full price within {days} days")
                facts.append((said.format(days=back.days), share_said(back.share)))
        card.add(pairs(facts))
        if found.unripe:
            said = ngettext(
                "Of {n} person the 30 days are not over yet.",
                "Of {n} people the 30 days are not over yet.",
                found.unripe,
            )
            card.add(
                Words(said.format(n=number(found.unripe)), type=Type.SMALL, faint=True)
            )
        return card

    def _show_people(self) -> None:
        wanted = GROUPS[max(self.which.index, 0)]
        shown = [one for one in self._people if wanted in (None, one.group)][:SHOWN]
        hints = self.one.hints if self.one is not None else {}
        lines = [_person(one, hints.get(one.client_id, "")) for one in shown]
        # who was marked and is not on this side lets go: nobody else is marked instead
        self.people.show_lines(lines, is_own=False)

    # what can be done

    def _offers(self, _row: int) -> Offers:
        steps = (self.edit, self.start, self.stop, self.answer, self.drop)
        return tuple(of_action(one) for one in steps if one.isEnabled())

    def _person_offers(self, _row: int) -> Offers:
        return (of_action(self.answer),) if self._asked() is not None else ()

    def _asked(self) -> Person | None:
        """Return the marked person, if they got the offer; nobody else was asked."""
        marked, one = self.people.chosen(), self.one
        if marked is None or one is None:
            return None
        gets = (each for each in one.people if each.group is Group.TREATED)
        return next((each for each in gets if each.client_id == marked.key), None)

    def _open(self, row: int) -> None:
        wanted = GROUPS[max(self.which.index, 0)]
        shown = [one for one in self._people if wanted in (None, one.group)]
        if 0 <= row < len(shown):
            self._desk.go(ClientCard(shown[row].client_id))

    def _new(self) -> None:
        if self.sight is not None:
            open_campaign(self._desk, self.sight, None, self._made)

    def _made(self, key: CampaignId) -> None:
        self._wanted = key
        self.refresh()

    def _edit(self) -> None:
        line = self._line()
        if self.sight is not None and line is not None and self.edit.isEnabled():
            open_campaign(self._desk, self.sight, line, self._made)

    def _start(self) -> None:
        line, home = self._line(), home_of(self._desk)
        if line is None or home is None or self.one is None or self.one.chosen is None:
            return
        if self.one.line.id != line.id:
            return  # what is counted is still that of another one
        found = self.one.chosen
        gets = found.count(Group.TREATED)
        said = ngettext(
            "{n} person will hear of it.", "{n} people will hear of it.", gets
        ).format(n=number(gets))
        a_day = _("It goes out over several days: on each day no more than {n}.")
        if self.sight is not None and 0 < self.sight.a_day < gets:
            said = sentences([said, a_day.format(n=number(self.sight.a_day))])
        minded = list(cautions(found, is_cheaper=is_cheaper(line.terms)))
        confirm(
            home,
            _("Start “{name}”?").format(name=line.terms.name),
            sentences([said, *minded]),
            _("Start"),
            partial(self._go_out, line),
        )

    def _go_out(self, line: CampaignLine) -> None:
        view = line.terms.who.view

        def started(within: Sequence[int] | None) -> None:
            doing = self._desk.do(start_campaign, line.id, within)
            doing.otherwise(lambda error: self._desk.say(str(error)))

        self._desk.ask(view_keys, view).then(started)

    def _stop(self) -> None:
        line, home = self._line(), home_of(self._desk)
        if line is None or home is None:
            return
        confirm(
            home,
            _("Stop “{name}” at once?").format(name=line.terms.name),
            _("Who has not heard of it yet does not; what came of it is kept."),
            _("Stop it"),
            lambda: self._desk.do(stop_campaign, line.id),
        )

    def _drop(self) -> None:
        line, home = self._line(), home_of(self._desk)
        if line is None or home is None or line.stage is not Stage.DRAFT:
            return
        confirm(
            home,
            _("Throw “{name}” away?").format(name=line.terms.name),
            _("Nobody has heard of it; Ctrl+Z brings it back."),
            _("Throw away"),
            lambda: self._desk.do(drop_campaign, line.id),
        )

    def _answer(self) -> None:
        line, one = self._line(), self.one
        if line is None or one is None or one.line.id != line.id:
            return
        person, marked = self._asked(), self.people.chosen()
        if person is not None:
            hint = one.hints.get(person.client_id, "")
            open_answer(self._desk, line, person, hint)
        elif marked is None:
            self._desk.say(_("First mark who answered, among the people below."))
        else:
            said = _("{name} did not get this offer, so there is no answer to note.")
            self._desk.say(said.format(name=marked.name))

    def _pause(self) -> None:
        home = home_of(self._desk)
        if home is None or self.sight is None:
            return
        waits = ngettext(
            "{n} person of a running campaign has not heard of it yet, and waits.",
            "{n} people of running campaigns have not heard of it yet, and wait.",
            self.sight.unheard,
        ).format(n=number(self.sight.unheard))
        rest = _(
            "No campaign can start, and no offer goes out, until you let it go on. "
            "Reminders and care after a visit go on as ever."
        )
        confirm(
            home,
            _("Pause all marketing?"),
            sentences([waits, rest]) if self.sight.unheard else rest,
            _("Pause"),
            partial(self._set_paused, True),
        )

    def _set_paused(self, is_paused: bool) -> None:
        self._desk.do(partial(describe, marketing_paused=is_paused))


def _line(one: CampaignLine) -> Line:
    t = one.terms
    said = [_(OFFER_WORDS[t.offer]), day_span(t.starts_on, t.ends_on)]
    if one.treated:
        said.append(
            ngettext("{n} person", "{n} people", one.treated).format(
                n=number(one.treated)
            )
        )
    return Line(
        t.name,
        " · ".join(said),
        mark=Chip(_(STAGE_WORDS[one.stage]), TONES[one.stage]),
        key=int(one.id),
    )


def _person(one: Choice | Person, hint: str = "") -> Line:
    said = [hint] if hint else []
    said.append(_(GROUP_WORDS[one.group]))
    if one.why:
        said.append(_(WHY_WORDS[one.why]))
    mark = None
    cell = ""
    if isinstance(one, Person):
        if one.waits:
            said.append(one.waits)
        if one.delivered_on is not None:
            cell = short_day(one.delivered_on)
        if one.came_on is not None:
            said.append(_("came on {day}").format(day=short_day(one.came_on)))
        if one.answer is not None and one.answer is not Answer.NONE:
            mark = Chip(_(ANSWER_WORDS[one.answer]), Tone.SAGE)
    else:
        if one.is_hunter:
            mark = Chip(_("comes for offers"), Tone.AMBER)
        if one.pays_in_full:
            mark = Chip(_("comes without a discount"), Tone.SAGE)
    name = f"{one.client}  {one.abc}" if one.abc else one.client
    return Line(
        name,
        " · ".join(said),
        mark=mark,
        cells=(cell,),
        key=one.client_id,
    )
