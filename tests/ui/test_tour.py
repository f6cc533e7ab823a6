"""The tour has a picture of every page, full and empty, in any language and theme."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
TOUR = """
import json, sys
from ui.tour.pictures import tour
rows = tour(sys.argv[1], sys.argv[2], "zh_CN", "dark", 2, (1100, 700))
print(json.dumps(rows))
"""


def test_every_page_has_its_picture_full_and_empty(
    folder: Path, tmp_path: Path
) -> None:
    import json

    pictures = tmp_path / "pictures"
    done = subprocess.run(
        [sys.executable, "-c", TOUR, pictures, folder],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    rows = json.loads(done.stdout)
    assert {row["state"] for row in rows} == {"full", "empty"}
    assert any(row["page"] == "first-start" for row in rows)
    assert len({row["file"] for row in rows}) == len(rows) >= 16
    for row in rows:
        image = QImage(str(pictures / row["file"]))
        assert (image.width(), image.height()) == (2200, 1400)
