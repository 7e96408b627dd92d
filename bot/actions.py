"""Actions: the buttons whose work is done through the inbox, once for each answer however often they are pressed."""

import re
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any, Literal

from slack_bolt import Ack, App, BoltContext

from bot import press
from bot.desk import GONE
from bot.given import Given, GivenAnswers
from bot.inbox import APART, Inbox, Message
from bot.press import Press
from bot.render.buttons import CHART, SHARE, SHEET, SHOW_MORE
from bot.store import Store
from bot.tenant import tenant_of

_KINDS: Mapping[str, Literal["more", "chart", "sheet", "share"]] = {
    SHOW_MORE: "more",
    CHART: "chart",
    SHEET: "sheet",
    SHARE: "share",
}
_FOR_EVERYBODY = frozenset({CHART, SHEET})
"""What gives a file, which everybody in the channel would see."""


def register(app: App, inbox: Inbox, store: Store, given: GivenAnswers, executor: Executor) -> None:
    """Listen to these buttons."""

    def on_button(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        pressed = press.read(body, tenant_of(context).id)
        message = read(pressed, store, given)
        if message is not None:
            inbox.receive(message)
        ack()
        if message is None:
            executor.submit(press.tell, pressed.response_url, GONE, "button")

    for action in _KINDS:
        app.action(action)(on_button)


def register_rest(app: App) -> None:
    """Acknowledge every other button: a link, one of an earlier version."""

    def on_any(ack: Ack) -> None:
        ack()

    app.action(re.compile(".+"))(on_any)


def read(pressed: Press, store: Store, given: GivenAnswers) -> Message | None:
    """What a button asks for; ``None`` for an answer that is not of this channel or not for this person's eyes.

    What is asked under a private answer is answered privately, except that it is to be shared.
    """
    if pressed.action not in _KINDS or not pressed.ts:
        return None
    answer_id, shares = pressed.value, pressed.action == SHARE
    known = given.find(answer_id, pressed.team, pressed.channel, pressed.user)
    private = (known.private_to if known else None) or ""
    if (known is None and given.exists(answer_id, pressed.team)) or pressed.is_private != bool(private):
        return None
    if (pressed.action in _FOR_EVERYBODY and private) or (shares and not private):
        return None
    thread_ts = _where_shared(known) if known and shares else None
    if thread_ts is None:
        thread = store.answers.thread(answer_id, pressed.team, pressed.channel)
        if thread is None:
            return None
        thread_ts = thread.ts
    # sharing may fail for a reason that the person can mend, so that each press is a message of its own; one shares
    stands, once = (pressed.action_ts, f":{pressed.action_ts}") if shares else (pressed.ts, "")
    return Message(
        team=pressed.team,
        channel=pressed.channel,
        # each message has one place in the store, and several buttons stand under one answer
        ts=stands if pressed.action == SHOW_MORE else f"{stands}:{pressed.action}",
        thread_ts=thread_ts,
        event_id=f"{pressed.action}:{answer_id}{once}",
        kind=_KINDS[pressed.action],
        text=answer_id,
        joins=not private,
        user=pressed.user,
        only_for="" if shares else private,
        about=(known.thread_ts if known else None) or "",
        response_url=pressed.response_url if private else "",
    )


def _where_shared(known: Given) -> str:
    """The thread of the message that a private answer is about; a lookup is about none, and stands by itself."""
    return known.thread_ts or f"{APART}{known.id[:20]}"
