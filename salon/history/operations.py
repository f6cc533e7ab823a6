"""What staff do to the history: nothing, but say that they know what is missing."""

from salon.history.events import EndAccepted
from salon.rights import Right
from salon.store.chain import Head, head
from salon.work import Work, needs


@needs(Right.MANAGE)
def accept_end(work: Work, noted: Head) -> None:
    """Go on although the action *noted* outside is not in the history.

    It is said in the history, and then not asked again.
    """
    last = head(work.session.connection())
    work.record(EndAccepted(noted.seq, noted.hash, last.seq))
