"""Tumour-board sheet: what a board needs of one answer, as a value and as Markdown.

``bot.render.page`` makes it a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.render.chart import Chart, Row, chart_of, why_not
from chains.answer import Answer, Finding
from chains.echo import groups
from knowledge.case import Value
from knowledge.evidence import Reference, edition_beside

TITLE = "Tumour-board sheet"
ELSEWHERE = "in the full answer"
IN_THREAD = "in the thread"
_DRAWN = 3
"""A page draws so many cohorts where there are as many."""


class Told(Value):
    """One finding, with the numbers of its references."""

    title: str
    text: str
    citations: tuple[int, ...]

    @property
    def cited(self) -> str:
        """The text with its references."""
        numbers = ", ".join(str(number) for number in self.citations)
        return f"{self.text} [{numbers}]" if numbers and "[" not in self.text else self.text


class LeftOut(Value):
    """How many of each part a page had no room for."""

    case: int = 0
    bottom_line: int = 0
    warnings: int = 0
    findings: int = 0
    unsettled: int = 0
    questions: int = 0


class Sheet(Value):
    """Everything on the sheet; each part is whole statements, most important first."""

    day: date
    case: tuple[str, ...]
    """The facts as understood, a line a group."""
    bottom_line: tuple[str, ...]
    warnings: tuple[str, ...]
    findings: tuple[Told, ...]
    unsettled: tuple[Told, ...]
    """Findings that lack a fact."""
    questions: tuple[str, ...]
    chart: Chart | None
    no_chart: str
    references: tuple[Reference, ...]
    """Every reference of the answer; ``cited`` are those that the sheet needs."""
    safety: str
    versions: str
    left_out: LeftOut = LeftOut()

    def cited(self, rows: Iterable[Row] = ()) -> tuple[Reference, ...]:
        """The references of the findings and of these cohorts, with their numbers in the answer."""
        numbers = {n for told in (*self.findings, *self.unsettled) for n in told.citations}
        numbers |= {row.reference for row in rows if row.reference is not None}
        return tuple(reference for reference in self.references if reference.number in numbers)

    def smaller(self) -> Iterator["Sheet"]:
        """The sheet with less and less on it, in a fixed order, whole statements only; the last one has none."""
        sheet, chart = self, self.chart
        if chart:
            for rows in range(len(chart.rows) - 1, _DRAWN - 1, -1):
                sheet = sheet.model_copy(update={"chart": chart.first(rows)})
                yield sheet
        for part, least in _PRIORITY:
            while len(getattr(sheet, part)) > least:
                kept = getattr(sheet, part)[:-1]
                count = {part: getattr(sheet.left_out, part) + 1}
                sheet = sheet.model_copy(update={part: kept, "left_out": sheet.left_out.model_copy(update=count)})
                yield sheet


_PRIORITY = (
    ("unsettled", 0),
    ("questions", 1),
    ("findings", 4),
    ("case", 3),
    ("warnings", 1),
    ("bottom_line", 1),
    ("questions", 0),
    ("findings", 0),
    ("warnings", 0),
    ("case", 0),
    ("bottom_line", 0),
)
"""What a page goes without first, down to how many; what is told of the case and the bottom line stays longest."""


def sheet_of(answer: Answer, day: date) -> Sheet | None:
    """The sheet of an answer to a case; ``None`` where the answer tells of none."""
    if answer.refused or not answer.findings or not answer.case.facts():
        return None
    chart = chart_of(answer)
    told = [
        finding
        for finding in answer.findings
        if finding.status != "not_applicable" and (chart or finding.rule != "survival")
    ]
    return Sheet(
        day=day,
        case=tuple(f"{group}: {' · '.join(parts)}" for group, parts in groups(answer.case)),
        bottom_line=sentences(answer.reply),
        warnings=answer.warnings,
        findings=tuple(_told(finding) for finding in told if finding.status != "cannot_assign"),
        unsettled=tuple(_told(finding) for finding in told if finding.status == "cannot_assign"),
        questions=answer.questions,
        chart=chart,
        no_chart=why_not(answer),
        references=answer.references,
        safety=answer.safety,
        versions=f"knowledge {answer.meta.knowledge_version}, rules {answer.meta.rules_version[:12]}",
    )


def _told(finding: Finding) -> Told:
    return Told(title=finding.title, text=finding.statement, citations=finding.citations)


def sentences(text: str) -> tuple[str, ...]:
    """A text in its sentences; an abbreviation within one may keep two together, never cut one."""
    parts: list[str] = []
    for word in text.split():
        if parts and not (parts[-1].endswith((".", "?", "!")) and word[0].isupper()):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return tuple(parts)


def written_day(day: date) -> str:
    """``26 November 2026``, the same in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def listing(reference: Reference, *, titled: bool = True) -> str:
    """A reference as one line of text, an unchecked one marked."""
    authors = "" if reference.authors.startswith("authors not noted") else f"{reference.authors.rstrip('.')}. "
    is_named = titled or not authors or reference.kind != "research"
    title = f"{reference.title.rstrip('.')}. " if is_named else ""
    year = "" if str(reference.year) in reference.venue else f" {reference.year}"
    identifier = (
        f" PMID\u00a0{reference.pmid}." if reference.pmid else f" doi\u00a0{reference.doi}." if reference.doi else ""
    )
    unchecked = "" if reference.checked else " (identifiers not checked)"
    edition = f", {told}" if (told := edition_beside(reference)) else ""
    return f"{authors}{title}{reference.venue}{year}{edition}.{identifier}{unchecked}"


def markdown(sheet: Sheet, chart_file: str | None = None) -> str:
    """The whole sheet as Markdown, the chart as a table too; ``chart_file`` is its picture beside the text."""
    rows = sheet.chart.rows if sheet.chart else ()
    parts = [
        f"# {TITLE}",
        f"Drawn up by netboard on {written_day(sheet.day)} ({sheet.versions})",
        *_part(
            "Case as understood", [f"- **{_plain(group)}:** {_plain(said)}" for group, said in map(_split, sheet.case)]
        ),
        *_part("Bottom line", [_plain(" ".join(sheet.bottom_line))]),
        *_part("Warnings", [f"- {_plain(warning)}" for warning in sheet.warnings]),
        *_part("Findings", [f"- **{_plain(told.title)}:** {_plain(told.cited)}" for told in sheet.findings]),
        *_part("Not settled yet", [f"- **{_plain(told.title)}:** {_plain(told.cited)}" for told in sheet.unsettled]),
        *_part("Open questions", [f"- {_plain(question)}" for question in sheet.questions]),
        *_cohorts(sheet, chart_file),
        *_part("References", [f"- [{ref.number}] {_plain(listing(ref))}" for ref in sheet.cited(rows)]),
        f"*{_plain(sheet.safety)}*",
    ]
    return "\n\n".join(parts) + "\n"


def _part(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "\n".join(lines)] if lines else []


def _cohorts(sheet: Sheet, chart_file: str | None) -> list[str]:
    title = "## Survival in published cohorts"
    if sheet.chart is None:
        return [title, _plain(sheet.no_chart)]
    head = "| Cohort | Endpoint | Figure | Patients | Differs from the case |\n| --- | --- | --- | --- | --- |"
    lines = [
        " | ".join(
            (
                f"| {'**Best fit:** ' if row.best else ''}{_cell(row.population)}",
                _cell(row.endpoint),
                _cell(row.shown),
                _cell(row.size + (f" [{row.reference}]" if row.reference is not None else "")),
                f"{_cell('; '.join(row.differs) or 'in nothing that was compared')} |",
            )
        )
        for row in sheet.chart.rows
    ]
    picture = [f"![Survival in published cohorts, as in the table below]({chart_file})"] if chart_file else []
    return [title, f"Set against: {_plain(sheet.chart.subject)}", *picture, "\n".join([head, *lines])]


def _split(line: str) -> tuple[str, str]:
    group, _, said = line.partition(": ")
    return group, said


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands."""
    for mark in "\\`*_<>":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
