"""Column: paragraphs of a page one under the other, in a typeface that has the signs that clinicians write.

reportlab is imported when a page is made. Lengths are points.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph

INK, COLOUR, QUIET, RULE = "#1a1a1a", "#1f4e5f", "#505050", "#b5b5b5"
REGULAR, BOLD = "netboard", "netboard-bold"


class Line(NamedTuple):
    """A paragraph as broken into lines for a width, and how high it is then."""

    paragraph: "Paragraph"
    height: float

    @classmethod
    def of(cls, paragraph: "Paragraph", width: float) -> "Line":
        """Break a paragraph."""
        return cls(paragraph, paragraph.wrap(width, 1e6)[1])


class Column:
    """Paragraphs one under the other."""

    def __init__(self) -> None:
        self.height = 0.0
        self._placed: list[tuple[float, Paragraph]] = []

    def add(self, line: Line, gap: float) -> None:
        """Place a paragraph under what is there."""
        self.height += (gap if self.height else 0.0) + line.height
        self._placed.append((self.height, line.paragraph))

    def skip(self, height: float) -> None:
        """Leave room for something else."""
        self.height += height

    def draw(self, canvas: "Canvas", x: float, top: float) -> None:
        """Draw the paragraphs from ``top`` downwards."""
        for bottom, paragraph in self._placed:
            paragraph.drawOn(canvas, x, top - bottom)


def paragraph(
    markup: str, size: float, *, hanging: float = 0.0, bullet: bool = False, colour: str = INK
) -> "Paragraph":
    """Escaped text with marks; lines after the first hang by so many times the size of its type."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    indent = size * hanging
    style = ParagraphStyle(
        "text", fontName=REGULAR, fontSize=size, leading=size * 1.26, textColor=HexColor(colour), leftIndent=indent,
        firstLineIndent=0.0 if bullet else -indent, bulletFontName=REGULAR, bulletFontSize=size, splitLongWords=1,
    )  # fmt: skip
    return Paragraph(markup.replace(" %", "\u00a0%"), style, bulletText="•" if bullet else None)


def register_fonts(files: Mapping[bool, str]) -> None:
    """Make the typeface known, bold or not."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for is_bold, name in ((False, REGULAR), (True, BOLD)):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, files[is_bold]))
