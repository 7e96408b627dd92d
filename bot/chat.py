"""A conversation on the terminal: for a person, or line by line in JSON for a program."""

import json
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.prompt import Prompt

from bot.lookup import is_told, lookup
from bot.render.terminal import answer_text
from chains.answer import Answer
from chains.conversation import Conversation

if TYPE_CHECKING:
    from chains.consult import Consultant

LINE_FORM = (
    'A line must be a JSON object with a "text", for example '
    '{"text": "G2 pNET with liver metastases. Prognosis?", "thread": "t1"}.'
)


def run_person(consultant: "Consultant", console: Console) -> None:
    """Ask for a line, answer it, keep the case; an empty line or the end of input ends the conversation."""
    console.print(
        "Write a case and a question; follow up with more facts. An empty line ends the conversation.\n", style="dim"
    )
    conversation = Conversation()
    while True:
        try:
            text = Prompt.ask("[bold]you[/bold]", console=console, default="", show_default=False)
        except (EOFError, KeyboardInterrupt):
            return
        if not text.strip():
            return
        answer, conversation = _answer(consultant, text, conversation)
        console.print(answer_text(answer))
        console.print()


def run_json(consultant: "Consultant", lines: TextIO, out: TextIO) -> None:
    """One answer a line; each thread keeps its own case. A line that is not of the form gets an answer that says so."""
    threads: dict[str, Conversation] = {}
    for line in lines:
        if not line.strip():
            continue
        answer, thread, conversation = _answer_line(consultant, line, threads)
        if conversation is not None:
            threads[thread] = conversation
        out.write(json.dumps(answer.contract(), ensure_ascii=False) + "\n")
        out.flush()


def _answer_line(
    consultant: "Consultant", line: str, threads: dict[str, Conversation]
) -> tuple[Answer, str, Conversation | None]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):  # no JSON, or nested deeper than any message
        return consultant.refuse(LINE_FORM), "", None
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        return consultant.refuse(LINE_FORM), "", None
    thread = str(message.get("thread") or "")
    answer, conversation = _answer(consultant, message["text"], threads.get(thread, Conversation()))
    return answer, thread, conversation


def _answer(consultant: "Consultant", text: str, conversation: Conversation) -> tuple[Answer, Conversation]:
    """One message, answered as in a Slack thread: a quick lookup where it is one."""
    asked = lookup(text)
    if asked is not None and not is_told(text, conversation):
        return consultant.factor(asked), conversation
    consultation = consultant.answer(text, conversation)
    return consultation.answer, consultation.conversation
