"""Sites that a comma sets apart from the metastases named before it, and sites that a short word calls clear."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ileal NET, mets in liver, bone clear.", {"liver": "present", "bone": "absent"}),
        ("pNET. Metastases in liver, the lungs are clear.", {"liver": "present", "lung": "absent"}),
        (
            "Atypical carcinoid. Metastasis in bone and liver, the brain is free.",
            {"bone": "present", "liver": "present", "brain": "absent"},
        ),
        ("NET. Metastases: liver, lungs clear.", {"liver": "present", "lung": "absent"}),
        (
            "NET. Mets in liver, bones unremarkable, lungs clear.",
            {"liver": "present", "bone": "absent", "lung": "absent"},
        ),
        (
            "NET, deposits in the peritoneum, liver and lungs are normal.",
            {"peritoneum": "present", "liver": "absent", "lung": "absent"},
        ),
        ("NET. No metastases: liver, lungs and bone clear.", {"liver": "absent", "lung": "absent", "bone": "absent"}),
        ("NET. Liver, lung and bone clear.", {"liver": "absent", "lung": "absent", "bone": "absent"}),
        ("NET. No disease in liver, bone clear.", {"liver": "absent", "bone": "absent"}),
        (
            "NET with metastases to liver, bones and nodes, the rest clear.",
            {"liver": "present", "bone": "present", "lymph_node_regional": "present"},
        ),
        ("LCNEC lung, brain MR clean.", {"brain": "absent"}),
        (
            "NEC. Metastases: liver yes, lung no, bone no.",
            {"liver": "present", "lung": "absent", "bone": "absent"},
        ),
        ("pNET. In liver are metastases, in bone not.", {"liver": "present", "bone": "absent"}),
        ("Duodenal NET G1, in liver nothing.", {"liver": "absent"}),
    ],
)
def test_what_is_clear_is_told_apart_from_what_is_not(text: str, told: dict[str, str]) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases} == told
