"""Shortcut: "Ask netboard" about any message; a modal asks whether the answer is private or for the thread."""

import time
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import press
from bot.forms import Form
from bot.inbox import APART, Inbox, Message
from bot.modals import TOO_OLD, open_view
from bot.poster import Clients
from bot.press import Press
from bot.privacy import PrivateNotes, taken_in
from bot.records import Records
from bot.render.modals import ask, view
from bot.render.modals.view import View
from bot.render.mrkdwn import plain
from bot.tenant import tenant_of

SHORTCUT = "ask_about_case"
"""The callback id of the message shortcut, as the manifest has it."""
NO_TEXT = "That message has no text that I could read as a case."


def register(
    app: App, inbox: Inbox, records: Records, clients: Clients, executor: Executor, notes: PrivateNotes
) -> None:
    """Listen to the shortcut and to its modal."""

    def on_shortcut(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        ack()
        team = tenant_of(context).id
        form, pressed = read(body, team), press.read(body, team)

        def make(_pressed: Press) -> View | str:
            if form is None:
                return NO_TEXT
            return ask.ask_form({"form": records.forms.open(form, time.time())})

        executor.submit(open_view, clients, pressed, make)

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        form_id = view.ids_of(body.get("view") or {}).get("form", "")
        form = records.forms.find(form_id, tenant_of(context).id, press.person_of(body))
        if form is None:
            ack(response_action="update", view=view.sentence(ask.ASK, "Ask netboard", TOO_OLD))
            return
        asked = question(form, form_id, ask.chosen(body.get("view") or {}))
        if inbox.receive(asked) and form.is_own:
            notes.tell(client, asked)
        records.forms.close(form_id)  # the text of the message is kept no longer than the inbox needs it
        ack()

    app.shortcut({"callback_id": SHORTCUT, "type": "message_action"})(on_shortcut)
    app.view(ask.ASK)(on_submit)


def read(body: Mapping[str, Any], team: str) -> Form | None:
    """The message that the shortcut was used on; ``None`` for one without text."""
    message = body.get("message") or {}
    text, kinds = taken_in(plain(str(message.get("text") or "")))
    ts, user = str(message.get("ts") or body.get("message_ts") or ""), press.person_of(body)
    if not text or not ts:
        return None
    return Form(
        team=team,
        user=user,
        channel=str((body.get("channel") or {}).get("id") or ""),
        ts=ts,
        thread_ts=str(message.get("thread_ts") or ts),
        text=text,
        response_url=str(body.get("response_url") or ""),
        removed=kinds,
        is_own=bool(user) and message.get("user") == user,
    )


def question(form: Form, form_id: str, where: ask.Where) -> Message:
    """What the inbox is to answer: in the thread once a message; privately once a form, in its own conversation."""
    private = where == "private"
    return Message(
        team=form.team,
        channel=form.channel,
        ts=f"{form.ts}:{form_id[:8]}" if private else f"{form.ts}:ask",
        thread_ts=f"{APART}{form_id[:20]}" if private else form.thread_ts,
        event_id=f"{SHORTCUT}:{form_id}" if private else f"{SHORTCUT}:{form.channel}:{form.ts}",
        kind="question",
        text=form.text,
        joins=not private,
        user=form.user,
        only_for=form.user if private else "",
        about=form.thread_ts if private else "",
        response_url=form.response_url,
        removed=form.removed,
    )
