"""Draws curves as SVG, with no library: a picture of the figures that stand beside it."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 720, 400, 60
_COLOURS = ("#1b6ca8", "#c8553d", "#2a9134", "#8e44ad", "#b8860b", "#444444")


def curve(
    across: str, up: str, xs: Sequence[float], lines: Mapping[str, Sequence[float]], *, logarithmic: bool = False
) -> str:
    """Return a picture of several lines over the same `xs`; `logarithmic` scales both axes so, and wants values > 0."""
    scale = math.log10 if logarithmic else float
    highest = max(max(line) for line in lines.values())
    lowest = min(min(line) for line in lines.values()) if logarithmic else 0.0
    left, right, low, high = scale(xs[0]), scale(xs[-1]), scale(lowest), scale(highest)

    def place(x: float, y: float) -> tuple[float, float]:
        along = (scale(x) - left) / ((right - left) or 1)
        above = (scale(y) - low) / ((high - low) or 1)
        return MARGIN + along * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - above * (HEIGHT - 2 * MARGIN)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 160} {HEIGHT}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{WIDTH + 160}" height="{HEIGHT}" fill="white"/>',
        _text(WIDTH / 2, HEIGHT - 15, across, "middle"),
        _text(MARGIN, MARGIN - 30, up, "middle"),
    ]
    marked = dict.fromkeys((*xs[:: max(1, len(xs) // 6)], xs[-1]))
    parts += [_text(place(x, highest)[0], HEIGHT - MARGIN + 18, f"{x:,.0f}", "middle") for x in marked]
    for y in _marks(lowest, highest, logarithmic=logarithmic):
        height = place(xs[0], y)[1]
        parts.append(f'<path d="M{MARGIN} {height:.1f}H{WIDTH - MARGIN}" stroke="#dddddd"/>')
        parts.append(_text(MARGIN - 6, height + 4, f"{y:,g}", "end"))
    for number, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, xs, line))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_text(WIDTH - MARGIN + 10, MARGIN + 18 * number, name, "start", colour))
    return "\n".join([*parts, "</svg>", ""])


def _text(x: float, y: float, words: str, anchor: str, colour: str = "black") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def _marks(lowest: float, highest: float, *, logarithmic: bool) -> list[float]:
    if logarithmic:
        return [10.0**power for power in range(math.ceil(math.log10(lowest)), math.floor(math.log10(highest)) + 1)]
    step = 10 ** math.floor(math.log10(highest or 1))
    return [step * number for number in range(int(highest / step) + 1)]
