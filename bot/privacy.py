"""Privacy: what a person wrote, without what tells who a patient is; and the private note that says so.

Every surface that takes in text calls ``taken_in`` before anything is kept, read or sent: what is stored and answered
is the text that it gives back.
"""

import re
from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import suppress

import structlog
from slack_sdk import WebClient

from bot.failure import slack_code
from bot.inbox import Message
from bot.render.blocks import notice
from chains.identifiers import identifiers, without
from knowledge.characters import whole

log = structlog.get_logger()
_SAID: Mapping[str, str] = {
    "name": "a name",
    "birth_date": "a date of birth",
    "date": "the day of a stay or visit",
    "record_number": "a record or insurance number",
    "phone": "a phone number",
    "email": "an e-mail address",
    "address": "an address",
    "web_address": "a web address",
    "ip_address": "an IP address",
    "age": "an age over 89",
    "device": "the number of a device",
    "vehicle": "the number of a vehicle",
    "photo": "the name of a picture",
}
"""What is told of each kind. A colleague's account is taken out too and not told: it tells no patient."""
_FORGET = re.compile(r"(?P<called>!)?forget(?: (?:this|it|the case|this case|this thread|everything))?[.!]?", re.I)


def taken_in(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the identifiers of a person, and the kinds of what was taken out.

    What is no character is marked, as neither a database nor Slack takes it.
    """
    text = whole(text)
    found = identifiers(text)
    return without(text, found), tuple(sorted({one.kind for one in found}))


def forgets(text: str, *, is_called: bool) -> bool:
    """Whether a message asks to erase the case of its thread: ``forget`` to the bot, or ``!forget``."""
    asked = _FORGET.fullmatch(text.strip())
    return asked is not None and (is_called or asked["called"] is not None)


def told(kinds: tuple[str, ...]) -> str | None:
    """The note to whoever wrote a message with these kinds of identifiers; quotes nothing of it."""
    said = [_SAID[kind] for kind in kinds if kind in _SAID]
    if not said:
        return None
    listed = " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
    return (
        f"Your message seems to hold {listed}. That was taken out before anything was kept, read or answered here, but "
        "your message still stands in Slack. To delete it: point at it (on a phone, hold it), open More actions (⋮), "
        "and choose Delete message; then ask again without it."
    )


class PrivateNotes:
    """Tells people privately what their message held."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def tell(self, client: WebClient, message: Message) -> None:
        """Tell the writer of a message that was just taken in, soon; where that fails nothing else does."""
        said = told(message.removed)
        if said is not None and message.user:
            with suppress(RuntimeError):  # the bot is stopping
                self._executor.submit(_tell, client, message, said)


def _tell(client: WebClient, message: Message, said: str) -> None:
    note, stands = notice(said)[0], message.about or message.under
    try:
        client.chat_postEphemeral(
            channel=message.channel,
            user=message.user,
            text=note.text,
            blocks=list(note.blocks),
            thread_ts=stands if stands != message.ts else None,
        )
    except Exception as error:  # noqa: BLE001 - whatever Slack says, the question is answered all the same
        log.warning("note_not_sent", channel=message.channel, error=type(error).__name__, slack=slack_code(error))
        return
    log.info("note_sent", channel=message.channel, kinds=len(message.removed))
