"""Marks: Slack's mrkdwn as HTML, by Slack's own rules and not by the bot's, so that a mistake there is seen here."""

import html
import re

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?=[^\s*\u200b])([^*\n]+?)(?<=\S)\*(?![\w*])"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w_])_(?=[^\s_\u200b])([^_\n]+?)(?<=\S)_(?![\w_])"), r"<i>\1</i>"),
    (re.compile(r"(?<![\w~])~(?=[^\s~\u200b])([^~\n]+?)(?<=\S)~(?![\w~])"), r"<s>\1</s>"),
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
)
_QUOTE = re.compile(r"(?:^&gt; ?.*(?:\n|$))+", re.MULTILINE)
EMOJI = {
    "warning": "\u26a0\ufe0f",
    "white_check_mark": "\u2705",
    "hourglass_flowing_sand": "\u23f3",
    "lock": "\U0001f512",
    "bulb": "\U0001f4a1",
    "books": "\U0001f4da",
    "speech_balloon": "\U0001f4ac",
    "gear": "\u2699\ufe0f",
    "mag": "\U0001f50d",
    "eyes": "\U0001f440",
}


def mrkdwn(text: str) -> str:
    """A mrkdwn text as HTML. What Slack would make a mention shows as one, so that an injected one is seen."""
    links: list[str] = []

    def kept(match: re.Match[str]) -> str:
        links.append(_entity(match.group(1), match.group(2)))
        return f"\x00{len(links) - 1}\x00"

    held = _TOKEN.sub(kept, text)
    # Slack's text has &, < and > escaped already; nothing else in it may become HTML
    shown = held.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    shown = _QUOTE.sub(
        lambda m: f"<blockquote>{re.sub('^&gt; ?', '', m.group(0), flags=re.M).strip()}</blockquote>", shown
    )
    for pattern, style in _STYLES:
        shown = pattern.sub(style, shown)
    shown = re.sub(r"\x00(\d+)\x00", lambda m: links[int(m.group(1))], _emoji(shown))
    return shown.replace("\n", "<br>")


def plain(text: str, *, emoji: bool = True) -> str:
    """A plain_text as HTML."""
    shown = html.escape(text)
    return (_emoji(shown) if emoji else shown).replace("\n", "<br>")


def _emoji(shown: str) -> str:
    return re.sub(r":([a-z_]+):", lambda m: EMOJI.get(m.group(1), m.group(0)), shown)


def _entity(target: str, label: str | None) -> str:
    if target[0] in "@#!":
        return f'<span class="mention">{html.escape(label or target)}</span>'
    return f'<a href="{target}">{label or target}</a>'
