"""A drug or a course runs by what stands beside it, though a word of the past or a question says otherwise."""

import pytest

from chains.extract import read_case


def _told(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mrs Ito (ileal NET, liver mets) had her lanreotide 8 days ago and now has a lump.", "ssa"),
        ("he had LAR octreotide 5 days ago, nuc med want 4 wks gap. pNET G1", "ssa"),
        ("day 3 post Sandostatin LAR, glucose 14. 71M midgut NET.", "ssa"),
        ("Ileal NET. 2 days after her Somatuline injection she has colicky pain.", "ssa"),
        ("received her Lanreotide 120 on Monday, since then diarrhoea. NET of the ileum.", "ssa"),
        ("VIPoma: please review octreotide dose, sc 200 mcg x3 now.", "ssa"),
        ("Octreotide pump 1000 mcg/24h up since Sunday, stools down to 4. ileal NET", "ssa"),
        ("rash much better w/ octreotide, wt +2kg. Glucagonoma", "ssa"),
        (
            "lanreotide: we have 90 mg only. For Mr C (pNET, stable for 3 yrs on 120 mg q28d), give 90 + 30?",
            "ssa",
        ),
        ("his 4-weekly lanreotide is due today but 8 loose stools. ileal NET", "ssa"),
        ("she has stopped the Somatuline? No, she says she continue it. Ileal NET", "ssa"),
        ("he's had octreotide LAR only, still on it. pNET liver mets", "ssa"),
        ("continue octreotide infusion until tomorrow then back to LAR. ileal NET", "ssa"),
        ("cabozantinib week 3, BP 170/100, pNET G2, prior everolimus", "targeted"),
        ("CT, 3-month control after everolimus start. ileal NET. SD", "targeted"),
        ("Sunitinib order: 37.5 mg continuous, RR 170/100. hold or reduce? pNET", "targeted"),
        ("first CT since starting CAPTEM in May: PR. pNET G2", "chemo"),
        ("Adjuvant cis/etop: had C1, ototoxicity gr 3, so switch to carbo from C2. LCNEC resected", "chemo"),
        ("Concurrent chemoradiation running, 3rd week, c2 cis/eto given. SCLC LD", "chemo"),
        ("After 4 cycles cisplatin/etoposide CT = partial response. Plan 2 more cycles then stop. NEC", "chemo"),
        ("script for carboplatin/etoposide cycle 5 has AUC 6, cycle 4 was AUC 5. SCLC", "chemo"),
        ("2 h post Lu-177 first cycle, flush + hypotension. midgut NET", "prrt"),
        ("Post-PRRT nurse call d7, cycle 1: tired. NET unknown primary", "prrt"),
        ("4 weeks after PRRT cycle 1 platelets 62. ileal NET", "prrt"),
        ("Admission for first cycle 177Lu-DOTATATE, given on 22/01. Next cycle: 8 weeks. NET", "prrt"),
        ("vaccine during PRRT ok? cycle 2 was 3 weeks ago. jejunal NET", "prrt"),
    ],
)
def test_what_was_given_just_now_or_has_its_week_runs(text: str, kind: str) -> None:
    assert "ongoing" in _told(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("had his final lanreotide 8 days ago, hospice care now. NET ileum.", "ssa"),
        ("She had lanreotide for 8 months, stopped 5 weeks ago for gallstones. Ileal NET.", "ssa"),
        ("last lanreotide was 2 years ago. ileal NET", "ssa"),
        ("progressed on octreotide, switched to everolimus. ileal NET", "ssa"),
        ("sunitinib week 5: BP 180. Stopped. pNET", "targeted"),
        ("Follow-up 3 months after end of everolimus: progression. pNET", "targeted"),
        ("he was on sunitinib, no longer on it. pNET", "targeted"),
        ("He stopped everolimus? Yes, in May because of mouth ulcers. pNET", "targeted"),
        ("4 cycles cis/eto completed, PR, now PCI. SCLC", "chemo"),
        ("PRRT cycle 4 of 4 was 3 weeks ago. ileal NET", "prrt"),
        ("3 weeks after the last PRRT platelets 70. ileal NET", "prrt"),
        ("6 months after PRRT (4 cycles): PR. ileal NET", "prrt"),
    ],
)
def test_what_ended_or_was_the_last_one_stays_done(text: str, kind: str) -> None:
    assert _told(text, kind) == {"done"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Plan: lanreotide in 8 days, ileal NET, somatostatin naive.", "ssa"),
        ("He has never had lanreotide; scan 8 days ago. ileal NET", "ssa"),
        ("hopefully the flushing will settle on lanreotide, first injection Tuesday. Ileal NET", "ssa"),
        ("Start cis/eto C1 Monday, CT before C3. NEC", "chemo"),
        ("first PRRT cycle on 12 June, consent signed. ileal NET", "prrt"),
        ("She asks on PRRT, I think yes if DOTATATE good. rectal NET lung mets", "prrt"),
        ("Asked on chemo, I said maybe later. pNET G2", "chemo"),
        ("insurance refuse to pay Lutathera. NET ileum", "prrt"),
        ("bland embolisation we shift to after the valve operation. Ileal NET", "liver_directed"),
        ("Bilirubin 54, stent in. Whipple 19th. CT: no liver mets, no suspicious nodes. papilla NET", "surgery"),
        ("he had LAR octreotide 5 days ago. pNET G1", "surgery"),
    ],
)
def test_nothing_is_told_given_that_was_not(text: str, kind: str) -> None:
    assert not _told(text, kind) & {"done", "ongoing"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Re Mr Costa (you asked about the PRRT): Yes he had 2 cycles in Porto, it was stopped. pNET", "prrt"),
        ("(you asked about everolimus): yes she took it for 6 months and then stopped. pNET", "targeted"),
    ],
)
def test_a_yes_to_what_was_asked_about_tells_it_done(text: str, kind: str) -> None:
    assert _told(text, kind) == {"done"}
