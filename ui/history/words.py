"""What tables and columns are called by people."""

from datetime import date

from salon.text import N_, _, full_day, number

TABLES = {
    "client": N_("client file"),
    "client_phone": N_("phone"),
    "client_fact": N_("answer"),
    "allergy": N_("allergy"),
    "client_condition": N_("health condition"),
    "client_consent": N_("consent"),
    "patch_test": N_("patch test"),
    "patch_spot": N_("spot of a patch test"),
    "relative": N_("family"),
    "appointment": N_("visit"),
    "hold": N_("time kept free"),
    "treatment": N_("treatment record"),
    "treatment_product": N_("product used"),
    "assessment": N_("skin assessment"),
    "finding": N_("finding"),
    "skin_reading": N_("reading"),
    "photo": N_("photograph"),
    "plan": N_("plan"),
    "plan_session": N_("plan session"),
    "course": N_("course"),
    "redemption": N_("session taken"),
    "aftercare_call": N_("call"),
    "contact": N_("conversation"),
    "staff_member": N_("person of the team"),
    "room": N_("room"),
    "device": N_("device"),
    "service": N_("service"),
    "setting": N_("setting"),
    "absence": N_("blocked time"),
    "catalogue_entry": N_("entry of a list"),
    "contraindication": N_("contraindication"),
    "import_batch": N_("import"),
    "product": N_("product"),
    "safety_override": N_("reason for going on all the same"),
    "shift": N_("working hours"),
}

FIELDS = {
    "name": N_("Name"),
    "family": N_("Family name"),
    "given": N_("Given name"),
    "called": N_("Likes to be called"),
    "latin": N_("Name in Latin letters"),
    "birth_year": N_("Year of birth"),
    "birth_month": N_("Month of birth"),
    "birth_day": N_("Day of birth"),
    "lunar_month": N_("Lunar month of birth"),
    "lunar_day": N_("Lunar day of birth"),
    "lunar_leap": N_("Born in a leap month"),
    "language": N_("Language"),
    "card_no": N_("Card number"),
    "salutation": N_("Salutation"),
    "gender": N_("Gender"),
    "email": N_("Email"),
    "wechat": N_("WeChat"),
    "channel": N_("Reached by"),
    "call_from": N_("Ring from"),
    "call_until": N_("Ring until"),
    "do_not_contact": N_("Do not contact"),
    "never_do": N_("Never do"),
    "avoid_topics": N_("Topics to avoid"),
    "note": N_("Note"),
    "source": N_("Found us by"),
    "merged_into": N_("Joined into"),
    "registered": N_("With us since"),
    "number": N_("Number"),
    "raw": N_("As it was typed"),
    "label": N_("Label"),
    "extension": N_("Extension"),
    "field": N_("Question"),
    "value": N_("Answer"),
    "is_confirmed": N_("Confirmed"),
    "substance": N_("Substance"),
    "reaction": N_("Reaction"),
    "severity": N_("Severity"),
    "since": N_("Since"),
    "until": N_("Until"),
    "condition": N_("Condition"),
    "zones": N_("Zones"),
    "zone": N_("Zone"),
    "consent": N_("Consent"),
    "given_on": N_("Given on"),
    "withdrawn_on": N_("Withdrawn on"),
    "relation": N_("Relation"),
    "day": N_("Date"),
    "start": N_("From"),
    "minutes": N_("Minutes"),
    "status": N_("Status"),
    "price": N_("Price"),
    "service_id": N_("Service"),
    "staff_id": N_("Person"),
    "room_id": N_("Room"),
    "device_id": N_("Device"),
    "client_id": N_("Client"),
    "done": N_("Done"),
    "settings": N_("Settings"),
    "areas": N_("Zones"),
    "advice": N_("Advice"),
    "next_time": N_("Next time"),
    "product": N_("Product"),
    "batch": N_("Batch"),
    "amount": N_("Amount"),
    "unit": N_("Unit"),
    "state": N_("State"),
    "grade": N_("Grade"),
    "measure": N_("Measure"),
    "skin_type": N_("Skin type"),
    "fitzpatrick": N_("Fitzpatrick phototype"),
    "hopes": N_("What she hopes for"),
    "said": N_("What we said"),
    "view": N_("View"),
    "title": N_("Title"),
    "outcome": N_("Outcome"),
    "due": N_("Due"),
    "attempts": N_("Attempts"),
    "reason": N_("Reason"),
    "words": N_("Words"),
    "sessions": N_("Sessions"),
    "due_from": N_("Due from"),
    "due_until": N_("Due until"),
    "appointment_id": N_("Visit"),
    "absence_id": N_("Blocked time"),
    "action": N_("What to do"),
    "answers": N_("Answers"),
    "applied_at": N_("Put on at"),
    "read_at": N_("Read at"),
    "put_on_by": N_("Put on by"),
    "read_by": N_("Read by"),
    "what": N_("With what"),
    "signed_by": N_("Signed by"),
    "signature": N_("Signature"),
    "result": N_("Result"),
    "arrived_at": N_("Arrived at"),
    "booked_at": N_("Booked at"),
    "started_at": N_("Begun at"),
    "assessment_id": N_("Assessment"),
    "call_id": N_("Call"),
    "course_id": N_("Course"),
    "plan_id": N_("Plan"),
    "treatment_id": N_("Treatment record"),
    "other_id": N_("Her own file"),
    "caller": N_("Who rings"),
    "purpose": N_("Purpose"),
    "protocol": N_("Protocol"),
    "step": N_("Step"),
    "priority": N_("Priority"),
    "time_from": N_("Ring from"),
    "time_until": N_("Ring until"),
    "flag": N_("Red flag"),
    "created": N_("Made on"),
    "sold_on": N_("Sold on"),
    "expires_on": N_("Valid until"),
    "phase": N_("Phase"),
    "template": N_("Template"),
    "is_active": N_("In use"),
    "weekday": N_("Weekday"),
    "room_type": N_("Type of room"),
    "device_type": N_("Type of device"),
    "category": N_("Category"),
    "skill": N_("Skill needed"),
    "resource": N_("What it takes"),
    "service_ref": N_("Service"),
    "rule": N_("Rule"),
    "subject": N_("List"),
    "file": N_("File"),
    "new": N_("New clients"),
    "matched": N_("Known clients"),
    "refused": N_("Refused rows"),
    "photo": N_("Photographs"),
    "consents": N_("Consents needed"),
    "min_age": N_("Youngest age"),
    "guardian_until_age": N_("Guardian’s consent up to age"),
    "interval_min_days": N_("Shortest interval in days"),
    "interval_usual_days": N_("Usual interval in days"),
    "interval_max_days": N_("Longest interval in days"),
    "course_usual": N_("Usual number of sessions"),
    "buffer_minutes": N_("Minutes to tidy up"),
    "gap_offset": N_("Minutes until the therapist is free"),
    "gap_minutes": N_("Minutes the therapist is free"),
    "patch_rule": N_("Patch test needed"),
    "patch_wait_hours": N_("Hours a patch test takes"),
    "patch_valid_hours": N_("Hours a patch test is valid"),
    "downtime_days": N_("Days of downtime"),
    "sun_avoid_days": N_("Days out of the sun"),
    "price_band": N_("Price band"),
    "defer_days": N_("Days to wait"),
    "area_only": N_("Only where it is treated"),
    "en": N_("English"),
    "zh_hans": N_("Simplified Chinese"),
    "zh_hant": N_("Traditional Chinese"),
    "role": N_("Role"),
    "skills": N_("Skills"),
}

# What the program works out for itself, and nobody reads.
HIDDEN = frozenset(
    (
        *("pinyin", "sort_key", "parts", "digits", "sort", "id", "version", "batch_id"),
        *("body", "hash", "origin", "taken", "width", "height", "x", "y", "at"),
        *("completed_at", "on", "key", "ref", "resource_id", "scope_id"),
        *("scope_type", "thumb_hash"),
    )
)


def table_name(table: str) -> str:
    """Return what a record of a table is called."""
    return _(TABLES[table])


def field_name(field: str) -> str:
    """Return what a field is called; "" where nobody would want to read it."""
    if field in HIDDEN or field == "words":
        return ""
    if field in FIELDS:
        return _(FIELDS[field])
    # a column that an older program had, and this one has not any more
    return field.removesuffix("_id").replace("_", " ").capitalize()


def said(value: object) -> str:
    """Return a value as people read it."""
    match value:
        case None | "":
            return ""
        case True:
            return _("yes")
        case False:
            return _("no")
        case int() | float():
            return str(value) if isinstance(value, int) else number(value)
    text = str(value)
    try:
        return full_day(date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
