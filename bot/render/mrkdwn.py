"""Slack's text, both ways: what a person wrote as plain text, and our text so that it cannot become markup."""

import re
from collections.abc import Iterator
from urllib.parse import quote

_ENTITY = re.compile(r"<([^<>]*)>")
_PAIRED = re.compile(r"(?<!\w)([*_~`])(?=\S)(.+?)(?<=\S)\1(?!\w)")
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)(.{1,1000}?)(?<=\S)\1(?!\w)")
"""No longer than a paragraph, or a message of marks alone would be read for seconds before Slack is answered."""
_QUOTED = re.compile(r"^&gt; ?(?!\s*\d+(?:\.\d+)?\s*(?:%|mm|cm|/|$))", re.MULTILINE)
"""A quote mark, and not "more than" in front of a measure."""
_ATOM = re.compile(r"\[\d+(?:,\s*\d+)*\]|<[^<>]*>|[^\s\[<]+|[\[<]")
_ENTITY_CUT = re.compile(r"&[a-z]{0,3}$")
_UNIT = re.compile(r"(?<=\d) (?=%|(?:mm2?|mm²|cm|mg|GBq|mCi)\b)")
_NO_FORMAT = "\u200b"  # a zero-width space after an opening * keeps Slack from pairing it


def plain(text: str, bot_user_id: str | None = None) -> str:
    """What the person typed: mentions of the bot removed, links and entities as their labels, escapes undone."""

    def entity(match: re.Match[str]) -> str:
        body = match.group(1)
        target, _, label = body.partition("|")
        if target.startswith("@"):
            return "" if target[1:] == bot_user_id else f"@{label or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return label if label else f"@{target[1:].partition('^')[0]}"
        return label or target.removeprefix("mailto:")

    unquoted = _QUOTED.sub("", text)
    named = _ENTITY.sub(entity, unquoted).replace("`", "")
    named = _EMPHASIS.sub(r"\2", named)
    return named.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mentions(text: str) -> tuple[str, ...]:
    """The user ids that raw Slack text mentions, in order."""
    return tuple(re.findall(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>", text))


def escape(text: str) -> str:
    """Text for mrkdwn: no markup of its own, no mention, no link, no quote at the start of a line."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _PAIRED.sub(rf"\1{_NO_FORMAT}\2\1", escaped)
    return re.sub(r"^&gt;", f"{_NO_FORMAT}&gt;", escaped, flags=re.MULTILINE)


def unbroken(text: str) -> str:
    """Text in which no line of a phone ends between a number and its unit."""
    return _UNIT.sub("\u00a0", text)


def bold(escaped: str) -> str:
    """Escaped text in bold, line by line, as bold cannot cross a line in Slack."""
    return "\n".join(f"*{line.strip()}*" if line.strip() else "" for line in escaped.split("\n"))


def link(url: str, label: str) -> str:
    """A link, or the escaped label alone when the address is not a web address."""
    shown = escape(label).replace("|", "\u00a6").replace("\n", " ")
    if not re.match(r"https?://[^\s/]", url):
        return shown
    return f"<{quote(url, safe=_URL_SAFE).replace('&', '&amp;')}|{shown}>"


_URL_SAFE = ":/?#[]@!$&'()*+,;=%~-._"


def split(escaped: str, limit: int) -> tuple[str, ...]:
    """Escaped text in parts of at most ``limit`` characters, cut after a sentence, never in a citation or a link."""
    if len(escaped) <= limit:
        return (escaped,)
    parts: list[str] = []
    part = ""
    for sentence in _sentences(escaped, limit):
        if part and len(part) + len(sentence) > limit:
            parts.append(part.strip())
            part = ""
        part += sentence
    return tuple(filter(None, (*parts, part.strip())))


def _sentences(escaped: str, limit: int) -> Iterator[str]:
    """Sentences with their trailing space; one that is itself too long comes in runs of words."""
    sentence = ""
    for atom, following in _atoms(escaped, limit):
        if len(sentence) + len(atom) > limit:
            yield sentence
            sentence = ""
        sentence += atom
        ended = bool(re.search(r"[.!?\]]\s+$|\n$", sentence)) and not following.startswith("[")
        if ended:
            yield sentence
            sentence = ""
    if sentence:
        yield sentence


def _atoms(escaped: str, limit: int) -> Iterator[tuple[str, str]]:
    """Pieces that must stay whole, each with the space behind it, and what follows."""
    position = 0
    matches = list(_ATOM.finditer(escaped))
    for index in range(len(matches)):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(escaped)
        atom = escaped[position:end]
        position = end
        while len(atom) > limit:
            cut = limit - len(_ENTITY_CUT.findall(atom[:limit])[0]) if _ENTITY_CUT.search(atom[:limit]) else limit
            yield atom[:cut], atom[cut:]
            atom = atom[cut:]
        yield atom, escaped[end:]
