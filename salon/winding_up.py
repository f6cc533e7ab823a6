"""What goes on while somebody is to be erased and something still holds the rest.

Nothing new begins for them, and nothing is written into a file that is about to go
(`salon.clients.departing.heed_erasing`). Named here, on one page, is what is done all
the same: what is open comes to its end, what goes wrong is noted, what a treatment to
come must know is asked; and what goes over all clients stops for nobody.
"""

from collections.abc import Callable
from typing import Any

WHOLE = frozenset(  # features; a time is given by `appointments.placing.give`
    (
        *("appointments", "breaks", "treatments", "safety", "forms", "complaints"),
        *("incidents", "dayend", "erasure", "history", "leaving"),
    )
)
ONES = {  # operations of the others
    "aftercare": """
        log_call drop_call log_unplanned raise_flag raise_unplanned note_contact
        plan_ending plan_recalls
    """,
    "campaigns": "keep_campaign start_campaign stop_campaign drop_campaign",
    "clients": """
        answer_health confirm_fields decline_field needs_no_answer note_file_printed
        note_allergy confirm_allergy end_allergy note_medicine
        note_condition end_condition take_back_condition
        note_patch_test put_on_patch_test read_patch_test correct_patch_test
        take_back_patch_test give_consent withdraw_consent refuse_contact wish_silence
    """,
    "courses": """
        refund_course release_expired pass_on_course unshare_course unfreeze_course
        redeem_by_hand take_back_redemption sign_slip note_slip_printed
    """,
    "exchange": "import_clients take_back_import",  # a row of them is refused
    "hosting": "take_step untick_step offer_while_waiting use_wait_voucher",
    "loyalty": "keep_standings end_standings look_after_gold plan_thanks",
    "messages": """
        claim hand_over note_sent note_undelivered say_arrived cancel_mail recover
        try_again
    """,
    "notices": "acknowledge clear_alert",
    "occasions": "plan_occasions",
    "prepaid": "refund_stored release_points release_voucher end_membership earn_fees",
    "surveys": "decline draw_round close_round",
    "till": """
        open_bill bill_of_visit add_service add_product add_debt add_tip count_line
        discount share_line take_off hold_bill resume_bill drop_bill close_bill
        give_back note_receipt
    """,
}
_ONES = {feature: frozenset(names.split()) for feature, names in ONES.items()}


def goes_on(operation: Callable[..., Any]) -> bool:
    """Return whether an operation is done for who is to be erased as for anybody."""
    feature = operation.__module__.removeprefix("salon.").partition(".")[0]
    return feature in WHOLE or operation.__name__ in _ONES.get(feature, ())
