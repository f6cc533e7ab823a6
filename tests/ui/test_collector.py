"""Widgets in circles are let go in the UI thread, whoever is at work elsewhere."""

import gc
from collections.abc import Iterator
from contextlib import closing
from threading import get_ident

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.frame.app import make_tasks
from ui.frame.collector import Collector
from ui.tasks import Tasks


class Circle(QWidget):
    """Holds itself, as a page does whose signals reach its own methods."""

    ended: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        self.ended.append(get_ident())


@pytest.fixture
def threads(qapp: QApplication) -> Iterator[Tasks]:
    """Return what the real window works with."""
    threads = make_tasks()
    yield threads
    threads.close()


def test_a_widget_is_never_destroyed_by_the_records_thread(threads: Tasks) -> None:
    ended: list[int] = []
    Circle.ended = ended
    home = QObject()
    with closing(Collector(home, threads)) as collector:
        for _n in range(50):
            Circle()
        kept: list[list[list[object]]] = []
        waiting = QEventLoop()

        def fill() -> int:  # so much that Python would collect here, many times
            kept.extend([[]] for _n in range(200_000))
            return len(kept)

        threads.start(fill).then(lambda _count: waiting.quit())
        QTimer.singleShot(30_000, waiting.quit)
        waiting.exec()
        assert len(kept) == 200_000
        collector.look()
        gc.collect()
    assert len(ended) == 50
    assert set(ended) == {get_ident()}
    assert gc.isenabled()
