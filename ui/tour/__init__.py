"""`larets tour`: a short day at the bench, played in the real window, which leaves pictures, labels and the act."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtGui import QCursor

from station import app, config
from ui import main, wiring
from ui.demo.load import load_demo
from ui.demo.shift import BASE_DAY
from ui.presenters.state import Sound
from ui.texts import Texts
from ui.tour.stage import Stage, TourFailed
from ui.tour.story import play_story

__all__ = ["TourFailed", "play"]

SCREENS, LABELS, ACT, INDEX = "screens", "labels", "act.pdf", "index.txt"
BEGINS_AT = datetime(BASE_DAY.year, BASE_DAY.month, BASE_DAY.day, 11, 5, tzinfo=UTC)


class TourClock:
    """The time of the tour: the demo's own day, so that the pictures of two tours are alike."""

    def __init__(self) -> None:
        self._started = monotonic()

    def now(self) -> datetime:
        """Return the present moment of that day, aware, in UTC."""
        return BEGINS_AT + timedelta(seconds=monotonic() - self._started)


class Silence:
    """Speakers of a machine that has none to spare: nothing is heard, and no lamp complains of it."""

    available = True

    def play(self, sound: Sound) -> None:
        """Play nothing."""


def play(out: Path, language: str) -> str:
    """Play the tour on a fresh demo shop; return in words what lies in `out`. Raises TourFailed at the first surprise.

    The folder gets `screens/`, `labels/`, the act and an index of them; what an earlier tour left there is replaced.
    """
    _clear(out)
    with _opened(language) as (opened, texts):
        stage = Stage(opened, texts, out / SCREENS)
        manifest = play_story(stage)
        labels = _labels(opened.bench, out / LABELS)
        (out / ACT).write_bytes(opened.bench.station.act(manifest))
    index = _index(texts, stage.pictures, labels, manifest)
    (out / INDEX).write_text(index, encoding="utf-8")
    return texts.caption(
        "tour_done", folder=str(out), pictures=len(stage.pictures), labels=len(labels), act=ACT, index=INDEX
    )


@contextmanager
def _opened(language: str) -> Iterator[tuple[main.Opened, Texts]]:
    """Open the window on a demo shop of its own, which goes when the tour is over."""
    application = main.prepare_application()
    QCursor.setPos(0, 0)  # nothing lies under the pointer, and so nothing is lit by it
    clock = TourClock()
    with TemporaryDirectory(prefix="larets-tour-", ignore_cleanup_errors=True) as folder:
        data = Path(folder)
        url = app.database_url(data, None)
        load_demo(data, url, today=BASE_DAY, clock=clock)
        settings = config.load(data)
        opened = main.open_window(data, settings, url, wiring.Choice(), Silence(), clock=clock)
        try:
            opened.bridge.choose_language(language)
            opened.window.show()
            yield opened, Texts(language, settings.zone)
        finally:
            opened.close()
            opened.window.close()
            opened.window.deleteLater()
            application.processEvents()


def _clear(out: Path) -> None:
    """Take away what an earlier tour left, and nothing else."""
    for folder in (out / SCREENS, out / LABELS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for file in (out / ACT, out / INDEX):
        file.unlink(missing_ok=True)


def _labels(bench: wiring.Bench, folder: Path) -> tuple[str, ...]:
    """Copy what was printed."""
    for file in sorted((bench.station.data / wiring.PRINTED).iterdir()):
        shutil.copyfile(file, folder / file.name)
    return tuple(sorted({file.stem for file in folder.iterdir()}))


def _index(texts: Texts, pictures: list[tuple[str, str]], labels: tuple[str, ...], manifest: str) -> str:
    rows = [texts.caption("tour_index"), ""]
    rows += [f"{SCREENS}/{name}  {title}" for name, title in pictures]
    rows += ["", *(f"{LABELS}/{name}.png, .pdf" for name in labels)]
    rows += ["", f"{ACT}  {texts.caption('tour_act', manifest=manifest)}", ""]
    return "\n".join(rows)
