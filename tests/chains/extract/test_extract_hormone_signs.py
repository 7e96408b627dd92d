"""Signs of the hormones of a tumour: what shows a syndrome that is not named, what does not, and what tells of none."""

import pytest

from chains.extract import read_case
from chains.extract.reader import read_told


@pytest.mark.parametrize(
    ("text", "syndrome"),
    [
        ("ileal NET. Flushing 8x/d, stools 6x, 5HIAA 410. octreotide monthly.", "carcinoid"),
        ("midgut NET, facial flushing and loose motions 6-7/day. 24 hr urine 5-HIAA 64 mg (N < 9).", "carcinoid"),
        ("SI NET. 5-HIAA 4x ULN, diarrhoea 5/d, lanreotide started.", "carcinoid"),
        ("jejunal NET on lanreotide 120 q4w, flushing breakthrough in week 3.", "carcinoid"),
        ("Echo of our carcinoid patient: severe TR, RV dilated. 5HIAA 610.", "carcinoid"),
        ("ileal NET; 10 watery stools a day and she goes red as a beet when fed.", "carcinoid"),
        ("pt w carcinoid crisis in angio suite during embolisation, BP 70/40.", "carcinoid"),
        ("Pancreatic tail mass. VIP came back today 520 pg/ml (<60). stool 5-6 L/d.", "vipoma"),
        ("72h fast stopped at 14 h, so endogenous hyperinsulinism. 1.7 cm NET in the neck of pancreas.", "insulinoma"),
    ],
)
def test_signs_of_a_hormone_show_its_syndrome(text: str, syndrome: str) -> None:
    case = read_case(text).case
    assert (case.functioning, case.syndrome) == ("functioning", syndrome)


@pytest.mark.parametrize(
    "text",
    [
        "ileal NET. No flushing, stools 2/d. 5HIAA 60.",
        "ileal NET. Flushing: none. Diarrhoea 4/day since resection (bile acid). 5HIAA normal.",
        "ileal NET, on lanreotide. Hot flushes since menopause, stools 1/d.",
        "ileal NET with flushing? diarrhoea? please ask. 5-HIAA pending.",
        "ileal NET. Flush or diarrhoea are negated. Lanreotide.",
        "ileal NET. Port line flushed with saline, diarrhoea after antibiotics.",
        "If flushing or diarrhoea occurs, start octreotide. pNET G2.",
        "Flushes none. 5-HIAA 2x ULN. ileal NET.",
        "pNET tail. VIP 18 (<30), watery stools.",
        "Octreotide cover to prevent carcinoid crisis. ileal NET.",
        "ileal NET. Steroid-induced Cushing's from prednisolone.",
        "Lung carcinoid, Cushing's? cortisol pending.",
    ],
)
def test_signs_that_are_denied_asked_or_of_another_cause_show_none(text: str) -> None:
    case = read_case(text).case
    assert (case.functioning, case.syndrome) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Thymic NET, Cushing's resolving after resection, K+ normal.",
        "cushings from thymic NET, 41M, K 2.6, cortisol 1900, ACTH 310.",
    ],
)
def test_a_cushing_syndrome_of_the_tumour_makes_it_a_functioning_one(text: str) -> None:
    assert read_case(text).case.functioning == "functioning"


@pytest.mark.parametrize(
    "text",
    [
        "Panc uncinate incidental 11 mm NF, MRI identical since 2020.",
        "NF jejunal NET, lanreotide continues.",
        "Pancreatic NET. No syndrome ever. Hospice.",
        "Lung carcinoid. No carcinoid syndrome: no flushing or wheeze. 5HIAA normal.",
        "pNET tail. Function: none clinically; PP raised (unspecific)",
        "pNET 17 mm. Fasting gut hormones normal. Watch and wait.",
        "pNET 9 mm. insulin/C-pep/glucose, gastrin, CgA, Ca, PTH all normal. No hypos.",
        "NET, pancreas body, 21 mm. 68M, ECOG 0, functioning no.",
    ],
)
def test_normal_hormones_and_the_want_of_a_syndrome_tell_of_no_function(text: str) -> None:
    assert read_case(text).case.functioning == "non_functioning"


@pytest.mark.parametrize(
    ("text", "functioning"),
    [
        ("ileal NET, octreotide bolus given. The chart says 'nonfunctioning' and it clearly ain't.", "functioning"),
        ('She has a glucagonoma, not "non functioning" like in the 2022 letter.', "functioning"),
        ('pNET. The notes say "non-functioning", but the gastrin is pending.', None),
        ("We can no longer call the pNET non-functioning.", None),
        ('pNET. The letter says "non-functioning" and I agree.', "non_functioning"),
        ("ileal NET. TR is functional from AF, leaflets thin. Non functioning.", "non_functioning"),
    ],
)
def test_a_function_that_the_writer_takes_back_is_not_told(text: str, functioning: str | None) -> None:
    assert read_case(text).case.functioning == functioning


@pytest.mark.parametrize(
    ("text", "syndrome"),
    [
        ("ileal NET, diarrhoea, 5-HIAA 4 x ULN", "carcinoid"),
        ("ileal NET, diarrhoea, 5-HIAA 1.2 x ULN", None),
        ("pancreatic tail NET, VIP 300 (<60), K 2.1", "vipoma"),
        ("pancreatic tail NET, VIP 300 (<60), K 4.1", None),
        ("pancreatic NET, necrolytic migratory erythema, glucagon 800", "glucagonoma"),
        ("pancreatic NET, necrolytic migratory erythema, glucagon 60", None),
    ],
)
def test_a_figure_is_a_sign_only_as_high_or_as_low_as_the_table_says(text: str, syndrome: str | None) -> None:
    assert read_case(text).case.syndrome == syndrome


@pytest.mark.parametrize(
    ("text", "syndrome"),
    [
        ("pNET tail, rash (necrolytic migr. erythema says derma), glucagon 1200 pg/ml.", "glucagonoma"),
        ("pNET tail, necrolytic migratory erythema. Glucagon came back as 890 pg/ml.", "glucagonoma"),
        ("pNET tail, migratory necrolytic erythema. Glucagon 1.240 pg/ml (<150).", "glucagonoma"),
        ("pNET. Supervised fast stopped at 14 hours: glucose 2.1, insulin 22, C-peptide 1450.", "insulinoma"),
        ("Ileal NET. 2013 carcinoid heart, TVR/PVR 2014.", "carcinoid"),
        ("Ileal carcinoid w syndrome dx 1999.", "carcinoid"),
        ("Ileal NET: after the 3rd lanreotide the flush from 10 to 1 /d.", "carcinoid"),
    ],
)
def test_other_words_for_the_same_signs_show_the_same_syndromes(text: str, syndrome: str) -> None:
    assert read_told(text).case.syndrome == syndrome


@pytest.mark.parametrize(
    "text",
    [
        "MEN1, pNET removed. Sister: glucagonoma? -> no, she has insulinoma.",
        "pNET tail. Brother: gastrinoma? No, he has an insulinoma.",
        "Consult for 'carcinoid syndrome' = it's mastocytosis. No NET so far.",
        "Appendix NET. Mother worried and reads about carcinoid syndrome: there is none.",
        "Appendix NET. She googled carcinoid syndrome.",
        'Referred as "? carcinoid syndrome" for flushing. Ileal NET excluded.',
        "Ileal NET. Carcinoid syndrome: none.",
        "pNET. Supervised fast ended after 72 hours: glucose 4.1, insulin 2.",
    ],
)
def test_a_syndrome_of_a_relative_or_only_named_is_nobodys(text: str) -> None:
    case = read_told(text).case
    assert (case.functioning, case.syndrome) == (None, None)


@pytest.mark.parametrize(
    ("text", "syndrome"),
    [
        ('Ileal NET, referred for "carcinoid syndrome", which it is.', "carcinoid"),
        ("Ileal NET. Gastrinoma? Carcinoid syndrome is well controlled.", "carcinoid"),
        ("pNET tail. Insulinoma? -> no, gastrinoma.", "gastrinoma"),
    ],
)
def test_a_syndrome_behind_another_question_is_told(text: str, syndrome: str) -> None:
    assert read_told(text).case.syndrome == syndrome


@pytest.mark.parametrize(
    "text",
    [
        "Rectal NET G2. No SSA since the tumour does not secrete.",
        "Thymic carcinoid: your tumour makes no hormones.",
        "pNET: glucose/insulin/gastrin ok.",
        "VHL pNET. Gut peptides normal.",
        "MEN1, pancreas NETs, nothing hormonal active.",
    ],
)
def test_a_tumour_without_hormones_is_told_in_plain_words(text: str) -> None:
    assert read_told(text).case.functioning == "non_functioning"
