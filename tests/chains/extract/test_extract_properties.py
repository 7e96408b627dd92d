"""Whatever the text: nothing raises, spans lie within it, and what does not matter changes nothing."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chains.audit.rewording import bulleted, spaced
from chains.extract import read_case
from chains.extract.score import facts_of

SENTENCES = (
    "Grade 2 pancreatic neuroendocrine tumour.",
    "Ki-67 index 8 %.",
    "Distal pancreatectomy in 2021, R0.",
    "Lymph nodes 3/15 positive.",
    "DOTATATE PET shows multiple liver metastases with increased uptake, Krenning 3.",
    "The patient is a 58-year-old man.",
    "No bone metastases.",
    "CgA 450 ng/mL.",
    "ECOG 1.",
    "She has been on lanreotide since 2022.",
    "CT shows stable disease.",
    "PRRT is planned.",
)
NOISE = (
    "Thanks for your help.",
    "The weather was fine on Tuesday.",
    "Please see the attached letter.",
    "Blood pressure 130/80 mmHg.",
    "Kind regards from the ward.",
    "Appendix tables are in the other file.",
    "Lives alone on the second floor.",
    "Next appointment in 6 weeks.",
    "Non-smoker, takes no alcohol.",
    "Allergic to penicillin.",
)
TOKENS = st.sampled_from(
    [
        "Ki-67",
        "%",
        "8",
        "150",
        "<",
        ">",
        "~",
        "-",
        "grade",
        "2",
        "G3",
        "NET",
        "NEC",
        "pNET",
        "liver",
        "bone",
        "bed",
        "Krenning",
        "K3",
        "DOTATATE",
        "↑",
        "no",
        "?",
        "if",
        "(",
        ")",
        ",",
        ".",
        ";",
        ":",
        "\n",
        "mother",
        "had",
        "PRRT",
        "planned",
        "T2",
        "N1",
        "M1a",
        "pT9",
        "3/15",
        "cm",
        "2.5",
        "x",
        "2021",
        "CgA",
        "ULN",
        "58M",
        "stage",
        "IV",
        "prostate",
        "cancer",
        "Gleason",
        "mets",
        "uptake",
        "&lt;",
        "<b>",
        "🙂",
        "\u202e",
        "\x00",
        "₂",
        "²",
        "ıİß",
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300) | st.lists(TOKENS, max_size=60).map(" ".join) | st.lists(TOKENS, max_size=60).map("".join))
def test_no_text_raises_and_every_span_lies_within_it(text: str) -> None:
    reading = read_case(text)
    for start, end in [*reading.case.evidence_spans.values(), *(problem.span for problem in reading.problems)]:
        assert 0 <= start < end <= len(text)
    for mention in (
        *reading.mentions.terms,
        *reading.mentions.drugs,
        *reading.mentions.trials,
        *reading.mentions.other_cancers,
    ):
        assert 0 <= mention.span[0] < mention.span[1] <= len(text)
    for field in reading.case.facts():
        assert any(
            path == field or path.startswith((f"{field}[", f"{field}.")) for path in reading.case.evidence_spans
        ), field


@settings(max_examples=60, deadline=None)
@given(st.permutations(SENTENCES))
def test_the_order_of_the_sentences_does_not_matter(sentences: list[str]) -> None:
    assert facts_of(read_case(" ".join(sentences)).case) == facts_of(read_case(" ".join(SENTENCES)).case)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SENTENCES)), st.sampled_from(NOISE)), max_size=6))
def test_irrelevant_sentences_change_nothing(noise: list[tuple[int, str]]) -> None:
    sentences = list(SENTENCES)
    for place, sentence in noise:
        sentences.insert(place, sentence)
    assert facts_of(read_case(" ".join(sentences)).case) == facts_of(read_case(" ".join(SENTENCES)).case)


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title, str.swapcase])
def test_the_case_of_the_letters_does_not_matter(change: "type[str]") -> None:
    text = "\n".join(SENTENCES)
    read = {fact.lower() for fact in facts_of(read_case(change(text)).case)}  # type: ignore[operator]
    assert read == {fact.lower() for fact in facts_of(read_case(text).case)}


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\n- ", "\n\u2022 ", "\r\n", " \t "])
def test_lines_and_bullets_do_not_matter(joint: str) -> None:
    assert facts_of(read_case(joint.join(SENTENCES)).case) == facts_of(read_case(" ".join(SENTENCES)).case)


TYPOS = ("patient", "shows", "index", "multiple", "been", "The")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(TYPOS), st.integers(0, 5), st.booleans())
def test_a_typo_in_a_word_that_is_not_clinical_changes_nothing(word: str, place: int, doubled: bool) -> None:
    at = place % (len(word) - 1)
    wrong = word[: at + 1] + word[at:] if doubled else word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    text = " ".join(SENTENCES)
    assert facts_of(read_case(text.replace(word, wrong)).case) == facts_of(read_case(text).case)


def _same(text: str, changed: str) -> bool:
    """Whether two texts tell the same facts."""
    return _read_once(text) == _facts(changed)


def _facts(text: str) -> frozenset[str]:
    """What a text tells; units may differ in case and in the kind of their micro sign."""
    return frozenset(fact.casefold().replace("\u00b5", "\u03bc") for fact in facts_of(read_case(text).case))


_read_once = cache(_facts)
"""Each text of the evaluation is held against many changed ones."""


BUILD = tuple(
    body["text"]
    for body in tomllib.loads((Path(__file__).parents[2] / "evaluation" / "extraction_build.toml").read_text("utf-8"))[
        "text"
    ]
)
CHANGES: dict[str, Callable[[str], str]] = {
    "all in capitals": str.upper,
    "all in small letters": str.lower,
    "irrelevant sentences before": lambda text: " ".join(NOISE[:5]) + "\n" + text,
    "irrelevant sentences after": lambda text: text + "\n" + " ".join(NOISE[:5]),
    "as a bullet": lambda text: "- " + text,
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("change", [bulleted, spaced])
def test_texts_of_the_evaluation_are_read_alike_as_a_list_of_sentences_and_as_paragraphs(
    change: Callable[[str], str],
) -> None:
    changed = [text for text in BUILD if not _same(text, change(text))]
    assert len(changed) <= len(BUILD) // 100, changed


@pytest.mark.parametrize("joint", [" ", "\n", "\n\n", "\n- "])
def test_what_a_sentence_leaves_open_is_found_in_the_one_before_also_on_a_line_of_its_own(joint: str) -> None:
    sentences = (
        "Pancreatic NET G2, progressive on lanreotide.",
        "We offered her everolimus in the spring of that year.",
        "She turned it down after long thought.",
    )
    assert facts_of(read_case(joint.join(sentences)).case) == facts_of(read_case(" ".join(sentences)).case)


@pytest.mark.parametrize("opening", ["", "Good morning all.\n", "- ", "Hello everybody!\n\n"])
def test_a_relative_of_the_writer_is_the_patient_however_the_message_opens(opening: str) -> None:
    case = read_case(f"{opening}My dad (71) has a NET of the small intestine that has gone to the liver.").case
    assert (case.primary_site, case.age_years, case.histology) == ("jejunum_ileum", 71, "net")


@pytest.mark.parametrize(("who", "sex"), [("sister", "female"), ("brother", "male")])
def test_the_age_of_a_relative_who_is_the_patient_is_read_in_a_sentence(who: str, sex: str) -> None:
    case = read_case(f"hi, my {who} is 29, has an insulinoma in the pancreas, 1.1 cm.").case
    assert (case.age_years, case.sex) == (29, sex)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_texts_of_the_evaluation_are_read_alike_however_they_are_set(change: Callable[[str], str]) -> None:
    changed = [text for text in BUILD if not _same(text, change(text))]
    assert len(changed) <= len(BUILD) // 100, changed


def test_spans_point_into_the_text_before_it_was_folded() -> None:
    text = (
        "Patient\u00a0\u2013 G\u2082 pNET \U0001f642, Ki\u201167\u00a0= 1,5\u2009%, \u2192 <b>R0</b>, size 2,5\u00a0cm"
    )
    reading = read_case(text)
    words = {path: text[slice(*span)] for path, span in reading.case.evidence_spans.items()}
    assert words["stated_grade"] == "G\u2082"
    assert words["ki67[0]"] == "1,5\u2009%"
    assert words["margin"] == "R0"
    assert words["tumour_size_mm"] == "2,5\u00a0cm"


HOSTILE = (
    "a" * 40_000,
    " " * 40_000,
    "9" * 40_000,
    "1 " * 20_000,
    "9%" * 20_000,
    "-" * 40_000,
    "(" * 40_000,
    "liver, " * 5_700,
    "no " * 13_000,
    "Ki-67 " * 6_600,
    "Ki-67 8 % " * 4_000,
    "Krenning 3 liver, " * 2_200,
    "grade 2 " * 5_000,
    "metastases in liver and bone, " * 1_300,
    "pT2N1M0 " * 5_000,
    "2 x 3 x 4 cm " * 3_000,
    "mother had " * 3_600,
    "if " * 13_000,
    "\n" * 40_000,
    "a\n" * 20_000,
    "prostate cancer " * 2_500,
    "uptake " * 5_700,
    ". " * 20_000,
    "<b " * 13_000,
    "lutetium " * 4_400,
    "\u0301" * 40_000,
    "well differentiated " * 2_000,
    "PRRT planned " * 3_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:12]) for text in HOSTILE])
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    reading = read_case(text)
    assert all(0 <= start <= end <= len(text) for start, end in reading.case.evidence_spans.values())
