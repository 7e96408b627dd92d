"""The tumour-board sheet: what is on it, that it is one page for every case, and that its text can be read."""

import io
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from bot.render.page import FLOOR, Page, page
from bot.render.sheet import IN_THREAD, TITLE, Sheet, listing, markdown, sentences, sheet_of
from chains.answer import Answer, Finding
from tests.bot.test_figure import CASES
from tests.scenarios.answers import SAFETY, clinical, cohort, plain, reference, survival

if TYPE_CHECKING:
    from chains.consult import Consultant

DAY = date(2026, 11, 26)
MORE_CASES = {
    "lung carcinoid": "45F typical carcinoid of the lung, 0 mitoses, no necrosis, lobectomy, N0 M0. Prognosis?",
    "no cohort": "60M G1 NET of the oesophagus, localised, Ki-67 1 %. Prognosis?",
    "much told": (
        "58M, ECOG 1, MEN1, G2 pNET of the tail, 4.2 cm, Ki-67 8 % (2021) and 18 % (liver, 2024), 6 mitoses, pT3 N1 "
        "M1a, R1, s/p distal pancreatectomy 2021, octreotide 2021, everolimus 2022 with progression, sunitinib, CAPTEM "
        "2023, TACE, 4 cycles of PRRT 2024; liver x12, 40 % of the liver, bone, peritoneum and para-aortic nodes; "
        "DOTATATE: bed K2, liver K3, bone K4; FDG positive; CgA 6 x ULN, NSE 40 ng/ml, ALP 2 x ULN, carcinoid syndrome "
        "and carcinoid heart disease; progressive, diarrhoea grade 2. Prognosis?"
    ),
}


def text_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    return " ".join(reader.pages[0].extract_text().replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def drawn(consultant: "Consultant") -> Callable[[str], tuple[Answer, Sheet, Page]]:
    """The answer to a case, its sheet and its page, drawn once for the tests that look at them."""

    @cache
    def draw(name: str) -> tuple[Answer, Sheet, Page]:
        answer = consultant.answer((CASES | MORE_CASES)[name]).answer
        made = sheet_of(answer, DAY)
        assert made is not None
        return answer, made, page(made, IN_THREAD)

    return draw


def sheet(**changes: Any) -> Sheet:
    made = sheet_of(clinical(**{"findings": (survival(),)} | changes), DAY)
    assert made is not None
    return made


def finding(number: int, text: str, status: str = "assigned") -> Finding:
    return Finding(
        rule=f"rule_{number}", title=f"Rule {number}", status=status, statement=text, inputs={},
        citations=(number % 9 + 1,),
    )  # fmt: skip


@pytest.mark.parametrize("name", [*CASES, *MORE_CASES])
def test_the_sheet_of_a_case_is_one_page_in_readable_type_that_leaves_nothing_half_said(
    name: str, drawn: Callable[[str], tuple[Answer, Sheet, Page]]
) -> None:
    answer, made, paper = drawn(name)
    text = text_of(paper.content)
    assert paper.body >= FLOOR > 7
    assert TITLE in text
    assert "drawn up 26 November 2026" in text
    assert answer.safety in text
    assert " ".join(made.bottom_line) in text
    for line in made.case:
        assert line in text
    for part in (made.findings, made.unsettled):
        left_out = sum(f"{told.title}: {told.cited}" not in text for told in part)
        assert f"… {left_out} more in the thread" in text or not left_out
    assert all(question in text for question in made.questions) or "more in the thread" in text


@pytest.mark.parametrize("name", [*CASES, *MORE_CASES])
def test_every_reference_cited_on_the_page_is_listed_and_unchecked_ones_are_marked(
    name: str, drawn: Callable[[str], tuple[Answer, Sheet, Page]]
) -> None:
    answer, made, paper = drawn(name)
    text = text_of(paper.content)
    _, _, listed = text.partition(" References ")
    shown = [told for told in (*made.findings, *made.unsettled) if f"{told.title}: {told.cited}" in text]
    numbers = {number for told in shown for number in told.citations}
    assert numbers
    for ref in answer.references:
        if ref.number in numbers:
            assert f"[{ref.number}] " in listed
            assert any(listing(ref, titled=titled).replace("\u00a0", " ") in listed for titled in (True, False))
    assert ("(identifiers not checked)" in listed) == any(
        not ref.checked and f"[{ref.number}] " in listed for ref in answer.references
    )


def test_signs_that_clinicians_write_are_on_the_page() -> None:
    made = sheet(reply="Ki-67 ≥ 3 %, ≤ 20 µg/l, Zürich, Spätphase, Größe 2 × 3 mm, René.")
    assert "Ki-67 ≥ 3 %, ≤ 20 µg/l, Zürich, Spätphase, Größe 2 × 3 mm, René." in text_of(page(made, IN_THREAD).content)


def test_markup_in_a_text_is_shown_as_text() -> None:
    made = sheet(reply="5 < 6 & <b>bold</b> <img src='x'/>.", questions=("Is it <i>well</i> differentiated?",))
    text = text_of(page(made, IN_THREAD).content)
    assert "5 < 6 & <b>bold</b> <img src='x'/>." in text
    assert "Is it <i>well</i> differentiated?" in text


@pytest.mark.parametrize(
    ("assigned", "unsettled", "length", "sentence_count", "rows"),
    [
        (0, 0, 20, 1, 1),
        (9, 4, 200, 3, 10),
        (27, 0, 200, 1, 1),
        (12, 40, 200, 3, 12),
        (40, 40, 20, 60, 3),
        (6, 0, 1500, 40, 0),
        (2, 1, 6000, 3, 2),
        (5, 5, 6000, 200, 12),
    ],
)
def test_whatever_is_told_the_page_is_one_and_every_statement_on_it_is_whole(
    assigned: int, unsettled: int, length: int, sentence_count: int, rows: int
) -> None:
    words = ("alpha beta gamma delta " * (length // 20)).strip()
    findings = [finding(n, f"S{n} {words} E{n}.") for n in range(assigned)]
    findings += [finding(n, f"S{n} {words} E{n}.", "cannot_assign") for n in range(100, 100 + unsettled)]
    cohorts = [cohort(population=f"group {n}") for n in range(rows)]
    drawn = survival(*cohorts) if rows else survival(status="cannot_assign", value=None)
    made = sheet(reply=" ".join(f"B{n} tells this." for n in range(sentence_count)), findings=(*findings, drawn))
    text = text_of(page(made, IN_THREAD).content)
    assert SAFETY in text
    told = [one for one in (*made.findings, *made.unsettled) if one.title.startswith("Rule")]
    shown = [one for one in told if f"{one.title}: {one.cited}" in text]
    assert [one.title for one in told if f"{one.text.split()[0]} " in text] == [one.title for one in shown]
    left_out = sum(int(count) for count in re.findall(r"… (\d+) more in the thread", text))
    assert left_out >= len(told) - len(shown)
    assert bool(left_out) == (len(shown) < len(told) or f"B{sentence_count - 1} " not in text)


def test_facts_that_are_missing_give_way_before_findings_and_findings_before_the_case() -> None:
    made = sheet(
        findings=(
            *(finding(n, f"Settled {n} " + "and so on " * 60) for n in range(12)),
            *(finding(n, f"Open {n} " + "and so on " * 60, "cannot_assign") for n in range(100, 106)),
        )
    )
    text = text_of(page(made, IN_THREAD).content)
    assert "Open 100" not in text
    assert "… 6 more in the thread" in text
    assert "Settled 0" in text
    assert "Settled 11" not in text
    assert "primary: pancreas" in text


def test_an_answer_that_tells_of_no_case_has_no_sheet() -> None:
    assert sheet_of(plain("Thanks."), DAY) is None
    assert sheet_of(plain("Outside.", refused=True), DAY) is None


def test_markdown_holds_everything_with_the_chart_as_a_table() -> None:
    made = sheet(
        findings=(survival(cohort(), cohort(fit="Matches on G2.")), finding(3, "Open.", "cannot_assign")),
        references=tuple(reference(n) for n in range(1, 10)),
    )
    text = markdown(made, "sheet-chart.png")
    assert text.startswith("# Tumour-board sheet\n")
    for title in ("Case as understood", "Bottom line", "Findings", "Not settled yet", "Open questions", "References"):
        assert f"\n## {title}\n" in text
    assert "![Survival in published cohorts, as in the table below](sheet-chart.png)" in text
    assert (
        "| **Best fit:** stage IV pancreatic NET of one centre | overall survival at 5 years | 56 % (42–73) | "
        "n 326 (counts all stages) · Strosberg 2017 [1] | grades not told apart; selected for resection |\n" in text
    )
    assert "| in nothing that was compared |" in text
    assert "- [4] Strosberg J, et al. Outcome of study 4 & its \\<follow-up\\>. N Engl J Med 2017. PMID" in text
    assert "(identifiers not checked)" in text
    assert SAFETY in text


def test_markdown_says_why_there_is_no_chart() -> None:
    made = sheet(findings=(survival(status="cannot_assign", value=None, statement="No stage is given."),))
    assert "## Survival in published cohorts\n\nNo chart: No stage is given." in markdown(made)


def test_a_text_is_cut_into_sentences_and_never_within_one() -> None:
    text = "Stage IV (M1a, e.g. liver), Ki-67 2.5 %. What next? See p. 3 of it."
    assert sentences(text) == ("Stage IV (M1a, e.g. liver), Ki-67 2.5 %.", "What next?", "See p. 3 of it.")
