"""Facts that scores ask for, told of lesions and their course: bone, critical organs, sums of diameters, durations."""

from typing import Any

import pytest

from chains.extract import read_case
from knowledge.case import Bone, Measurements


def read(text: str, field: str) -> Any:
    return getattr(read_case(text).case, field)


@pytest.mark.parametrize(
    ("text", "bone"),
    [
        ("pNET, 5 bone mets", Bone(lesion_count=5)),
        ("pNET with a single bone metastasis", Bone(lesion_count=1)),
        ("pNET, two bone lesions", Bone(lesion_count=2)),
        ("pNET, bone metastases (n=6)", Bone(lesion_count=6)),
        ("pNET, 3 liver and 2 bone metastases", Bone(lesion_count=2)),
        ("pNET, painful bone metastases", Bone(symptomatic=True)),
        ("pNET; bone mets are painful", Bone(symptomatic=True)),
        ("ileal NET, asymptomatic bone mets x4", Bone(lesion_count=4, symptomatic=False)),
    ],
)
def test_bone_metastases_are_counted_and_hurt_or_not(text: str, bone: Bone) -> None:
    assert read(text, "bone") == bone


@pytest.mark.parametrize(
    "text",
    [
        "pNET, no bone mets",
        "pNET, multiple bone mets",
        "pNET, more than 5 bone mets",
        "pNET, 5-10 bone mets",
        "pNET with bone mets, 3 new bone mets",
        "pNET, possible 3 bone mets",
        "pNET, two benign bone lesions",
        "Her mother had 5 bone mets. She has a pNET.",
        "prostate cancer with 4 bone mets; ileal NET",
        "pNET: 2 bone mets in 2021, 5 bone mets today",
    ],
)
def test_a_bound_a_doubt_or_another_cancer_counts_no_bone_metastases(text: str) -> None:
    assert read(text, "bone") is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("pNET with an orbital metastasis", "compromised"),
        ("lung NET, spinal cord compression at T9", "compromised"),
        ("SI-NET, hydronephrosis from ureteral encasement", "compromised"),
        ("pNET with gastric outlet obstruction", "compromised"),
        ("SI-NET, mesenteric mass encases the SMA", "compromised"),
        ("lung carcinoid with airway compression", "compromised"),
        ("pNET, pathological fracture of the femur", "compromised"),
        ("pNET abuts the SMV", "abutting"),
        ("typical carcinoid with bulky mediastinal nodes", "abutting"),
        ("SI-NET, mesenteric mass abutting the SMA, brain metastases", "compromised"),
        ("pNET, no critical organ involved", "none"),
    ],
)
def test_a_critical_organ_is_touched_or_impaired_by_tumour(text: str, state: str) -> None:
    assert read(text, "critical_organ") == state


@pytest.mark.parametrize(
    "text",
    [
        "pNET, no brain mets",
        "Exclusion: Brain metastases: NO. pNET",
        "pNET, not encasing the SMA",
        "pNET, possible cord compression",
        "pNET, risk of cord compression",
        "SI-NET, hydronephrosis from a stone",
        "carcinoid heart disease, SI-NET; cardiac involvement",
        "osteoporotic pathological fracture; pNET",
        "pNET 4.5 cm abutting the spleen",
        "pNET with gastric outlet obstruction?",
        "His father had brain metastases. He has a pNET.",
    ],
)
def test_no_tumour_at_a_critical_organ_is_told_by_these(text: str) -> None:
    assert read(text, "critical_organ") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Frilling type II liver mets, pNET", "II"),
        ("type III liver metastases, pNET", "III"),
        ("solitary liver metastasis in segment 4, pNET", "I"),
        ("pNET, disseminated liver metastases in both lobes", "III"),
        ("pNET, diffuse bilobar liver metastases", "III"),
        ("multiple liver metastases, pNET", None),
        ("bilobar liver metastases, pNET", None),
        ("type I gastric NET with liver metastases", None),
        ("pNET, single liver metastasis?", None),
        ("pNET, multiple liver mets, single liver metastasis biopsied", None),
        ("pNET, Frilling type II or III", None),
        ("Her sister had Frilling type III liver mets. She has a pNET.", None),
    ],
)
def test_the_distribution_in_the_liver_is_named_or_follows_from_the_words(text: str, kind: str | None) -> None:
    liver = read(text, "liver")
    assert (liver.distribution if liver else None) == kind


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("pNET: FDG uptake lower than DOTATATE", "lower"),
        ("pNET: FDG less intense than SSTR", "lower"),
        ("pNET: DOTATATE > FDG in all lesions", "lower"),
        ("pNET: SSTR uptake exceeds FDG", "lower"),
        ("pNET: FDG > SSTR in the liver mets", "higher"),
        ("pNET: FDG = DOTATATE", "equal"),
        ("pNET: FDG similar to DOTATOC in the liver lesions", "equal"),
        ("pNET: FDG uptake not higher than DOTATATE", None),
        ("pNET: is FDG higher than DOTATATE?", None),
        ("pNET: if FDG > SSTR then chemotherapy", None),
        ("pNET: FDG uptake > liver", None),
        ("pNET: FDG more intense than DOTATATE in the liver, but FDG lower than DOTATATE in bone", None),
    ],
)
def test_fdg_is_compared_with_the_receptor_of_the_same_lesions(text: str, level: str | None) -> None:
    assert read(text, "fdg_intensity") == level


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ileal NET, stable for 8 months on lanreotide", 8),
        ("stable disease since 2 years on octreotide, ileal NET", 24),
        ("pNET, SD × 9 mo on everolimus", 9),
        ("pNET, no progression for 14 months", 14),
        ("pNET, partial response for 10 months", 10),
        ("pNET stable since 2021", None),
        ("pNET. Renal cyst stable for 3 years. CT: stable disease", None),
        ("pNET, CgA stable for 8 months, CT: stable disease", None),
        ("pNET was stable for 8 months on everolimus, now PD", None),
        ("pNET, SD for a year, then PD, now SD on CAPTEM", None),
        ("pNET, expected to remain stable for 12 months", None),
        ("Her brother's NET was stable for 5 years. She has a pNET.", None),
        ("stable disease for 600 years, pNET", None),
    ],
)
def test_the_duration_of_stability_is_that_of_the_disease_now(text: str, months: float | None) -> None:
    assert read(text, "stable_months") == months


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (
            "pNET. RECIST: sum of target lesions 80 -> 104 mm over 6 months, no new lesions.",
            {"baseline_mm": 80, "current_mm": 104, "months": 6, "new_lesions": False},
        ),
        ("pNET, sum of diameters 80 mm, now 104 mm", {"baseline_mm": 80, "current_mm": 104}),
        ("pNET, RECIST sum 80 to 62 mm", {"baseline_mm": 80, "current_mm": 62}),
        ("pNET, sum of diameters increased from 80 to 104 mm", {"baseline_mm": 80, "current_mm": 104}),
        (
            "pNET. Sum of target lesions 74 mm (nadir 71 mm, baseline 80 mm).",
            {"baseline_mm": 80, "nadir_mm": 71, "current_mm": 74},
        ),
        ("pNET, baseline sum 10 cm, nadir 75 mm", {"baseline_mm": 100, "nadir_mm": 75}),
        (
            "pNET: sum of longest diameters 12 cm at baseline, 9 cm now after 6 months",
            {"baseline_mm": 120, "current_mm": 90, "months": 6},
        ),
        (
            "pNET. Sum of diameters 80 → 104 mm. Two new liver lesions. Non-target: PD",
            {"baseline_mm": 80, "current_mm": 104, "new_lesions": True, "non_target_progression": True},
        ),
        ("pNET, sum of target lesions 88 mm, was 91 mm", {"current_mm": 88}),
        ("pNET, sum of target lesions 620 mm", {"current_mm": 620}),
    ],
)
def test_sums_of_diameters_are_read_with_the_scan_that_each_is_of(text: str, sums: dict[str, Any]) -> None:
    assert read(text, "measurements") == Measurements(**sums)


@pytest.mark.parametrize(
    "text",
    [
        "pNET. No new lesions after 6 months.",
        "pNET, two new liver lesions",
        "pNET, sum of diameters +6 %",
        "pNET, sum of diameters increased by 5 mm",
        "pNET, sum of viable diameters 112 -> 61 mm (mRECIST)",
        "pNET. Is the sum of diameters 80 mm?",
        "His mother: sum of target lesions 80 -> 104 mm. He has a pNET.",
    ],
)
def test_without_a_sum_of_the_patients_targets_there_are_no_measurements(text: str) -> None:
    assert read(text, "measurements") is None


def test_a_nadir_above_the_baseline_is_left_out() -> None:
    measurements = read("pNET, sum of diameters 104 mm, baseline 80 mm, nadir 95 mm", "measurements")
    assert measurements == Measurements(baseline_mm=80, current_mm=104)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("pNET, NLR 3.1", 3.1),
        ("pNET, neutrophil-to-lymphocyte ratio of 2.4", 2.4),
        ("pNET, NLR 2 → 4.5", 4.5),
        ("pNET, NLR 2023: 3,1", 3.1),
        ("pNET, NLR < 5", None),
        ("pNET, NLR 3-4", None),
        ("pNET, NLR cut-off 5", None),
        ("pNET, NLR 5?", None),
        ("His father's NLR is 3. He has a pNET.", None),
    ],
)
def test_the_ratio_of_neutrophils_is_the_one_measured(text: str, ratio: float | None) -> None:
    assert read(text, "nlr") == ratio


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("pNET, NLR -2", "nlr"),
        ("pNET, NLR 310", "nlr"),
        ("pNET, sum of target lesions 9000 mm", "measurements"),
        ("pNET, sum of target lesions 0 mm", "measurements"),
    ],
)
def test_a_number_that_cannot_be_is_a_problem_and_no_fact(text: str, field: str) -> None:
    reading = read_case(text)
    assert (getattr(reading.case, field), [one.field for one in reading.problems]) == (None, [field])


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("pNET with 5 bone mets", "bone.lesion_count", "5 bone mets"),
        ("pNET encases the SMA", "critical_organ", "encases the SMA"),
        ("Frilling type II liver mets, pNET", "liver.distribution", "Frilling type II"),
        ("pNET: FDG > SSTR", "fdg_intensity", "FDG > SSTR"),
        ("pNET, SD for 9 months", "stable_months", "SD for 9 months"),
        ("pNET, sum of diameters 80 → 104 mm", "measurements.current_mm", "104 mm"),
        ("pNET, NLR 3.1", "nlr", "NLR 3.1"),
    ],
)
def test_each_fact_points_to_its_words(text: str, path: str, words: str) -> None:
    assert text[slice(*read_case(text).case.evidence_spans[path])] == words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pNET, liver mets, no extra-abdominal disease", False),
        ("pNET, liver mets; extra-abdominal disease: none", False),
        ("pNET with liver and extraabdominal metastases", True),
        ("ileal NET, liver mets, deposits outside the abdomen", True),
        ("pNET, liver mets. Extra-abdominal disease?", None),
        ("pNET, liver mets, possible extra-abdominal spread", None),
        ("pNET, liver mets", None),
    ],
)
def test_disease_outside_the_abdomen_is_read_where_no_site_is_named(text: str, told: bool | None) -> None:
    assert read_case(text).case.extra_abdominal is told
