"""What was never given, and what the patient will not have - told behind the treatment, or in the next sentence."""

import pytest

from chains.extract import read_case


def _status(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Previous everolimus (9 months), PRRT never.", "prrt"),
        ("Surgery none. PRRT none.", "surgery"),
        ("SIRT - none.", "liver_directed"),
        ("Prior chemo: nil.", "chemo"),
        ("Radiotherapy: no. On lanreotide.", "radiotherapy"),
        ("SSA not yet, PRRT not yet.", "ssa"),
        ("PRRT not yet had.", "prrt"),
        ("Chemotherapy she has never needed.", "chemo"),
        ("Chemo so far none.", "chemo"),
        ("PRRT hasn't been given.", "prrt"),
        ("Sunitinib was on the table but never begun.", "targeted"),
        ("The transplant team says no to LTx.", "transplant"),
        ("The surgeons said no to resection.", "surgery"),
    ],
)
def test_a_short_no_behind_a_treatment_says_that_it_was_not_given(text: str, kind: str) -> None:
    assert _status(text, kind) == set()


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("PRRT 2019, complications none.", "prrt", "done"),
        ("Whipple 2018. No recurrence.", "surgery", "done"),
        ("Lanreotide ongoing. Side effects: none.", "ssa", "ongoing"),
        ("After PRRT never recovered platelets.", "prrt", "done"),
        ("Apart from a short trial of lanreotide, which she stopped, she has never had treatment.", "ssa", "done"),
        ("Ablation? no - liver resection, 05/2021.", "surgery", "done"),
    ],
)
def test_a_no_that_speaks_of_something_else_denies_no_treatment(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == {status}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He was offered lobectomy again today and he has once more said no.", "surgery"),
        ("Offered gastrectomy for the bleeding; she will not have it.", "surgery"),
        ("We offered SIRT. He said no.", "liver_directed"),
        ("Sunitinib suggested; patient would prefer to wait.", "targeted"),
        ("Surgery was recommended in 2021, he opted against & still does.", "surgery"),
        ("PRRT was offered - he won't have it.", "prrt"),
        ("Whipple recommended, but she won't.", "surgery"),
        ("Offered TACE, not interested.", "liver_directed"),
        ("Right hemicolectomy: pt not keen.", "surgery"),
        ("No adjuvant chemo (patient declined).", "chemo"),
        ("No SSA as pt refused.", "ssa"),
        ("Liver transplantation offered but the family said no.", "transplant"),
        ("Won't consider chemo.", "chemo"),
    ],
)
def test_what_the_patient_will_not_have_is_declined(text: str, kind: str) -> None:
    assert _status(text, kind) == {"declined"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("PRRT was discussed. He does not take any drugs.", "prrt", "considered"),
        ("Surgery planned. She does not smoke.", "surgery", "planned"),
        ("Had a Whipple 2019. He prefers to come in the morning.", "surgery", "done"),
        ("Lanreotide since 2020. She said no to PRRT.", "ssa", "ongoing"),
        ("RT to the spine offered; he is thinking about it.", "radiotherapy", "considered"),
    ],
)
def test_what_a_patient_does_not_do_otherwise_refuses_no_treatment(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == {status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SI-NET. Here for sandostatin injection but he says he refuses it now, no more injection.", {"declined"}),
        ("SI-NET. Came for his lanreotide but refuses it, wants no more injections.", {"declined"}),
        ("SI-NET on lanreotide, refuses it in the left buttock.", {"ongoing"}),
        ("SI-NET on lanreotide, refuses the biopsy.", {"ongoing"}),
    ],
)
def test_an_analogue_that_the_patient_wants_no_more_is_declined(text: str, status: set[str]) -> None:
    assert _status(text, "ssa") == status
