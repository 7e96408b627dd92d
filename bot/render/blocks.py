"""Answer -> Block Kit: pure, within Slack's limits, readable on a phone."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.render import asked, buttons
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
from bot.render.mrkdwn import bold, escape, split, unbroken
from bot.render.source import sources
from bot.render.speech import aloud, listed
from chains.answer import Answer, Bullets, Change, Finding, Heading, Item, Section
from knowledge.case import Value

_BLOCK_TEXT = SECTION_TEXT - 100  # room for the bold marks
_GROUP = re.compile(r"^([A-Z][a-z ,]{2,60}): ")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_CITED_END = re.compile(r"(?<=\]\.)\s+")
BOLD_TEXT = 280
"""Characters of a bottom line in bold, to whole sentences; what follows them is set plain."""
PARAGRAPH = 200
"""Characters after which a paragraph ends with its next citation: what a phone shows in some six lines."""


class Line(Value):
    """One line of a section: a heading, a bullet or a paragraph, escaped, and how it reads aloud."""

    text: str
    spoken: str = ""
    is_heading: bool = False
    apart: bool = False
    """Whether a blank line stands before it."""


def messages(
    answer: Answer, *, more_value: str | None = None, mode: buttons.Mode = "thread", lead: Block | None = None
) -> tuple[SlackMessage, ...]:
    """The answer as one message, or more where it is long.

    ``more_value`` is what the buttons send back (the answer's id); without it there are none. ``lead`` stands above it.
    """
    if answer.refused:
        return pack([*_text(answer.reply), _safety(answer.safety)])
    return pack(
        [
            *([Piece(block=lead)] if lead else []),
            *_head(answer),
            *(piece for warning in answer.warnings for piece in _text(warning, lead=":warning: ", said="Warning: ")),
            *_comparison(answer.comparison or (), answer.findings),
            *(_findings(answer.findings, answer.reply) if not answer.sections else ()),
            *(piece for section in answer.sections for piece in _section(section)),
            *(Piece(block=_context(text)) for text in sources(answer.shown_references(), short=answer.more)),
            *_list("Worth adding", answer.questions),
            *(_buttons(answer, more_value, mode) if more_value else ()),
            Piece(block={"type": "divider"}, opens=True),
            _safety(answer.safety),
        ]
    )


def notice(text: str) -> tuple[SlackMessage, ...]:
    """Plain words from the bot itself, such as the help text."""
    return pack([*_text(text)])


def _head(answer: Answer) -> Iterator[Piece]:
    """What was understood, then the bottom line; read aloud the other way round, as a notification shows the start."""
    parts = filter(str.strip, split(escape(answer.understood), CONTEXT_TEXT - 200))
    for number, part in enumerate(parts):
        lines = (_GROUP.sub(r"*\1:* ", line, count=1) for line in part.splitlines())
        head = "" if number else "*What I understood*\n"
        yield Piece(block=_context(head + "\n".join(lines)))
    line = tuple(_text(answer.reply, strong=bool(answer.sections or answer.findings)))
    understood = f"\nUnderstood:\n{escape(listed(answer.understood))}" if answer.understood.strip() else ""
    yield from line[:-1]
    yield from (last.model_copy(update={"spoken": last.spoken + understood}) for last in line[-1:])


def _buttons(answer: Answer, answer_id: str, mode: buttons.Mode) -> Iterator[Piece]:
    """What the answer asks back, where it can be answered for everybody; then what can be done with it."""
    questions = asked.buttons(answer, answer_id) if mode == "thread" else None
    if questions is not None:
        yield Piece(block=questions)
    yield from (Piece(block=block) for block in buttons.under(answer, answer_id, mode))


def _text(text: str, *, strong: bool = False, lead: str = "", said: str = "") -> Iterator[Piece]:
    shown = _bottom_line(text.strip()) if strong else escape(text.strip())
    for number, part in enumerate(filter(str.strip, split(shown, _BLOCK_TEXT))):
        yield Piece(block=_mrkdwn(lead + part), spoken="" if number else f"{said}{escape(aloud(text))}")


def _bottom_line(text: str) -> str:
    """A reply with its first sentences in bold and the others under them."""
    first, *others = _SENTENCE_END.split(text)
    if len(first) > BOLD_TEXT:
        return escape(text)
    while others and len(first) + len(others[0]) < BOLD_TEXT:
        first = f"{first} {others.pop(0)}"
    return "\n\n".join([bold(escape(first)), *([escape(" ".join(others))] if others else ())])


def _section(section: Section) -> Iterator[Piece]:
    header = {"type": "header", "text": {"type": "plain_text", "text": section.title[:HEADER_TEXT], "emoji": False}}
    yield Piece(block=header, spoken=f"{escape(section.title)}:", opens=True)
    lines: list[Line] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            spoken = escape(aloud(block.text))
            lines.append(Line(text=bold(escape(block.text)), spoken=f"{spoken}:", is_heading=True, apart=True))
        elif isinstance(block, Bullets):
            lines.extend(Line(text=_bullet(item), spoken=escape(aloud(item.text))) for item in block.items)
        else:
            after_heading = bool(lines) and lines[-1].is_heading
            lines.extend(
                Line(text=escape(part), spoken=escape(aloud(part)), apart=bool(number) or not after_heading)
                for number, part in enumerate(_paragraphs(block.text))
            )
    yield from _lines(lines or [Line(text="Nothing to say here.", spoken="Nothing to say here.")])


def _paragraphs(text: str) -> Iterator[str]:
    """A long paragraph in short ones; each ends with a citation, so that none loses what it cites."""
    held = ""
    for sentence in _CITED_END.split(text):
        held = f"{held} {sentence}" if held else sentence
        if len(held) >= PARAGRAPH:
            yield held
            held = ""
    if held:
        yield held


def _bullet(item: Item) -> str:
    text = item.text
    if item.label and text.startswith(item.label):
        return f"\u2022 *{escape(item.label)}*{escape(text[len(item.label) :])}"
    return f"\u2022 {escape(text)}"


def _lines(lines: Sequence[Line]) -> Iterator[Piece]:
    """Statements gathered into section blocks; a heading never ends a block."""
    shown: list[str] = []
    said: list[str] = []

    def flush() -> Iterator[Piece]:
        if shown:
            yield Piece(block=_mrkdwn("\n".join(shown)), spoken="\n".join(said))
            shown.clear()
            said.clear()

    for index, line in enumerate(lines):
        parts = split(line.text, _BLOCK_TEXT)
        ahead = len(lines[index + 1].text) + 2 if line.is_heading and index + 1 < len(lines) else 0
        for number, part in enumerate(parts):
            room = min(ahead, _BLOCK_TEXT - len(part))
            if sum(len(text) + 1 for text in shown) + len(part) + 1 + room > _BLOCK_TEXT:
                yield from flush()
            shown.append(f"\n{part}" if line.apart and shown and number == 0 else part)
            said.extend([line.spoken] if number == 0 else [])
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
                "fields": [{"type": "mrkdwn", "text": unbroken(column)} for column in columns],
            },
            spoken=escape(aloud(f"{row.title}: before, {'; '.join(row.before)}; after, {'; '.join(row.after)}.")),
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
    yield from _lines([Line(text=f"\u2022 {escape(text)}", spoken=escape(aloud(text))) for text in said])


def _list(title: str, items: Sequence[str]) -> Iterator[Piece]:
    if items:
        told = (Line(text=f"\u2022 {escape(item)}", spoken=escape(aloud(item))) for item in items)
        yield from _lines([Line(text=f"*{title}*", spoken=f"{title}:", is_heading=True), *told])


def _safety(text: str) -> Piece:
    return Piece(block=_context(split(escape(text), CONTEXT_TEXT)[0]), spoken=escape(aloud(text)))


def _mrkdwn(text: str) -> Block:
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": unbroken(text), "verbatim": True}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": unbroken(text), "verbatim": True}]}
