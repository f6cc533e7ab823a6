"""Papers from the records: a sheet is filled from one look, then set as a PDF."""

from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.plans.model import PlanId
from salon.plans.queries import plan as plan_card
from salon.plans.sheet import PlanSheet
from salon.reports.composing import Composed, composed, spoken_in
from salon.reports.plans import plan_sheet
from salon.work import Reading


def compose_plan(
    reading: Reading,
    key: PlanId,
    look: Look,
    *,
    is_hers: bool = False,
    is_for_fridge: bool = False,
) -> Composed:
    """Return a plan as the client takes it home; raises Missing.

    Args:
        reading: As ever.
        key: Of the plan.
        look: How it is printed.
        is_hers: It speaks the plan's own language where *look* names none.
        is_for_fridge: The one page for a kitchen instead of the two.
    """

    def document(sheet: PlanSheet, head: Letterhead, look: Look) -> Laid:
        # ReportLab comes with it
        from salon.plans.document import fridge_page, treatment_plan

        return (fridge_page if is_for_fridge else treatment_plan)(sheet, head, look)

    tongue = plan_card(reading, key).language if is_hers else ""
    return composed(reading, document, spoken_in(look, tongue), plan_sheet, key)
