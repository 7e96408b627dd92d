"""The audit: each kind of fault is seen, and what is sound is let pass."""

import pytest

from chains.audit.audit import audit
from chains.audit.claim import Claim
from chains.audit.misfit import Patient, misfits
from chains.audit.support import unsupported
from chains.consult import Consultant
from knowledge.case import CaseDetails
from knowledge.evidence import AppliesTo, Passage, Statement
from knowledge.rules.verdict import Verdict

NOBODY = CaseDetails()


def passage(text: str, **applies: object) -> Passage:
    whom = AppliesTo.model_validate({"sites": ("all",), **applies})
    statement = Statement(key="s1", text=text, topic="prognosis", applies_to=whom, checked=True)
    return Passage(
        key="trial#s1", source_id="trial", kind="research", title="A trial", year=2020, pmid=None, statement=statement
    )


TRIAL = passage(
    "In 229 patients with midgut NET lutetium dotatate did not prolong survival: median 48.0 months at 5 years."
)


def claim(text: str, *passages: Passage, **more: object) -> Claim:
    return Claim.model_validate(
        {"section": "From the Research", "text": text, "passages": passages or (TRIAL,), **more}
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Median survival was 49 months", "49 months"),
        ("Median survival was 48 %", "48 %"),
        ("Median survival was 5 months", "5 months"),
        ("Everolimus did not prolong survival", "everolimus"),
        ("In pancreatic NET survival was not longer", "pancreas"),
        ("In neuroendocrine carcinoma survival was not longer", "nec"),
        (
            "In 229 patients with midgut NET lutetium dotatate did prolong survival: median 48.0 months",
            "says what its passage denies",
        ),
    ],
)
def test_what_the_passage_does_not_hold_is_named(text: str, fault: str) -> None:
    assert unsupported(claim(text), NOBODY, "") == (fault,)


@pytest.mark.parametrize(
    "text",
    [
        "In midgut NET median survival on lutetium dotatate was 48 months in 229 patients",
        "PRRT did not prolong survival",
        "At five years",
        "At 60 months",
    ],
)
def test_the_same_facts_in_other_words_are_supported(text: str) -> None:
    assert unsupported(claim(text), NOBODY, "") == ()


def test_the_patients_own_facts_may_be_repeated() -> None:
    case = CaseDetails.model_validate({"primary_site": "rectum", "tumour_size_mm": 17})
    assert unsupported(claim("The rectal tumour measures 17 mm"), case, "") == ()


def test_words_without_a_passage_are_not_supported() -> None:
    alone = Claim(section="From the Research", text="Survival is good")
    assert (unsupported(alone, NOBODY, ""), alone.cited) == (("no passage",), False)


def test_framing_words_may_show_the_patients_value_and_nothing_else() -> None:
    case = CaseDetails.model_validate({"tumour_size_mm": 17})
    shown, invented = (Claim(section="s", text=text, framing=True) for text in ("17 mm.", "18 mm."))
    assert (unsupported(shown, case, ""), unsupported(invented, case, "")) == ((), ("18 mm",))


def faults(case: dict[str, object], told: Claim, *verdicts: Verdict) -> tuple[str, ...]:
    return misfits(told, (told,), Patient.of(CaseDetails.model_validate(case), verdicts))


@pytest.mark.parametrize(
    ("case", "applies", "fault"),
    [
        ({"histology": "net"}, {"grades": ("NEC",)}, "of carcinoma for a NET"),
        ({"histology": "nec"}, {"grades": ("G1", "G2")}, "of NET for a carcinoma"),
        ({"primary_site": "pancreas"}, {"sites": ("rectum",)}, "of rectum for pancreas"),
        ({"stated_grade": 1}, {"grades": ("G3",)}, "of G3 for G1"),
        ({"m": "M0"}, {"setting": "metastatic"}, "of metastatic disease for a patient without"),
        ({}, {"setting": "resected"}, "of operated patients for one of whom no operation is known"),
        ({"stated_stage": "II"}, {"stages": ("III",)}, "of stage III for stage II"),
        (
            {"treatments": [{"name": "lanreotide", "kind": "ssa"}]},
            {"line": "first"},
            "of first-line treatment for a treated patient",
        ),
        ({}, {"hereditary": "men1"}, "of men1 for a patient without"),
        ({}, {"drug": "everolimus"}, "of everolimus without naming it"),
    ],
)
def test_a_claim_about_other_patients_is_a_misfit(
    case: dict[str, object], applies: dict[str, object], fault: str
) -> None:
    told = claim("The outcome was good", passage("The outcome was good", **applies))
    assert faults(case, told) == (f"{fault} (trial#s1)",)


@pytest.mark.parametrize(
    ("case", "applies", "words"),
    [
        ({"primary_site": "pancreas"}, {"sites": ("rectum",)}, "In rectal tumours the outcome was good"),
        ({"m": "M0"}, {"setting": "metastatic"}, "In metastatic disease the outcome was good"),
        ({}, {"setting": "resected"}, "After resection the outcome was good"),
        ({}, {"drug": "everolimus"}, "On everolimus the outcome was good"),
    ],
)
def test_a_claim_that_says_of_whom_it_speaks_is_none(
    case: dict[str, object], applies: dict[str, object], words: str
) -> None:
    assert faults(case, claim(words, passage(words, **applies))) == ()


def test_no_words_make_a_carcinomas_figure_fit_a_net() -> None:
    words = "In neuroendocrine carcinoma the outcome was poor"
    assert faults({"histology": "net"}, claim(words, passage(words, grades=("NEC",)))) != ()


def test_a_rectal_net_never_gets_advice_on_rectal_carcinoma() -> None:
    words = "Total mesorectal excision after chemoradiation"
    case = {"primary_site": "rectum", "histology": "net"}
    assert faults(case, claim(words, passage(words))) == ("advice on another cancer for a NET",)


CASES = (
    "58M, G2 pNET after distal pancreatectomy, liver metastases Krenning 3. Prognosis?",
    "Rectal NET 8 mm, G1, Ki-67 1 %, N0 M0. What next?",
    "NEC of the colon, large cell type, Ki-67 80 %, liver mets. Treatment?",
    "MiNEN of the stomach, Ki-67 60 %, liver metastases. Treatment options?",
    "NET G1 with unknown primary, liver metastases. Prognosis?",
    "Ileal NET G1, liver mets, on octreotide, progressive. Treatment options?",
    "Typical carcinoid of the lung, pT1c N0. Prognosis?",
    "NEC of the ampulla T3a N1, Ki-67 70 %. Prognosis?",
)


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("depth", ["short", "full"])
def test_an_answer_holds_only_supported_cited_and_fitting_claims(consultant: Consultant, text: str, depth: str) -> None:
    found = audit(consultant, text, depth="full" if depth == "full" else "short")
    assert found.claims >= 3
    assert (found.unsupported, found.uncited, found.misfits, found.reply) == ((), (), (), ())
    assert (found.in_order, found.cited) == (True, found.claims)


def test_a_question_about_survival_is_told_whose_figures_the_range_holds(consultant: Consultant) -> None:
    found = audit(consultant, "Pancreatic NET G2 with liver metastases: what is the survival figure?")
    assert found.misfits == ()
