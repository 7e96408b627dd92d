"""A site that answers the one asked before it holds in its place, and ends the search for a primary."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Caecal NET? Rather terminal ileum, per surgeon's note. Ileocaecal resection yesterday.", "jejunum_ileum"),
        ("Rectal NET? rather sigmoid, 20 cm from anal verge. 9 mm, G1.", "colon"),
        ("Colon NEC? Pathology: rectum, upper third, NEC Ki-67 80 %.", "rectum"),
        ("Lung carcinoid? Thymic, says the surgeon, it sits in the anterior mediastinum.", "thymus"),
        ("Gastric? Endoscopist corrects: bulb of duodenum. NET 8 mm G1.", "duodenum"),
        ("thought caecum, actually appendix base. NET 22 mm G2.", "appendix"),
        (
            "the primary of Mrs T is found! Capsule: 12 mm lesion jejunum. Until now run as CUP. NET G2.",
            "jejunum_ileum",
        ),
        ("Unknown primary until 2024, then ileum resected. NET, liver mets stable.", "jejunum_ileum"),
        ("She was followed as CUP until now; now pancreas tail lesion EUS FNA: NET G2", "pancreas"),
    ],
)
def test_an_answered_site_holds(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Is the pancreatic NET G2? Actually the ileum is thickened too on CT.", "pancreas"),
        ("Pancreatic NET? Duodenum normal, EUS: 12 mm tail lesion. G1.", "pancreas"),
        ("Pancreatic NET, liver mets. Stomach pain? Rather duodenal ulcer, scoped.", "pancreas"),
        ("NET pancreas. Ileus? Actually colon obstruction by stool.", "pancreas"),
        ("Unknown primary. Primary not found: EUS pancreas normal. NET G2, liver mets.", "unknown_primary"),
        ("Still no primary found. NET liver mets, CUP, Ki-67 9 %. Capsule neg.", "unknown_primary"),
    ],
)
def test_what_answers_no_question_on_the_site_changes_none(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site
