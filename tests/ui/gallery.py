"""Render the invented states: `python -m tests.ui.gallery --out DIR [--only NAME]`. Look at each picture."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.ui import invented
from tests.ui.desk import PICTURES, HeardSounds, ScriptedBench
from ui.bridge import Bridge
from ui.fonts import load_fonts
from ui.main_window import Demo, MainWindow
from ui.presenters.state import ScreenState
from ui.theme import Skin

SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "1280": (1280, 720)}

STATES: dict[str, Callable[[str], ScreenState]] = {
    "login": invented.login_state,
    "ready": invented.ready_state,
    "ready-empty": invented.empty_ready_state,
    "order-ok": invented.order_state,
    "order-stop": invented.stop_state,
    "order-attention": invented.attention_state,
    "order-shipped": invented.complete_state,
    "order-long": invented.long_state,
    "handover": invented.handover_state,
    "handover-450": lambda language: invented.handover_state(language, total=450, inside=397),
    "handover-empty": lambda language: invented.handover_state(language, total=0, inside=0),
    **{f"ask-{kind}": (lambda language, kind=kind: invented.ask_state(kind, language))  # type: ignore[misc]
       for kind in ("pin", "weight", "again", "badge", "uin", "tray")},
    "demo": lambda language: replace(invented.order_state(language), demo=True),
    "demo-stop": lambda language: replace(invented.stop_state(language), demo=True),
    "doctor": invented.order_state,
    "crash": invented.order_state,
}  # fmt: skip


def window_for(name: str, language: str, *, dark: bool) -> MainWindow:
    """Return a window that shows one of the states."""
    state = STATES[name](language)
    demo = Demo(lambda _state: invented.demo_scans(language), lambda _code: None) if state.demo else None
    window = MainWindow(
        Bridge(ScriptedBench(lambda: state)), skin=Skin(dark=dark), feedback=HeardSounds(), pictures=PICTURES, demo=demo
    )
    window.take(state)
    return window


def render(name: str, language: str, *, dark: bool, size: str, out: Path) -> None:
    """Write one picture."""
    window = window_for(name, language, dark=dark)
    window.resize(*SIZES[size])
    window.show()
    if name == "ask-weight":
        for key in "42":
            window.question.pad.press(key)
    if name == "ask-pin":
        for key in "258":
            window.question.pad.press(key)
    if name == "doctor":
        window.top.lamp_buttons()[2].click()
    if name == "crash":
        window.show_trouble("/var/lib/larets/crash/crash-20261122-140605-01.txt")
    QApplication.processEvents()
    window.grab().save(str(out / f"{name}-{size}-{language}-{'dark' if dark else 'light'}.png"))
    window.close()
    window.deleteLater()


def main(arguments: list[str]) -> None:
    """Render all, or one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--sizes", default="1366,1920,1280")
    parser.add_argument("--languages", default="ru,en")
    parser.add_argument("--themes", default="light,dark")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    _application = QApplication.instance() or QApplication([])
    load_fonts()
    for name in STATES:
        if chosen.only and name not in chosen.only.split(","):
            continue
        for size in chosen.sizes.split(","):
            for language in chosen.languages.split(","):
                for theme in chosen.themes.split(","):
                    render(name, language, dark=theme == "dark", size=size, out=chosen.out)


if __name__ == "__main__":
    main(sys.argv[1:])
