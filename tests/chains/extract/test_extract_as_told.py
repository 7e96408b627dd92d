"""Rules, plans and results of other things that stand beside the patient's own facts."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("'Ki-67 > 20 % would by the rule mean G3; in this tumour it is 17 %, G2.' ampullary NET", 17),
        ("Gastric NET G1, Ki-67 1 %. Ki-67 of the antral mucosa next to it about 20 % (regenerative).", 1),
        ("Glucagonoma. Ki67 in liver bx 6 %, skin bx: Ki-67 30 % in the basal layer.", 6),
    ],
)
def test_the_index_of_a_rule_or_of_mucosa_and_skin_is_not_the_tumours(text: str, low: float) -> None:
    assert [one.low for one in read_case(text).case.ki67] == [low]


def test_what_a_rule_would_mean_is_no_grade() -> None:
    assert read_case("ampullary NET: > 20 % would mean G3; it is 17 %, G2").case.stated_grade == 2


@pytest.mark.parametrize("text", ["midgut NET, plt 90 (G1), INR ok", "ileal NET, plts 70 = G2", "pNET, Hb 8.1, G3"])
def test_the_grade_of_a_blood_count_is_not_the_tumours(text: str) -> None:
    assert read_case(text).case.stated_grade is None


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("Outside dx: NEC pancreas. Our review: well differentiated, Rb retained. Diagnosis: NET G3, not NEC.", "net"),
        (
            "outside 'small cell carcinoma' of lung is in fact a crushed carcinoid: typical carcinoid",
            "typical_carcinoid",
        ),
        ("colon: report 1 said NET, report 2 NEC, reference centre: no final call possible", None),
        (
            "SCLC or carcinoid? carcinoid fits better; neuroendocrine neoplasm of the lung, not further classified.",
            None,
        ),
    ],
)
def test_an_outside_reading_gives_way_and_an_open_one_stays_open(text: str, histology: str | None) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Insulinoma. She presented with Whipple's triad.", "surgery"),
        ("pNET. Surgeons: distal panc + wedge/RFA liver in one go feasible.", "surgery"),
        ("rectal NET. Cabozantinib 40 mg from 1.4. if BP ok", "targeted"),
        ("ileal NET, booked for the first of four cycles of lutetium on 11 September", "prrt"),
        ("Glucagonoma. Presentation with the surgeons because of debulking.", "surgery"),
    ],
)
def test_what_is_to_come_or_only_shares_a_name_was_not_given(text: str, kind: str) -> None:
    told = {one.kind: one.status for one in read_case(text).case.treatments}
    assert told.get(kind) not in {"done", "ongoing"}


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("pNET after SIRT. Target lesions 52 to 31 mm, left lobe lesions stable. No new. mRECIST PR.", "responding"),
        ("pNET. Now: liver lesions 12 -> 17 in number, sizes unchanged; new bone met T12. PD.", "progressive"),
    ],
)
def test_the_conclusion_outweighs_a_finding_beside_it(text: str, course: str) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("what about ECOG 1?", {"ecog"}),
        ("and how about a Ki-67 of 25%?", {"ki67"}),
        ("What about ECOG 2 and liver 30%?", {"ecog", "liver", "metastases"}),
        ("how about liver involvement of 40 %?", {"liver", "metastases"}),
    ],
)
def test_what_about_a_value_supposes_it_and_tells_nothing(text: str, supposed: set[str]) -> None:
    reading = read_case(text)
    assert reading.hypothetical is not None
    assert set(reading.hypothetical.facts()) == supposed
    assert not reading.case.facts()


@pytest.mark.parametrize("text", ["what about PRRT?", "what about liver mets?", "What about the Ki-67?"])
def test_what_about_a_subject_without_a_value_supposes_nothing(text: str) -> None:
    assert read_case(text).hypothetical is None
