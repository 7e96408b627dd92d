"""Chat: one question to a chat model, with a form for its answer and a limit for everything; it never raises.

The call runs in a thread of its own. One that is late is left alone and keeps its place among the calls, so that
stalled ones cannot pile up: when all places are taken, the model is not asked.
"""

import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel

from chains.breaker import Breaker

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CALLS, ATTEMPTS, PAUSE_SECONDS = 4, 2, 0.3
"""How many calls may be under way at once, and how often one question is put, all within its time limit."""
LONGEST_SECONDS = 30.0
"""The time limit that a provider's own client is given; each question has a shorter one of its own."""
MOST_CHARACTERS = 80_000
"""A longer question is not put: twice the longest message, so that only a mistake can reach it."""
WAYS: tuple[dict[str, Any], ...] = ({}, {"method": "function_calling"}, {"method": "json_mode"})
"""How a form is asked for: as the provider likes it best, then as servers understand it that refuse that."""
_OF_NO_USE = frozenset({401, 402, 403, 408, 429})
"""HTTP codes with which another way of asking would fare no better. Local servers answer 400, 422 or even 500 to a way
that they do not know."""

Outcome = Literal["answered", "nonsense", "failed", "late", "busy", "resting", "too_long", "spent"]
Messages = Sequence[tuple[str, str]]
Form = TypeVar("Form", bound=BaseModel)


class Reply(NamedTuple, Generic[Form]):
    """What came of one question: the answer in its form, or why there is none."""

    outcome: Outcome
    given: Form | None = None
    error: str | None = None
    """The type of the error, never its words."""
    elapsed_ms: float = 0


class Chat:
    """Puts questions to one model. Safe to share between threads."""

    def __init__(
        self,
        model: "BaseChatModel",
        *,
        seconds: float,
        calls: int = CALLS,
        attempts: int = ATTEMPTS,
        breaker: Breaker | None = None,
        most_characters: int = MOST_CHARACTERS,
        allowance: Callable[[], bool] | None = None,
    ) -> None:
        """``allowance`` takes one question of what may still be put, and says whether there was one left."""
        self._model = model
        self.seconds = seconds
        self._attempts = attempts
        self._most = most_characters
        self.breaker = breaker or Breaker()
        self.free = threading.BoundedSemaphore(calls)
        self._allowance = allowance or (lambda: True)
        self._way = 0

    def ask(self, form: type[Form], messages: Messages) -> Reply[Form]:
        """The answer in the form that was asked for. Never raises, and never takes longer than the limit."""
        if sum(len(text) for _, text in messages) > self._most:
            return Reply("too_long")
        if not self.free.acquire(blocking=False):
            return Reply("busy")
        if not self.breaker.allows():
            self.free.release()
            return Reply("resting")
        if not self._allowance():
            self.free.release()
            return Reply("spent")
        began = time.perf_counter()
        answer: SimpleQueue[Any] = SimpleQueue()
        until = began + self.seconds
        worker = threading.Thread(
            target=self._call, args=(form, list(messages), until, answer), name="ask-model", daemon=True
        )
        try:
            worker.start()
        except RuntimeError:
            self.free.release()
            return Reply("busy")
        try:
            given = answer.get(timeout=self.seconds)
        except Empty:
            given = _LATE
        reply = _reply(form, given, round((time.perf_counter() - began) * 1000, 1))
        if reply.outcome == "answered":
            self.breaker.worked()
        else:
            self.breaker.failed()
        return reply

    def _call(
        self, form: type[Form], messages: list[tuple[str, str]], until: float, answer: "SimpleQueue[Any]"
    ) -> None:
        try:
            for left in reversed(range(self._attempts)):
                try:
                    answer.put(self._asked(form, messages))
                    return
                except Exception:
                    if not left or time.perf_counter() + PAUSE_SECONDS > until:
                        raise
                    time.sleep(PAUSE_SECONDS)
        except BaseException as error:  # noqa: BLE001 - whatever a provider raises, the answer stays as it was
            answer.put(error)
        finally:
            self.free.release()

    def _asked(self, form: type[Form], messages: list[tuple[str, str]]) -> Any:
        """Asked in the way that worked last; a server that refuses a way is asked in the next one."""
        for way in range(self._way, len(WAYS)):
            try:
                given = self._model.with_structured_output(form, **WAYS[way]).invoke(messages)
            except Exception as error:
                code = getattr(error, "status_code", None)
                if code is None or code in _OF_NO_USE or way + 1 == len(WAYS):
                    raise
                continue
            self._way = way
            return given
        return None


_LATE = object()


def _reply(form: type[Form], given: object, took: float) -> Reply[Form]:
    if given is _LATE:
        return Reply("late", elapsed_ms=took)
    if isinstance(given, BaseException):
        return Reply("failed", error=type(given).__name__, elapsed_ms=took)
    try:
        return Reply("answered", form.model_validate(given), elapsed_ms=took)
    except (ValueError, TypeError, RecursionError):
        return Reply("nonsense", elapsed_ms=took)
