"""A diagnosis that is set against another one, denied at last or a slip of the pen; whose disease a text tells of."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "2 cm lesion of the pancreatic tail, ddx NET vs. intrapancreatic splenule.",
        "Cytology: atypical cells, NET not proven. Repeat EUS-FNA booked.",
        "Liver biopsy compatible with, but not diagnostic of, a neuroendocrine tumour.",
        "Pathologist: 'I favour acinar cell carcinoma over neuroendocrine carcinoma'. Pancreas.",
        "Follow-up of a resected GIST; the 'carcinoid' in the referral letter is a clerical error.",
        "Goblet cell adenocarcinoma of the appendix, formerly known as goblet cell carcinoid.",
        "On sandostatin for 'carcinoid' diagnosed in 1996??",
        "Previous nephrectomy; pancreatic head lesion 2 cm = RCC met or NET? Awaiting FNA.",
        'Flushing - is it carcinoid? All scans normal. Friend has "carcinoid" so she is worried.',
    ],
)
def test_a_diagnosis_that_is_not_made_is_no_histology(text: str) -> None:
    assert read_case(text).case.histology is None


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("NET of the pancreas, G2; PRRT vs everolimus?", "net"),
        ("The reviewer favours NET over NEC. Pancreas, Ki-67 40 %.", "net"),
        ("Ileal NET. No goblet cells.", "net"),
        ("Her friend came along. Carcinoid of the ileum.", "net"),
    ],
)
def test_a_diagnosis_beside_such_words_is_read(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


def test_not_a_net_in_the_end_leaves_nothing_of_the_tumour() -> None:
    text = 'Not a NET in the end: the "pNET" 12 mm in the tail was an accessory spleen. 52F.'
    case = read_case(text).case
    assert (case.histology, case.primary_site, case.tumour_size_mm, case.sex) == (None, None, None, "female")


def test_a_denied_nec_beside_another_cancer_leaves_that_cancers_index_out() -> None:
    text = (
        "Colon: poorly differentiated adenocarcinoma, Ki-67 90 %. We do not consider this a neuroendocrine carcinoma."
    )
    assert not read_case(text).case.ki67


def test_a_pnet_that_is_spelt_out_as_neuroectodermal_is_none() -> None:
    case = read_case("PNET = primitive neuroectodermal tumour (Ewing family), femur, 19 y.").case
    assert (case.histology, case.primary_site) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Wrong chart! Delete the above (Whipple, R1, Ki-67 40 %). Mr Jones: ileal NET G1, Ki67 1 %.",
        "Case before this: pNET G3 on CAPTEM, Whipple, Ki-67 40 %. This one: SI-NET G1, Ki67 1 %.",
        "Unlike the man we discussed last week, who had a Whipple and Ki-67 40 %, Mr P has an ileal NET G1, Ki67 1 %.",
        "The tumour of his father was G3 with Ki-67 of 60 %, Whipple; his own: ileal NET G1, Ki67 1 %.",
    ],
)
def test_what_is_told_of_somebody_else_is_not_the_patients(text: str) -> None:
    case = read_case(text).case
    assert (case.primary_site, case.stated_grade) == ("jejunum_ileum", 1)
    assert [one.low for one in case.ki67] == [1]
    assert not case.treatments


def test_the_one_with_bone_metastases_is_another_lady() -> None:
    text = "I mixed up two ladies: the one with bone mets is Mrs. A. Mrs. B (this one) has liver mets. Ileal NET."
    assert {one.site for one in read_case(text).case.metastases} == {"liver"}


def test_what_a_trial_found_does_not_tell_where_the_primary_is() -> None:
    text = (
        '"Cabozantinib improved PFS vs placebo in extra-pancreatic and pancreatic NET." So for my pt with an ileal NET?'
    )
    assert read_case(text).case.primary_site == "jejunum_ileum"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Ileal. Physiological uptake uncinate, dont put it down as pancreas lesion! NET.", "jejunum_ileum"),
        ("Uptake in the pancreatic head is physiological. Ileum NET.", "jejunum_ileum"),
        ("Primary: pancreas? ileum? EUS pancreas nil, capsule 2 lesions distal ileum. So ileum. NET.", "jejunum_ileum"),
        ("Primary: pancreas? NET with liver metastases.", "pancreas"),
        ("Pancreatic well diff. NET.", "pancreas"),
    ],
)
def test_an_organ_that_is_only_asked_about_or_harmless_is_not_the_primary(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


def test_a_syndrome_that_somebody_took_for_granted_is_not_told() -> None:
    text = "Was thought to have carcinoid syndrome, is lactose intolerant. Ileal NET G1."
    assert read_case(text).case.syndrome is None


def test_the_other_patient_of_the_same_name_has_the_bone_metastases() -> None:
    text = "Two Mr Smiths on the ward! The bone mets are the other Mr Smith's. Ileal NET, ours has none."
    assert "present" not in {one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "functioning"),
    [("Ileal NET functioning? 5-HIAA pending.", None), ("Functioning NET of the ileum.", "functioning")],
)
def test_function_that_is_asked_about_is_not_told(text: str, functioning: str | None) -> None:
    assert read_case(text).case.functioning == functioning


def test_a_label_is_no_tumour_where_the_letter_ends_without_one() -> None:
    letter = "Seen for flushing, 5-HIAA normal. So there's no neuroendocrine tumour. "
    assert read_case(letter + 'Please remove "metastatic carcinoid" from the coding.').case.histology is None
    assert read_case(letter.replace("So there's no", "A") + "It is a carcinoid of the ileum.").case.histology
