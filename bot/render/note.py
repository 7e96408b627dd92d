"""Note: a line of small print from the bot itself above an answer."""

from collections.abc import Sequence

from bot.render.limits import (
    FALLBACK_TEXT,
    MESSAGE_BLOCKS,
    MESSAGE_CHARACTERS,
    Block,
    Piece,
    SlackMessage,
    cost,
    pack,
)
from bot.render.mrkdwn import escape


def noted(messages: Sequence[SlackMessage], notes: Sequence[str]) -> tuple[SlackMessage, ...]:
    """The messages with these notes above the first, which they join where there is room."""
    if not notes:
        return tuple(messages)
    line = " ".join(notes)
    block: Block = {"type": "context", "elements": [{"type": "mrkdwn", "text": escape(line), "verbatim": True}]}
    alone = pack([Piece(block=block, spoken=escape(line))])
    if not messages:
        return alone
    first = messages[0]
    text = f"{escape(line)}\n{first.text}"
    fits = len(first.blocks) < MESSAGE_BLOCKS and len(text) < FALLBACK_TEXT
    if not fits or sum(map(cost, (block, *first.blocks))) > MESSAGE_CHARACTERS:
        return (*alone, *messages)
    return (first.model_copy(update={"text": text, "blocks": (block, *first.blocks)}), *messages[1:])
