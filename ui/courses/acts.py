"""What can be done with a course, in words: before, while and after it is done."""

from enum import StrEnum

from salon.text import N_


class Act(StrEnum):
    """What can be done with a course."""

    TAKE = "take"
    SIGN = "sign"
    FREEZE = "freeze"
    RUN = "run"
    EXTEND = "extend"
    PASS = "pass"
    SHARE = "share"
    CONVERT = "convert"
    REFUND = "refund"
    RELEASE = "release"
    BACK = "back"


ACT_WORDS = {
    Act.TAKE: N_("Take a session"),
    Act.SIGN: N_("Sign"),
    Act.FREEZE: N_("Freeze"),
    Act.RUN: N_("Let it run again"),
    Act.EXTEND: N_("Extend"),
    Act.PASS: N_("Pass on"),
    Act.SHARE: N_("Share"),
    Act.CONVERT: N_("Change into another"),
    Act.REFUND: N_("Pay back"),
    Act.RELEASE: N_("Release as run out"),
    Act.BACK: N_("Take a session back"),
}
ROWS: dict[Act, tuple[str, ...]] = {
    Act.TAKE: ("service", "digits"),
    Act.SIGN: ("session", "client", "staff"),
    Act.FREEZE: ("until", "reason"),
    Act.RUN: ("reason",),
    Act.EXTEND: ("until", "reason"),
    Act.PASS: ("whom", "reason"),
    Act.SHARE: ("family",),
    Act.CONVERT: ("other", "sessions", "price", "means", "reason"),
    Act.REFUND: ("means", "reason"),
    Act.RELEASE: ("reason",),
    Act.BACK: ("session", "reason"),
}
FIRST = {Act.SIGN: "client"}  # the last session is meant as a rule
HINTS = {
    Act.FREEZE: N_(
        "Its last day moves on by the days it waits. No day: until you say."
    ),
    Act.EXTEND: N_("Up to six months in all; longer is for the manager."),
    Act.PASS: N_("What was taken stays where it was. Undo brings it back."),
    Act.SHARE: N_("Whoever is noted as family and has a file may use it too."),
    Act.CONVERT: N_("What it costs more is paid now; what is over is stored value."),
    Act.RELEASE: N_("Nothing runs out by itself: what is left is owed until then."),
    Act.BACK: N_("Both lines stay: that it was taken, and that it was a mistake."),
}
DONE_WORDS = {
    Act.TAKE: N_("{title}: one session taken, {left}"),
    Act.SIGN: N_("{title}: the slip is signed"),
    Act.FREEZE: N_("{title}: frozen"),
    Act.RUN: N_("{title}: runs again"),
    Act.EXTEND: N_("{title}: good until {day} now"),
    Act.PASS: N_("{title}: passed on to {name}"),
    Act.SHARE: N_("{title}: shared with {name}"),
    Act.CONVERT: N_("{title}: changed into {name} for {sum}"),
    Act.REFUND: N_("{title}: {sum} paid back"),
    Act.RELEASE: N_("{title}: released as run out, {sum}"),
    Act.BACK: N_("{title}: the session is taken back"),
}
FROZEN_UNTIL = N_("{title}: frozen until {day}")
UNSHARED = N_("{title}: no longer shared with {name}")
