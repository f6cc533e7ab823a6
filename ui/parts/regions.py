"""Where a salon can be, in words."""

from salon.text import N_

REGION_NAMES = {
    "cn": N_("Mainland China"),
    "tw": N_("Taiwan"),
    "hk": N_("Hong Kong"),
    "uk": N_("United Kingdom"),
    "eu": N_("Europe"),
    "us": N_("United States"),
    "sg": N_("Singapore"),
    "my": N_("Malaysia"),
}
