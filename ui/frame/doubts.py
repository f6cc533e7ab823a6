"""What the window asks at opening: work that is missing, a clock that may be wrong."""

from salon.text import N_
from salon.views.opening import ClockDoubt, clock_doubt
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.tokens import Tone


def warn(window: Window, desk: Desk, *, has_real_time: bool) -> None:
    """Show a strip for each doubt; it stays until somebody has answered it.

    Args:
        window: Where.
        desk: Of the salon that was opened.
        has_real_time: Whether the time is the computer's own.
    """
    salon = desk.salon
    if salon.loss():
        text = salon.loss

        def accept() -> None:
            desk.call(lambda it: it.accept_loss(desk.by)).then(
                lambda _none: window.calm(text)
            )

        window.warn(text, Tone.RED, answer=N_("I know, go on"), act=accept)
    if has_real_time:
        desk.ask(clock_doubt).then(lambda doubt: _doubt(window, doubt))


def _doubt(window: Window, doubt: ClockDoubt | None) -> None:
    if doubt is not None:
        text = doubt.__str__
        answer = N_("It is right")
        window.warn(text, Tone.AMBER, answer=answer, act=lambda: window.calm(text))
