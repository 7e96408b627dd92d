"""Treatments that were ideas, beliefs or plans that came to nothing, with near misses that were given."""

import pytest

from chains.extract import read_case


def _standing(text: str, name: str) -> str | None:
    return next((one.status for one in read_case(text).case.treatments if one.kind == name), None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pNET. Sunitinib had been on the cards until the QTc came back at 520.", "targeted"),
        ("Ileal NET. He had been allocated to the PRRT arm but withdrew consent before the first cycle.", "prrt"),
        ("Ileal NET. The registrar wrote 'on PRRT'; he is not.", "prrt"),
        ("pNET. Neoadjuvant PRRT followed by surgery is our idea.", "prrt"),
        ("Ileal NET. Nothing was resected: the surgeon only took a biopsy.", "surgery"),
        ("pNET tail. Had her operation postponed for the third time.", "surgery"),
        ("SI-NET. The previous oncologist had wanted PRRT. I do not.", "prrt"),
        ("pNET. He thinks he is on chemo but it is something else.", "chemo"),
        ("pNET. Everolimus 10 mg prescribed 3/5, first tablet not taken yet.", "targeted"),
        ("Ileal NET, liver mets. Unclear whether PRRT was given elsewhere; PRRT: unclear if he had it.", "prrt"),
        ("LCNEC RUL. MDT: lobectomy upfront, then decide about chemo.", "surgery"),
        ("Ileal NET. Chemoembolisation: cath lab down, moved to Wed.", "liver_directed"),
        ("SI-NET. In Lyon they'd have given PRRT; here we stayed with lanreotide.", "prrt"),
        ("pNET. The CAPTEM protocol was printed and given to her, start when she calls.", "chemo"),
        ("Ileal NET on lanreotide. Copied from previous patient by template: 'PRRT x4'.", "prrt"),
        ("SI-NET. Had RFA? The report says 'no ablation performed'.", "liver_directed"),
        ("Tumour board minutes\n- MiNEN of the caecum, R0\n-> adjuvant platinum/etoposide, 4 cycles", "chemo"),
    ],
)
def test_what_came_to_nothing_or_is_only_an_idea_was_not_given(text: str, kind: str) -> None:
    assert _standing(text, kind) not in {"done", "ongoing"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pNET. PRRT followed by surgery in 2021.", "prrt", "done"),
        ("pNET. Sunitinib until the QTc came back at 520.", "targeted", "done"),
        ("Ileal NET. He had PRRT although he had wanted surgery.", "prrt", "done"),
        ("Ileal NET. TACE: PR after 2 sessions in 2022.", "liver_directed", "done"),
        ("SI-NET. The whole tumour was resected.", "surgery", "done"),
        ("pNET. The nurse thinks he is well on everolimus.", "targeted", "ongoing"),
        ("Lung carcinoid. LLL lobectomy: typical carcinoid, R0.", "surgery", "done"),
    ],
)
def test_near_such_words_a_treatment_was_given(text: str, kind: str, status: str) -> None:
    assert _standing(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pNET. Pharmacy tell me the lutetium was never actually given.", "prrt"),
        ("pNET. Lanreotide was never really started.", "ssa"),
        ("pNET. Everolimus has never in fact been taken.", "targeted"),
        ("pNET. PRRT was not even begun.", "prrt"),
        ("pNET. He never actually had the Whipple.", "surgery"),
        ("pNET. She didn't actually get the octreotide.", "ssa"),
    ],
)
def test_an_adverb_between_never_and_given_gives_nothing(text: str, kind: str) -> None:
    assert _standing(text, kind) not in {"done", "ongoing"}
