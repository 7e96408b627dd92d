"""Characters: what no text may hold - NUL, which Postgres does not store, and halves of pairs, which have no bytes."""

import re

_BROKEN = re.compile("[\x00\ud800-\udfff]")


def whole(text: str) -> str:
    """The text with a mark in the place of each character that is none; every other one stays where it is."""
    return _BROKEN.sub("\ufffd", text)
