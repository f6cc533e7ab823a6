"""Where the files lie that are shipped beside the program: content, words, fonts."""

import sys
from pathlib import Path

VERSION = "0.2.0"  # as in pyproject.toml, which an installed program does not have

# An installer unpacks everything into one folder and says which.
HOME = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1]))
RESOURCES = HOME / "resources"
