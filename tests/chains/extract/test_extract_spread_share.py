"""Of two shares of the liver, the later one holds."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("pNET. Liver involvement was 40 %, now approx 25%.", (25, 25)),
        ("pNET. Liver involvement decreased from 40% to 25%.", (25, 25)),
        ("pNET. Liver involvement has grown from 20 to 30%.", (30, 30)),
        ("pNET. Liver burden 30% -> 50%.", (50, 50)),
        ("pNET. Liver involvement 25% (previously 40%).", (25, 25)),
        ("pNET. Hepatic tumour load about 50% before PRRT, now 20%.", (20, 20)),
        ("pNET. Liver involvement 2021: 20%, 2023: 40%.", (40, 40)),
        ("pNET. Liver involvement >50%?? rads says 30-40%.", (30, 40)),
        ("pNET. Liver involvement 30% to 40%.", (30, 40)),
        ("pNET. Liver involvement from 20 to 30%.", (20, 30)),
        ("pNET. Liver load reduced, 50-60%.", (50, 60)),
    ],
)
def test_the_later_share_holds_and_a_range_stays_one(text: str, share: tuple[float, float]) -> None:
    liver = read_case(text).case.liver
    assert liver is not None
    assert (liver.involvement_low, liver.involvement_high) == share


@pytest.mark.parametrize(
    "text",
    [
        "pNET. Liver involvement 20%, then 50% dose reduction.",
        "pNET. Liver involvement 20%, lesions now 30% smaller.",
        "pNET. 20% of the liver, Ki-67 now 30%.",
    ],
)
def test_another_percentage_does_not_replace_the_share(text: str) -> None:
    liver = read_case(text).case.liver
    assert liver is not None
    assert liver.involvement_high == 20
