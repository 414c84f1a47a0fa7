"""Colours, sizes and the light and dark theme made of them. Nothing here paints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PANEL_CORNER = 12
BUTTON_CORNER = 9
TYPE_SCALE = (13, 15, 18, 26, 34, 44)
PAPER = "#efeae1"  # behind a picture of goods, in both themes: the drawings are made upon it
TOUCH = 76  # 20 mm at 96 dots to the inch: a gloved finger
ROOMY_WIDTH = 1560
ROOMY_HEIGHT = 880

_SRGB_KNEE = 0.04045


@dataclass(frozen=True)
class ToneColours:
    """One signal: its sign, the verdict (ground, edge, ink), the tint of rows, words on a panel, the lamp."""

    sign: str
    sign_inner: str
    ground: str
    edge: str
    ink: str
    tint: str
    word: str
    lamp: str


@dataclass(frozen=True)
class Colours:
    """Every colour of a theme. Signal colours are used for nothing but signals."""

    ground: str
    panel: str
    edge: str
    hair: str
    ink: str
    quiet: str
    tag: str
    picture: str
    accent: str
    accent_ink: str
    accent_tint: str
    off: str
    off_ink: str
    bar: str
    bar_ink: str
    bar_quiet: str
    bar_chip: str
    shade: str
    stripe: str
    stripe_other: str
    idle: ToneColours
    ok: ToneColours
    attention: ToneColours
    stop: ToneColours

    def tone(self, name: str) -> ToneColours:
        """Return the colours of "ok", "attention" or "stop"; of anything else, the calm ones."""
        match name:
            case "ok":
                return self.ok
            case "attention":
                return self.attention
            case "stop":
                return self.stop
            case _:
                return self.idle


LIGHT = Colours(
    ground="#f2f0eb", panel="#ffffff", edge="#ddd8ce", hair="#e8e4db", ink="#1b1d21", quiet="#5f636b",
    tag="#faf7f1", picture="#efeae1", accent="#1f4e79", accent_ink="#ffffff", accent_tint="#eff4fa",
    off="#e4e0d6", off_ink="#66635b", bar="#22262d", bar_ink="#f4f5f7", bar_quiet="#a9afb9", bar_chip="#3a404a",
    shade="#8c22262d", stripe="#dbe4ee", stripe_other="#c9d6e4",
    idle=ToneColours("#5f636b", "#ffffff", "#ffffff", "#ddd8ce", "#1b1d21", "#ffffff", "#1b1d21", "#a9afb9"),
    ok=ToneColours("#157a48", "#ffffff", "#e2f3e8", "#157a48", "#0b5231", "#eef8f1", "#14713f", "#3ccb7f"),
    attention=ToneColours("#b86e00", "#ffffff", "#fdf0d3", "#c98612", "#5a3900", "#fef7e6", "#8a5200", "#f2a93b"),
    stop=ToneColours("#ffffff", "#a3201a", "#a3201a", "#a3201a", "#ffffff", "#fcebe9", "#a3201a", "#ff5c50"),
)  # fmt: skip

DARK = Colours(
    ground="#131519", panel="#1d2025", edge="#353a42", hair="#2b2f36", ink="#f1f2f4", quiet="#a6acb6",
    tag="#272b31", picture="#2a2d32", accent="#8cbcec", accent_ink="#0c1a28", accent_tint="#212b37",
    off="#2b2f36", off_ink="#9aa0aa", bar="#0b0c0f", bar_ink="#f4f5f7", bar_quiet="#a9afb9", bar_chip="#2b3038",
    shade="#a6000000", stripe="#232d39", stripe_other="#2b3947",
    idle=ToneColours("#a6acb6", "#1d2025", "#1d2025", "#353a42", "#f1f2f4", "#1d2025", "#f1f2f4", "#a9afb9"),
    ok=ToneColours("#4cc98a", "#0d2418", "#10301f", "#2f8a5c", "#a9edc8", "#182620", "#6fd7a2", "#3ccb7f"),
    attention=ToneColours("#f0b04a", "#2a1e05", "#37290b", "#a87a26", "#ffe0a6", "#2b251a", "#f3bd66", "#f2a93b"),
    stop=ToneColours("#ffffff", "#a3201a", "#a3201a", "#c9463f", "#ffffff", "#3a1d1c", "#ff938a", "#ff5c50"),
)  # fmt: skip


@dataclass(frozen=True)
class Sizes:
    """Type and measures in pixels: `type` sizes are of the scale, all others are steps of 4."""

    caption: int  # captions, tags, chips
    body: int  # values, buttons
    name: int  # names of lines, what the verdict says
    head: int  # the next thing to scan
    title: int  # the verdict, the order's number
    digits: int  # how many are still missing
    bar: int  # height of the dark bar
    foot: int  # height of the bar of last scans
    pad: int  # inner margin of a panel
    gap: int  # between panels
    row: int  # height of a line of the order
    row_large: int  # the same when few lines leave room
    picture: int  # width of a picture
    fact: int  # height of a row of facts
    touch: int
    tile: int  # height of a tile of the board
    tile_width: int  # the least width of a tile


COMPACT = Sizes(
    caption=13, body=15, name=18, head=26, title=34, digits=44, bar=52, foot=52, pad=20, gap=12,
    row=92, row_large=124, picture=84, fact=36, touch=TOUCH, tile=48, tile_width=124,
)  # fmt: skip
ROOMY = Sizes(
    caption=15, body=18, name=26, head=34, title=44, digits=44, bar=64, foot=64, pad=28, gap=16,
    row=124, row_large=176, picture=116, fact=48, touch=96, tile=60, tile_width=156,
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """What a widget asks while it paints."""

    colours: Colours
    sizes: Sizes
    dark: bool


THEMES = {
    (dark, roomy): Theme(DARK if dark else LIGHT, ROOMY if roomy else COMPACT, dark)
    for dark in (False, True)
    for roomy in (False, True)
}


class Skin:
    """The theme that stands now. One for each window; whoever must lay out anew is told."""

    def __init__(self, *, dark: bool = False, roomy: bool = False) -> None:
        self._dark = dark
        self._roomy = roomy
        self._listeners: list[Callable[[], None]] = []
        self.theme = THEMES[dark, roomy]

    @property
    def colours(self) -> Colours:
        """The colours that stand now."""
        return self.theme.colours

    @property
    def sizes(self) -> Sizes:
        """The sizes that stand now."""
        return self.theme.sizes

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change."""
        self._listeners.append(listener)

    def use(self, *, dark: bool | None = None, roomy: bool | None = None) -> bool:
        """Change the theme; answers whether anything changed."""
        chosen = THEMES[self._dark if dark is None else dark, self._roomy if roomy is None else roomy]
        if chosen is self.theme:
            return False
        self._dark, self._roomy, self.theme = chosen.dark, chosen.sizes is ROOMY, chosen
        for listener in self._listeners:
            listener()
        return True


def contrast(first: str, second: str) -> float:
    """Return the contrast of two `#rrggbb` colours, 1 to 21, as WCAG 2.2 defines it."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _SRGB_KNEE else ((channel + 0.055) / 1.055) ** 2.4
