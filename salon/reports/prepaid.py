"""The papers of prepaid money: a gift voucher, a member's card, the contract."""

from functools import partial

from salon.clients.consents import read_signature
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.courses.queries import course_line
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.prepaid.contracting import contract_words
from salon.prepaid.document import contract, gift_voucher, member_card
from salon.prepaid.queries import contracts_of, membership, rules_of, voucher
from salon.prepaid.saying import in_groups
from salon.prepaid.sheet import ContractSheet, MemberSheet, Strokes, VoucherSheet
from salon.reports.composing import Composed, composed, spoken_in
from salon.settings.queries import premises
from salon.settings.regions import prepaid_law
from salon.text import N_, _, amount, full_day
from salon.work import Reading


def compose_voucher(reading: Reading, code: str, look: Look) -> Composed:
    """Return a gift voucher; raises NoSuchVoucher."""
    one = voucher(reading, code)
    spoken = _spoken(reading, one.holder_id or one.buyer_id, look)
    return composed(reading, _voucher, spoken, voucher_sheet, code)


def compose_member(reading: Reading, key: int, look: Look) -> Composed:
    """Return a member's card, in the client's language; raises Missing."""
    spoken = _spoken(reading, membership(reading, key).client_id, look)
    return composed(reading, _member, spoken, member_sheet, key)


def compose_contract(
    reading: Reading, client_id: int, course_id: int | None, look: Look
) -> Composed:
    """Return the contract on a course or on stored value, in the client's language."""
    if course_id is not None:
        course = course_line(reading, course_id)
        client_id = course.buyer_id or course.client_id
    spoken = _spoken(reading, client_id, look)
    whose = ClientId(client_id)
    return composed(reading, _contract, spoken, contract_sheet, whose, course_id)


def _spoken(reading: Reading, client_id: int | None, look: Look) -> Look:
    tongue = ""
    if client_id:
        tongue = client_line(reading, ClientId(client_id)).language
    return spoken_in(look, tongue or premises(reading).language)


def _voucher(sheet: VoucherSheet, head: Letterhead, look: Look) -> Laid:
    return gift_voucher(sheet, head, look)


def _member(sheet: MemberSheet, head: Letterhead, look: Look) -> Laid:
    return member_card(sheet, head, look)


def _contract(sheet: ContractSheet, head: Letterhead, look: Look) -> Laid:
    return contract(sheet, head, look)


def voucher_sheet(reading: Reading, code: str) -> VoucherSheet:
    """Return what stands on a gift voucher, in the language of now."""
    one = voucher(reading, code)
    holder = one.holder
    if one.holder_id is not None:
        holder = client_line(reading, ClientId(one.holder_id)).name
    until = ""
    if one.expires_on is not None:
        until = _(N_("Good until {day}")).format(day=full_day(one.expires_on))
    return VoucherSheet(
        title=_(N_("Gift voucher")),
        worth=amount(one.left, premises(reading).currency),
        holder=_(N_("For {name}")).format(name=holder) if holder else "",
        code=one.code,
        spelt=in_groups(one.code),
        until=until,
        words=(
            _(N_("Whoever has this voucher may use it, also in parts.")),
            _(N_("Bring it with you, or tell us its number.")),
        ),
        client_id=one.holder_id or one.buyer_id or 0,
    )


def member_sheet(reading: Reading, key: int) -> MemberSheet:
    """Return what stands on a member's card, in the language of now."""
    one = membership(reading, key)
    tier = rules_of(reading).tier(one.tier)
    gives = []
    if tier is not None:
        for percent, said in (
            (tier.services, N_("{percent} % off treatments")),
            (tier.products, N_("{percent} % off products")),
        ):
            if percent:
                gives.append(_(said).format(percent=f"{percent / 100:g}"))
        if tier.points > 100:
            times = f"{tier.points / 100:g}"
            gives.append(_(N_("{times} times the points")).format(times=times))
        if str(tier.gift):
            gives.append(str(tier.gift))
    return MemberSheet(
        tier=one.name,
        name=client_line(reading, one.client_id).name,
        code=one.code,
        spelt=in_groups(one.code),
        until=_(N_("Good until {day}")).format(day=full_day(one.last)),
        benefits=tuple(gives),
        client_id=one.client_id,
    )


def contract_sheet(
    reading: Reading, client_id: ClientId, course_id: int | None
) -> ContractSheet:
    """Return the contract: as it was signed, else as it would be signed now."""
    signed = contracts_of(reading, client_id, course_id)
    words = contract_words(reading, client_id, course_id)
    title, clauses, mark = words.title, words.clauses, words.mark
    strokes: Strokes = ()
    day = full_day(reading.today)
    if signed:
        title, *lines = signed[0].words.split("\n")
        clauses, mark = tuple(lines), signed[0].mark
        found = read_signature(signed[0].signature) if signed[0].signature else None
        strokes = tuple(map(tuple, found or ()))
        day = full_day(signed[0].signed_on)
    name = partial(_(N_("{who}, {day}")).format, day=day)
    return ContractSheet(
        title=title,
        client=words.client,
        day=day,
        clauses=clauses,
        law=prepaid_law(premises(reading).region).rules,
        law_said=_(N_("What the law here says")),
        mark=_(N_("Mark of these words: {mark}")).format(mark=mark[:16]),
        signs=(
            (name(who=words.client), strokes),
            (name(who=premises(reading).name), ()),
        ),
        client_id=client_id,
    )
