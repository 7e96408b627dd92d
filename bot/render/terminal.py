"""An Answer as terminal text that a person enjoys reading; returns rich renderables and prints nothing."""

import re
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.render.contrast import rows
from chains.answer import Answer, Bullets, Finding, Heading, Item, Paragraph, Section
from knowledge.evidence import Reference, edition_beside
from knowledge.strength import kind_words

_CITATION = re.compile(r"\[\d+(?:, \d+)*\]")
_UNCHECKED = re.compile(r"\((?:in part )?from memory, not checked\)")


def answer_text(answer: Answer) -> RenderableType:
    """The whole answer, in the order in which it is read."""
    parts: list[RenderableType] = []
    if answer.understood:
        parts.append(_understood(answer.understood))
    style = "yellow" if answer.refused else "cyan"
    parts.append(Panel(Text(answer.reply), border_style=style, padding=(0, 1)))
    parts += [Padding(Text(f"! {warning}", style="yellow"), (0, 1)) for warning in answer.warnings]
    if answer.comparison:
        parts.append(_comparison(answer))
    untold = [finding for finding in answer.findings if finding.statement.rstrip(".") not in answer.reply]
    if not answer.sections and untold:
        parts.append(_findings(untold))
    parts += [_section(section) for section in answer.sections]
    shown = answer.shown_references()
    if shown:
        parts += [Rule(style="dim"), Text(" References", style="bold"), _references(shown)]
    if answer.questions:
        asked = Table.grid(padding=(0, 1))
        for question in answer.questions:
            asked.add_row(" ?", Text(question))
        parts += [Text(), Text(" What would sharpen this", style="bold"), asked]
    parts.append(Padding(Text(answer.safety, style="dim italic"), (1, 1, 0, 1)))
    return Group(*parts)


def _understood(text: str) -> RenderableType:
    """What was understood, a row a group."""
    rows = Table.grid(padding=(0, 1))
    for line in text.splitlines():
        group, _, said = line.partition(": ")
        rows.add_row(Text(group, style="bold dim"), Text(said, style="dim"))
    return Padding(Group(Text("What I understood", style="bold"), rows), (0, 1))


def _section(section: Section) -> RenderableType:
    lines: list[RenderableType] = [Text(), Text(f" {section.title}", style="bold cyan")]
    for block in section.blocks:
        if isinstance(block, Heading):
            lines.append(Padding(Text(block.text, style="bold"), (0, 1)))
        elif isinstance(block, Paragraph):
            lines.append(Padding(_cited(block.text, dim=section.abstained), (0, 1)))
        else:
            lines.append(_bullets(block))
    return Group(*lines)


def _bullets(block: Bullets) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2, justify="right")
    grid.add_column()
    for item in block.items:
        grid.add_row("•", _item(item))
    return Padding(grid, (0, 1))


def _item(item: Item) -> Text:
    text = _cited(item.text)
    if item.label and item.text.startswith(item.label):
        text.stylize("bold", 0, len(item.label))
    return text


def _cited(text: str, dim: bool = False) -> Text:
    shown = Text(text, style="dim" if dim else "")
    shown.highlight_regex(_CITATION, "cyan")
    shown.highlight_regex(_UNCHECKED, "yellow")
    return shown


def _findings(findings: Sequence[Finding]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2, justify="right")
    grid.add_column()
    for finding in findings:
        line = _cited(f"{finding.title}: {finding.told()}")
        line.stylize("bold", 0, len(finding.title))
        grid.add_row("•", line)
    return Padding(grid, (0, 1))


def _comparison(answer: Answer) -> RenderableType:
    table = Table("Finding", "Before", "After", border_style="dim", show_lines=True)
    for row in rows(answer.comparison or (), answer.findings):
        table.add_row(Text(row.title), Text("\n".join(row.before)), Text("\n".join(row.after)))
    return Padding(table, (0, 1))


def _references(references: tuple[Reference, ...]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=4, justify="right", style="cyan")
    grid.add_column()
    for reference in references:
        line = Text.assemble(
            f"{reference.authors.rstrip('.')}. ",
            reference.title,
            f"{'' if reference.title[-1] in '.?!' else '.'} {reference.venue}",
            f", {edition}" if (edition := edition_beside(reference)) else "",
            f" · {kind_words(reference.kind, reference.strength)}",
        )
        identifier = f"PMID {reference.pmid}" if reference.pmid else f"doi {reference.doi}" if reference.doi else ""
        if identifier:
            line.append(f" · {identifier}", style="dim")
        if reference.url:
            line.stylize(f"link {reference.url}")
        if not reference.checked:
            line.append(" · identifiers not checked", style="yellow")
        grid.add_row(f"[{reference.number}]", line)
    return grid
