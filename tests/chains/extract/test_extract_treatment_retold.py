# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Retold: analogues that only cover an operation, that run by what later words tell of them, and those that do not."""

import pytest

from chains.extract import read_case


def _status(text: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == "ssa"}


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET G1. Right hemicolectomy 4 May, R0. Octreotide infusion periop, stopped day 2. Bowels open.",
        "Whipple for pNET on Monday. POPF grade B, octreotide 100 mcg sc tds for 7 days for the fistula. Discharged well.",
        "TAE of the right lobe. Octreotide infusion throughout. No complication. NET ileum, liver mets",
        "Small bowel NET with liver mets, TACE on 3/4. Premedicated with octreotide 500 mcg iv. Mild fever afterwards.",
        "Op note: ileal NET. Octreotide cover given at induction. 40 cm of ileum resected.",
        "Post op: high output ileostomy, octreotide 100 tds started for the stoma output. Histology: NET G1, 3/11 nodes.",
        "Jejunal NET resected. Octreotide 500 mcg/h during surgery only. No flushing afterwards.",
        "pNET enucleation; pancreatic fistula treated with octreotide for 10 days. No other treatment.",
        "Whipple POD 3, pNET. Do not stop octreotide until drain amylase < 300.",
    ],
)
def test_octreotide_that_covers_an_operation_or_dries_a_leak_is_no_treatment(text: str) -> None:
    assert not _status(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET, carcinoid syndrome, on Sandostatin LAR 30 mg monthly. Octreotide infusion periop for the hernia repair please.",
        "Ileal NET with liver mets. Lanreotide 120 mg q28d since 2021, octreotide cover for TACE on Tuesday.",
        "Midgut NET, carcinoid syndrome. Octreotide 100 mcg s.c. tds for diarrhoea since last Monday, better.",
        "Ileal resection for NET with liver mets. Octreotide perioperative, to go on as LAR.",
        "Midgut NET. Octreotide infusion peri-op, continue LAR. Liver mets.",
    ],
)
def test_an_analogue_that_runs_is_told_beside_the_cover_of_an_operation(text: str) -> None:
    assert "ongoing" in _status(text)


@pytest.mark.parametrize(
    "text",
    [
        "62M, midgut NET with liver mets, seen with a fall. Last inj lanreotide 120 mg 2 weeks back.",
        "Ileal NET, liver mets, flushing. His LAR (monthly since May, last 2/52 ago) continues.",
        "Jejunal NET, bone mets. LAR to carry on every 4 weeks with the practice nurse. Bloods fine.",
        "Midgut NET, liver mets. LAR last was 3 wk ago ok. GFR 60.",
        "pNET bone mets. Cont denosumab + lanreotide. RT to L4 on Thursday.",
        "Plan MRI 6 wks, cont Sandostatin LAR 30 q28d as before. Ileal NET with liver mets.",
        "Ileal NET liver only, SSA cont's between PRRT cycles.",
        "pNET G2, liver mets, after 18 months of lanreotide. CT: lesions smaller. We continue. Greetings.",
        "Ileal NET. Lanreotide made no difference to the flushing (continued anyway). Telotristat next.",
        "Ileal NET liver mets. Lanreotide #1 given by Sue this morning, R buttock. CT in 3/12.",
        "SB carcinoid, liver secondaries. Ileum resected 2016, then lanreotide every 28/7 (done in surgery by our nurse).",
        "PRRT cycle 2 tomorrow. Stop s.c. octreotide 24 h before (she has pump for diarrhoea). Ileal NET.",
        "Everolimus on hold for stomatitis. Continue lanreotide (due 14th) - she thought she had to stop it too. Ileal NET.",
        "Ileal NET, was on monthly octreotide till the shortage last year. No injection for 4 months. I restarted LAR 20 mg on 6th.",
        "pNET hepatic mets, sunitinib stopped for LVEF fall. Lanreotide never stopped. PRRT next.",
        "Ileal NET, everolimus paused. Octreotide LAR was not interrupted.",
        "Bronchial carcinoid 2004, liver mets 2013 (SSA till now, TACE 2014). Bones clean.",
        "84F, ileal mass, liver mets, 5HIAA high. Trial of lanreotide 60, BO 8 to 3/d so to go on w/ 120 monthly by DN.",
        "pNET. No active cancer treatment is intended now other than continuing monthly octreotide for diarrhoea.",
        "Insulinoma, liver mets. Don't withhold lanreotide. Call endocrine.",
        "Ileal NET. Lanreotide must not be missed, carcinoid syndrome with valve disease.",
    ],
)
def test_an_analogue_runs_by_its_last_injection_its_nurse_or_what_later_words_tell(text: str) -> None:
    assert _status(text) == {"ongoing"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Midgut NET, liver mets. Last inj octreotide LAR in March 2021, stopped for gallstones.", "done"),
        ("pNET liver mets. LAN was left off in 2022. Everolimus since.", "done"),
        ("Ileal NET. Lanreotide: she had to stop it because of gallstones in 2021.", "done"),
        ("Ileal NET. Octreotide restarted 2019, stopped 2021 for gallstones. Now everolimus.", "done"),
        ("Ileal NET. Lanreotide was not stopped until 2021, then everolimus.", "done"),
        ("SB carcinoid. Ileum resected 2016, then lanreotide every 28 days until 2019, then PRRT x4.", "done"),
        (
            "VIPoma. Lanreotide 120 mg given 14/1 as bridge to surgery. Distal panc 28/1. Octreotide/lanreotide not continued.",
            "done",
        ),
        ("Ileal NET, liver mets. No PRRT as she's a G1. SSA then.", "planned"),
        (
            "Duodenal gastrinoma, liver mets. MDM advised starting lanreotide 120 mg. She will have her first injection on the 5th.",
            "planned",
        ),
        ("SB NET, R2. Not on SSA cause pt refused jabs.", "declined"),
        (
            "Ileal NET, liver mets: lanreotide for a year (she is needle-tired). She asked for time and then said no to it in January.",
            "declined",
        ),
        ("SB NET, R2. Not on SSA because of gallstones.", None),
        ("Rectal NET 25 mm. LAR with TME planned for the 12th.", None),
        (
            'Jejunal NET resected 2019, no relapse. The discharge summary says "on lanreotide" but that mixed her up with another patient.',
            None,
        ),
        (
            "Rectal NET 8 mm removed 2023. Old letter states he is on lanreotide; this confused him with a different pt.",
            None,
        ),
    ],
)
def test_an_analogue_that_ended_is_to_come_was_refused_or_is_another_patients_does_not_run(
    text: str, status: str | None
) -> None:
    assert _status(text) == ({status} if status else set())
