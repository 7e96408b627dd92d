# ruff: noqa: E501 - whole sentences
"""Audit: what a chat model wrote is judged once more from the answer alone; a false sentence is counted."""

from pathlib import Path

import pytest

from bot.audit import Claimed, audit, unsupported, written
from bot.evaluation import FOLDER, _prose
from chains.consult import Consultant
from chains.prose import Writer
from tests.chains.test_prose import LIES, TREATMENT, Script, ask, honest, rewording
from tests.scripted_model import ScriptedModel

CABINET = "In 95 patients with previously treated pancreatic NET cabozantinib gave median PFS 13.8 against 4.4 months with placebo."


def _judged(consultant: Consultant, text: str, cites: tuple[str, ...] = ("cabinet-2025",)) -> tuple[str, ...]:
    claimed = Claimed(text=text, kind="research", cites=cites)
    return unsupported(claimed, consultant.answer(TREATMENT).answer, consultant.sources)


def test_a_sentence_that_its_source_says_is_supported(consultant: Consultant) -> None:
    assert _judged(consultant, CABINET) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (CABINET.replace("13.8", "31.8"), "number"),
        (CABINET.replace("13.8 against 4.4 months", "13.8 %"), "number"),
        (CABINET.replace("95 patients", "ninety patients"), "number in words"),
        (CABINET.replace("cabozantinib", "sunitinib"), "drug"),
        (CABINET.replace("pancreatic", "rectal"), "organ"),
        (CABINET.replace("NET", "NEC"), "kind of tumour"),
        (CABINET.replace("gave", "never gave"), "denial"),
        ("Give cabozantinib.", "order"),
        ("This patient has previously treated pancreatic NET.", "person"),
        ("Median survival was 13.8 months.", "survival"),
        ("Cabozantinib was wonderfully tolerated throughout.", "words"),
    ],
)
def test_a_sentence_that_its_source_does_not_say_is_counted(consultant: Consultant, text: str, wrong: str) -> None:
    assert wrong in _judged(consultant, text)


def test_a_sentence_without_its_source_or_of_another_kind_is_counted(consultant: Consultant) -> None:
    assert _judged(consultant, CABINET, ()) == ("no source",)
    assert _judged(consultant, CABINET, ("cabinet-2025", "nobody-2020")) == ("no source",)
    assert "another kind of source" in _judged(consultant, CABINET, ("asco-2023-gep-net",))


def test_only_what_the_model_wrote_is_judged(consultant: Consultant) -> None:
    plain = consultant.answer(TREATMENT).answer
    assert written(plain, plain) == ()
    script = rewording(lambda text: text.replace("is the standard first choice", "is the first choice"))
    (one,) = written(ask(consultant, script).answer, plain)
    assert one.text.startswith("A somatostatin analogue is the first choice")
    assert one.cites == ("asco-2023-gep-net",)


@pytest.mark.parametrize(("what", "script", "spoilt"), LIES, ids=[row[0] for row in LIES])
def test_of_a_lying_model_nothing_unsupported_reaches_the_reader(
    consultant: Consultant, what: str, script: Script, spoilt: str, tmp_path: Path
) -> None:
    (tmp_path / "prose.toml").write_text(f'questions = ["{TREATMENT}"]', encoding="utf-8")
    found = audit(_with(consultant, script), tmp_path)
    assert found.unsupported == ()
    assert found.dropped > 0


def test_the_evaluation_counts_what_an_honest_model_keeps(consultant: Consultant) -> None:
    kept, dropped, wrong, took = _prose(_with(consultant, honest), FOLDER)
    assert kept.value > 80
    assert kept.items == kept.value + dropped.value
    assert (wrong.value, wrong.missed) == (0, ())
    assert (took.unit, took.items) == ("ms", 12)


def _with(consultant: Consultant, script: Script) -> Consultant:
    writer = Writer(ScriptedModel(script=script), "scripted:model")
    return Consultant(consultant._rulebook, consultant.library, consultant._sources, None, writer)
