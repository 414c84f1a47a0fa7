"""The demo shop, loaded once; each test gets a copy of it, and a window on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from station import app, config
from tests.journeys.packer import Packer
from ui import main, wiring
from ui.demo.load import load_demo
from ui.texts import Texts
from ui.tour import Silence


@pytest.fixture(scope="session")
def loaded_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with the demo shop, not to be changed."""
    data = tmp_path_factory.mktemp("shop") / "data"
    load_demo(data, app.database_url(data, None), today=datetime.now(UTC).date())
    return data


@pytest.fixture
def shop(loaded_shop: Path, tmp_path: Path) -> Path:
    """Return a demo shop of the test's own."""
    data = tmp_path / "data"
    shutil.copytree(loaded_shop, data)
    return data


@pytest.fixture
def stranger(qtbot: QtBot, shop: Path, tmp_path: Path) -> Iterator[Packer]:
    """Return somebody who stands before the real window of the demo shop and has not logged in."""
    main.prepare_application()
    settings = config.load(shop)
    opened = main.open_window(shop, settings, app.database_url(shop, None), wiring.Choice(), Silence())
    try:
        opened.window.show()
        yield Packer(opened, Texts(settings.language, settings.zone), tmp_path)
    finally:
        opened.close()
        opened.window.close()
        opened.window.deleteLater()


@pytest.fixture
def packer(stranger: Packer) -> Packer:
    """Return a packer who has shown the badge."""
    stranger.log_in("packer")
    return stranger
