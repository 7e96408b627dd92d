"""Asked: a question that an answer asks back is answered by a button and a form; what is sent goes on in the thread."""

import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk.errors import SlackApiError

from bot import press
from bot.desk import GONE
from bot.failure import incident_id, report
from bot.inbox import Inbox, Message
from bot.poster import Clients
from bot.press import Press
from bot.privacy import taken_in
from bot.render.asked import ACTION, CALLBACK, FormError, Place, form, place_of, prompt, told
from bot.render.blocks import notice
from bot.store import Store
from bot.tenant import tenant_of


def register(app: App, inbox: Inbox, store: Store, clients: Clients, executor: Executor) -> None:
    """Listen to the buttons of questions and to their form."""

    def on_button(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        ack()
        executor.submit(ask, press.read(body, tenant_of(context).id), _label(body), store, clients)

    def on_sent(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        try:
            message = read(body, tenant_of(context).id, store)
        except FormError as error:
            ack(response_action="errors", errors={error.block: str(error)})
            return
        if message is not None:
            inbox.receive(message)
        ack()

    app.action(re.compile(f"^{re.escape(ACTION)}"))(on_button)
    app.view(CALLBACK)(on_sent)


def ask(pressed: Press, label: str, store: Store, clients: Clients) -> None:
    """Open the form; where Slack does not open it any more, ask in words that only the person sees.

    None is opened for an answer that is not of this channel, nor for one that only its asker sees: what is answered
    goes on in the thread, where everybody would see it. The person is told that it is gone.
    """
    try:
        place = Place(
            key=pressed.action.removeprefix(ACTION), answer=pressed.value, channel=pressed.channel, ts=pressed.ts
        )
        thread = store.answers.thread(place.answer, pressed.team, pressed.channel)
        if pressed.is_private or thread is None:
            press.tell(pressed.response_url, GONE, "asked")
            return
        client = clients(thread.team)
        try:
            client.views_open(trigger_id=pressed.trigger_id, view=form(place, label))
        except SlackApiError:
            # the trigger lives for three seconds; the person still gets what was pressed for
            words = notice(prompt(place.key))[0]
            client.chat_postEphemeral(
                channel=pressed.channel,
                user=pressed.user,
                thread_ts=thread.ts,
                text=words.text,
                blocks=list(words.blocks),
            )
    except Exception as error:  # noqa: BLE001 - the question still stands in the answer, to be answered in words
        report(incident_id(), error, surface="asked")


def read(body: Mapping[str, Any], team: str, store: Store) -> Message | None:
    """What a form says, as a message of its thread; once for each form, however often it is delivered.

    ``None`` where the answer is gone. Raises FormError for a form that holds no answer, or two.
    """
    view = body.get("view") or {}
    place = place_of(view)
    text, kinds = taken_in(told(view))
    thread = store.answers.thread(place.answer, team, place.channel)
    if thread is None:
        return None
    view_id = str(view.get("id") or "")
    digest = hashlib.sha256(view_id.encode()).hexdigest()[:12]
    return Message(
        team=thread.team,
        channel=thread.channel,
        # several forms may be sent under one answer, and each message has one place in the store
        ts=f"{place.ts}:{digest}",
        thread_ts=thread.ts,
        event_id=f"{CALLBACK}:{view_id}",
        kind="question",
        text=text,
        user=press.person_of(body),
        removed=kinds,
    )


def _label(body: Mapping[str, Any]) -> str:
    """What stands on the button that was pressed."""
    pressed: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
    return str((pressed.get("text") or {}).get("text") or "")
