"""When a day of questions to the chat model is used up, answers come all the same, and the log says why."""

import io
import json
from collections.abc import Iterator

import pytest
from langchain_core.messages import BaseMessage
from sqlalchemy import URL

from bot import log as bot_log
from bot.budget import Budget
from bot.compose import model_of
from bot.database import open_database
from bot.inbox import Delivery, Message
from bot.metrics import Metrics
from bot.quota import Quota, Rates
from bot.turnstile import Turnstile
from chains.answer import Answer
from chains.consult import Consultant
from tests.scripted_model import ScriptedModel

TREATMENT = "58M G2 pNET, liver mets Krenning 3, progressive on lanreotide. Treatment options?"


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    yield stream
    bot_log.configure()


def test_after_the_last_call_of_the_day_answers_are_deterministic_and_the_log_says_spent(
    consultant: Consultant, database: URL, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics = Metrics()
    bot_log.configure(told, metrics.count)

    def script(_: list[BaseMessage]) -> dict[str, list[object]]:
        return {"suggestions": [], "statements": []}

    model = ScriptedModel(script=script)
    monkeypatch.setattr("chains.model.open_model", lambda _: model)
    filler, writer = model_of("scripted:model")
    talking = Consultant(consultant._rulebook, consultant.library, dict(consultant.sources), filler, writer)
    answers: list[Answer] = []
    engine = open_database(database)
    work = Turnstile(
        lambda delivery, _: answers.append(talking.answer(delivery.message.text).answer),
        Quota(engine, Rates(person=0, workspace=0), lambda: 0.0),
        Budget(engine, 2, lambda: 0.0),
        40_000,
    )
    for number, team in enumerate(("T", "T", "T2")):
        message = Message(
            team=team, channel="C", ts=f"{number}", thread_ts="1", event_id=f"E{number}", kind="question",
            text=TREATMENT,
        )  # fmt: skip
        work(Delivery(id=f"d{number}", message=message, claims=1, parts_posted=0, created_at=0.0), lambda: True)
    engine.dispose()
    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    outcomes = [(line["event"], line["outcome"]) for line in lines if line["event"] in {"filling", "wording"}]
    assert outcomes == [
        ("filling", "answered"), ("wording", "answered"),
        ("filling", "spent"), ("wording", "spent"),
        ("filling", "answered"), ("wording", "answered"),
    ]  # fmt: skip
    assert len(model.asked) == 4
    assert [answer.meta.writer for answer in answers] == ["deterministic"] * 3
    assert answers[1].sections == answers[0].sections
    assert metrics.value("netboard_model_questions_total", task="wording", outcome="spent") == 1
