"""The state of the disease now, in many wordings; never from uptake, and not what an earlier line achieved."""

import pytest

from chains.extract import read_case

GROWING = (
    "CT abdomen 3/25: hepatic mets bigger, new peritoneal nodule. Ileal NET on octreotide.",
    "Sum of target lesions up 24 % - PD. NET of pancreas.",
    "Stable disease 2021, stable disease 2022, progression 2024 on CT.",
    "CT 2024: progression. CT 2022: stable disease. CT 2021: stable disease.",
    "Does she need PRRT given that CT shows progression?",
    "Metastatic pNET, slowly progressive over two years.",
    "Scan shows growth of the liver metastases.",
    "There has been interval progression with enlarging hilar nodes and new bone lesions on CT.",
    "CT reported as stable; MRI however shows clear enlargement of the segment 6 metastasis.",
    "CT Jan 2023 PR; CT Oct 2024 PD.",
    "Dx 2015. Stable until 2023. Progression in the liver 2024 → PRRT planned.",
    "Under octreotide disease control for 6 years, now progressive hepatic metastases.",
    "radiological progression noted; switch to everolimus considered",
    "PD after 3 cycles of FOLFIRI (new lung mets). ECOG 2.",
    "The liver tumours grew by 30% in six months",
    "CT shows further increase of the liver mets in size and number",
    "Verlauf: PD hepatisch. NET Pankreas",
    "scans show he is progressing",
    "Her tumour shrank on CAPTEM (2021) but has regrown on CT since.",
    "Treatment: PRRT 2020 PR, retreatment 2023 SD, now PD -> ?",
    "Impression: Interval progression of hepatic metastatic disease. NET.",
    "COMPARISON 3/2023. Hepatic metastases have increased in size and number.",
    "Multiple new hepatic metastases since the prior CT.",
    "RECIST PD (+32 % vs nadir).",
    "She had SD for 14 months on everolimus before progressing.",
    "clear-cut radiologic worsening over 6 months, pNET",
    "worsening liver metastases on MRI",
    "The scan was worse than last time: bigger liver tumours.",
    "rapid progression in bone and liver within 8 weeks",
    "SSTR PET: progression with new bone metastases",
    "What to do after progression on everolimus in pNET?",
    "now w/ PD in liver",
    "PD!! what now",
    "The primary is unchanged but hepatic metastases have progressed.",
    "hepatic progress, lungs stable",
)

STABLE = (
    "MRI liver shows no interval change. pNET G2 on sunitinib.",
    "Restaging in May: everything unchanged. SI-NET.",
    "Everolimus since 2022. SD so far on CT.",
    "CgA stable at 200, no progression on CT.",
    "Disease is stable clinically and radiologically.",
    "CT: mets in liver slightly larger (22 → 25 mm), RECIST SD.",
    "Tumour has not grown since 2021.",
    "No evidence of recurrence or progression at 3 years. Appendiceal NET.",
    "stable appearances of the liver metastases",
    "Hepatic disease burden unchanged on MRI.",
    "PR in ER positive breast cancer; pNET stable on MRI",
    "RECIST: SD.",
    "The mesenteric mass is static.",
    "Disease control maintained; lesions same size.",
    "disease was progressive before PRRT, which was given in 2022. Since then stable on CT.",
    "3-monthly CT without progress so far",
    "no new lesions, existing lesions stable",
    "imaging stable x 18 months on SSA",
    "Rising CgA but scans stable",
    "liver lesion 21 mm (prev. 20), i.e. no significant change",
    "IMPRESSION: No significant interval change in the hepatic metastases.",
    "Tumour marker progression only; CT stable.",
    "RECIST 1.1: SD (-12 %)",
    "Everolimus started 2023 upon progression. 6-month CT: stable.",
    "The disease remains under control radiologically.",
    "liver disease controlled for 4 years on octreotide",
    "Ongoing disease control.",
    "SSTR PET: more lesions, brighter; CT: lesions identical",
    "Stable pNET under surveillance, 14 mm.",
    "stable G2 pNET on lanreotide",
    "stable on lanreotide x 3 yrs",
    "Disease stable; would like advice on SSA holiday",
    "Disease has been biochemically and radiologically stable",
    "for stable disease, can we stop SSA? SI-NET",
    "CT unchanged",
    "CT neg for progression",
    "CT w/o PD",
    "a few lesions are larger, most are stable, none is new (CT). Overall SD",
)

RESPONDING = (
    "Liver lesions are all smaller on the CT of last week, largest now 14 mm.",
    "She progressed on everolimus in 2021 and was switched to CAPTEM; current imaging shows a partial response.",
    "mets are now getting smaller with CAPTEM",
    "We saw shrinkage of all liver metastases",
    "Follow-up MRI: the known lesions are smaller, no new ones. pNET on CAPTEM",
    "CT shows near-complete regression of the nodal disease",
    "PR maintained on CT",
    "still in PR under CAPTEM",
)

UNTOLD = (
    "He progressed on lanreotide in 2020, so PRRT was given.",
    "DOTATATE PET/CT: new avid lesion in the liver.",
    "DOTATATE uptake has increased in all lesions.",
    "Simple renal cyst, unchanged. Haemangioma seg 7 stable.",
    "Weight stable. Clinically stable. pNET.",
    "Is this progression? pNET on lanreotide, CgA up.",
    "pNET, PRRT 2022 (PR), lanreotide maintenance, what if she progresses?",
    "If the next CT shows progression we will give PRRT.",
    "Excellent response to octreotide with resolution of the flushing.",
    "symptomatic response to lanreotide",
    "marked biochemical response",
    "Mixed response: liver smaller, bone new lesions on CT",
    "echo: mild TR, trace PR. midgut NET.",
    "PD-L1 negative NEC.",
    "he underwent PD in 2019 for a pNET",
    "s/p PD 2018, pNET head, CT NED",
    "Surgery 2018. NED since.",
    "Tumour growth rate is slow",
    "slow-growing NET",
    "a progressive increase in CgA",
    "patient developed progressive dyspnoea",
    "time to progression was 14 months on everolimus",
    "Would progression on lanreotide make her eligible for PRRT?",
    "Watch and wait until progression",
    "CT thorax: 4 mm nodule stable since 2020, benign. NET of appendix resected",
    "Comparison: none. Multiple liver metastases, the largest 4 cm. pNET",
    "Baseline CT. pNET, newly diagnosed with new liver lesions",
    "Since the last visit he's been stable, weight steady; bloods fine. pNET",
    "Best overall response: PR. Now off treatment. pNET",
    "On CT of 04/25 the disease is no longer controlled.",
    "PET shows metabolic progression. CT not done.",
    "He relapsed in 2022 with liver mets.",
    "No recurrence on CT at 5 years.",
    "Slow growing pNET: 12 mm 2019, 16 mm 2023",
    "Did the tumour progress on everolimus?",
    "Would you treat a stable patient?",
    "imaging-wise all quiet",
    "Her liver lesions all but disappeared on CT.",
)


@pytest.mark.parametrize(
    ("text", "state"),
    [(text, "progressive") for text in GROWING]
    + [(text, "stable") for text in STABLE]
    + [(text, "responding") for text in RESPONDING],
)
def test_the_state_of_the_disease_now_is_read(text: str, state: str) -> None:
    assert read_case(text).case.progression == state


@pytest.mark.parametrize("text", UNTOLD)
def test_what_is_not_the_state_of_the_tumour_now_is_not_read_as_its_course(text: str) -> None:
    assert read_case(text).case.progression is None


def test_what_an_earlier_treatment_achieved_is_not_the_state_now() -> None:
    assert read_case("pNET. TACE 2021 -> PR, octreotide ongoing.").case.progression is None


def test_a_supposed_progression_is_kept_apart() -> None:
    reading = read_case("Ileal NET. If the next CT shows progression we will give PRRT.")
    assert reading.case.progression is None
    assert reading.hypothetical is not None
    assert reading.hypothetical.progression == "progressive"
