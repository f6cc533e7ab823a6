"""The shelf of the sample salon: what it shows, and that its sums hold."""

from collections import Counter

from salon.app import Salon
from salon.reports.queries import findings
from salon.shelf.model import Freshness
from salon.shelf.queries import articles, on_hand, resolve_article, service_uses


def test_one_is_low_one_is_over_one_open_too_long_and_one_to_be_used(
    demo: Salon,
) -> None:
    found = demo.ask(on_hand)
    assert [one.article.ref for one in found if one.is_low] == ["se_ha"]
    states = Counter(batch.freshness for one in found for batch in one.batches)
    assert (states[Freshness.EXPIRED], states[Freshness.OPEN_TOO_LONG]) == (1, 1)
    assert states[Freshness.SOON] >= 1
    assert states[Freshness.FINE] > 40
    assert demo.ask(service_uses)
    assert demo.ask(findings) == []


def test_every_product_has_a_price_and_a_code_a_scanner_takes(demo: Salon) -> None:
    every = demo.ask(articles).values()
    assert all(one.price is not None for one in every)
    codes = [one.barcode for one in every]
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert len(code) == 13
        total = sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(code))
        assert total % 10 == 0
    assert demo.ask(resolve_article, codes[0]).barcode == codes[0]
