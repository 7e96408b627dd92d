"""Filename: the name of a file as it can be shown, kept and printed on one line, whatever its bytes are."""

import os
from pathlib import PurePath

LONGEST = 300
"""Characters of a name or a path that are shown; file systems allow some thousands."""


def printable(path: PurePath | str) -> str:
    """The path with what cannot be printed written as an escape: line breaks, control signs, bytes outside UTF-8."""
    text = os.fsencode(str(path)).decode("utf-8", errors="backslashreplace")
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]}…{shown[-LONGEST // 2 :]}"
