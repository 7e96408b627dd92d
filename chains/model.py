"""Model: opens the chat model that NETBOARD_MODEL names, and asks it for facts left open; it never fails an answer."""

import secrets
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from pydantic import ValidationError

from chains.breaker import Breaker
from chains.chat import CALLS, LONGEST_SECONDS, Chat, Outcome
from chains.extract.filling.suggestion import Suggestion, Suggestions, listed
from chains.veil import veiled
from knowledge.case import Value
from prompts import load

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SECONDS = 6.0
"""How long a clinician waits at most for the facts that a model may fill."""
FORM = "it must read provider:model as LangChain writes it, for example anthropic:… or ollama:…, or be left empty"


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
    """Opened with a time limit where the provider takes one, and without retries: a question is put again by Chat."""
    try:
        return init(name, timeout=LONGEST_SECONDS, max_retries=0)
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
        breaker: Breaker | None = None,
        allowance: Callable[[], bool] | None = None,
    ) -> None:
        """``breaker`` may be shared with whatever else asks the same model."""
        self.chat = Chat(model, seconds=seconds, calls=calls, breaker=breaker, allowance=allowance)
        self._prompt = load("fill_fields")
        self.report = report or (lambda _: None)

    def ask(self, text: str, fields: tuple[str, ...]) -> tuple[tuple[Suggestion, ...], Filling]:
        """What the model suggests for the open fields. Never raises; a call that fails or is late suggests nothing.

        The text is sent with nothing in it that may tell who a person is. A quote of what is left stands in the text as
        it was written too, so that its place is found there.
        """
        fence = f"=== {secrets.token_hex(8)} ==="
        asked = self._prompt.render(fields=listed(fields), fence=fence)
        message = (("system", asked), ("human", f"{fence}\n{veiled(text)}\n{fence}"))
        reply = self.chat.ask(Suggestions, message)
        suggestions = tuple(reply.given.suggestions) if reply.given else ()
        filling = Filling(
            outcome=reply.outcome,
            error=reply.error,
            open_fields=len(fields),
            suggested=len(suggestions),
            elapsed_ms=reply.elapsed_ms,
            prompt=self._prompt.digest,
        )
        return suggestions, filling
