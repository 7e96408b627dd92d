"""Figure: a chart of cohorts as a picture, painted by matplotlib.

matplotlib is imported when something is painted, so that an answer without a picture does not wait for it; it is used
by its objects only, as several threads paint at once.
"""

import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from bot.render.chart import Chart, alternative
from bot.render.drawing import TALLEST, WIDTH, Drawing, Mark, Stroke, Style, Words, within
from knowledge.case import Value

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

DOTS_PER_INCH = 200


class Picture(Value):
    """A chart as a file, with the words for those who do not see it."""

    content: bytes
    shown: Chart
    """The chart with the cohorts that it had room for."""

    @property
    def alt(self) -> str:
        """What the picture shows, in sentences."""
        return alternative(self.shown)


class Typeface:
    """The typeface, and how wide words are in it."""

    def __init__(self) -> None:
        files = typeface()
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        self._fonts = {is_bold: FontProperties(fname=file) for is_bold, file in files.items()}
        self._renderer = FigureCanvasAgg(Figure(dpi=72)).get_renderer()  # type: ignore[no-untyped-call]
        self._widths: dict[tuple[str, Style], float] = {}
        self._sized: dict[Style, FontProperties] = {}

    def font(self, style: Style) -> "FontProperties":
        """The typeface in this size and weight."""
        if style not in self._sized:
            font = self._fonts[style.bold].copy()
            font.set_size(style.size)
            self._sized[style] = font
        return self._sized[style]

    def width(self, text: str, style: Style) -> float:
        """Of a line: its words and the spaces between them, each measured once."""
        words = text.split(" ")
        return sum(self._measure(word, style) for word in words) + (len(words) - 1) * self._measure(" ", style)

    def _measure(self, text: str, style: Style) -> float:
        known = self._widths.get((text, style))
        if known is None:
            known = float(self._renderer.get_text_width_height_descent(text, self.font(style), False)[0])
            self._widths[(text, style)] = known
        return known

    def wrap(self, text: str, style: Style, width: float) -> list[str]:
        """A text in lines of at most this width, cut between words, never between a number and its per cent."""
        lines: list[str] = []
        for word in text.replace(" %", "\u00a0%").split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, style) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


def typeface() -> dict[bool, str]:
    """The files of the typeface, bold or not. DejaVu comes with matplotlib; where a packager took it out of there, the
    machine's own serves."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it speaks of caches that nobody here can mend
    import matplotlib
    from matplotlib.font_manager import FontProperties, findfont

    matplotlib.rcParams["pdf.fonttype"] = 42  # the only form in which every reader finds the text
    found = {}
    for is_bold, name in ((False, "DejaVuSans.ttf"), (True, "DejaVuSans-Bold.ttf")):
        shipped = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name
        family = FontProperties(family="DejaVu Sans", weight="bold" if is_bold else "normal")
        found[is_bold] = str(shipped) if shipped.is_file() else str(findfont(family))
    return found


def picture(chart: Chart) -> Picture:
    """The chart as a PNG for a phone, with as many cohorts as it holds, and the words for those who do not see it."""
    face = Typeface()
    drawing = within(chart, TALLEST, face)
    return Picture(content=png(drawing, face), shown=drawing.chart)


def png(drawing: Drawing, face: Typeface) -> bytes:
    """As a picture, which has its words inside too."""
    about = {
        "Title": "Survival in published cohorts",
        "Description": alternative(drawing.chart),
        "Software": "netboard",
    }
    file = io.BytesIO()
    _painted(drawing, face).savefig(file, format="png", dpi=DOTS_PER_INCH, metadata=about)
    return file.getvalue()


def pdf(drawing: Drawing, face: Typeface) -> bytes:
    """As a page of its own size, whose text can be searched."""
    file = io.BytesIO()
    _painted(drawing, face).savefig(file, format="pdf", metadata={"CreationDate": None, "Creator": "netboard"})
    return file.getvalue()


def _painted(drawing: Drawing, face: Typeface) -> "Figure":
    """The shapes on one set of axes that fills the picture and counts in points from the top left."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / 72, drawing.y / 72), facecolor="none" if drawing.on_page else "white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), frameon=False)
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(drawing.y, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            axes.text(
                shape.x, shape.y, shape.text, ha=shape.align, va="baseline", color=shape.style.colour,
                fontproperties=face.font(shape.style), parse_math=False, zorder=4,
                bbox={"facecolor": shape.ground, "edgecolor": "none", "pad": 1.5} if shape.ground else None,
            )  # fmt: skip
        elif isinstance(shape, Stroke):
            axes.plot(
                (shape.x1, shape.x2), (shape.y1, shape.y2), color=shape.colour, linewidth=shape.width, zorder=2,
                solid_capstyle="butt",
            )  # fmt: skip
        elif isinstance(shape, Mark):
            axes.plot(
                shape.x, shape.y, marker=shape.shape, markersize=10, color=shape.colour, markeredgewidth=2, zorder=3,
                markerfacecolor=shape.colour if shape.filled else "white",
            )  # fmt: skip
        else:
            axes.axhspan(shape.top, shape.bottom, facecolor=shape.colour, zorder=1)
    return figure
