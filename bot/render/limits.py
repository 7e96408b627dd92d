"""Slack's limits, and the packing of pieces into messages that keep them."""

import json
from collections.abc import Sequence
from typing import Any

from knowledge.case import Value

MESSAGE_BLOCKS = 50
MESSAGE_CHARACTERS = 12_000
"""Over all blocks of a message. Slack gives no figure and refuses at about 13,200. Counted as JSON, which is more."""
SECTION_TEXT = 3_000
CONTEXT_TEXT = 2_000
FIELD_TEXT = 2_000
HEADER_TEXT = 150
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
FALLBACK_TEXT = 4_000
VIEW_TITLE = 24
VIEW_BLOCKS = 100

Block = dict[str, Any]
"""One Block Kit block, as JSON: Slack's own shape."""


class SlackMessage(Value):
    """One message for Slack: its blocks, and the text that is read aloud and shown in notifications."""

    text: str
    blocks: tuple[Block, ...]


class Piece(Value):
    """One block, how it reads aloud, and whether it is lost without the block after it (a heading)."""

    block: Block
    spoken: str = ""
    opens: bool = False


def cost(block: Block) -> int:
    """How much of a message's characters a block takes."""
    return len(json.dumps(block)) + 2


def pack(pieces: Sequence[Piece]) -> tuple[SlackMessage, ...]:
    """Fill messages in order; a new one starts where the next piece would pass a limit."""
    messages: list[list[Piece]] = [[]]
    for group in _groups(pieces):
        current = messages[-1]
        total = sum(cost(piece.block) for piece in (*current, *group))
        if current and (total > MESSAGE_CHARACTERS or len(current) + len(group) > MESSAGE_BLOCKS):
            messages.append([])
        messages[-1].extend(group)
    return tuple(_message(part, number) for number, part in enumerate(messages) if part)


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that go together: headings with what they open."""
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        groups[-1].append(piece)
        if not piece.opens:
            groups.append([])
    return [group for group in groups if group]


def _message(pieces: Sequence[Piece], number: int) -> SlackMessage:
    return SlackMessage(text=_fallback(pieces, number), blocks=tuple(piece.block for piece in pieces))


def _fallback(pieces: Sequence[Piece], number: int) -> str:
    """The pieces as they read aloud, whole statements only."""
    rest = "The rest is in the message itself."
    lines: list[str] = []
    length = len(rest)
    for line in (line for piece in pieces for line in piece.spoken.split("\n") if line.strip()):
        length += len(line) + 1
        if length >= FALLBACK_TEXT:
            return "\n".join([*lines, rest])
        lines.append(line)
    return "\n".join(lines) or ("The answer is in the message itself." if number == 0 else "The answer goes on here.")
