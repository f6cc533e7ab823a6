"""A sheet about one client says whose it is: a test over all sheets there are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ui"
HELPERS = ("say_whose(", "say_whom(")

# Sheets that say in their title or first of all whose they are, and in which words.
IN_THEIR_WORDS = {
    "aftercare/later.py: leave_out": "Leave out the call to {client}",
    "aftercare/later.py: ring_later": "Ring {client} later",
    "aftercare/noting.py: ContactSheet": "self.who.say(client.name)",
    "aftercare/wishes.py: WishesSheet": "Words(name, type=Type.FIGURE)",
    "booking/sheet.py: BookingSheet": "FormRow(_('Client'), self.client)",
    "breaks/sheet.py: BreaksSheet": "{client}: what does not fit any more",
    "calendar/visit.py: VisitSheet": "Words(line.client, type=Type.FIGURE)",
    "campaigns/memory.py: MemorySheet": "headed(_('What moves'), client)",
    "campaigns/sheets.py: AnswerSheet": "super().__init__(home, person.client",
    "clients/comparing.py: CompareSheet": "Is this one person?",
    "clients/consents.py: ConsentSheet": "what = f'{known.client.name} · {item.names}'",
    "clients/leaving.py: CopySheet": "Copy of all that is kept of {name}",
    "clients/leaving.py: EraseSheet": "Erase {name}",
    "clients/leaving.py: LeaveSheet": "{name} comes no more",
    "clients/merging.py: MergeSheet": "Join another file into {name}’s",
    "clients/parting.py: PartSheet": "Part {name}’s file again",
    "clients/patches.py: PutOnSheet": "_('Patch test'), known.client.name",
    "clients/patches.py: ReadingSheet": "client=known.client.name",
    "complaints/opening.py: GrievanceSheet": "Words(found.client.name",
    "feedback/sheets.py: FeedbackSheet": "Words(visit.client, type=Type.FIGURE)",
    "feedback/sheets.py: HopeSheet": "Words(found.visit.client, type=Type.FIGURE)",
    "hosting/visit.py: VisitSheet": "Words(walk.client, type=Type.FIGURE)",
    "house/door.py: ask_offer": "Sheet(home, one.client",
    "house/door.py: EnquirySheet": "one.name or _('Somebody without a name')",
    "incidents/opening.py: MishapSheet": "Words(found.client.name",
    "loyalty/sheets.py: GoldSheet": "super().__init__(home, row.who.name",
    "messages/write.py: WriteSheet": "Write to {client}",
    "occasions/noting.py: KeptDaySheet": "_('A day worth knowing'), name",
    "occasions/noting.py: ProductSheet": "_('In use at home'), name",
    "occasions/sheets.py: leave_out": "Leave this out for {client}",
    "parts/coaching.py: CoachSheet": "Ask {client}",
    "parts/printing.py: PrintSheet": "self.whose.say(",
    "parts/ringing.py: RingSheet": "words.format(client=whom.client)",
    "plans/beginning.py: NewPlan": "self.client",
    "prepaid/sheets.py: ContractSheet": "words.title, words.client",
    "prepaid/sheets.py: PurseSheet": "self.named(), sight.client",
    "skin/ticking.py: TickSheet": "said.format(client=sight.client)",
    "skin/watching.py: ArrivedSheet": "Whose are they?",
    "surveys/entering.py: AnswerSheet": "Words(who, type=Type.FIGURE)",
    "till/beginning.py: NewBill": "name=_('Client')",
    "today/offering.py: OfferSheet": "Other times for {client}",
}
# Sheets about nobody, about the team or the house, or about several clients at once.
ABOUT_NO_CLIENT = {
    "aftercare/learned.py: LearnedSheet",
    "calendar/absence.py: AbsenceSheet",
    "campaigns/sheets.py: CampaignSheet",
    "clients/adding.py: NewClient",
    "clients/columns.py: ColumnsSheet",
    "clients/filling.py: FillingSheet",
    "clients/kept_views.py: NameSheet",
    "clients/requiring.py: RequiringSheet",
    "complaints/choosing.py: ComplaintsSheet",
    "dayend/agreeing.py: CountingSheet",
    "dayend/agreeing.py: PartsSheet",
    "dayend/behind.py: BehindSheet",
    "dayend/earlier.py: BillsSheet",
    "dayend/earlier.py: EarlierSheet",
    "exchange/assistant.py: ImportSheet",
    "exchange/export.py: ExportSheet",
    "exchange/openings.py: OpeningsSheet",
    "frame/helping.py: HelpSheet",
    "hosting/greeting.py: GreetingSheet",
    "house/defects.py: Rounds",
    "house/door.py: Door",
    "house/door.py: open_enquiry",
    "house/learning.py: Learning",
    "house/learning.py: QuizSheet",
    "house/lists.py: ListsSheet",
    "house/suggesting.py: Suggestions",
    "house/suggesting.py: open_suggestion",
    "loyalty/comparing.py: CompareSheet",
    "loyalty/meaning.py: open_meaning",
    "loyalty/sheets.py: CostSheet",
    "loyalty/sheets.py: NamesSheet",
    "messages/outbox.py: OutboxSheet",
    "occasions/sheets.py: RulesSheet",
    "parts/restoring.py: RestoreSheet",
    "prepaid/rules.py: RulesSheet",
    "promises/behind.py: BehindSheet",
    "promises/page.py: BankSheet",
    "promises/page.py: LimitSheet",
    "settings/closed.py: ClosingSheet",
    "settings/form_parts.py: PartSheet",
    "settings/form_parts.py: TitleSheet",
    "settings/limits.py: LimitsSheet",
    "settings/sheets.py: PersonSheet",
    "settings/sheets.py: RoomSheet",
    "settings/sheets.py: ServiceSheet",
    "settings/steps.py: PreviewSheet",
    "settings/steps.py: StepSheet",
    "settings/steps.py: WordsSheet",
    "shelf/counting.py: Counting",
    "shelf/sheets.py: _OfProduct",
    "shelf/sheets.py: ask_why",
    "shifts/handing.py: HandOverSheet",
    "shifts/round.py: RoundSheet",
    "start/welcome.py: offer_import",
    "surveys/entering.py: CodeSheet",
    "surveys/sheets.py: ChangedSheet",
    "surveys/sheets.py: PointSheet",
    "surveys/sheets.py: PromiseSheet",
    "surveys/sheets.py: PulseSheet",
    "surveys/sheets.py: ReplySheet",
    "surveys/sheets.py: RoundSheet",
    "surveys/sheets.py: SwitchSheet",
    "team/leaving.py: HandSheet",
    "team/leaving.py: LeaveSheet",
    "team/leaving.py: TalkSheet",
}


def written() -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    """Return all classes and functions of the pages; the kit knows no client."""
    for file in sorted(UI.rglob("*.py")):
        name = file.relative_to(UI).as_posix()
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if name.startswith("kit/"):
                continue
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield f"{name}: {node.name}", node


def _is_sheet(node: ast.ClassDef | ast.FunctionDef) -> bool:
    bases = node.bases if isinstance(node, ast.ClassDef) else []
    if any(ast.unparse(base).endswith("Sheet") for base in bases):
        return True
    made = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(ast.unparse(one) in ("Sheet", "kit.Sheet") for one in made)


WRITTEN = dict(written())
SOURCE = {name: ast.unparse(node) for name, node in WRITTEN.items()}
ALL = {name: node for name, node in WRITTEN.items() if _is_sheet(node)}


def made_of(name: str) -> Iterator[str]:
    """Return a sheet and the sheets of its file that it is made of."""
    yield name
    home = name.split(": ")[0]
    for base in getattr(ALL[name], "bases", []):
        above = f"{home}: {ast.unparse(base)}"
        if above in ALL:
            yield from made_of(above)


def says(name: str) -> bool:
    """Return whether a sheet says whose it is: itself, or what opens it there."""
    own = IN_THEIR_WORDS.get(name)
    if own is not None:
        return own in SOURCE[name]
    home, sheet = name.split(": ")
    opening = [
        source
        for other, source in SOURCE.items()
        if other.startswith(f"{home}: ") and f"{sheet}(" in source
    ]
    sources = [SOURCE[name], *opening]
    return any(one in source for source in sources for one in HELPERS)


@pytest.mark.parametrize("name", sorted(set(ALL) - ABOUT_NO_CLIENT))
def test_a_sheet_about_a_client_says_whose_it_is(name: str) -> None:
    assert any(map(says, made_of(name))), f"{name}: call say_whose or say_whom"


def test_the_lists_name_no_sheet_that_is_gone() -> None:
    named = {*IN_THEIR_WORDS, *ABOUT_NO_CLIENT}
    assert not named - set(ALL)
    assert not set(IN_THEIR_WORDS) & ABOUT_NO_CLIENT
    assert len(ALL) > 120
