"""A chat model that answers by a script, with structured output; LangChain's own fake model has none."""

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import PrivateAttr


class ScriptedModel(BaseChatModel):
    """Its structured answer is what ``script`` gives for the messages; it keeps what it was asked."""

    script: Callable[[list[BaseMessage]], Any]
    _asked: list[list[BaseMessage]] = PrivateAttr(default_factory=list)

    @property
    def asked(self) -> list[list[BaseMessage]]:
        return self._asked

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=""))])

    def with_structured_output(self, schema: Any, **kwargs: Any) -> Runnable[LanguageModelInput, Any]:
        def answer(given: LanguageModelInput) -> Any:
            messages = self._convert_input(given).to_messages()
            self._asked.append(messages)
            return self.script(messages)

        return RunnableLambda(answer)


def saying(*facts: tuple[str, str, str]) -> ScriptedModel:
    """A model that always suggests these (field, value, quote)."""
    listed = [{"field": field, "value": value, "quote": quote} for field, value, quote in facts]
    return ScriptedModel(script=lambda _: {"suggestions": listed})
