"""Scenes: what `make preview` shows. Every answer is the real consultant's; the cases are invented."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.commands import help_text
from bot.failure import sentence
from bot.preferences import Preference
from bot.render.asked import Place, form
from bot.render.blocks import messages, notice
from bot.render.home import EXAMPLES, HomeState, answered, home
from bot.render.limits import SlackMessage
from bot.render.modals.ask import ask_form
from bot.render.modals.case import case_form
from bot.render.modals.reasons import reasons_form
from bot.render.modals.sources import sources
from bot.usage import Usage
from chains.consult import Consultant
from chains.conversation import Conversation
from knowledge.status import StoreStatus
from tests.preview.page import Scene
from tests.preview.surface import notification, posted, said, thread, view

CASE = "58M G2 pNET s/p distal panc 2021, Ki67 8%, DOTATATE: bed K2, liver x6 K3 \u2191. Prognosis?"
TREATMENT = (
    "71F ileal NET G1, Ki-67 2%, liver and bone mets, progressing on octreotide, Krenning 4 everywhere. Options?"
)
CONFLICT = "Grade 1 pancreatic NET, Ki-67 35%, liver mets. Prognosis? Dr <!channel> *Smith* & <https://evil.example|x>"
WHO = "Anna"
USAGE = Usage(
    answered=1284, answered_this_week=61, failed=2, waiting=0, channels=("net-board", "gi-oncology"), more_channels=0,
    direct=14, threads=412, oldest=date(2026, 3, 2),
)  # fmt: skip
"""Invented."""


def scenes(consultant: Consultant, knowledge: StoreStatus) -> Iterable[Scene]:
    """Every scene, in the order of the page."""
    first = consultant.answer(CASE)
    yield _dialogue("answer", "A case and its answer", CASE, messages(first.answer, more_value="id"))
    yield _dialogue("more", "Show more", "Show more", messages(consultant.more(first.conversation)))
    yield _follow_up(consultant, "what-if", "A what-if", "and if there were bone mets?", first.conversation)
    yield _follow_up(consultant, "update", "A fact added", "liver involvement 30 %", first.conversation)
    treatment = consultant.answer(TREATMENT).answer
    yield _dialogue("treatment", "Treatment options", TREATMENT, messages(treatment, more_value="id"))
    conflict = consultant.answer(CONFLICT).answer
    yield _dialogue(
        "conflict", "A conflict, and markup that somebody typed", CONFLICT, messages(conflict, more_value="id")
    )
    for name, asked in (
        ("grade", "grade 8% 3"),
        ("survival", "survival pancreas stage iv g2"),
        ("drug", "drug lutetium dotatate"),
        ("score", "score zaidi 3cm ki67 8 node+ symptomatic"),
        ("wrong", "grade banana"),
    ):
        yield _lookup(consultant, name, asked)
    yield _dialogue("help", "Help", "/net help", notice(help_text()), private=True)
    refused = consultant.answer("What is the best treatment for breast cancer?").answer
    yield _dialogue(
        "refused", "Outside what it answers", "What is the best treatment for breast cancer?", messages(refused)
    )
    yield _dialogue("failure", "When something breaks", CASE, notice(sentence("7f3a9c21")))
    for key in ("ki67", "liver", "rule_who_grade"):
        place = Place(key=key, answer="id", channel="C1", ts="1.0")
        yield Scene(name=f"asked-{key}", title="A question answered in a form", inner=view(form(place, "WHO grade?")))
    ids = {"answer": "id", "channel": "C1"}
    for name, title, modal in (
        ("sources", "Show sources", sources(first.cited, ids)),
        ("case", "Correct the case", case_form(first.conversation.case, {"form": "id"})),
        ("reasons", "After a thumb down", reasons_form(ids)),
        ("ask", "Ask netboard, about a message", ask_form({"form": "id"})),
    ):
        yield Scene(name=name, title=title, inner=view(modal))
    private = messages(first.answer, more_value="id", mode="private")
    yield _dialogue("private", "Answered privately", CASE, private, private=True)
    example = messages(consultant.factor("grade 8% 3"))
    yield Scene(name="example", title="An example of Home, tried", inner=view(answered(EXAMPLES[-1], example)))
    yield Scene(name="home", title="App Home", inner=view(home(HomeState(knowledge=knowledge))))
    chosen = Preference(length="full", private=True)
    stale = knowledge.model_copy(
        update={"current": False, "stale_because": "the register has changed since it was built"}
    )
    state = HomeState(knowledge=stale, preference=chosen, usage=USAGE, retention_days=30)
    yield Scene(name="home-admin", title="App Home of an administrator; the store is stale", inner=view(home(state)))


def _follow_up(consultant: Consultant, name: str, title: str, asked: str, known: Conversation) -> Scene:
    return _dialogue(name, title, asked, messages(consultant.answer(asked, known).answer, more_value="id"))


def _lookup(consultant: Consultant, name: str, asked: str) -> Scene:
    found = messages(consultant.factor(asked), more_value="id", mode="private")
    return _dialogue(f"lookup-{name}", f"/net {asked}", f"/net {asked}", found, private=True)


def _dialogue(name: str, title: str, asked: str, made: Sequence[SlackMessage], *, private: bool = False) -> Scene:
    rows = [posted({"text": one.text, "blocks": [*one.blocks]}, private=private) for one in made]
    shown = thread([said(WHO, asked), *rows])
    return Scene(
        name=name,
        title=title,
        inner=f"{notification(made[0].text)}{shown}",
        aloud="\n\n".join(one.text for one in made),
    )
