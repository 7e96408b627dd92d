"""A drug that is named because of a herb, a vaccine, a side effect or a stop to come runs."""

import pytest

from chains.extract import read_case


def _told(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pt asks whether she may take St John's wort w/ sunitinib. I said no. panc NET", "targeted"),
        ("interaction check: itraconazole + everolimus, fungal nail. 55M pNET G2", "targeted"),
        ("Shingles vaccine under everolimus allowed? pNET", "targeted"),
        ("She has steatorrhoea. Could it be the lanreotide? Ileal NET.", "ssa"),
        ("Is the diarrhoea from the everolimus or the syndrome? ileal NET", "targeted"),
        ("on sunitinib 3 yrs, now growing. PRRT agreed, c1 6 May. stop suni 2 wks before. pNET", "targeted"),
        ("please hold lanreotide 4 weeks before the dotatate PET. ileal NET", "ssa"),
        ("33 y woman, everolimus for lung NET, wants a baby. Stop how long before?", "targeted"),
        ("Mrs H's prescription for Afinitor 5 mg runs out Sunday, pls renew. lung carcinoid", "targeted"),
        ("Mr Costa (pNET, everolimus) has mouth ulcers gr 2.", "targeted"),
        ("Mrs Yamada (pNET, Whipple 2021, liver mets, lanreotide) lost 6 kg.", "ssa"),
    ],
)
def test_a_drug_beside_another_matter_runs(text: str, kind: str) -> None:
    assert "ongoing" in _told(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Would St John's wort be a problem if we start sunitinib? pNET", "targeted"),
        ("flu vaccine before starting everolimus? pNET", "targeted"),
        ("Should we add metformin or everolimus? pNET", "targeted"),
        ("Reminder to all: stop lanreotide 4 weeks before PRRT.", "ssa"),
        ("Would lanreotide help? pNET G1, watchful so far.", "ssa"),
        ("stopped sunitinib 2 weeks before surgery in 2021, never restarted. pNET", "targeted"),
        ("63M (ileal NET, PRRT 2019, everolimus 2021) has new bone mets.", "targeted"),
    ],
)
def test_what_is_only_thought_of_or_over_does_not(text: str, kind: str) -> None:
    assert "ongoing" not in _told(text, kind)
