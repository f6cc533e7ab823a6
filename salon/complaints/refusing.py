"""Why something cannot be done with a complaint, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from salon.errors import SalonError
from salon.text import N_


class ComplaintClosed(SalonError):
    """It is closed already."""

    text = N_("This complaint is closed. Open it again to add to it.")


class ComplaintOpen(SalonError):
    """It is open still, or another one has been opened since."""

    text = N_("A complaint of this client is open already. Go on with that one.")


@dataclass(eq=False)
class UnknownChoice(SalonError):
    """A step, cause, level, source or outcome that does not exist."""

    said: str
    words: str

    text = N_("“{said}” is not known for complaints. Say one of: {words}.")


class WordsNeeded(SalonError):
    """Nobody wrote down what the client said."""

    text = N_("Write down what the client said, in the client’s own words.")


class ReadBackFirst(SalonError):
    """The words were not read back."""

    text = N_("Read the words back to the client, then tick that you did.")


class CauseNeeded(SalonError):
    """Nobody chose the main cause."""

    text = N_("Choose the main cause.")


class RootNeeded(SalonError):
    """A cause without what lay under it."""

    text = N_("Say in one sentence how it came about, such as “30 min for 45 min”.")


@dataclass(eq=False)
class TooManyCauses(SalonError):
    """More causes than help."""

    most: int

    text = N_("Name one main cause and at most {most} others.")


@dataclass(eq=False)
class StepFirst(SalonError):
    """A step before the one that comes first."""

    step: str  # in words

    text = N_("“{step}” comes first. Nothing you wrote is lost.")


@dataclass(eq=False)
class StepNotDone(SalonError):
    """A step was to be taken back that was not done, or stands under a later one."""

    step: str

    text = N_("“{step}” is not the last step that was done.")


class TwoWaysNeeded(SalonError):
    """Fewer than two offers."""

    text = N_(
        "Offer at least two ways that may be granted, each with a day, so that the "
        "client can choose."
    )


@dataclass(eq=False)
class AboveLimit(SalonError):
    """More than whoever offers it may grant."""

    offer: str
    rank: str
    who: str

    text = N_("“{offer}” is above your limit: {rank} decides. Ask {who}.")


class IncidentFirst(SalonError):
    """Somebody is hurt, and was to be offered something."""

    text = N_(
        "See to the incident first. Until it is closed nothing is offered but care; "
        "of fault speak only the owner and the insurer."
    )


class InsurerFirst(SalonError):
    """A doctor's bill before the insurer knows."""

    text = N_("Tell the insurer first and tick it; then the owner may grant this.")


class NotForSilence(SalonError):
    """A gift that would buy somebody's silence."""

    text = N_(
        "Nothing is given for silence or for taking a review down. Word the offer "
        "without it."
    )


class DayNeeded(SalonError):
    """An offer without a day, or a day that is over."""

    text = N_("Name the day by which it will be done; today or later.")


class OfferNeedsWords(SalonError):
    """A way of which nobody could tell the client what it is."""

    text = N_("Say in words what the client gets, or what it is worth.")


class SumNeeded(SalonError):
    """Money without a sum, or a sum that is none."""

    text = N_("Say the sum, greater than nothing.")


@dataclass(eq=False)
class BadScore(SalonError):
    """A score that nobody can give."""

    said: int

    text = N_("{said} is no score. Say a whole number from 0 to 10.")


class BadAnswerDay(SalonError):
    """A day for an answer that cannot be meant."""

    text = N_(
        "By when they want an answer is a day of the last year or of the ten to come."
    )


class BadDoneDay(SalonError):
    """Something was carried out before there was a complaint, or is not yet."""

    text = N_(
        "It was carried out on a day between the opening of the complaint and today."
    )


class SumTooLarge(SalonError):
    """More money than any salon has."""

    text = N_("This sum is too large to be meant. Say it again.")


@dataclass(eq=False)
class NoSumHere(SalonError):
    """A sum with what is no money."""

    offer: str

    text = N_(
        "“{offer}” is no money, so it has no sum. Say a sum with credit, a refund or a "
        "doctor’s bill."
    )


@dataclass(eq=False)
class BadCount(SalonError):
    """A number of something that there is not, or not so often."""

    offer: str
    most: int

    text = N_("The number of “{offer}” is a whole one from 1 to {most}.")


class NotOffered(SalonError):
    """Something was chosen that is not on the table."""

    text = N_("This is not among the ways on the table. Choose one of those.")


class ChangeNeeded(SalonError):
    """Nothing was learned."""

    text = N_("Say what changes from now on, who sees to it, and until when.")


@dataclass(eq=False)
class NotTheirOwnCase(SalonError):
    """A case was to be owned by the one it is about."""

    name: str

    text = N_("{name} is who it is about, so somebody else must see to it.")


class OnlyManagerLowers(SalonError):
    """It was to be less grave, and whoever says so may not manage."""

    text = N_("Anybody may raise the level. Only the manager may lower it.")


class WhyNeeded(SalonError):
    """Something needs a reason, and none was said in words."""

    text = N_("Say in a few words why. It is kept with the complaint.")


class NotTheirVisitThen(SalonError):
    """The visit is another client's."""

    text = N_("This visit is another client’s. Choose one of the same client.")


@dataclass(eq=False)
class NotYetClosed(SalonError):
    """It cannot be closed; what is missing is named."""

    missing: str

    text = N_("It cannot be closed yet: {missing}.")


class NobodyNext(SalonError):
    """It was to be handed on, and there is nobody beyond."""

    text = N_("There is nobody else to hand it to. Hire or name a manager first.")


def check_known(said: str, known: Iterable[str]) -> None:
    """Refuse a word that is not among *known*; raises UnknownChoice."""
    words = list(known)
    if said not in words:
        raise UnknownChoice(said, ", ".join(words))
