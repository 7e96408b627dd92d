"""Which sites of the primary a text only supposes, or takes back, and what is told of tumours in general."""

import pytest

from chains.extract import read_case


def _site(text: str) -> str | None:
    return read_case(text).case.primary_site


@pytest.mark.parametrize(
    "text",
    [
        "Liver biopsy: NET G2, compatible with midgut origin.",
        "Liver biopsy: NET G1, suggests a pancreatic primary.",
        "Liver biopsy: NET G2, ?pancreatic origin.",
        "Liver metastasis of a NET, staining points to an ileal origin.",
        "Liver metastases of NET; could fit a pancreatic primary.",
        "Liver core: NET G1, please look for a primary in the ileum.",
        "Liver biopsy: NET G2. A midgut origin is likely.",
        "Liver biopsy: NET G2; midgut origin cannot be excluded.",
        "Pancreatic or duodenal primary.",
    ],
)
def test_an_origin_that_is_only_supposed_is_no_primary_site(text: str) -> None:
    assert _site(text) is None


@pytest.mark.parametrize(
    ("text", "site"),
    [
        (
            "CT shows a mass in the pancreatic tail; biopsy of the liver: NET, compatible with pancreatic origin.",
            "pancreas",
        ),
        ("Ileal NET resected in 2019; liver biopsy compatible with metastasis of it.", "jejunum_ileum"),
        ("Liver biopsy: NET, compatible with the known ileal primary.", "jejunum_ileum"),
        ("Metastatic NET in liver; the primary is in the pancreatic tail on EUS.", "pancreas"),
    ],
)
def test_an_origin_that_was_seen_is_the_primary_site(text: str, site: str) -> None:
    assert _site(text) == site


@pytest.mark.parametrize(
    ("text", "site"),
    [
        (
            "Originally classified as unknown primary; capsule endoscopy has now shown the tumour in the ileum.",
            "jejunum_ileum",
        ),
        ("We had assumed that the primary was gastric. It turned out to be pancreatic.", "pancreas"),
        ("I told you last week the primary is in the ileum; the pathologist now says appendix.", "appendix"),
        ("The referral letter says pancreatic primary, but the resected primary was duodenal.", "duodenum"),
        ("Reported as gastric NET elsewhere; our pathologist finds a duodenal NET.", "duodenum"),
        ("Please change the primary from pancreas to duodenum.", "duodenum"),
        ("Correction: not pancreas but duodenum is the primary site.", "duodenum"),
        ("It's no longer a CUP, capsule showed an ileal lesion, biopsy NET.", "jejunum_ileum"),
        ("Unknown primary is wrong; it is a pancreatic NET.", "pancreas"),
        ("Unlike pancreatic NETs, ileal NETs respond less to chemo; she has an ileal NET.", "jejunum_ileum"),
    ],
)
def test_a_site_told_behind_a_claim_corrects_it(text: str, site: str) -> None:
    assert _site(text) == site


@pytest.mark.parametrize(
    "text",
    [
        "NET of unknown primary, an ileal origin is suspected.",
        "A pancreatic primary was suspected, but EUS was normal and the primary remains unknown.",
        "The primary has never been identified.",
        "Site of origin unknown.",
        "We still do not know where it started.",
    ],
)
def test_a_primary_that_was_never_found_stays_unknown(text: str) -> None:
    assert _site(text) == "unknown_primary"


@pytest.mark.parametrize(
    "text",
    [
        "Textbook: midgut NETs metastasise to the liver.",
        "Pancreatic NETs usually spread to the liver first.",
        "For pancreatic NETs above 2 cm, exclude liver and bone metastases.",
        "Patients with pancreatic NETs and liver metastases are discussed weekly.",
        "Her donor had a pancreatic NET with liver metastases.",
        "His room mate has a pancreatic NET with liver metastases.",
    ],
)
def test_what_is_told_of_tumours_in_general_or_of_a_donor_is_not_of_the_patient(text: str) -> None:
    case = read_case(text).case
    assert case.primary_site is None
    assert case.metastases == ()
