"""Two components told by their shares are a MiNEN; a NET or an NEC told apart from something else is none."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("mixed: NEC 40 % and adenocarcinoma 60 %, colon", "minen"),
        ("caecum tumour with two components: adenocarcinoma (60 %) and NEC (40 %)", "minen"),
        ("Tumour composed of adenocarcinoma 70% and large cell NEC 30%, stomach", "minen"),
        ("adenocarcinoma of the colon with a NEC component of 35 %", "minen"),
        ("NEC of the oesophagus, small squamous component < 5 %", "nec"),
        ("NEC 90 % and adenocarcinoma 10 %, colon", "nec"),
        ("mixed: NEC 71 % and adenocarcinoma 29 %, colon", "nec"),
        ("mixed: NEC 29 % and adenocarcinoma 71 %, colon", "nec"),
        ("wait for bx. could be hcc, could be net", None),
        ("Pancreatic lesion, might be a NET or an adenocarcinoma", None),
        ("Thought it could be a NET; biopsy: NET G2, pancreas", "net"),
        ("not MiNEN, pure NEC of the colon, Ki67 80%", "nec"),
        ("colon adenocarcinoma 2015, now NET of the ileum", "net"),
        ("NET G3 not NEC, Ki-67 35 %, pancreas", "net"),
        ("it isn't a NEC, it's a well diff NET G3", "net"),
        ("was called NEC, after review it's NET G3", "net"),
        ("Patient thinks she has a NEC but it is a NET", "net"),
        ("goblet cell adenocarcinoma of the appendix, not NET", None),
        ("Thymic carcinoid - atypical, 6.2 cm, thymectomy 5/2022", "atypical_carcinoid"),
        ("Carcinoid of the thymus: atypical, 5 cm", "atypical_carcinoid"),
        ("Lung carcinoid - typical. 14 mm", "typical_carcinoid"),
        ("Bronchial carcinoid, atypical location", "net"),
        ("Can we discuss if the NET pt should still get CAPTEM? pancreatic primary", "net"),
    ],
)
def test_histology(text: str, histology: str | None) -> None:
    assert read_case(text).case.histology == histology
