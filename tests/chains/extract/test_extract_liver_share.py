"""A share of the liver is never read as a Ki-67, nor the Ki-67 of a liver metastasis as a share of the liver."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "ki67", "share"),
    [
        ("pNET G1 Ki67 1%, liver mets 60% of the liver, bone mets", [1], 60),
        ("G2 NET, Ki-67 4% and 40% of the liver replaced", [4], 40),
        ("Ki-67 8%, liver 40%", [8], 40),
        ("Ki-67 5 %, hepatic involvement 30 %", [5], 30),
        ("Ki-67 5%, 30% liver involvement", [5], 30),
        ("Ki-67 6 %; about 25 % of her liver is involved", [6], 25),
        ("Ki-67 3% (primary), 15% (liver met biopsy)", [3, 15], None),
        ("Ki-67: primary 3%, liver metastasis 15%", [3, 15], None),
        ("Ki-67 index was 5% in the pancreatic primary and 18% in the liver metastasis", [5, 18], None),
        ("Ki67: 4-6% primary; LN met 15%; liver met 22%. ileal NET", [4, 15, 22], None),
        ("Ki67: 4% primary; node 15%; liver 22%. ileal NET", [4, 15, 22], None),
        ("Ki-67 3% (ileum), liver met 8%", [3, 8], None),
        ("Ki-67 2% primary, liver burden 30%", [2], 30),
        ("Ki67 4 % ileum, liver 30 % replaced", [4], 30),
        ("pNET, liver mets, about 45 % of the liver at diagnosis. CT: new lesions, now 60 % of the liver.", [], 60),
    ],
)
def test_a_percentage_belongs_to_the_liver_or_to_the_ki67(text: str, ki67: list[float], share: float | None) -> None:
    case = read_case(text).case
    assert [index.low for index in case.ki67] == ki67
    assert (case.liver.involvement_low if case.liver else None) == share


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Ileal NET s/p debulking (approx 90% of liver dz out).", None),
        ("Ileal NET, debulked 80% of liver disease.", None),
        ("Ileal NET. 90% of liver disease removed.", None),
        ("NEC, liver replaced, chemo dose by a third.", None),
        ("Ileal NET. 40% of liver involved, node resected.", 40),
        ("NEC colon. Liver riddled with mets, ~50%.", 50),
        ("Ileal NET, liver mets only ~15% vol.", 15),
        ("NET G3 pancreas with liver (about a quarter of the volume) and coeliac nodes.", 25),
        ("NEC. Liver replaced more than half.", 50),
    ],
)
def test_what_was_taken_out_is_no_share_of_the_liver_and_short_words_tell_one(text: str, low: float | None) -> None:
    liver = read_case(text).case.liver
    assert (liver.involvement_low if liver else None) == low
