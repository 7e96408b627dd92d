# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Height: a vertebra that tells only how high something else lies: "para-aortic lymph node at the level of L2"."""

import re

LEAD_CHARS = 48
"""How far before a vertebra the words may stand that make it a height."""
_LEVEL = re.compile(
    r"(?:(?:at|on|in|to) )?(?:the )?(?:level|height|lvl)s?(?: of)?(?: the)? ?(?:vertebral body )?(?:[ltcds]h?\d{1,2} ?(?:-|/|to|and) ?)?$"
    r"|(?:nodes?|lns?|lymphadenopathy|adenopathy|nodal (?:mass|conglomerate))[^.;,:\n]{0,24} (?:at|near|beside|next to|anterior to|in front of|left of|right of) (?:the )?$"
)
_VERTEBRA = re.compile(r"(?:[ltcds]h?\d{1,2}|vertebra[a-z]*)(?![a-z0-9])")


def is_a_height(text: str, start: int) -> bool:
    """Whether the vertebra that begins here tells where something else lies."""
    if not _VERTEBRA.match(text, start):
        return False
    return _LEVEL.search(text, max(0, start - LEAD_CHARS), start) is not None
