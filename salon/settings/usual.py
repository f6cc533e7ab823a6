"""What is usual where the salon has not said anything."""

from salon.money import Money
from salon.settings.model import Premises
from salon.text import minor_digits

# What the salon's usual facial (price band 3) costs where nobody has said, in minor
# units; bands 1 to 5 are a third, two thirds, once, twice and four times of it.
USUAL_PRICE = {
    "CNY": 38000,
    "TWD": 2400,
    "HKD": 68000,
    "GBP": 6600,
    "EUR": 6900,
    "USD": 7800,
    "SGD": 10800,
    "MYR": 21000,
    "JPY": 9000,
    "AUD": 11400,
}
_A_DOLLAR: dict[str, float] = {  # about, so that a price list is not absurd
    "AED": 3.7,
    "ARS": 1400,
    "BRL": 5.5,
    "CAD": 1.4,
    "CHF": 0.9,
    "CLP": 950,
    "COP": 4000,
    "CZK": 22,
    "DKK": 6.8,
    "EGP": 48,
    "HUF": 350,
    "IDR": 16000,
    "ILS": 3.6,
    "INR": 85,
    "ISK": 130,
    "KES": 130,
    "KRW": 1400,
    "KZT": 520,
    "MAD": 9.5,
    "MOP": 8,
    "MXN": 19,
    "NGN": 1500,
    "NOK": 10.5,
    "NZD": 1.7,
    "PEN": 3.6,
    "PHP": 57,
    "PKR": 280,
    "PLN": 3.8,
    "QAR": 3.6,
    "RON": 4.5,
    "RUB": 85,
    "SAR": 3.8,
    "SEK": 10,
    "THB": 34,
    "TRY": 40,
    "UAH": 41,
    "UZS": 12500,
    "VND": 25000,
    "ZAR": 18,
    "LKR": 300,
    "BDT": 120,
    "MMK": 2100,
}


def usual_price(currency: str) -> int:
    """Return what the usual facial costs, in minor units: a number to begin with."""
    if currency in USUAL_PRICE:
        return USUAL_PRICE[currency]
    dollars = USUAL_PRICE["USD"] / 100
    minor: int = 10 ** minor_digits(currency)
    return round(dollars * _A_DOLLAR.get(currency, 1) * minor)


def pay_back_limit(here: Premises) -> Money:
    """Return how much is paid back without the manager.

    As the salon set it; else four times what its usual facial costs.
    """
    usual = here.usual_price or usual_price(here.currency)
    return Money(here.refund_money_limit or 4 * usual)


def difference_limit(here: Premises) -> Money:
    """Return by how much a count of the till may differ before a second person counts.

    As the salon set it; else a quarter of what its usual facial costs.
    """
    usual = here.usual_price or usual_price(here.currency)
    return Money(here.till_limit or usual // 4)
