"""Drafts of any shape, as Hypothesis builds them."""

from datetime import time

from hypothesis import strategies as st

from salon.treatments.model import Again, Step, TreatmentDraft, UsedProduct

WORDS = st.text(max_size=12)
NAMES = st.sampled_from(("Cleanse", "清洁", "LED, 10 min", "Mask", "Step: two"))
ZONES = st.lists(st.sampled_from(("chin", "lips", "glabella")), unique=True)
MINUTES = st.none() | st.times().map(lambda at: time(at.hour, at.minute))
STEPS = st.lists(
    st.builds(Step, NAMES, WORDS, MINUTES), max_size=4, unique_by=lambda one: one.name
)
PRODUCTS = st.lists(
    st.builds(
        UsedProduct,
        st.sampled_from(("cl_gel", "mask", "Honey")),
        WORDS,
        st.none() | st.floats(0, 1e6, allow_nan=False),
        WORDS,
    ),
    max_size=3,
    unique_by=lambda one: one.product,
)
SETTINGS = st.dictionaries(NAMES, st.text(min_size=1, max_size=6), max_size=3)


@st.composite
def drafts(draw: st.DrawFn) -> TreatmentDraft:
    """Return a draft in which no area is both done and left out."""
    areas = tuple(draw(ZONES))
    left_out = tuple(zone for zone in draw(ZONES) if zone not in areas)
    return TreatmentDraft(
        draw(WORDS),
        tuple(draw(PRODUCTS)),
        draw(SETTINGS),
        areas,
        *(draw(WORDS), draw(WORDS), draw(WORDS), draw(WORDS)),
        tuple(draw(STEPS)),
        left_out,
        draw(st.none() | st.integers(0, 4)),
        tuple(draw(ZONES)),
        draw(st.booleans()),
        draw(st.sampled_from(Again)),
    )
