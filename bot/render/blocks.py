"""Answer -> Block Kit: pure, within Slack's limits, readable on a phone."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.render import buttons
from bot.render.contrast import rows
from bot.render.limits import (
    CONTEXT_TEXT,
    FIELD_TEXT,
    HEADER_TEXT,
    SECTION_TEXT,
    Block,
    Piece,
    SlackMessage,
    pack,
)
from bot.render.mrkdwn import aloud, bold, escape, link, split
from chains.answer import Answer, Bullets, Change, Finding, Heading, Item, Section
from knowledge.evidence import Reference, edition_beside
from knowledge.strength import MEANING

_BLOCK_TEXT = SECTION_TEXT - 100  # room for the bold marks
_GROUP = re.compile(r"^([A-Z][a-z ,]{2,60}): ")
BOLD_TEXT = 1_000
"""A bottom line longer than this is no line to set in bold."""


def messages(answer: Answer, *, more_value: str | None = None) -> tuple[SlackMessage, ...]:
    """The answer as one message, or more where it is long.

    ``more_value`` is what the buttons send back (the answer's id); without it there are none.
    """
    if answer.refused:
        return pack([*_text(answer.reply), _safety(answer.safety)])
    is_clinical = bool(answer.sections or answer.findings)
    offered = buttons.offered(answer) if more_value else ()
    button = [Piece(block=buttons.block(offered, more_value))] if offered and more_value else []
    return pack(
        [
            *_understood(answer.understood),
            *_text(answer.reply, strong=is_clinical),
            *(piece for warning in answer.warnings for piece in _text(warning, lead=":warning: ", said="Warning: ")),
            *_comparison(answer.comparison or (), answer.findings),
            *(_findings(answer.findings, answer.reply) if not answer.sections else ()),
            *(piece for section in answer.sections for piece in _section(section)),
            *_list("Worth adding", answer.questions),
            *_references(answer.shown_references(), short=answer.more),
            *button,
            Piece(block={"type": "divider"}, opens=True),
            _safety(answer.safety),
        ]
    )


def notice(text: str) -> tuple[SlackMessage, ...]:
    """Plain words from the bot itself, such as the help text."""
    return pack([*_text(text)])


def _understood(text: str) -> Iterator[Piece]:
    """What was understood, a line a group with the name of the group in bold."""
    for number, part in enumerate(filter(str.strip, split(escape(text), CONTEXT_TEXT - 200))):
        lines = (_GROUP.sub(r"*\1:* ", line, count=1) for line in part.splitlines())
        head = "" if number else "*What I understood*\n"
        yield Piece(block=_context(head + "\n".join(lines)), spoken="")


def _text(text: str, *, strong: bool = False, lead: str = "", said: str = "") -> Iterator[Piece]:
    for part in filter(str.strip, split(escape(text.strip()), _BLOCK_TEXT)):
        yield Piece(
            block=_mrkdwn(lead + (bold(part) if strong and len(part) <= BOLD_TEXT else part)), spoken=said + aloud(part)
        )


def _section(section: Section) -> Iterator[Piece]:
    header = {"type": "header", "text": {"type": "plain_text", "text": section.title[:HEADER_TEXT], "emoji": False}}
    yield Piece(block=header, spoken=f"{escape(section.title)}:", opens=True)
    lines: list[tuple[str, str, bool]] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            lines.append((bold(escape(block.text)), aloud(escape(block.text)), True))
        elif isinstance(block, Bullets):
            lines.extend((_bullet(item), aloud(escape(item.text)), False) for item in block.items)
        else:
            lines.append((escape(block.text), aloud(escape(block.text)), False))
    yield from _lines(lines or [("Nothing to say here.", "Nothing to say here.", False)])


def _bullet(item: Item) -> str:
    text = item.text
    if item.label and text.startswith(item.label):
        return f"\u2022 *{escape(item.label)}*{escape(text[len(item.label) :])}"
    return f"\u2022 {escape(text)}"


def _lines(lines: Sequence[tuple[str, str, bool]]) -> Iterator[Piece]:
    """Statements gathered into section blocks; a heading never ends a block."""
    shown: list[str] = []
    said: list[str] = []

    def flush() -> Iterator[Piece]:
        if shown:
            yield Piece(block=_mrkdwn("\n".join(shown)), spoken="\n".join(said))
            shown.clear()
            said.clear()

    for index, (line, read, is_heading) in enumerate(lines):
        parts = split(line, _BLOCK_TEXT)
        ahead = len(lines[index + 1][0]) + 1 if is_heading and index + 1 < len(lines) else 0
        for number, part in enumerate(parts):
            if sum(len(text) + 1 for text in shown) + len(part) + min(ahead, _BLOCK_TEXT - len(part)) > _BLOCK_TEXT:
                yield from flush()
            shown.append(part)
            said.extend([read] if number == 0 else [])
    yield from flush()


def _comparison(changes: Iterable[Change], findings: Iterable[Finding]) -> Iterator[Piece]:
    """What a what-if changes: each finding with two columns, before and after."""
    for place, row in enumerate(rows(changes, findings)):
        head = "*What would change*\n" if place == 0 else ""
        columns = [f"_{name}_\n{_column(lines)}" for name, lines in (("Before", row.before), ("After", row.after))]
        yield Piece(
            block={
                "type": "section",
                "text": {"type": "mrkdwn", "text": f"{head}*{escape(row.title)}*"},
                "fields": [{"type": "mrkdwn", "text": column} for column in columns],
            },
            spoken=escape(f"{row.title}: before, {'; '.join(row.before)}; after, {'; '.join(row.after)}."),
        )


def _column(lines: Sequence[str]) -> str:
    """The lines of one column, as many whole ones as a field takes; the rest is counted."""
    shown: list[str] = []
    for place, line in enumerate(map(escape, lines)):
        left = len(lines) - place
        if sum(len(one) + 1 for one in shown) + len(line) > FIELD_TEXT - 40:
            return "\n".join([*shown, f"({left} more)"])
        shown.append(line)
    return "\n".join(shown)


def _findings(findings: Iterable[Finding], reply: str) -> Iterator[Piece]:
    """Findings of a lookup, except those that the reply has said already."""
    said = [
        f"{finding.title}: {finding.told()}"
        for finding in findings
        if finding.status != "not_applicable" and finding.statement.rstrip(".") not in reply
    ]
    yield from _lines([(f"\u2022 {escape(text)}", aloud(escape(text)), False) for text in said])


def _references(references: Iterable[Reference], *, short: bool) -> Iterator[Piece]:
    """A compact list in small print; a block ends between references. Titles stand in the long answer only."""
    text = "*References*"
    for reference in references:
        line = _reference(reference, short=short)
        if len(text) + len(line) + 1 > CONTEXT_TEXT:
            yield Piece(block=_context(text))
            text = line
        else:
            text = f"{text}\n{line}"
    if text != "*References*":
        yield Piece(block=_context(text))


def _reference(reference: Reference, *, short: bool) -> str:
    unchecked = "" if reference.checked else " (identifiers not checked)"
    design = f", {MEANING[reference.strength]}" if reference.kind == "research" and reference.strength else ""
    url = reference.url or (f"https://doi.org/{reference.doi}" if reference.doi else None)
    url = url or (f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/" if reference.pmid else "")
    url = url if len(url) <= 500 else ""
    edition = f", {escape(_clipped(told, 200))}" if (told := edition_beside(reference)) else ""
    if short and reference.kind != "research":
        return f"[{reference.number}] {link(url, _clipped(reference.title, 500))} {reference.year}{edition}{unchecked}"
    if short:
        authors, title = "", link(url, _clipped(reference.authors or reference.title, 200))
    else:
        authors = f"{escape(_clipped(reference.authors, 200))}, " if reference.authors else ""
        title = link(url, _clipped(reference.title, 500))
    venue = f", {escape(_clipped(reference.venue, 200))}" if reference.venue else ""
    year = "" if str(reference.year) in reference.venue else f" {reference.year}"
    return f"[{reference.number}] {authors}{title}{venue}{year}{edition}{design}{unchecked}"


def _clipped(text: str, limit: int) -> str:
    """A name that no reader needs whole, such as a list of forty authors."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}\u2026"


def _list(title: str, items: Sequence[str]) -> Iterator[Piece]:
    if items:
        yield from _lines(
            [
                (f"*{title}*", f"{title}:", True),
                *((f"\u2022 {escape(item)}", aloud(escape(item)), False) for item in items),
            ]
        )


def _safety(text: str) -> Piece:
    return Piece(block=_context(split(escape(text), CONTEXT_TEXT)[0]), spoken=aloud(escape(text)))


def _mrkdwn(text: str) -> Block:
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
