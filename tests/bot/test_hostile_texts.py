"""Whatever is written, nothing raises on the way from Slack's payload to what is shown, and nothing is injected."""

import io
import json
import re
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from rich.console import Console

from bot import changes, events
from bot.chat import run_json
from bot.commands import help_for, slash
from bot.given import Given
from bot.inbox import Message
from bot.privacy import taken_in
from bot.render.asked import told as told_in_form
from bot.render.blocks import messages, notice
from bot.render.modals import case as case_modal
from bot.render.modals import sources as sources_modal
from bot.render.mrkdwn import plain
from bot.render.terminal import answer_text
from bot.render.title import title_of
from chains.amendment import AmendmentRefusedError, amend, put_right
from chains.consult import Consultant
from chains.conversation import Conversation
from chains.form import FIELDS
from chains.gaps import gaps
from chains.turn import Turn
from tests import hostile
from tests.scenarios.answers import clinical
from tests.scenarios.changed import edited
from tests.scenarios.fake_slack import BOT_USER
from tests.scenarios.faults import faults_of_message, texts
from tests.scenarios.payloads import event_body, mention
from tests.scenarios.views import faults_of_view
from tests.soak import is_mine, times

pytestmark = pytest.mark.soak

WHOLE = 10
"""Each so many-th text is answered in full; every one is read, decided on and shown."""
PATIENCE_S = 2.5
"""Processor time in which a message is read, so that Slack is answered within three seconds."""
TS, LATER = "1750000001.000001", "1750000002.000001"


def drawn(count: int) -> Iterator[str]:
    """The corpus, or where there is no time for it some of it, then mixtures; the same ones every time."""
    few = min(len(hostile.CORPUS), count // 2)
    corpus = Random(few).sample(hostile.CORPUS, few)  # noqa: S311 - no secret
    for number in filter(is_mine, range(count)):
        yield corpus[number] if number < few else hostile.mixed(Random(f"hostile {number}"))  # noqa: S311 - no secret


def read(text: str) -> Message | None:
    """The message of a mention that says this, as the bot keeps and finds it again."""
    begun = time.thread_time()
    message = events.read(event_body(mention(TS, text)), "T0NET", BOT_USER, lambda _thread, _ts: True)
    assert time.thread_time() - begun < PATIENCE_S, "read too slowly for Slack"
    return None if message is None else Message.model_validate_json(message.model_dump_json().encode())


def shown(parts: Any) -> Iterator[str]:
    """What Slack would refuse, or show as more than words, in messages; a link may only lead to a source."""
    for part in parts:
        yield from faults_of_message({"text": part.text, "blocks": [*part.blocks]})
        targets = re.findall(r"<(https?://[^|>]*)", " ".join(texts([*part.blocks])))
        yield from (f"a link to {target}" for target in targets if "evil" in target)
        json.dumps([part.text, *part.blocks], ensure_ascii=False).encode()


def faults(consultant: Consultant, known: Conversation, text: str, *, is_whole: bool) -> Iterator[str]:
    """What is wrong with what the bot makes of a text; raises what the bot raises."""
    message = read(text)
    change = changes.read(event_body(edited(mention(TS, "x"), text, LATER)), "T0NET", lambda _body: None)
    assert change is None or change.message.model_dump_json().encode()
    if message is None:
        return
    if message.text.strip():
        yield from shown(notice(message.text))
    yield from shown(notice(help_for(message.text)))
    yield from shown(messages(clinical(message.text, understood=f"Tumour: {message.text}", warnings=(message.text,))))
    turn = Turn(text=message.text, conversation=known, started=0.0)
    for name, step in consultant.steps[:2]:
        turn = step(turn)
        assert name in {"read", "decide"}
    yield from faults_of_view(case_modal.case_form(turn.case, {"form": "a" * 32}))
    yield from shown(notice(turn.refusal.sentence) if turn.refusal else ())
    if is_whole:
        yield from answered(consultant, known, message.text)


def answered(consultant: Consultant, known: Conversation, text: str) -> Iterator[str]:
    """The same for the answer, wherever it may be shown or kept."""
    asked = slash(text)
    consultations = [consultant.answer(text, known)] + ([consultant.look_up(asked)] if asked else [])
    for one in consultations:
        for mode in ("thread", "private", "more", "shared"):
            yield from shown(messages(one.answer, more_value="a" * 32, mode=mode))
        yield from faults_of_view(sources_modal.sources(one.cited, {"answer": "a" * 32, "channel": "C0TUMOUR"}))
        yield from faults_of_view(case_modal.case_form(one.answer.case, {"form": "a" * 32}))
        title_of(one.answer).encode()
        printed = io.StringIO()
        Console(file=printed, width=100).print(answer_text(one.answer))
        printed.getvalue().encode()
        json.dumps(one.answer.contract(), ensure_ascii=False).encode()
        given = Given(id="a" * 32, team="T", channel="C", meta=one.answer.meta, cited=one.cited, answer=one.answer)
        assert Given.model_validate_json(given.model_dump_json()) == given
        assert Conversation.model_validate_json(one.conversation.model_dump_json()) == one.conversation


def gathered(found: dict[str, str], text: str, check: Callable[[], Iterator[str]]) -> None:
    """Note each new kind of fault with the shortest text that shows it."""
    try:
        wrong = list(check())
    except Exception as error:  # noqa: BLE001 - all of them are told at the end
        wrong = [f"{type(error).__name__}: {error}"[:90]]
    for what in wrong:
        if len(text) < len(found.get(what, text + " ")):
            found[what] = text


def test_no_hostile_text_raises_or_is_shown_as_more_than_words(consultant: Consultant) -> None:
    found: dict[str, str] = {}
    known = Conversation()
    case = consultant.answer("62F pNET G2, Ki-67 8 %, liver mets, on octreotide. Prognosis?").conversation
    for number, text in enumerate(drawn(times(90, 100_000))):
        known = case if number % 3 else Conversation()
        gathered(
            found,
            text,
            lambda known=known, text=text, number=number: faults(  # type: ignore[misc]
                consultant, known, text, is_whole=number % WHOLE == 0
            ),
        )
    assert {what: text[:300] for what, text in found.items()} == {}


def test_no_hostile_words_in_a_form_raise_or_become_facts_that_cannot_be_kept(consultant: Consultant) -> None:
    case = consultant.answer("62F pNET G2, Ki-67 8 %, liver mets Krenning 3, on octreotide. Prognosis?").conversation
    opened = case_modal.case_form(case.case, {"form": "a" * 32})
    before, found = case_modal.was_shown(opened), dict[str, str]()

    def check(draw: Random, text: str) -> Iterator[str]:
        field = draw.choice(FIELDS)
        words = tuple(taken_in(line)[0] for line in text.splitlines()[:40])
        try:
            amendment = amend(case.case, before, {**before, field.key: words})
        except AmendmentRefusedError as refused:
            yield from (f"no field {key}" for key in refused.faults if key not in before)
            return
        if amendment is not None:
            right = put_right(case.case, amendment, 2)
            yield from shown(notice(" ".join(right.changes)))
            assert type(right.case).model_validate_json(right.case.model_dump_json()) == right.case
        gap = draw.choice(gaps())
        view = {"private_metadata": json.dumps({"key": gap.field, "answer": "a", "channel": "C", "ts": TS})}
        typed = {"typed": {"typed": {"value": "".join(text[:400].split("\n"))}}}
        if gap.told and words and text.split():
            taken_in(told_in_form({**view, "state": {"values": typed}}))[0].encode()

    for number, text in enumerate(drawn(times(90, 20_000))):
        draw = Random(number)  # noqa: S311 - no secret
        gathered(found, text, lambda draw=draw, text=text: check(draw, text))  # type: ignore[misc]
    assert {what: text[:300] for what, text in found.items()} == {}


def test_no_line_ends_a_conversation_with_a_program(consultant: Consultant) -> None:
    said = [text for text in drawn(times(40, 2_000)) if len(text) < 5_000]
    lines = [json.dumps({"text": text, "thread": str(place % 7)}) for place, text in enumerate(said)]
    raw = [text.replace("\n", " ").replace("\r", " ") for text in said]
    bad = [
        "[" * 100_000,
        '{"text": ' + "9" * 5_000 + "}",
        '{"text": NaN}',
        '{"text": "x", "thread": {"a": [1]}}',
        "\ud800",
    ]
    out = io.StringIO()
    run_json(consultant, io.StringIO("\n".join([*lines, *raw, *bad])), out)
    answers = [json.loads(line) for line in out.getvalue().encode().splitlines()]
    assert len(answers) == len(lines) + len(bad) + sum(1 for text in raw if text.strip())
    assert all(answer["reply"] for answer in answers)


@pytest.mark.parametrize("text", ["\ud800", "Ki-67 \x00 8 %", "\udfff\ud83d G2 pNET", "\x00"])
def test_what_is_no_character_is_marked_before_anything_is_kept(text: str) -> None:
    said, _ = taken_in(plain(text))
    assert len(said) == len(text)
    assert said == re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
    said.encode()
