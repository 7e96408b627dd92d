"""Drawing: a chart of cohorts laid out for a phone held upright, as shapes; ``bot.render.figure`` paints them.

Lengths are points, from the top left. Colours are Okabe and Ito's (https://jfly.uni-koeln.de/color/); the best fit
differs in shape and word too.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from bot.render.chart import Chart, Panel, Row, unchecked

WIDTH = 400.0
TALLEST = 2.2 * WIDTH
"""The screen of a phone held upright is about as many times as tall as wide."""
EDGE = 16.0
"""White left and right, and above the first line."""
_RIGHT = WIDTH - EDGE
_LEADING = 1.28
_INK, _QUIET, _RULE, _BEST, _OTHER, _TINT = "#1a1a1a", "#505050", "#b5b5b5", "#D55E00", "#0072B2", "#FDF1E7"


class Style(NamedTuple):
    """How words look."""

    size: float
    colour: str = _INK
    bold: bool = False

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * _LEADING


_TITLE, _SUBJECT, _ENDPOINT = Style(17, bold=True), Style(12.5), Style(14.5, bold=True)
_POPULATION, _FIGURE, _DETAIL, _TICK = Style(13), Style(13, bold=True), Style(11.5, _QUIET), Style(11, _QUIET)
_TAG = Style(13, _BEST, bold=True)


class Words(NamedTuple):
    """One line of words; ``y`` is where it stands."""

    x: float
    y: float
    text: str
    style: Style
    align: Literal["left", "center", "right"] = "left"
    ground: str | None = None
    """What is behind the words where they lie on a line."""


class Stroke(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float


class Mark(NamedTuple):
    """A point, in matplotlib's name of its shape."""

    x: float
    y: float
    shape: str
    colour: str
    filled: bool


class Band(NamedTuple):
    """A tinted ground from edge to edge."""

    top: float
    bottom: float
    colour: str


Shape = Words | Stroke | Mark | Band


class Face(Protocol):
    """A typeface, as far as laying out needs it."""

    def width(self, text: str, style: Style) -> float: ...
    def wrap(self, text: str, style: Style, width: float) -> list[str]: ...


class Drawing:
    """A chart laid out: shapes one under the other, and how far down they go."""

    def __init__(self, chart: Chart, face: Face, on_page: bool) -> None:
        """``on_page`` numbers the references and leaves the safety line to the page."""
        self.chart = chart
        self.face = face
        self.on_page = on_page
        self.shapes: list[Shape] = []
        self.y = EDGE
        _compose(chart, self)

    def words(self, text: str, style: Style, *, x: float = EDGE) -> None:
        """Write on the next lines."""
        for line in self.face.wrap(text, style, _RIGHT - x):
            self.shapes.append(Words(x, self.y + style.size, line, style))
            self.y += style.line


def within(chart: Chart, tallest: float, face: Face, *, on_page: bool = False) -> Drawing:
    """The chart with as many cohorts as the height holds, best fit first, and one in any case."""
    for count in range(len(chart.rows), 1, -1):
        drawing = Drawing(chart.first(count), face, on_page)
        if drawing.y <= tallest:
            return drawing
    return Drawing(chart.first(1), face, on_page)


def _compose(chart: Chart, drawing: Drawing) -> None:
    drawing.words("Survival in published cohorts", _TITLE)
    drawing.words(f"Set against: {chart.subject}", _SUBJECT)
    if chart.supposed:
        drawing.words(f"Supposed: {chart.supposed}", Style(12.5, bold=True))
    for panel in chart.panels():
        _panel(panel, drawing)
    drawing.y += 4
    drawing.shapes.append(Stroke(EDGE, drawing.y, _RIGHT, drawing.y, _RULE, 0.8))
    drawing.y += 7
    for note in _notes(chart, drawing.on_page):
        drawing.words(note, _DETAIL)
    drawing.y += EDGE / 2


def _notes(chart: Chart, on_page: bool) -> Iterator[str]:
    if chart.left_out:
        yield f"Not drawn for want of room: {chart.left_out} more {'cohort' if chart.left_out == 1 else 'cohorts'}."
    lacking = [
        word
        for word, lacks in (
            ("line", not all(row.has_interval for row in chart.rows)),
            ("years", not all(row.years for row in chart.rows)),
        )
        if lacks
    ]
    line = "Line: interval as published. " if any(row.has_interval for row in chart.rows) else ""
    lacks = f"No {' or '.join(lacking)}: none in the register." if lacking else ""
    if line or lacks:
        yield f"{line}{lacks}".strip()
    if unchecked(chart.rows):
        yield "Hollow mark: figure not checked in its source."
    if not on_page:
        yield chart.safety


def _panel(panel: Panel, drawing: Drawing) -> None:
    unit = "% of patients" if panel.unit == "%" else "months"
    drawing.y += 10
    drawing.words(f"{panel.endpoint[0].upper()}{panel.endpoint[1:]}, {unit}", _ENDPOINT)
    for mark in panel.marks:
        place = _place(mark, panel)
        drawing.shapes.append(Words(place, drawing.y + _TICK.size, f"{mark:g}", _TICK, "center"))
    drawing.y += _TICK.line + 2
    for row in panel.rows:
        _row(row, panel, drawing)


def _row(row: Row, panel: Panel, drawing: Drawing) -> None:
    top = drawing.y
    drawing.y += 5
    if row.best:
        drawing.words("◆ Best fit", _TAG)
    drawing.words(f"{row.population[0].upper()}{row.population[1:]}", _POPULATION)
    _strip(row, panel, drawing)
    number = f" [{row.reference}]" if drawing.on_page and row.reference is not None else ""
    drawing.words(f"{row.size}{number}", _DETAIL)
    if row.differences:
        drawing.words(row.differences, _DETAIL)
    drawing.y += 6
    if row.best:
        drawing.shapes.append(Band(top, drawing.y, _TINT))
        drawing.y += 2


def _strip(row: Row, panel: Panel, drawing: Drawing) -> None:
    """The axis of one cohort, with its interval, its mark and its figure."""
    colour = _BEST if row.best else _OTHER
    point = _place(row.on_axis(row.value), panel)
    low, high = point, point
    if row.low is not None and row.high is not None:
        low, high = _place(row.on_axis(row.low), panel), _place(row.on_axis(row.high), panel)
    left, right = min(low, point) - 10, max(high, point) + 10
    wide = drawing.face.width(row.shown, _FIGURE)
    beside = right + wide <= _RIGHT or left - wide >= EDGE
    if not beside:
        drawing.words(row.shown, _FIGURE)
    middle = drawing.y + 11
    drawing.shapes.append(Stroke(EDGE, middle, _RIGHT, middle, _RULE, 0.8))
    for mark in panel.marks:
        place = _place(mark, panel)
        drawing.shapes.append(Stroke(place, middle - 3, place, middle + 3, _RULE, 0.8))
    if row.has_interval:
        drawing.shapes.append(Stroke(low, middle, high, middle, colour, 2.6))
        drawing.shapes += [Stroke(end, middle - 5, end, middle + 5, colour, 2.0) for end in (low, high)]
    drawing.shapes.append(Mark(point, middle, "D" if row.best else "o", colour, row.checked))
    if beside:
        on_right = right + wide <= _RIGHT
        x = right if on_right else left
        align: Literal["left", "right"] = "left" if on_right else "right"
        ground = _TINT if row.best else "white"
        drawing.shapes.append(Words(x, middle + 4.6, row.shown, _FIGURE, align, ground))
    drawing.y += 24


def _place(figure: float, panel: Panel) -> float:
    """Where on the axis a figure lies."""
    return EDGE + 6 + (_RIGHT - EDGE - 12) * min(figure / panel.marks[-1], 1.0)
