"""Modals: the windows behind "Show sources", "Correct the case" and a thumb down, opened, turned and submitted."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk.errors import SlackApiError

from bot import press
from bot.desk import GONE, Correction
from bot.failure import incident_id, report, sentence, slack_code
from bot.forms import Form
from bot.given import Given
from bot.inbox import Inbox, Message
from bot.poster import Clients
from bot.press import Press
from bot.privacy import taken_in
from bot.records import Records
from bot.render.blocks import notice
from bot.render.buttons import CORRECT, FEEDBACK, SOURCES
from bot.render.modals import case, reasons, sources, view
from bot.render.modals.view import View
from bot.store import Store
from bot.tenant import tenant_of
from bot.vote import Vote
from bot.webapi import respond
from chains.amendment import AmendmentRefusedError, amend
from chains.form import Filled

TOO_LATE = "Slack closed the window before it was open; please press the button again."
TOO_OLD = "This form is no longer open on our side; please open it again under the answer."
AGE = "age_years"
UNCHANGED = "Nothing was changed, so the answer stands as it is."
_NOT_OPENED = "The window did not open; please press the button again."
_EXPIRED = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"})


def register(app: App, inbox: Inbox, store: Store, records: Records, clients: Clients, executor: Executor) -> None:
    """Listen to the buttons that open a modal, and to what comes back from it."""
    desk = _Windows(inbox, store, records)

    def opens(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        ack()
        executor.submit(open_view, clients, press.read(body, tenant_of(context).id), desk.view_for)

    def turns(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        ack()
        executor.submit(desk.turn, clients, press.read(body, tenant_of(context).id))

    def votes(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        pressed = press.read(body, tenant_of(context).id)
        is_bad = desk.vote(pressed)
        ack()
        if is_bad is not False:
            executor.submit(open_view, clients, pressed, desk.view_for)

    def corrects(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        ack(**desk.correct(tenant_of(context).id, press.person_of(body), body.get("view") or {}))

    def reasons_given(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        desk.give_reasons(tenant_of(context).id, press.person_of(body), body.get("view") or {})
        ack()

    app.action(SOURCES)(opens)
    app.action(CORRECT)(opens)
    app.action(FEEDBACK)(votes)
    app.action(sources.EARLIER)(turns)
    app.action(sources.LATER)(turns)
    app.view(case.CASE)(corrects)
    app.view(reasons.REASONS_FORM)(reasons_given)


def open_view(clients: Clients, pressed: Press, make: Callable[[Press], View | str]) -> None:
    """Open a modal, or say privately why there is none."""
    try:
        made = make(pressed)
        if isinstance(made, str):
            respond(pressed.response_url, notice(made)[0])
            return
        clients(pressed.team).views_open(trigger_id=pressed.trigger_id, view=made)
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        incident = incident_id()
        report(incident, error, surface="modal")
        expired = isinstance(error, SlackApiError) and slack_code(error) in _EXPIRED
        try:
            respond(pressed.response_url, notice(TOO_LATE if expired else sentence(incident, _NOT_OPENED))[0])
        except Exception as second:  # noqa: BLE001 - the address to answer to may be gone
            report(incident, second, surface="modal")


class _Windows:
    """What stands in the modals, and what is done with what comes back."""

    def __init__(self, inbox: Inbox, store: Store, records: Records) -> None:
        self._inbox = inbox
        self._store = store
        self._records = records

    def view_for(self, pressed: Press) -> View | str:
        """The modal that a button opens, or the sentence why there is none."""
        answer_id = pressed.value.rpartition(":")[2]
        given = self._given(pressed, answer_id)
        if given is None:
            return GONE
        ids = {"answer": answer_id, "channel": pressed.channel}
        if pressed.action == SOURCES:
            return sources.sources(given.cited, ids)
        if pressed.action == FEEDBACK:
            return reasons.reasons_form(ids)
        thread = self._store.answers.thread(answer_id, pressed.team, pressed.channel)
        conversation = self._store.conversation(thread) if thread else None
        if thread is None or conversation is None:
            return GONE
        form = Form(
            team=pressed.team,
            user=pressed.user,
            channel=pressed.channel,
            ts=pressed.ts,
            thread_ts=thread.ts,
            answer_id=answer_id,
            about=given.thread_ts or "",
            private=given.private_to is not None,
            response_url=pressed.response_url,
        )
        return case.case_form(conversation.case, {"form": self._records.forms.open(form, time.time())})

    def turn(self, clients: Clients, pressed: Press) -> None:
        """Show another page of the sources; a page that cannot be shown leaves the one that is."""
        ids, shown = pressed.ids, pressed.view or {}
        given = self._given(pressed.model_copy(update={"channel": ids.get("channel", "")}), ids.get("answer", ""))
        try:
            number = int(pressed.value)
            page = (
                sources.sources(given.cited, ids, number) if given else view.sentence(sources.SOURCES, "Sources", GONE)
            )
            clients(pressed.team).views_update(
                view_id=str(shown.get("id") or ""), hash=str(shown.get("hash") or ""), view=page
            )
        except Exception as error:  # noqa: BLE001 - another press may have been quicker; the page that is shown stays
            report(incident_id(), error, surface="modal")

    def vote(self, pressed: Press) -> bool | None:
        """Keep what a thumb says. True for a thumb down, whose reasons are asked; ``None`` where the answer is gone."""
        opinion, _, answer_id = pressed.value.partition(":")
        given = self._given(pressed, answer_id)
        if given is None:
            return None
        is_bad = opinion == "bad"
        vote = Vote(team=pressed.team, answer_id=answer_id, user=pressed.user, opinion="bad" if is_bad else "good")
        self._records.feedback.cast(vote, given.meta, time.time())
        return is_bad

    def give_reasons(self, team: str, user: str, sent: Mapping[str, Any]) -> None:
        """Keep why an answer was not good."""
        ids = view.ids_of(sent)
        given = self._records.given.find(ids.get("answer", ""), team, ids.get("channel", ""), user)
        if given is None:
            return
        why, comment = reasons.stated(sent)
        comment = comment and taken_in(comment)[0]
        vote = Vote(team=team, answer_id=given.id, user=user, opinion="bad", reasons=why, comment=comment)
        self._records.feedback.cast(vote, given.meta, time.time())

    def correct(self, team: str, user: str, sent: Mapping[str, Any]) -> dict[str, Any]:
        """Take up a correction; what Slack is told: nothing, what is wrong at which field, or another view."""
        form_id = view.ids_of(sent).get("form", "")
        form = self._records.forms.find(form_id, team, user)
        thread = self._store.answers.thread(form.answer_id, team, form.channel) if form else None
        conversation = self._store.conversation(thread) if thread else None
        if form is None or thread is None or conversation is None:
            return _instead(TOO_OLD)
        try:
            amendment = amend(conversation.case, _taken(case.was_shown(sent)), _taken(case.filled_in(sent)))
        except AmendmentRefusedError as refused:
            return {"response_action": "errors", "errors": refused.faults}
        if amendment is None:
            return _instead(UNCHANGED)
        now = time.time()
        message = Message(
            team=team,
            channel=form.channel,
            ts=f"{now:.6f}:{form_id[:8]}",
            thread_ts=thread.ts,
            event_id=f"{CORRECT}:{form.answer_id}:{form_id}",
            kind="correct",
            text=Correction(answer_id=form.answer_id, amendment=amendment).model_dump_json(),
            joins=not form.private,
            user=user,
            only_for=user if form.private else "",
            about=form.about,
            response_url=form.response_url if form.private else "",
        )
        self._inbox.receive(message)
        return {}

    def _given(self, pressed: Press, answer_id: str) -> Given | None:
        return self._records.given.find(answer_id, pressed.team, pressed.channel, pressed.user)


def _taken(filled: Filled) -> Filled:
    """What was filled in, without what tells who the patient is; an age over 89 is 90."""
    kept = {key: tuple(taken_in(line)[0] for line in lines) for key, lines in filled.items()}
    too_old = any("age" in taken_in(f"age {line}")[1] for line in filled.get(AGE, ()))
    return kept | {AGE: ("90",)} if too_old else kept


def _instead(text: str) -> dict[str, Any]:
    return {"response_action": "update", "view": view.sentence(case.CASE, "Correct the case", text)}
