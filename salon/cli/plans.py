"""Commands about treatment plans."""

from argparse import Namespace

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.named import pair
from salon.plans.model import PlanCard, PlanId
from salon.plans.operations import make_plan
from salon.plans.queries import plan, plans
from salon.text import short_day


def plan_for(salon: Salon, options: Namespace) -> Answer:
    """Make a treatment plan from a template."""
    her = named.client(salon, options.client)
    template = named.template(salon, options.template)
    start = named.day_of(salon, options.start) if options.start else None
    said = dict(map(pair, options.set))
    key = salon.do(make_plan, her.id, template.ref, start=start, said=said)
    card = salon.ask(plan, key)
    lines = _plan_lines(card)
    return Answer(shapes.plan(salon, card), lines, changed=card.number)


def plans_of(salon: Salon, options: Namespace) -> Answer:
    """Print treatment plans."""
    who = named.client(salon, options.client).id if options.client else None
    found = salon.ask(plans, who)
    cards = [salon.ask(plan, PlanId(one.id)) for one in found]
    lines = (f"{card.number:>6}  {card.client}: {card.title}" for card in cards)
    return listed("plans", [shapes.plan(salon, card) for card in cards], lines)


def _plan_lines(card: PlanCard) -> list[str]:
    return [
        f"{card.number}  {card.client}: {card.title}",
        *(
            f"{one.number:>3}  {short_day(one.due_from)}–{short_day(one.due_until)}"
            f"  {one.service}"
            for one in card.sessions
        ),
        *card.body.dropped,
    ]
