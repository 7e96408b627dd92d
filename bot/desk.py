"""Desk: makes what a delivery asks for - an answer, more of one, a file, a correction, a private one shared."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from bot.attachment import Attachment, chart, sheet
from bot.commands import help_text
from bot.failure import slack_code
from bot.given import Given
from bot.inbox import Delivery
from bot.lookup import is_told
from bot.preferences import Preferences, apart
from bot.records import Records
from bot.remarks import above, instead
from bot.render import buttons
from bot.render.blocks import messages, notice
from bot.render.limits import Block, SlackMessage
from bot.render.mrkdwn import escape
from bot.render.note import noted
from bot.render.person import by, mention
from bot.render.title import title_of
from bot.store import Store
from bot.webapi import respond
from chains.amendment import Amendment
from chains.answer import Answer
from chains.conversation import Conversation
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.consult import Consultant, Consultation

PRIVATE_PARTS = 5
"""Slack takes no more messages on one response_url."""
GONE = "That answer is no longer stored; please ask again."
SHARED = "You shared this answer with the channel."
FORGOTTEN = (
    "The case of this thread is erased here, and the next message begins a new one; what stands in Slack stays there "
    "until you delete it."
)
CALL_ME = (
    "I cannot write in this thread, as I am not a member of the channel: invite me with /invite @netboard and ask "
    "again, or choose the private answer."
)
NOT_A_MEMBER = (
    "The answer was not shared, as I am not a member of this channel: invite me with /invite @netboard, then press "
    "Share with channel again."
)
TOO_LONG = "The rest does not fit into a private answer: share it, or ask me in a direct message, to read it whole."
_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found", "restricted_action"})


class Correction(Value):
    """What was put right by hand, and the answer that it was seen under."""

    answer_id: str
    amendment: Amendment


class Reply(Value):
    """What to post, and the conversation after it (``None`` leaves it as it was)."""

    messages: tuple[SlackMessage, ...] = ()
    attachment: Attachment | None = None
    conversation: Conversation | None = None
    answer: Answer | None = None
    """What was answered, for the audit trail."""
    places: Mapping[int, str] = Field(default_factory=dict)
    """Parts that take the place of what stands there, by their number; the others are posted."""
    gone: tuple[str, ...] = ()
    """What stands in Slack and has no successor."""
    title: str = ""
    """What to call a thread that begins with it; empty where it gives no name."""


class Desk:
    """Makes replies. Writes down what their buttons will need, and posts nothing."""

    def __init__(self, store: Store, records: Records, consultant: "Consultant", preferences: Preferences) -> None:
        self._store = store
        self._given = records.given
        self._consultant = consultant
        self._preferences = preferences

    def reply(self, delivery: Delivery, watch: Callable[[str], None] | None = None) -> Reply:
        """What a delivery asks for. ``watch`` is told each step towards an answer as it begins."""
        message, said = delivery.message, instead(delivery, self._store)
        if said is not None:
            return Reply(messages=notice(said) if said else ())
        match message.kind:
            case "lookup":
                return self._lookup(delivery, watch)
            case "question":
                return self._answered(delivery, watch)
            case "correct":
                return self._corrected(delivery, Correction.model_validate_json(message.text))
            case "share":
                return self._shared(delivery)
            case "told":
                return Reply(messages=notice(message.text))
            case "forget":
                return self._forgotten(delivery)
            case _:
                return self._of_an_answer(delivery)

    def _answered(self, delivery: Delivery, watch: Callable[[str], None] | None) -> Reply:
        message, known = delivery.message, self._store.conversation_for(delivery)
        if known is None and message.about:  # a private question goes on from what was said before everybody
            known = self._store.conversation(message.thread.model_copy(update={"ts": message.about}))
        length = self._preferences.of(message.team, message.user).length
        consultation = self._consultant.answer(message.text, known, depth=length, watch=watch)
        return Reply(
            messages=self._answer(delivery, consultation, notes=above(delivery, self._store)),
            conversation=consultation.conversation,
            answer=consultation.answer,
            title=title_of(consultation.answer),
        )

    def _forgotten(self, delivery: Delivery) -> Reply:
        """Erase the case of the thread, and what people were told of it privately; what waits begins anew."""
        message = delivery.message
        self._store.erasure.forget(message.thread, by=delivery.id)
        self._store.erasure.forget(message.thread.model_copy(update={"ts": apart(message.user, message.thread_ts)}))
        self._store.trail.forgotten(
            message.team, message.channel, message.thread_ts, person=message.user, subject=delivery.id
        )
        return Reply(messages=notice(FORGOTTEN))

    def after(self, delivery: Delivery) -> None:
        """What is left to do once the reply is posted: who shared an answer sees that it is shared."""
        message = delivery.message
        if message.kind != "share":
            return
        first = self._store.posts.of(delivery.id).get(1)
        if first and message.under is None:
            self._store.answers.move(delivery.id, first)  # what its buttons give stands under it
        if message.response_url:
            respond(message.response_url, notice(SHARED)[0], replace=True)

    def lost(self, delivery: Delivery, error: Exception) -> str | None:
        """A reply could not be posted: the sentence that says what to do, where there is one."""
        if slack_code(error) not in _NOT_A_MEMBER or not delivery.message.response_url:
            return None
        if delivery.message.kind != "share":
            return CALL_ME
        self._given.unclaim_share(delivery.message.text, delivery.message.team, delivery.id)
        return NOT_A_MEMBER

    def _lookup(self, delivery: Delivery, watch: Callable[[str], None] | None) -> Reply:
        if is_told(delivery.message.text, self._store.conversation_for(delivery)):
            return self._answered(delivery, watch)
        text = delivery.message.text.removeprefix("!")
        if text == "help":
            return Reply(messages=notice(help_text()))
        found = self._consultant.look_up(text)
        return Reply(messages=self._answer(delivery, found, whole=True), answer=found.answer)

    def _of_an_answer(self, delivery: Delivery) -> Reply:
        """What a button under an earlier answer asks for; the text of the message is the id of that answer."""
        message = delivery.message
        earlier = self._store.answers.in_thread(message.text, message.thread)
        if earlier is None:
            return Reply(messages=notice(GONE))
        if message.kind == "more":
            longer = self._consultant.anew(earlier, "full")
            return Reply(messages=self._answer(delivery, longer), answer=longer.answer)
        given = self._given.get(message.text, message.team)
        answer = given.answer if given and given.answer else self._consultant.again(earlier)
        made = chart(answer) if message.kind == "chart" else sheet(answer, date.today())
        if isinstance(made, str):
            return Reply(messages=notice(made), answer=answer)
        return Reply(attachment=made, answer=answer)

    def _corrected(self, delivery: Delivery, correction: Correction) -> Reply:
        """The answer given anew, in the place of the one that was corrected, and a line that says what changed."""
        message = delivery.message
        known = self._store.conversation(message.thread)
        if known is None:
            return Reply(messages=notice(GONE))
        earlier = self._store.answers.in_thread(correction.answer_id, message.thread)
        if earlier is not None:
            known = known.model_copy(update={"last_intent": earlier.last_intent})
        consultation = self._consultant.amended(correction.amendment, known)
        parts = self._answer(delivery, consultation)
        standing = (
            {}
            if message.only_for or consultation.answer.refused
            else self._standing(correction.answer_id, message.team)
        )
        if not standing:
            return Reply(messages=parts, conversation=consultation.conversation, answer=consultation.answer)
        said = escape(" ".join(consultation.notes))
        note = SlackMessage(
            text=f"The answer above was updated by a colleague. {said}",
            blocks=({
                "type": "section",
                "text": {
                    "type": "mrkdwn",
                    "text": f"The answer above was updated by {mention(message.user)}. {said}",
                    "verbatim": True,
                },
            },),
        )  # fmt: skip
        return Reply(
            messages=(*parts, note),
            conversation=consultation.conversation,
            answer=consultation.answer,
            places={number: place for number, place in standing.items() if number <= len(parts)},
            gone=tuple(place for number, place in standing.items() if number > len(parts)),
        )

    def _standing(self, answer_id: str, team: str) -> dict[int, str]:
        """Where the parts of an answer stand, without what was posted beside it."""
        given = self._given.get(answer_id, team)
        own = given.parts if given else 0
        return {number: place for number, place in self._store.posts.of(answer_id).items() if number <= own}

    def _shared(self, delivery: Delivery) -> Reply:
        """A private answer as its reader saw it, for everybody, with who shared it; once."""
        given = self._given.get(delivery.message.text, delivery.message.team)
        if given is None or given.answer is None:
            return Reply(messages=notice(GONE))
        if not self._given.claim_share(given.id, given.team, delivery.id):
            return Reply()
        answer, message = given.answer, delivery.message
        conversation = self._store.answers.anywhere(given.id)
        self._store.answers.keep(delivery, conversation or Conversation(), time.time())
        public = {"id": delivery.id, "private_to": None, "answer": None if conversation else answer}
        self._given.keep(given.model_copy(update=public), time.time(), delivery)
        goes_on = message.under is not None and self._store.conversation(message.thread) is None
        return Reply(
            messages=messages(answer, more_value=delivery.id, mode="shared", lead=by("Shared", message.user)),
            # whoever writes in the thread next goes on from what was shared, unless the thread has a case of its own
            conversation=conversation if goes_on else None,
            answer=answer,
        )

    def _answer(
        self,
        delivery: Delivery,
        consultation: "Consultation",
        *,
        notes: Sequence[str] = (),
        whole: bool = False,
    ) -> tuple[SlackMessage, ...]:
        """An answer with notes above it and its buttons, whose needs are kept. ``whole``: of no conversation."""
        answer, message = consultation.answer, delivery.message
        mode: buttons.Mode = "private" if message.only_for else "more" if message.kind == "more" else "thread"
        offered = buttons.offered(answer, mode)
        if not (offered or answer.questions):
            return noted(messages(answer), notes)
        parts = noted(messages(answer, more_value=delivery.id, mode=mode), notes)
        self._store.answers.keep(delivery, consultation.conversation, time.time())
        if not offered:
            return parts
        kept = Given(
            id=delivery.id,
            team=message.team,
            channel=message.channel,
            thread_ts=message.about or None,
            private_to=message.only_for or None,
            meta=answer.meta,
            cited=consultation.cited,
            parts=len(parts),
            answer=answer if whole or message.only_for else None,
        )
        self._given.keep(kept, time.time(), delivery)
        return shortened(parts, buttons.under(answer, delivery.id, mode)) if message.only_for else parts


def shortened(parts: tuple[SlackMessage, ...], below: tuple[Block, ...]) -> tuple[SlackMessage, ...]:
    """A private answer in as many messages as Slack takes; where it is longer, the last says so and has the buttons."""
    if len(parts) <= PRIVATE_PARTS:
        return parts
    last = notice(TOO_LONG)[0]
    return (*parts[: PRIVATE_PARTS - 1], last.model_copy(update={"blocks": (*last.blocks, *below)}))
