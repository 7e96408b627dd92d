"""What a text speaks of is told apart from what it says about the patient."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text", ["pNET", "NEC", "carcinoid", "insulinoma", "DOTATATE", "Krenning", "neuroendocrine", "NETs", "SSTR", "PRRT"]
)
def test_words_of_the_field_are_seen(text: str) -> None:
    assert read_case(f"What about {text} here?").mentions.neuroendocrine


@pytest.mark.parametrize(
    "text", ["", "What is the weather?", "net effect", "the NET board meets", "a safety net", "prostate cancer"]
)
def test_other_words_are_not_of_the_field(text: str) -> None:
    assert not read_case(text).mentions.neuroendocrine


@pytest.mark.parametrize(
    ("text", "name", "context"),
    [
        ("pancreatic adenocarcinoma", "adenocarcinoma", "current"),
        ("Gleason 4+3", "prostate cancer", "current"),
        ("history of breast cancer", "breast cancer", "history"),
        ("breast cancer 2015", "breast cancer", "history"),
        ("his father had colon cancer", "colorectal cancer", "family"),
        ("no melanoma", "melanoma", "negated"),
        ("suspected lymphoma", "lymphoma", "possible"),
        ("NSCLC stage IV", "non-small cell lung cancer", "current"),
        ("glioma", "glioma", "current"),
        ("HCC", "hepatocellular carcinoma", "current"),
        ("GIST", "gastrointestinal stromal tumour", "current"),
        ("liposarcoma", "sarcoma", "current"),
    ],
)
def test_other_cancers_are_named_with_their_context(text: str, name: str, context: str) -> None:
    assert [(one.name, one.context) for one in read_case(text).mentions.other_cancers] == [(name, context)]


def test_drugs_are_named_by_their_generic_name() -> None:
    text = "Lutathera, Sandostatin LAR, Somatuline, Afinitor, Sutent, Cabometyx and CAPTEM?"
    assert [drug.name for drug in read_case(text).mentions.drugs] == [
        "lutetium dotatate",
        "octreotide",
        "lanreotide",
        "everolimus",
        "sunitinib",
        "cabozantinib",
        "captem",
    ]


def test_trials_are_named() -> None:
    text = "What did NETTER-1, NETTER 2, CLARINET and RADIANT-4 show?"
    assert [trial.name for trial in read_case(text).mentions.trials] == [
        "NETTER-1",
        "NETTER-2",
        "CLARINET",
        "RADIANT-4",
    ]


def test_a_trial_is_no_treatment() -> None:
    assert read_case("What did NETTER-2 show?").case.facts() == {}


@pytest.mark.parametrize("text", ["New patient: pNET G1", "another patient, ileal NET", "Next case: rectal NET"])
def test_another_patient_is_noticed(text: str) -> None:
    assert read_case(text).new_patient


@pytest.mark.parametrize("text", ["Newly diagnosed patient with pNET", "patient with new liver lesions"])
def test_new_findings_are_not_a_new_patient(text: str) -> None:
    assert not read_case(text).new_patient
