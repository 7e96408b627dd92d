# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Whether a treatment was settled on, is only an idea, runs or is over, as whole documents tell it."""

import pytest

from chains.extract.reader import read_case


def _status(text: str, kind: str) -> str | None:
    told = {one.status for one in read_case(text).case.treatments if one.kind == kind}
    return next((status for status in ("ongoing", "done", "declined", "planned", "considered") if status in told), None)


_OPTIONS = "Ileal NET G2. Options discussed:\n(a) lanreotide\n(b) resection of the primary\n(c) PRRT\n"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (_OPTIONS + "Conclusion MOC: b. Date to follow.", "surgery", "planned"),
        (_OPTIONS + "Conclusion MOC: b. Date to follow.", "prrt", "considered"),
        (_OPTIONS + "No decision was taken.", "surgery", "considered"),
        (
            "Conclusion MOC: b. Resection of the ileum and mesenteric mass and microwave ablation S8, 9 April.",
            "surgery",
            "planned",
        ),
        (
            "NET ileum. Conclusion MDT 2021: resection of the ileum done 9 April 2021, R0, 3/12 nodes.",
            "surgery",
            "done",
        ),
        ("Grade 3 NET, liver. Board opinion: CAPTEM chosen, cycle 1 on 15/4. PRRT as second line.", "chemo", "planned"),
        (
            "NET G3. CAPTEM was chosen in 2022 and he received 6 cycles, finished November 2022.",
            "chemo",
            "done",
        ),
        (
            "NET G3. CAPTEM chosen, cycle 1 on 15/4.\n\nDAY CARE COUNSELLING\nCapecitabine 1000 mg BD D1-14, temozolomide 250 mg HS D10-14, q28.",
            "chemo",
            "planned",
        ),
        (
            "Anaesthesia consultation\nProposed surgery: right hepatectomy + ileal resection, date 30/05\nIleal NET G1.",
            "surgery",
            "planned",
        ),
        (
            "Anaesthesia pre-op assessment\nProcedure: open right hepatectomy + ablation of one left lobe lesion, 21 June\nIleal NET.",
            "liver_directed",
            "planned",
        ),
        (
            "Operation record\nProcedure: right hepatectomy + microwave ablation of segment 2, 21 June 2023\nFindings: 5 lesions. EBL 300. NET.",
            "liver_directed",
            "done",
        ),
        ("Pancreatic NET tail 21 mm, Ki-67 3%. Surgery back on, 5 May.", "surgery", "planned"),
        (
            "Lung carcinoid. I have recommended a sleeve left lower lobectomy. OR date March 4. Risk 1%.",
            "surgery",
            "planned",
        ),
    ],
)
def test_what_was_settled_on_is_to_come(text: str, kind: str, status: str) -> None:
    """A choice with its letter or its first day makes a plan; what was given by then stays given."""
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("NET liver mets. In the while I think to start everolimus 10 mg, or sunitinib.", "targeted", "considered"),
        ("NET liver mets. We start everolimus 10 mg on Monday.", "targeted", "planned"),
        ("PD on SSA. Dotatate scan ordered for PRRT eligibility.", "prrt", "considered"),
        ("Evaluation for PRRT done, first cycle booked 12 June. Ileal NET.", "prrt", "planned"),
        (
            "Plan:\n1. home\n2. liver: ablation to be talked over in MDT - nothing decided\n3. no chemo",
            "liver_directed",
            "considered",
        ),
        ("Plan:\n1. home\n2. liver: ablation on the 12th", "liver_directed", "planned"),
        ("NET G2. PRRT will be next if CAPTEM doesn't shrink it.", "prrt", "considered"),
        ("NET G2. 3) cabozantinib - she read about it and asks. we have not started it.", "targeted", "considered"),
    ],
)
def test_an_idea_is_no_plan(text: str, kind: str, status: str) -> None:
    """What is only thought of, worked up, or still open is considered."""
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "Pancreatic NET.\n2022, November - 2024, January: sunitinib 37,5 mg. Toxicity: hypertension G3.",
            "targeted",
            "done",
        ),
        (
            "Rectal NET.\nApr 2023-now CAPTEM, 11 cycles.\nQuestion: 1) stop CAPTEM after 12 and watch?",
            "chemo",
            "ongoing",
        ),
        ("Rectal NET.\nCAPTEM Apr 2023. We stopped CAPTEM after 12 cycles.", "chemo", "done"),
        ("NET.\n09/2022 lanreotide 120mg - 10/2022 only 2 doses, stop because no money.", "ssa", "done"),
        ("NET.\n- everolimus 2021-2022, off with PD", "targeted", "done"),
        ("Ileal NET. Octreotide LAR 30 mg monthly, aspirin stopped because of bleeding.", "ssa", "ongoing"),
        ("NET. PRRT C1 6/2022, C2 8/2022, C3 10/2022, C4 12/2022.", "prrt", "done"),
        ("NET. PRRT C1 2/2023, C2 4/2023, C3 6/2023, C4 due 8/8.", "prrt", "ongoing"),
        ("NEC. Feb to May: cisplatin/etoposide x4, both drugs completed.", "chemo", "done"),
        ("NEC. Carboplatin/etoposide + atezolizumab C1 given 20/6, C2 yesterday.", "chemo", "ongoing"),
        (
            "SCLC. Carbo/etop/atezolizumab x4 (Apr-July), then maintenance atezo, had #2 of maintenance 12/08. Atezo #3 today?",
            "chemo",
            "done",
        ),
        ("Plan: CAPTEM cycle 7-8 then stop and CT. NET G2.", "chemo", "ongoing"),
        ("NEC. To continue FOLFOX until 12 cycles or stop at 8?", "chemo", "ongoing"),
        ("NET. Sunitinib is planned, start 3 July. I'll see him 4 weeks into the sunitinib.", "targeted", "planned"),
    ],
)
def test_a_course_is_over_or_runs_by_its_months_and_cycles(text: str, kind: str, status: str) -> None:
    """Months told before a course end it; a question when to stop tells that it runs; a later cycle is that of all drugs."""
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("NET. Offered everolimus, said no thanks. Palliative care.", "targeted", "declined"),
        ("NET. Offered everolimus, said yes, starts Monday.", "targeted", "planned"),
        (
            "NET. Dr B had mentioned PRRT to her but she was worried about early menopause and said no, quite firmly.",
            "prrt",
            "declined",
        ),
        (
            "NET G2.\nWhat was talked about and not done\n- Emergency debulking: surgeons saw him twice\n- Chemo: kidneys",
            "surgery",
            None,
        ),
        ("NET. Octreotide was prescribed by a previous colleague and I suspended it before first dose.", "ssa", None),
        ("NEC. Given: 2 L Hartmann's, pip-taz.", "surgery", None),
        ("NEC rectosigmoid. Hartmann's 2021, R0.", "surgery", "done"),
    ],
)
def test_what_was_offered_or_listed_as_not_done_was_not_given(text: str, kind: str, status: str | None) -> None:
    """A no behind an offer, a heading of what was not done, a stop before the first dose, and a bag of fluid."""
    assert _status(text, kind) == status
