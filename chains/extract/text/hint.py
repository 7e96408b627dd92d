"""Hint: words of which a text must hold one, or a rule need not look at it; plain ones are looked for as they are."""

import re

from chains.extract.text.opening import branches

_PLAIN = re.compile(r"[a-z0-9 '/%-]+")


class Hint:
    """The alternatives of a pattern: the plain words, which are found many times faster as they are, and the rest."""

    def __init__(self, form: str) -> None:
        each = branches(form)
        self._words = tuple(one for one in each if _PLAIN.fullmatch(one))
        others = [one for one in each if not _PLAIN.fullmatch(one)]
        self._others = re.compile("|".join(others)) if others else None

    def stands_in(self, text: str) -> bool:
        """Whether the pattern would be found somewhere in the text."""
        return any(word in text for word in self._words) or (
            self._others is not None and self._others.search(text) is not None
        )
