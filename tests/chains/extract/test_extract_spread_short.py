"""Sites of spread in the short forms of notes."""

import pytest

from chains.extract import read_case
from chains.extract.reader import read_told


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("pNET. PD bone+liver on everolimus.", {"bone", "liver"}),
        ("pNET. PD in liver on lanreotide.", {"liver"}),
        ("pNET. PD liver + new bone.", {"liver", "bone"}),
        ("pNET. Progress hepatic and peritoneal.", {"liver", "peritoneum"}),
        ("pNET. Liver: slow growth over 18 months.", {"liver"}),
        ("Jejunal NET, M1 (HEP, PER, OSS).", {"liver", "peritoneum", "bone"}),
        ("His NET of the bowel has gone to the liver and bones.", {"liver", "bone"}),
        ("pNET. Liver several, bone 2 spots.", {"liver", "bone"}),
        ("pNET with spots on the liver.", {"liver"}),
        ("pNET, no mets besides liver.", {"liver"}),
        ("SCLC extensive disease (liver, brain).", {"liver", "brain"}),
        ("NET of unknown primary, liver and para-aortic nodes, G2.", {"liver", "lymph_node_distant"}),
        ("CUP-NET, G2, Ki67 11 percent; liver, bone, left supraclav node.", {"liver", "bone", "lymph_node_distant"}),
        ("pNET.\n2021 liver -> TACE\n2023 bone (T9, sacrum)", {"liver", "bone"}),
        ("pNET. Target lesions seg VI/VII largely necrotic.", {"liver"}),
        ("pNET. Liver: seg 5 22→23 mm, seg 7 17→16 mm.", {"liver"}),
        ("Gastrinoma. 2 paraduodenal nodes avid on DOTATATE.", {"lymph_node_regional"}),
        ("NET. DOTATATE: Virchow (!) pos.", {"lymph_node_distant"}),
        ("NET. All the lesions in your liver measure the same.", {"liver"}),
        ("Brain, left frontal, excision: metastasis of the atypical carcinoid.", {"brain"}),
    ],
)
def test_short_forms_tell_present_sites(text: str, present: set[str]) -> None:
    assert _spread(text) == dict.fromkeys(present, "present")


@pytest.mark.parametrize(
    "text",
    [
        "pNET. PD after liver transplant. PD on liver MRI.",
        "pNET. Progress: liver enzymes normal.",
        "pNET. No PD in liver.",
        "pNET. Risk of PD in liver.",
        "pNET. He went to the liver clinic.",
        "pNET. Krenning: liver 1, bone 0.",
        "pNET. Liver: multiple cysts.",
        "pNET. Age spots on the skin, spots on his lungs.",
        "pNET.\n2021 liver biopsy\n2023 lung function",
        "pNET. 3/17 LN positive. DOTATATE negative.",
        "pNET, DOTATATE done. 3 of 12 nodes positive at surgery.",
        "Lung carcinoid. PD lung.",
        "pNET. Target: liver resection.",
    ],
)
def test_what_looks_like_a_short_form_tells_no_site(text: str) -> None:
    assert "present" not in _spread(text).values()


def test_a_node_called_suspicious_is_possible() -> None:
    assert _spread("Gastric NET. LN perigastric suspicious on EUS.") == {"lymph_node_regional": "possible"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("What to do for a 61F ileal NET G1, on lanreotide, liver mets?", "present"),
        ("PRRT for 60M pNET G2, SSTR+, liver mets?", "present"),
        ("Median survival G3 NET pancreas, liver mets?", "present"),
        ("58M G2 pNET Ki-67 8%, liver mets?", "possible"),
        ("Treatment so far lanreotide for an ileal NET, liver mets?", "possible"),
        ("Which scan for a G2 NET: liver mets?", "possible"),
        ("What about the liver in this NET, liver mets?", "possible"),
    ],
)
def test_a_question_mark_behind_a_site_asks_for_it_unless_the_sentence_asks_something_of_the_case(
    text: str, status: str
) -> None:
    assert _spread(text) == {"liver": status}


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Duodenal NET. DOTATATE = D1/2 wall focus + 1 peripancreatic node.", {"lymph_node_regional"}),
        ("Ileal NET. PET shows distal ileum focus + mesent LN.", {"lymph_node_regional"}),
        ("NET D1. DOTATOC shows duodenal focus and a single regional node.", {"lymph_node_regional"}),
        ("Panc tail NET, M1 to liver at dx, T4 N1.", {"liver"}),
        ("Colonic NET pT4aN1 M1c (liver, perit).", {"liver", "peritoneum"}),
        ("NEC Magen. Leber+ LK+ , CT after c2.", {"liver", "lymph_node_regional"}),
        ("NET G3 rectum. ECOG 1 liver lungs nodes. ki 45%", {"liver", "lung", "lymph_node_regional"}),
        ("NEC CUP, liver + neck nodes.", {"liver", "lymph_node_distant"}),
        ("NET panc. metast. to liver and bone.", {"liver", "bone"}),
        ("Ileal NET. Skeleton: sternum, T3, T12, both femora.", {"bone"}),
        ("LCNEC. Brain MRI 2 small lesions 4+6 mm -> SRS done.", {"brain"}),
        ("Colon NET. Palpable node supraclav left - FNA NET Ki67 10%.", {"lymph_node_distant"}),
        ("Jejunal NET. Omentum, 25 cm - three nodules of tumor, 4-9 mm.", {"peritoneum"}),
        ("NET. SSTR PET bones 4 new points.", {"bone"}),
        ("Asking for my cousin's centre: rectal NET, liver mets 3, 45 yr F.", {"liver"}),
        ("pNET, TACE last week. CT air in seg 7 met = abscess.", {"liver"}),
        ("Jejunal NET, para-aortic + L SCF nodes, liver ok.", {"lymph_node_distant"}),
    ],
)
def test_sites_of_spread_in_the_shorthand_of_notes(text: str, present: set[str]) -> None:
    assert {one.site for one in read_told(text).case.metastases if one.status == "present"} == present


@pytest.mark.parametrize(
    "text",
    [
        "NET. DOTATATE: ileal focus, nodes not avid.",
        "NET. DOTATATE: ileal focus + 2 reactive nodes.",
        "NET. Bones: degenerative changes L4.",
        "NET. Skeleton: sternum postoperative.",
        "pNET T3 N1 M0, liver biopsied benign.",
    ],
)
def test_shorthand_of_what_is_harmless_tells_no_spread(text: str) -> None:
    assert not [one for one in read_told(text).case.metastases if one.status == "present"]


def test_susp_is_suspicious() -> None:
    case = read_told("Rectal NET. MRI 2 mesorectal nodes susp.").case
    assert [(one.site, one.status) for one in case.metastases] == [("lymph_node_regional", "possible")]
