"""Page: a tumour-board sheet as one A4 page whose text can be searched.

Type shrinks to a floor, then reference titles go, then statements go in the sheet's fixed order, and each part says how
many more there are. reportlab and pypdf are imported when a page is made.
"""

import io
from collections.abc import Iterable, Sequence
from html import escape
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from bot.render.chart import Chart
from bot.render.column import BOLD, COLOUR, INK, QUIET, REGULAR, RULE, Column, Line, paragraph, register_fonts
from bot.render.drawing import EDGE, Drawing, within
from bot.render.drawing import WIDTH as CHART_WIDTH
from bot.render.figure import Typeface, pdf, typeface
from bot.render.sheet import TITLE, Sheet, Told, listing, written_day
from knowledge.case import Value
from knowledge.evidence import Reference

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.28, 841.89
_MARGIN, _GUTTER = 28.0, 16.0
_COLUMN = (WIDTH - 2 * _MARGIN - _GUTTER) / 2
_RIGHT = WIDTH - _MARGIN - _COLUMN
_CHART_TALLEST = 1.9
"""Height of the chart against its width."""
_DECISION_LEAST, _DECISION_MOST = 30.0, 90.0
"""Height of a box for the board's decision, which is drawn where there is room for one."""
_SCALE = 0.64
"""Of the chart: its smallest words are as large as those of the page."""


class Page(Value):
    """The file, and the size of its running text in points."""

    content: bytes
    body: float


class _Size(NamedTuple):
    body: float
    titled: bool

    @property
    def small(self) -> float:
        """Of references and footer."""
        return max(6.8, self.body - 1.1)


_SIZES = (_Size(9.4, True), _Size(8.8, True), _Size(8.2, True), _Size(8.2, False), _Size(7.7, False))
FLOOR = _SIZES[-1].body
"""Points; DejaVu's small letters are as tall at 7.7 as those of most faces at 8.5."""


def page(sheet: Sheet, elsewhere: str) -> Page:
    """The sheet on one page; ``elsewhere`` says where what it has no room for can be read."""
    register_fonts(typeface())
    desk = _Desk()
    for size in _SIZES:
        layout = _Layout(sheet, size, elsewhere, desk)
        if layout.fits:
            return layout.page()
    for smaller in sheet.smaller():
        layout = _Layout(smaller, _SIZES[-1], elsewhere, desk)
        if layout.fits:
            return layout.page()
    raise ValueError("a sheet without statements has to fit")


class _Desk:
    """What all attempts share: charts and paragraphs, each laid out once."""

    def __init__(self) -> None:
        self.face = Typeface()
        self._charts: dict[int, Drawing] = {}
        self._lines: dict[tuple[object, ...], Line] = {}

    def chart(self, chart: Chart) -> Drawing:
        """A chart with these cohorts, or with as many of them as it has room for."""
        count = len(chart.rows)
        if count not in self._charts:
            self._charts[count] = within(chart, _CHART_TALLEST * CHART_WIDTH, self.face, on_page=True)
        return self._charts[count]

    def line(
        self,
        markup: str,
        size: float,
        *,
        hanging: float = 0,
        bullet: bool = False,
        colour: str = INK,
        width: float = _COLUMN,
    ) -> Line:
        """A paragraph as broken for a width."""
        key = (markup, size, hanging, bullet, colour, width)
        if key not in self._lines:
            made = paragraph(markup, size, hanging=hanging, bullet=bullet, colour=colour)
            self._lines[key] = Line.of(made, width)
        return self._lines[key]


class _Part(NamedTuple):
    """A heading with its statements, as they are placed."""

    heading: Line
    lines: tuple[Line, ...]

    def put(self, column: Column) -> None:
        if self.lines:
            column.add(self.heading, 8)
        for line in self.lines:
            column.add(line, 2)

    def split(self, count: int, heading: Line) -> "tuple[_Part, _Part]":
        """The first statements, and the others under a heading of their own."""
        return _Part(self.heading, self.lines[:count]), _Part(heading, self.lines[count:])


class _Layout:
    """One attempt to place a sheet at one size of type."""

    def __init__(self, sheet: Sheet, size: _Size, elsewhere: str, desk: _Desk) -> None:
        self._sheet, self._size, self._elsewhere, self._desk = sheet, size, elsewhere, desk
        self._chart = desk.chart(sheet.chart) if sheet.chart else None
        self._left, self._right = self._columns()
        rows = self._chart.chart.rows if self._chart else ()
        self._references = self._reference_columns(sheet.cited(rows))
        self._footer = Column()
        self._footer.add(desk.line(escape(sheet.safety), size.small, colour=QUIET, width=WIDTH - 2 * _MARGIN), 0)
        self._top = HEIGHT - _MARGIN - 46

    @property
    def fits(self) -> bool:
        """Whether everything is on the page."""
        columns = max(self._left.height, self._right.height)
        references = max(column.height for column in self._references)
        needed = columns + (references + 28 if references else 0.0) + self._footer.height + 14
        return needed <= self._top - _MARGIN

    def _columns(self) -> tuple[Column, Column]:
        """The parts in two columns as even as can be: findings go on beside where the first column is full."""
        sheet, out = self._sheet, self._sheet.left_out
        bottom_line = [" ".join(sheet.bottom_line)] if sheet.bottom_line else []
        first = (
            self._part("Case as understood", [_led(*line.split(": ", 1)) for line in sheet.case], out.case),
            self._part("Bottom line", map(escape, bottom_line), out.bottom_line),
            self._part("Warnings", map(escape, sheet.warnings), out.warnings, bulleted=True),
        )
        findings = self._part("Findings", map(_told, sheet.findings), out.findings, bulleted=True)
        go_on = self._heading("Findings, continued")
        no_chart = self._part("Survival in published cohorts", [escape(sheet.no_chart)], 0)
        last = (
            self._part("Open questions", map(escape, sheet.questions), out.questions, bulleted=True),
            self._part("Not settled yet", map(_told, sheet.unsettled), out.unsettled, bulleted=True),
        )

        def arranged(count: int, sides: tuple[int, ...]) -> tuple[Column, Column]:
            left, right = Column(), Column()
            here, there = findings.split(count, go_on if count else findings.heading)
            for part in (*first, here):
                part.put(left)
            if self._chart:
                right.skip((self._chart.y - EDGE) * _SCALE)
            else:
                no_chart.put(right)
            there.put(right)
            for part, side in zip(last, sides, strict=True):
                part.put((right, left)[side])
            return left, right

        counts = range(len(findings.lines), -1, -1)
        return _evenest(arranged(count, sides) for count in counts for sides in product((0, 1), repeat=len(last)))

    def _reference_columns(self, references: Sequence[Reference]) -> tuple[Column, Column]:
        """The references in two columns of about the same height."""
        size = self._size
        lines = [self._desk.line(_linked(one, titled=size.titled), size.small, hanging=2.1) for one in references]

        def arranged(count: int) -> tuple[Column, Column]:
            columns = (Column(), Column())
            for place, line in enumerate(lines):
                columns[place >= count].add(line, 1.5)
            return columns

        return _evenest(arranged(count) for count in range(len(lines), -1, -1))

    def _part(self, title: str, statements: Iterable[str], left_out: int, *, bulleted: bool = False) -> _Part:
        """A heading with its statements, and how many more there are; empty where there are none."""
        lines = [self._body(statement, bulleted=bulleted) for statement in statements]
        if left_out:
            lines.append(self._body(f"… {left_out} more {self._elsewhere}", colour=QUIET))
        return _Part(self._heading(title), tuple(lines))

    def _heading(self, text: str) -> Line:
        markup = f'<font name="{BOLD}" size="{self._size.body + 1}">{escape(text)}</font>'
        return self._desk.line(markup, self._size.body, colour=COLOUR)

    def _body(self, markup: str, *, bulleted: bool = False, colour: str = INK) -> Line:
        hanging = 1.15 if bulleted else 0
        return self._desk.line(markup, self._size.body, hanging=hanging, bullet=bulleted, colour=colour)

    def page(self) -> Page:
        from reportlab.pdfgen.canvas import Canvas

        file = io.BytesIO()
        canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=True, lang="en-GB")
        canvas.setTitle(TITLE)
        canvas.setAuthor("netboard")
        canvas.setSubject("Neuroendocrine tumour")
        self._draw(canvas)
        canvas.showPage()
        canvas.save()
        content = file.getvalue()
        if self._chart:
            x = _RIGHT - EDGE * _SCALE
            content = _with_chart(
                content, pdf(self._chart, self._desk.face), x, self._top - (self._chart.y - EDGE) * _SCALE
            )
        return Page(content=content, body=self._size.body)

    def _draw(self, canvas: "Canvas") -> None:
        self._draw_head(canvas)
        self._left.draw(canvas, _MARGIN, self._top)
        self._right.draw(canvas, _RIGHT, self._top)
        base = _MARGIN + self._footer.height + 6
        references = max(column.height for column in self._references)
        if references:
            heading = self._heading("References")
            top = base + references + 2
            base = top + heading.height + 7
            _rule(canvas, base)
            heading.paragraph.drawOn(canvas, _MARGIN, top + 3)
            for x, column in zip((_MARGIN, _RIGHT), self._references, strict=True):
                column.draw(canvas, x, top)
        room = self._top - max(self._left.height, self._right.height) - base - 16
        if room >= _DECISION_LEAST:
            self._draw_decision(canvas, base + 8, min(room, _DECISION_MOST))
        self._footer.draw(canvas, _MARGIN, _MARGIN + self._footer.height)

    def _draw_decision(self, canvas: "Canvas", y: float, height: float) -> None:
        """A box to write in, where there is room."""
        canvas.setStrokeColor(RULE)
        canvas.roundRect(_MARGIN, y, WIDTH - 2 * _MARGIN, height, 4)
        canvas.setFont(REGULAR, self._size.small)
        canvas.setFillColor(QUIET)
        canvas.drawString(_MARGIN + 6, y + height - self._size.small - 4, "Decision of the board")

    def _draw_head(self, canvas: "Canvas") -> None:
        top = HEIGHT - _MARGIN
        canvas.setFillColor(COLOUR)
        canvas.setFont(BOLD, 16)
        canvas.drawString(_MARGIN, top - 13, TITLE)
        canvas.setFont(REGULAR, 7.5)
        canvas.setFillColor(QUIET)
        canvas.drawRightString(WIDTH - _MARGIN, top - 6, f"netboard · drawn up {written_day(self._sheet.day)}")
        canvas.drawRightString(WIDTH - _MARGIN, top - 16, self._sheet.versions)
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(_MARGIN, top - 30, "Patient: ________________________________")
        canvas.drawRightString(WIDTH - _MARGIN, top - 30, "Board of: ____________________")
        _rule(canvas, top - 38)


def _evenest(ways: Iterable[tuple[Column, Column]]) -> tuple[Column, Column]:
    """The way whose longer column is shortest."""
    return min(ways, key=lambda way: max(column.height for column in way))


def _rule(canvas: "Canvas", y: float) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(_MARGIN, y, WIDTH - _MARGIN, y)


def _led(lead: str, rest: str) -> str:
    """``Stage: IV`` with its first words in bold."""
    return f'<font name="{BOLD}">{escape(lead)}:</font> {escape(rest)}'


def _told(told: Told) -> str:
    return _led(told.title, told.cited)


def _linked(reference: Reference, *, titled: bool) -> str:
    url = reference.url or (f"https://doi.org/{reference.doi}" if reference.doi else "")
    url = url or (f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/" if reference.pmid else "")
    text = escape(f"[{reference.number}] {listing(reference, titled=titled)}")
    return f'<link href="{escape(url)}">{text}</link>' if url.startswith("http") else text


def _with_chart(content: bytes, chart: bytes, x: float, y: float) -> bytes:
    """The page with the chart laid on it, as drawing and text."""
    from pypdf import PdfReader, PdfWriter, Transformation

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    drawn = PdfReader(io.BytesIO(chart)).pages[0]
    writer.pages[0].merge_transformed_page(drawn, Transformation().scale(_SCALE).translate(x, y))
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
