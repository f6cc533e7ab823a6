"""Phone numbers in the lists of others, which may be of another country than ours."""

import re
import unicodedata
from dataclasses import replace

from salon.clients.dialling import certain_among, is_elsewhere
from salon.clients.phones import (
    ELSEWHERE,
    Phone,
    country,
    metadata,
    plain_numbers,
    read_phone,
    read_phones,
)
from salon.exchange.model import Asked
from salon.exchange.survey import Survey
from salon.text import N_

LOST_ZERO = N_(
    "“{raw}” has lost the 0 in front of it, as numbers in a spreadsheet do; it was "
    "taken with its 0."
)


def listed_phones(text: str, asked: Asked, survey: Survey) -> tuple[Phone, ...]:
    """Return every number in a cell; what may be another country's is none."""
    region = survey.region or asked.region
    if not survey.choices and text.isascii() and text.isdigit():
        known = metadata(country(region) or "")  # the everyday case, at once
        if known.mobile.fullmatch(text):
            return (Phone(f"+{known.code}{text}", text),)
    found = read_phones(text, region)
    weighed = (_weighed(phone, region, asked, survey) for phone in found)
    if survey.choices:
        return tuple(weighed)
    return tuple(_with_its_zero(phone, region) for phone in weighed)


def _weighed(phone: Phone, region: str, asked: Asked, survey: Survey) -> Phone:
    if not survey.choices and phone.number and _is_usual(phone.number, region):
        return phone
    written = next(iter(plain_numbers(phone.raw)), "+")
    if written.startswith("+") or phone.number == f"+{written}":
        return phone  # said with its country code, or one that has lost its plus
    if survey.choices:
        if only := certain_among(written, survey.choices):
            return replace(read_phone(phone.raw, only), label=phone.label)
        return replace(phone, number=None, problem=ELSEWHERE)
    if phone.number is None:
        phone = _with_its_plus(phone, region)
        if phone.number is None and certain_among(written, (region, asked.region)):
            return read_phone(phone.raw, asked.region)  # one of ours among theirs
        return phone
    if is_elsewhere(written, region):
        return replace(phone, number=None, problem=ELSEWHERE)
    return phone


def _with_its_zero(phone: Phone, region: str) -> Phone:
    """Give a number of this country the 0 back that a spreadsheet took from it.

    Only where no other reading was certain, and the country is known.
    """
    if phone.number or not re.fullmatch(r"[1-9]\d{6,11}", phone.raw, re.ASCII):
        return phone
    found = read_phone(f"0{phone.raw}", region)
    if found.number is None or not _is_given_out(found.number, phone.raw, region):
        return phone
    return replace(found, raw=phone.raw, label=phone.label, problem=LOST_ZERO)


def _is_given_out(number: str, written: str, region: str) -> bool:
    """Say whether a number is one of *region*, or as long as a mobile and begun so."""
    if _is_usual(number, region):
        return True
    import phonenumbers

    kind = phonenumbers.PhoneNumberType.MOBILE
    mobile = phonenumbers.example_number_for_type(country(region) or "", kind)
    plain = str(mobile.national_number) if mobile is not None else ""
    return len(plain) == len(written) and plain[:1] == written[:1]


def _is_usual(number: str, region: str) -> bool:
    """Say whether a number is one that is known to be given out in *region*."""
    known = metadata(country(region) or "")
    code = f"+{known.code}"
    return number.startswith(code) and bool(
        known.numbers.fullmatch(number[len(code) :])
    )


def _with_its_plus(phone: Phone, region: str) -> Phone:
    """Give a number of this country the "+" back that a spreadsheet took from it.

    Only where nothing else can be meant: its own country code, and behind it as many
    digits as a mobile has. Other countries' are certain only if they are valid, and
    those `read_phone` has found.
    """
    import phonenumbers

    home, digits = country(region), unicodedata.normalize("NFKC", phone.raw)
    if home is None or not re.fullmatch(r"[1-9]\d{9,14}", digits, re.ASCII):
        return phone
    code = str(phonenumbers.country_code_for_region(home))
    kind = phonenumbers.PhoneNumberType.MOBILE
    mobile = phonenumbers.example_number_for_type(home, kind)
    if mobile is None or not digits.startswith(code):
        return phone
    if len(digits) != len(code) + len(str(mobile.national_number)):
        return phone
    found = read_phone(f"+{digits}", region)
    return replace(found, raw=phone.raw) if found.number else phone
