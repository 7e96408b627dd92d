"""Person: how a person of the workspace is named in a message of the bot."""

import re

from bot.render.limits import Block


def mention(user: str) -> str:
    """A person by name, or "a colleague" for what is no user id: nothing else of theirs becomes markup."""
    return f"<@{user}>" if re.fullmatch(r"[UW][A-Z0-9]{2,20}", user) else "a colleague"


def by(what: str, user: str) -> Block:
    """Small print that says who did something: ``Shared by @anna``."""
    text = f"{what} by {mention(user)}"
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
