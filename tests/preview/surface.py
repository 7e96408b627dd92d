"""Surface: where blocks are shown in Slack: a message, one that only the asker sees, a modal, the Home tab."""

from collections.abc import Sequence
from typing import Any

from tests.preview.kit import blocks, text
from tests.preview.marks import mrkdwn, plain

BOT = "netboard"


def said(who: str, words: str) -> str:
    """A message that a person wrote, in plain words."""
    return _row(plain(who), plain(who[0]), "", f'<div class="words">{plain(words)}</div>')


def posted(message: dict[str, Any], *, private: bool = False) -> str:
    """A message of the bot, as it was sent to Slack; ``private`` for one that only its asker sees."""
    note = '<div class="private">\U0001f441 Only visible to you</div>' if private else ""
    found = message.get("blocks")
    inner = blocks(list(found)) if found else f'<div class="words">{mrkdwn(message["text"])}</div>'
    return _row(BOT, "n", '<span class="app">APP</span>', f"{note}{inner}", bot=True)


def view(found: dict[str, Any]) -> str:
    """A modal or the Home tab: any view as it is opened or published."""
    if found["type"] == "home":
        tabs = '<div class="tabs"><b>Home</b><span>Messages</span><span>About</span></div>'
        return f'<div class="home">{tabs}<div class="page">{blocks(found["blocks"])}</div></div>'
    submit = f'<span class="button primary">{text(found["submit"])}</span>' if "submit" in found else ""
    close = f'<span class="button">{text(found["close"]) if "close" in found else "Cancel"}</span>'
    head = f'<div class="head"><b>{text(found["title"])}</b><span>\u2715</span></div>'
    foot = f'<div class="foot">{close}{submit}</div>'
    return f'<div class="modal">{head}<div class="page">{blocks(found["blocks"])}</div>{foot}</div>'


def notification(words: str) -> str:
    """The fallback text, as a phone shows it in a notification: its first lines."""
    return f'<div class="notification"><b>{BOT}</b><div class="lines">{mrkdwn(words)}</div></div>'


def thread(rows: Sequence[str]) -> str:
    """Rows under one another."""
    return f'<div class="thread">{"".join(rows)}</div>'


def _row(name: str, letter: str, badge: str, inner: str, *, bot: bool = False) -> str:
    face = f'<div class="face{" bot" if bot else ""}">{letter}</div>'
    head = f'<div class="who"><b>{name}</b>{badge}<span class="time">10:24</span></div>'
    return f'<div class="row">{face}<div class="body">{head}{inner}</div></div>'
