"""Tally: the votes on answers as text that an administrator reads."""

from collections.abc import Iterator, Sequence

from bot.feedback import Tally
from bot.vote import REASONS

NONE = "Nobody has voted on an answer yet.\n"


def text_of(tallies: Sequence[Tally]) -> str:
    """A paragraph for each state of the program that answered, the newest first; ends in a line break."""
    return "\n".join("".join(f"{line}\n" for line in _lines(tally)) for tally in tallies) or NONE


def _lines(tally: Tally) -> Iterator[str]:
    yield f"knowledge {tally.knowledge_version}, rules {tally.rules_version}, written by {tally.writer}"
    if tally.prompts:
        yield f"  prompts: {', '.join(tally.prompts)}"
    yield f"  good {tally.good}, not good {tally.bad}"
    for reason, count in tally.reasons.items():
        yield f"  {count:>5}  {REASONS[reason]}"
    for comment in tally.comments:
        yield f"  said:  {' '.join(comment.split())}"
