"""What became of a list, in the words of the assistant."""

from salon.exchange.operations import Outcome, RowResult
from salon.text import N_, _, ngettext, number, sentences

MOST = 1000  # rows that are listed; the counts are of all
STATUS = {
    "new": N_("new"),
    "matched": N_("known already"),
    "refused": N_("refused"),
}


def wanted(outcome: Outcome) -> str:
    """Return what the next step will do."""
    if outcome.new and outcome.more:
        text = _("Take in {new}, add to {more}")
        return text.format(new=number(outcome.new), more=number(outcome.more))
    if not brings(outcome):
        return _("Close")
    if outcome.new:
        said = ngettext(
            "Take in {count} client", "Take in {count} clients", outcome.new
        )
        return said.format(count=number(outcome.new))
    said = ngettext("Add to {count} file", "Add to {count} files", outcome.more)
    return said.format(count=number(outcome.more))


def brings(outcome: Outcome) -> bool:
    """Say whether there is anything to take in."""
    return outcome.new > 0 or outcome.more > 0


def needs_a_look(outcome: Outcome) -> bool:
    """Say whether a row asks something, or may be a second file, or lost something."""
    rows = outcome.rows
    return rows.count_questions() > 0 or rows.count_grave() > 0


def ending(outcome: Outcome, *, is_trial: bool) -> str:
    """Say where that leaves the reader."""
    if not brings(outcome) and outcome.matched:
        text = _(
            "Nobody in this list is new, and their files lack nothing it says. "
            "There is nothing to take in."
        )
    elif not brings(outcome):
        text = _(
            "Nobody in this list can be taken in yet. Mend the rows, then import "
            "it again."
        )
    elif is_trial:
        text = _("This was a trial; nothing is stored yet.")
    elif outcome.new and outcome.more:
        text = _(
            "The new ones are in your client list, and the files have what they "
            "lacked. Undo or the list of imports takes all of it back."
        )
    elif outcome.new:
        text = _(
            "They are in your client list. Undo or the list of imports takes them back."
        )
    elif outcome.more:
        text = _(
            "The files have what they lacked. Undo or the list of imports takes it "
            "back."
        )
    return text


def first_kind(outcome: Outcome) -> int:
    """Return which rows are shown first: what is to be decided at the top."""
    remarks = outcome.rows.count_remarks() > 0
    if remarks and needs_a_look(outcome):
        return 1
    order = (outcome.refused > 0, remarks, outcome.matched > 0, True)
    return order.index(True)


def counted(outcome: Outcome) -> str:
    """Say how many rows became what, and at how many somebody should look."""
    known = outcome.matched - outcome.again
    parts = [
        _("{count} new").format(count=number(outcome.new)),
        _("{count} known already").format(count=number(known)),
        _("{count} refused").format(count=number(outcome.refused)),
    ]
    if outcome.more:
        more = ngettext(
            "{count} file gets what it lacked",
            "{count} files get what they lacked",
            outcome.more,
        )
        parts.insert(2, more.format(count=number(outcome.more)))
    if outcome.again:
        again = ngettext(
            "{count} row of somebody further up",
            "{count} rows of somebody further up",
            outcome.again,
        )
        parts.insert(-1, again.format(count=number(outcome.again)))
    if remarks := outcome.rows.count_remarks():
        parts.append(_("{count} with a remark").format(count=number(remarks)))
    if asked := outcome.rows.count_questions():
        parts.append(_("{count} to ask").format(count=number(asked)))
    return " · ".join(parts)


def becomes(one: RowResult) -> str:
    """Say what becomes of a row; a grave doubt is marked apart from a mere remark."""
    status = _("further up already") if one.is_again else _(STATUS[one.status])
    said = _("{status} – check it first")
    return said.format(status=status) if one.is_grave else status


def why(one: RowResult) -> str:
    """Say what is to be asked or decided first, then what is only to be known."""
    if one.status != "new":
        said = one.reason or sentences(one.warnings)
        return sentences([said, *one.questions])
    # whether it is one person comes before what a phone has in common
    decided = [said for said in one.questions if said in one.warnings]
    rest = [said for said in one.warnings if said not in decided]
    asked = [said for said in one.questions if said not in decided]
    return sentences([*decided, *rest, *asked])


def rows_of(outcome: Outcome, kind: int) -> tuple[list[RowResult], int]:
    """Return the first rows of a kind, and how many there are."""
    status = {0: "refused", 1: "", 2: "matched", 3: "new"}[kind]
    rows = outcome.rows
    count = rows.count(status) if status else rows.count_remarks()
    return outcome.some(status, MOST), count
