"""The primary is read when its spread is told in the same breath, and no site of spread is taken for the primary."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("NET of the ileum with liver metastases", "jejunum_ileum"),
        ("NET of the stomach, liver mets", "stomach"),
        ("Large cell NEC of the rectum, liver mets", "rectum"),
        ("neuroendocrine tumour of the pancreas with liver and bone metastases, G1", "pancreas"),
        ("MiNEN of the stomach with liver metastases, prognosis?", "stomach"),
        ("G2 NET of the tail of the pancreas with liver mets", "pancreas"),
        ("Neuroendocrine tumor (G2) of the rectum metastatic to the liver", "rectum"),
        ("NET of the duodenum, node-positive, with lung metastases", "duodenum"),
        ("ileal NET with lung and liver metastases", "jejunum_ileum"),
        ("NET with liver and lung metastases", None),
        ("NET, lung and liver metastases, unknown primary", "unknown_primary"),
        ("G2 NET with metastases to lung, liver and bone", None),
        ("NET with lung, liver mets", None),
    ],
)
def test_the_primary_and_its_spread_are_told_apart(text: str, site: str | None) -> None:
    assert read_case(text).case.primary_site == site
