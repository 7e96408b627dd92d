"""Hostile texts the whole way: signed request, Bolt, inbox, store, the real consultant, blocks, and back to Slack.

Whatever is sent, nothing is logged as failed, Slack would refuse nothing, and each question has one reply.
"""

import io
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import URL

from bot import log as bot_log
from bot.compose import consultant as compose
from bot.render.asked import ACTION
from bot.render.buttons import CHART, CORRECT, FEEDBACK, SHARE, SHEET, SHOW_MORE, SOURCES
from bot.settings import Settings
from tests import postgres
from tests.hostile import ASKED, CORPUS, mixed
from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.changed import deleted, edited
from tests.scenarios.conftest import running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import Call, FakeSlack
from tests.scenarios.payloads import mention, message
from tests.soak import times

if TYPE_CHECKING:
    from chains.consult import Consultant

pytestmark = pytest.mark.soak

CASE = "62F pNET G2, Ki-67 8 %, liver mets Krenning 3, on octreotide. Prognosis?"
TEXTS = st.one_of(st.sampled_from(CORPUS), st.randoms(use_true_random=False).map(mixed))
BUTTONS = (SHOW_MORE, CHART, SHEET, SHARE, SOURCES, CORRECT, FEEDBACK, f"{ACTION}ki67", "home_try:0", "strange")
SLASH_CHARACTERS, FIELD_CHARACTERS = 4_000, 400
FEW = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> "Consultant":
    return compose(Settings(NETBOARD_DATA=tmp_path_factory.mktemp("knowledge")))


@pytest.fixture(autouse=True)
def _nothing_fails(slack: FakeSlack) -> Iterator[None]:
    """No test of this file leaves a failure in the log, or anything that Slack would not have taken."""
    stream = io.StringIO()
    bot_log.configure(stream)
    slack.problems.clear()
    yield
    bot_log.configure()
    failed = [line for line in stream.getvalue().splitlines() if '"error"' in line and '"no_status"' not in line]
    assert failed == []
    assert slack.problems == []


def states(data: Path, ts: str) -> list[tuple[str, str]]:
    """What was written down of a message: the id and state of each delivery."""
    with sqlite3.connect(data / "netboard.db", timeout=10) as connection:
        return connection.execute("select id, state from deliveries where ts = ?", (ts,)).fetchall()


def closed(data: Path, ts: str, timeout: float = 30.0) -> list[tuple[str, str]]:
    """The same, once nothing of it waits any more."""
    deadline = time.monotonic() + timeout
    while any(state in {"pending", "claimed"} for _, state in states(data, ts)) and time.monotonic() < deadline:
        time.sleep(0.005)
    return states(data, ts)


def parts(posts: list[Call], delivery: str) -> list[int]:
    """The parts of the reply to a delivery that were posted, in their order."""
    told = [post.arguments["metadata"]["event_payload"] for post in posts]
    return [one["part"] for one in told if one["delivery"] == delivery]


def asked(door: Door, slack: FakeSlack, event: dict[str, Any]) -> tuple[str, int]:
    """Deliver an event; the ts of its message, and how many calls Slack had had before."""
    since = len(slack.calls)
    door.event(event)
    return str(event["ts"]), since


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_every_hostile_question_has_one_reply_and_what_is_not_addressed_none(
    mode: str, slack: FakeSlack, data: Path, real: "Consultant"
) -> None:
    with running(slack, real, data, mode) as (door, _):  # type: ignore[arg-type]
        thread = slack.new_ts()
        door.event(mention(thread, CASE))
        slack.wait_for_posts(1, thread)

        @examples(max_examples=times(10, 1_500), **FEW)  # type: ignore[arg-type]
        @given(TEXTS, st.sampled_from(("mention", "direct", "reply", "talk", "edit")))
        def holds(text: str, way: str) -> None:
            ts = slack.new_ts()
            event = {
                "mention": lambda: mention(ts, text),
                "direct": lambda: message(ts, text, channel="D0ANNA"),
                "reply": lambda: message(ts, text, thread_ts=thread),
                "talk": lambda: message(ts, text),
                "edit": lambda: mention(ts, "G2 pNET?"),
            }[way]()
            _, since = asked(door, slack, event)
            if way == "edit":
                closed(data, ts)
                door.event(edited(event, f"<@U0BOT> {text}", slack.new_ts()))
            done = closed(data, ts)
            is_for_the_bot = way in {"mention", "direct", "edit"} or (way == "talk" and "<@U0BOT>" in text)
            assert len(done) <= 1
            assert done or not is_for_the_bot, "lost"
            posts = [call for call in slack.calls[since:] if call.method == "chat.postMessage"]
            for delivery, state in done:
                assert state in {"answered", "refused"}
                numbers = parts(posts, delivery)
                assert numbers, "no reply"
                assert sorted(set(numbers)) == sorted(numbers) == list(range(1, len(numbers) + 1))
            assert done or posts == []

        holds()


def test_every_hostile_slash_command_has_one_answer_for_its_asker_alone(
    slack: FakeSlack, data: Path, real: "Consultant"
) -> None:
    with running(slack, real, data, "http") as (door, _):  # type: ignore[arg-type]

        @examples(max_examples=times(12, 1_000), **FEW)  # type: ignore[arg-type]
        @given(TEXTS, st.sampled_from(("", "grade ", "stage ", "drug ", "evidence ", "score ", "survival ", "liver ")))
        def holds(text: str, word: str) -> None:
            before, posted = len(slack.responses), len(slack.posts())
            door.command((word + text.encode("utf-8", "replace").decode())[:SLASH_CHARACTERS])
            slack.wait(lambda: len(slack.responses) > before, 20)
            assert len(slack.responses) > before
            assert len(slack.posts()) == posted

        holds()


def test_hostile_button_values_do_nothing_and_raise_nothing(slack: FakeSlack, data: Path, real: "Consultant") -> None:
    with running(slack, real, data, "http") as (door, _):  # type: ignore[arg-type]
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        post = slack.wait_for_posts(1, ts)[0]
        pressing(slack, door, post, times(15, 500))
        assert len(slack.posts(ts)) == 1


def pressing(slack: FakeSlack, door: Door, post: Call, count: int) -> None:
    """Press buttons with values that no button of the bot has."""

    @examples(max_examples=count, **FEW)  # type: ignore[arg-type]
    @given(TEXTS, st.sampled_from(BUTTONS))
    def presses(text: str, action: str) -> None:
        button = {"type": "button", "action_id": action, "value": text[:2_000], "text": {"text": text[:75]}}
        door.interact(fake_modals.press(button, post, slack.response_url(), ts=slack.new_ts()))

    presses()


def _forms(slack: FakeSlack) -> list[dict[str, Any]]:
    """The modals that were opened and can be sent back."""
    opened_so_far = (call.arguments["view"] for call in slack.calls if call.method == "views.open")
    views = [json.loads(view) if isinstance(view, str) else view for view in opened_so_far]
    return [view for view in views if "submit" in view]


def opened(slack: FakeSlack, act: Callable[[], object]) -> dict[str, Any]:
    """The form that something opens; a modal without a button to send it, of an earlier press, is none."""
    before = len(_forms(slack))
    act()
    slack.wait(lambda: len(_forms(slack)) > before, 10)
    return _forms(slack)[-1]


def ends_of(data: Path) -> set[str]:
    """What became of the messages of a SQLite store."""
    with sqlite3.connect(data / "netboard.db") as connection:
        return {row[0] for row in connection.execute("select state from deliveries")}


def test_hostile_words_in_forms_are_answered_refused_at_their_field_or_kept(
    slack: FakeSlack, data: Path, real: "Consultant"
) -> None:
    with running(slack, real, data, "http") as (door, _):  # type: ignore[arg-type]
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        post = slack.wait_for_posts(1, ts)[0]
        buttons = {button["action_id"]: button for button in post.buttons}
        question = next(button for name, button in buttons.items() if name.startswith(ACTION))
        thumb = fake_modals.thumb(post, "negative")

        def pressed(button: dict[str, Any]) -> dict[str, Any]:
            return opened(slack, lambda: door.interact(fake_modals.press(button, post, slack.response_url(), ts=ts)))

        @examples(max_examples=times(10, 400), **FEW)  # type: ignore[arg-type]
        @given(TEXTS, st.sampled_from(("asked", "correct", "reasons", "shortcut")), st.sampled_from(("ki67", "nodes")))
        def holds(text: str, form: str, field: str) -> None:
            said = text[:FIELD_CHARACTERS]
            if form == "shortcut":
                sent = fake_modals.shortcut(f"{text} {ASKED[0]}", slack.new_ts(), slack.response_url())
                view, filled = opened(slack, lambda: door.interact(sent)), {}
            elif form == "asked":
                view, filled = pressed(question), {"typed": said}
            elif form == "reasons":
                view, filled = pressed(thumb), {"comment": said, "keep": ["keep"]}
            else:
                view, filled = pressed(buttons[CORRECT]), {field: said}
            view_id, waiting = f"V{slack.new_ts()}", len(slack.responses)
            answer = door.interact(fake_modals.submit({**view, "id": view_id}, **filled))
            assert answer.get("response_action") in {None, "errors", "update"}
            if form == "shortcut":
                slack.wait(lambda: len(slack.responses) > waiting, 20)

        holds()
        deadline = time.monotonic() + 60
        while ends_of(data) != {"answered"} and time.monotonic() < deadline:
            time.sleep(0.1)
    assert ends_of(data) == {"answered"}


def test_what_postgres_does_not_take_in_a_text_is_neither_lost_nor_refused(
    slack: FakeSlack, data: Path, postgres_server: URL
) -> None:
    url = postgres.as_setting(postgres.empty_database(postgres_server))
    consultant, ts = FakeConsultant(), slack.new_ts()
    with running(slack, consultant, data, "http", url) as (door, _):
        door.event(mention(ts, "G2 pNET \x00 \ud800 \udfff Ki-67 8 %?"))
        post = slack.wait_for_posts(1, ts)[0]
        pressing(slack, door, post, times(15, 200))
        thumb = fake_modals.thumb(post, "negative")
        view = opened(slack, lambda: door.interact(fake_modals.press(thumb, post, slack.response_url(), ts=ts)))
        door.interact(fake_modals.submit(view, comment="too long \x00 \ud800", keep=["keep"]))
        gone = mention(ts, "G2 pNET?")
        door.event(edited(gone, "<@U0BOT> Ki-67 \x00 \ud800 9 %?", slack.new_ts()))
        slack.wait_until_shown(ts, lambda shown: "9 %?" in shown[0])
        door.event(deleted(gone, slack.new_ts()))
        slack.wait(lambda: not slack.shown(ts), 8)
        assert slack.shown(ts) == []
