"""Speech: text as a screen reader or a notification says it: no citations, signs between numbers in words. Pure."""

import re
from collections.abc import Callable

_CITATION = re.compile(r"\s*\[\d+(?:,\s*\d+)*\]")
_NUMBER = r"\d+(?:[.,]\d+)*"
_SAID: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_CITATION, ""),
    (re.compile(r"^\s*\u2022 ", re.MULTILINE), ""),
    # 42-73 is a range; Ki-67, NETTER-1, 5-HIAA and dates are not
    (re.compile(rf"(?<![\w.,–/-])({_NUMBER}) ?[–-] ?({_NUMBER})(?![\w–-]|/\d)"), r"\1 to \2"),
    (re.compile(rf"≥ ?(?={_NUMBER})"), "at least "),
    (re.compile(rf"≤ ?(?={_NUMBER})"), "at most "),
    (re.compile(rf"(?<![\w<>=])< ?(?={_NUMBER})"), "below "),
    (re.compile(rf"(?<![\w<>=-])> ?(?={_NUMBER})"), "above "),
    (re.compile(rf"(?<!\w)~ ?(?={_NUMBER})"), "about "),
    (re.compile(r"(?<=\d) ?/ ?(?=\d+ ?(?:mm2|mm²|hpf))", re.IGNORECASE), " per "),
    (re.compile(r"\bmm(?:2\b|²)"), "square millimetres"),
    (re.compile(r" ?↑"), " up"),
    (re.compile(r" ?↓"), " down"),
    (re.compile(r" ?→ ?"), " to "),
    (re.compile(r" · "), ", "),
)


def aloud(text: str) -> str:
    """Plain text as it is read aloud; still plain, to be escaped before it goes to Slack."""
    for pattern, said in _SAID:
        text = pattern.sub(said, text)
    return text.strip()


def listed(lines: str) -> str:
    """Lines of a list, each as a sentence."""
    said = (aloud(line) for line in lines.splitlines())
    return "\n".join(line if line.endswith((".", "?", "!")) else f"{line}." for line in said if line)
