"""Model: opens the chat model that NETBOARD_MODEL names, and asks it within a time limit; it never fails an answer."""

import secrets
import threading
import time
import warnings
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from chains.extract.filling.suggestion import Suggestion, Suggestions, listed
from knowledge.case import Value
from prompts import load

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SECONDS, CALLS = 6.0, 4
"""How long a clinician waits for the model at most, and how many calls may be under way at once."""
FORM = "it must read provider:model as LangChain writes it, for example anthropic:… or ollama:…, or be left empty"
Outcome = Literal["answered", "nonsense", "failed", "late", "busy"]


class ModelError(Exception):
    """The chat model cannot be opened; the message says why and what would be right, in one sentence."""


class Filling(Value):
    """What became of one question to the model, in words of ours and numbers only."""

    outcome: Outcome
    error: str | None = None
    """The type of the error, never its words."""
    open_fields: int
    suggested: int = 0
    filled: int = 0
    elapsed_ms: float = 0
    prompt: str = ""
    """Digest of the prompt."""


def open_model(name: str) -> "BaseChatModel":
    """The chat model of a ``provider:model``. Touches no network. Raises ModelError."""
    try:
        from langchain.chat_models import init_chat_model
    except ImportError:
        raise ModelError("the package langchain is not installed: pip install 'netboard[model]'") from None
    provider, colon, model = name.partition(":")
    if not (provider.strip() and colon and model.strip()):
        raise ModelError(FORM)
    # Some providers warn with the parsed values, that is with what the clinician wrote.
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
    try:
        opened = _opened(init_chat_model, name)
        opened.with_structured_output(Suggestions)
    except ImportError as error:
        package = getattr(error.__cause__, "name", None) or f"langchain-{provider}"
        raise ModelError(f"the package of this provider is not installed: pip install {_dashed(package)}") from None
    except NotImplementedError:
        raise ModelError("this model gives no structured output; name one that does, or leave it empty") from None
    except Exception as error:  # noqa: BLE001 - each provider raises its own; its words may hold a key
        if isinstance(error, ValueError) and "provider" in str(error).lower():
            raise ModelError(f"its provider is not known to LangChain; {FORM}") from None
        raise ModelError(
            f"the model could not be opened ({type(error).__name__}); set the provider's own key and options"
        ) from None
    return opened


def _opened(init: Callable[..., "BaseChatModel"], name: str) -> "BaseChatModel":
    """Opened with a time limit and one retry where the provider takes them."""
    try:
        return init(name, timeout=SECONDS, max_retries=1)
    except (TypeError, ValidationError):
        return init(name)


def _dashed(module: str) -> str:
    return module.partition(".")[0].replace("_", "-")


class Filler:
    """Asks a chat model for the facts that a text states and the reader left open. Safe to share between threads."""

    def __init__(
        self,
        model: "BaseChatModel",
        *,
        seconds: float = SECONDS,
        calls: int = CALLS,
        report: Callable[[Filling], None] | None = None,
    ) -> None:
        self._model = model
        self._seconds = seconds
        self._free = threading.BoundedSemaphore(calls)
        self._prompt = load("fill_fields")
        self.report = report or (lambda _: None)

    def ask(self, text: str, fields: tuple[str, ...]) -> tuple[tuple[Suggestion, ...], Filling]:
        """What the model suggests for the open fields. Never raises; a call that fails or is late suggests nothing.

        The call runs in a thread of its own. One that is late is left alone and keeps its place among the calls, so
        that stalled ones cannot pile up: when all places are taken, the model is not asked.
        """
        filling = Filling(outcome="busy", open_fields=len(fields), prompt=self._prompt.digest)
        if not self._free.acquire(blocking=False):
            return (), filling
        began = time.perf_counter()
        answer: SimpleQueue[Any] = SimpleQueue()
        worker = threading.Thread(target=self._call, args=(text, fields, answer), name="fill-fields", daemon=True)
        try:
            worker.start()
        except RuntimeError:
            self._free.release()
            return (), filling
        try:
            given = answer.get(timeout=self._seconds)
        except Empty:
            given = _LATE
        took = round((time.perf_counter() - began) * 1000, 1)
        if given is _LATE or isinstance(given, BaseException):
            outcome: Outcome = "late" if given is _LATE else "failed"
            error = None if given is _LATE else type(given).__name__
            return (), filling.model_copy(update={"outcome": outcome, "error": error, "elapsed_ms": took})
        suggestions = _suggestions(given)
        update = {
            "outcome": "nonsense" if suggestions is None else "answered",
            "suggested": len(suggestions or ()),
            "elapsed_ms": took,
        }
        return suggestions or (), filling.model_copy(update=update)

    def _call(self, text: str, fields: tuple[str, ...], answer: "SimpleQueue[Any]") -> None:
        try:
            fence = f"=== {secrets.token_hex(8)} ==="
            asked = self._prompt.render(fields=listed(fields), fence=fence)
            message = [("system", asked), ("human", f"{fence}\n{text}\n{fence}")]
            answer.put(self._model.with_structured_output(Suggestions).invoke(message))
        except BaseException as error:  # noqa: BLE001 - whatever a provider raises, the reading stays as it was
            answer.put(error)
        finally:
            self._free.release()


_LATE = object()


def _suggestions(given: object) -> tuple[Suggestion, ...] | None:
    """The suggestions of an answer, or None where it is not of the form that was asked for."""
    try:
        return tuple(Suggestions.model_validate(given).suggestions)
    except (ValueError, TypeError, RecursionError):
        return None
