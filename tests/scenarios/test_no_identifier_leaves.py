"""No identifier of a person reaches the store, a log, a model or Slack, whatever the message around it says.

The whole path runs: signed requests, real Bolt, inbox, SQLite, the real consultant over a real knowledge store, and a
chat model that repeats what it is shown.
"""

import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_core.messages import BaseMessage

from bot.compose import consultant as compose
from bot.settings import Settings
from chains.consult import Consultant
from chains.model import Filler
from chains.prose import Writer
from tests.scenarios.conftest import running
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import mention, message
from tests.scripted_model import ScriptedModel

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

POST = "chat.postMessage"
EXAMPLES = 40
CASES = (
    "G2 pNET s/p distal pancreatectomy 2021, Ki-67 8%, liver metastases x6, Krenning 3. Prognosis?",
    "ileal NET G1, Ki-67 1 %, pT3N1, on lanreotide, progressive on CT March 2024. What next?",
    "rectal NET 8 mm, R0 after EMR. Follow-up?",
    "What did NETTER-2 show?",
    "large cell NEC of the colon, Ki-67 80 %, ECOG 1: options?",
)
_GIVEN = ("Margaret", "Heinrich", "Oluwaseun", "Zbigniew", "Lakshmi", "Concepción", "Thibault", "Astrid")
_SURNAMES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(("Val", "Bor", "Kel", "Tor", "Hol", "Drag", "Wes", "Fen")),
        st.sampled_from(("dan", "wick", "strom", "etti", "ovic", "enko", "gaard", "quist")),
        st.sampled_from(("", "sen", "ska", "berg")),
    ),
)


def _digits(form: str) -> st.SearchStrategy[str]:
    """Digits in place of each #; the first is not 0, so that it is not taken for a shorter number."""
    return st.lists(st.integers(1, 9), min_size=form.count("#"), max_size=form.count("#")).map(
        lambda drawn: "".join(str(drawn.pop()) if sign == "#" else sign for sign in form)
    )


_BIRTH = st.dates().map(lambda day: f"{day.day:02}/{day.month:02}/{1930 + day.year % 45}")
_SAID: dict[str, st.SearchStrategy[str]] = {
    "Mr {}": _SURNAMES,
    "Mrs. {}": _SURNAMES,
    "patient: {}": _SURNAMES,
    "Dear Dr {}": _SURNAMES,
    "her daughter {}": _SURNAMES,
    "Herr {}": _SURNAMES,
    "Mme {}": _SURNAMES,
    "Name: {}": _SURNAMES,
    "MRN {}": _digits("########"),
    "MRN: {}": _digits("A-######"),
    "NHS no {}": _digits("### ### ####"),
    "SSN {}": _digits("###-##-####"),
    "hospital number {}": _digits("RX#######"),
    "policy no {}": _digits("XK########"),
    "accession # {}": _digits("S24-#####"),
    "DOB {}": _BIRTH,
    "born {}": _BIRTH,
    "geb. {}": _BIRTH,
    "phone {}": _digits("(###) ###-####"),
    "tel. {}": _digits("0### ######"),
    "call her on {}": _digits("+44 #### ######"),
    "fax {}": _digits("0## #### ####"),
    "write to {}": _SURNAMES.map(lambda name: f"{name.lower()}@mail.example.org"),
    "see https://photos.example.org/{}": _SURNAMES,
    "picture {}": _SURNAMES.map(lambda name: f"{name}_ct.jpg"),
    "lives at {}": _digits("## Quarry Lane"),
    "from {}": st.tuples(*[st.integers(11, 250)] * 4).map(lambda parts: ".".join(map(str, parts))),
    "pacemaker serial no {}": _digits("PJN######S"),
    "number plate {}": _digits("LK## XYZ"),
    "IBAN {}": _digits("DE## #### #### #### #### ##"),
}


@st.composite
def messages(draw: "DrawFn") -> tuple[str, tuple[str, ...]]:
    """A question with identifiers before, behind and between, and those identifiers."""
    forms = draw(st.lists(st.sampled_from(sorted(_SAID)), min_size=1, max_size=5, unique=True))
    secrets = [draw(_SAID[form]) for form in forms]
    parts = [form.format(secret) for form, secret in zip(forms, secrets, strict=True)]
    if draw(st.booleans()):
        secret = f"{draw(st.sampled_from(_GIVEN))} {draw(_SURNAMES)}"
        parts, secrets = [*parts, f"about {secret}"], [*secrets, secret.split()[1]]
    between = draw(st.sampled_from(("; ", ", ", "\n", ". ")))
    case = draw(st.sampled_from(CASES))
    place = draw(st.integers(0, len(parts)))
    return between.join([*parts[:place], case, *parts[place:]]), tuple(secrets)


@pytest.fixture(scope="module")
def model() -> ScriptedModel:
    """It suggests, and writes, the beginning of whatever it is shown."""

    def repeat(shown: list[BaseMessage]) -> Any:
        said = str(shown[-1].content)
        return {
            "suggestions": [{"field": "ki67", "value": said[:200], "quote": said[:400]}],
            "statements": [{"text": said[:300], "keys": ["netter-2-2024#pfs"]}],
        }

    return ScriptedModel(script=repeat)


@pytest.fixture(scope="module")
def talker(model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory) -> Consultant:
    real = compose(Settings(NETBOARD_DATA=tmp_path_factory.mktemp("knowledge")))
    return Consultant(real._rulebook, real.library, real._sources, Filler(model), Writer(model, "scripted:model"))


def test_no_identifier_reaches_the_store_a_log_a_model_or_slack(
    talker: Consultant,
    model: ScriptedModel,
    slack: FakeSlack,
    data: Path,
    logged: io.StringIO,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    tried: list[str] = []

    with running(slack, talker, data, "http") as (door, service):

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(messages(), st.sampled_from(("mention", "direct", "reply", "slash")))
        def leaves(sent: tuple[str, tuple[str, ...]], surface: str) -> None:
            text, secrets = sent
            since, ts = len(slack.calls), slack.new_ts()
            begun, asked, answers = logged.tell(), len(model.asked), len(slack.responses)
            if surface == "slash":
                door.command(text)
                slack.wait(lambda: len(slack.responses) > answers, 10)
            else:
                event = {
                    "mention": lambda: mention(ts, text),
                    "direct": lambda: message(ts, text, channel="D0ANNA"),
                    "reply": lambda: mention(slack.new_ts(), text, thread_ts=ts),
                }[surface]()
                door.event(event)
                slack.wait(
                    lambda: any(c.method == POST and c.arguments["thread_ts"] == ts for c in slack.calls[since:]), 10
                )
            channel = "D0ANNA" if surface == "direct" else "C0TUMOUR"
            calls = slack.calls[since:]
            places = {
                "Slack": str([call.arguments for call in calls + slack.responses[answers:]]),
                "the model": str(model.asked[asked:]),
                "the log": logged.getvalue()[begun:],
                "another log": caplog.text,
                "the audit trail": "".join(entry.line() for entry in service._store.trail.entries()),
                **{file.name: file.read_bytes().decode("latin-1") for file in data.iterdir() if file.is_file()},
            }
            found = [(secret, name) for secret in secrets for name, told in places.items() if _is_in(secret, told)]
            assert found == [], text
            posts = [call for call in slack.calls[since:] if call.arguments.get("thread_ts") == ts]
            assert {call.arguments.get("channel") or call.arguments["channel_id"] for call in posts} == (
                set() if surface == "slash" else {channel}
            )
            tried.extend(secrets)

        leaves()
    printed = "".join(capfd.readouterr())
    assert [secret for secret in tried if _is_in(secret, printed)] == []
    assert len(tried) >= EXAMPLES
    assert model.asked, "the model was never asked"
    assert slack.problems == []


def _is_in(secret: str, told: str) -> bool:
    return secret in told or secret.encode().decode("latin-1") in told
