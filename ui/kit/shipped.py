"""Where the kit's fonts and icons lie; an installer says where it has put them."""

import sys
from pathlib import Path

_HOME = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2]))
RESOURCES = _HOME / "resources"
