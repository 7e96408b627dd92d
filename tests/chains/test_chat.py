"""Chat: a model that fails, stalls or talks nonsense is asked within limits, and then left alone for a while."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import BaseMessage
from pydantic import BaseModel

from chains.breaker import Breaker
from chains.chat import Chat
from tests.scripted_model import ScriptedModel

ASKED = (("system", "s"), ("human", "h"))


class Word(BaseModel):
    word: str


def _raise(error: Exception) -> Callable[[list[BaseMessage]], Any]:
    def script(_: list[BaseMessage]) -> Any:
        raise error

    return script


def _turns(*answers: Callable[[list[BaseMessage]], Any]) -> ScriptedModel:
    left = list(answers)
    return ScriptedModel(script=lambda messages: left.pop(0)(messages))


def _good(_: list[BaseMessage]) -> Any:
    return {"word": "yes"}


def test_an_answer_comes_in_the_form_that_was_asked_for() -> None:
    reply = Chat(ScriptedModel(script=_good), seconds=5).ask(Word, ASKED)
    assert (reply.outcome, reply.given) == ("answered", Word(word="yes"))


def test_a_question_that_failed_once_is_put_again() -> None:
    model = _turns(_raise(ConnectionError("down")), _good)
    assert Chat(model, seconds=5).ask(Word, ASKED).outcome == "answered"
    assert len(model.asked) == 2


def test_a_question_that_failed_twice_is_given_up() -> None:
    model = ScriptedModel(script=_raise(ConnectionError("the words of the clinician")))
    reply = Chat(model, seconds=5).ask(Word, ASKED)
    assert (reply.outcome, reply.error, len(model.asked)) == ("failed", "ConnectionError", 2)


def test_a_question_is_not_put_again_when_its_time_is_nearly_over() -> None:
    model = ScriptedModel(script=_raise(ConnectionError("down")))
    Chat(model, seconds=0.2).ask(Word, ASKED)
    assert len(model.asked) == 1


@pytest.mark.parametrize("code", [400, 422, 500])
def test_a_server_that_refuses_a_way_of_asking_is_asked_in_another(code: int) -> None:
    refusal = ValueError("unknown response format")
    refusal.status_code = code  # type: ignore[attr-defined]
    model = _turns(_raise(refusal), _good, _good)
    chat = Chat(model, seconds=5)
    assert [chat.ask(Word, ASKED).outcome for _ in range(2)] == ["answered", "answered"]
    assert len(model.asked) == 3


def test_nonsense_is_told_as_such() -> None:
    assert Chat(ScriptedModel(script=lambda _: [1, 2]), seconds=5).ask(Word, ASKED).outcome == "nonsense"


def test_a_question_that_is_too_long_is_not_put() -> None:
    model = ScriptedModel(script=_good)
    assert Chat(model, seconds=5, most_characters=10).ask(Word, (("human", "x" * 11),)).outcome == "too_long"
    assert model.asked == []


def test_a_model_whose_allowance_is_spent_is_not_asked_and_loses_no_place() -> None:
    left = [True, True]
    model = ScriptedModel(script=_good)
    chat = Chat(model, seconds=5, calls=1, allowance=lambda: bool(left) and left.pop())
    assert [chat.ask(Word, ASKED).outcome for _ in range(4)] == ["answered", "answered", "spent", "spent"]
    assert len(model.asked) == 2
    left.append(True)
    assert chat.ask(Word, ASKED).outcome == "answered"


def test_a_question_that_is_not_put_takes_nothing_of_the_allowance() -> None:
    taken: list[int] = []
    chat = Chat(ScriptedModel(script=_good), seconds=5, most_characters=10, allowance=lambda: taken.append(1) is None)
    assert chat.ask(Word, (("human", "x" * 11),)).outcome == "too_long"
    chat.free.acquire()
    for _ in range(3):
        chat.free.acquire()
    assert chat.ask(Word, (("human", "x"),)).outcome == "busy"
    assert taken == []


def test_after_failures_in_a_row_the_model_is_left_alone_and_then_tried_once() -> None:
    now = [0.0]
    answers: list[Any] = ["nonsense"] * 4 + [{"word": "yes"}] * 2
    model = ScriptedModel(script=lambda _: answers.pop(0))
    chat = Chat(model, seconds=5, breaker=Breaker(failures=3, rest_seconds=60, clock=lambda: now[0]))
    assert [chat.ask(Word, ASKED).outcome for _ in range(4)] == ["nonsense"] * 3 + ["resting"]
    now[0] = 59
    assert chat.ask(Word, ASKED).outcome == "resting"
    now[0] = 60
    assert [chat.ask(Word, ASKED).outcome for _ in range(2)] == ["nonsense", "resting"]
    now[0] = 121
    assert [chat.ask(Word, ASKED).outcome for _ in range(2)] == ["answered", "answered"]


def test_a_good_answer_between_failures_keeps_the_model_in_use() -> None:
    answers: list[Any] = ["x", "x", {"word": "yes"}, "x", "x", {"word": "yes"}]
    chat = Chat(ScriptedModel(script=lambda _: answers.pop(0)), seconds=5)
    outcomes = [chat.ask(Word, ASKED).outcome for _ in range(6)]
    assert outcomes == ["nonsense", "nonsense", "answered"] * 2


def test_stalled_calls_cannot_pile_up() -> None:
    stalled = threading.Event()
    chat = Chat(ScriptedModel(script=lambda _: stalled.wait(30)), seconds=0.1, calls=2, breaker=Breaker(failures=99))
    before = threading.active_count()
    assert [chat.ask(Word, ASKED).outcome for _ in range(4)] == ["late", "late", "busy", "busy"]
    assert threading.active_count() - before <= 2
    stalled.set()


def test_a_key_that_is_refused_is_not_tried_in_other_ways() -> None:
    refusal = ValueError("wrong key")
    refusal.status_code = 401  # type: ignore[attr-defined]
    model = ScriptedModel(script=_raise(refusal))
    assert Chat(model, seconds=5, attempts=1).ask(Word, ASKED).outcome == "failed"
    assert len(model.asked) == 1
