"""The chart of cohorts: what it says, and that the picture says it."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from bot.attachment import ALT_TEXT
from bot.render.chart import Chart, alternative, chart_of, why_not
from bot.render.drawing import EDGE, TALLEST, WIDTH, Drawing, Mark, Words, within
from bot.render.figure import Typeface, pdf, picture
from chains.answer import Answer, Question
from tests.scenarios.answers import clinical, cohort, plain, reference, survival

if TYPE_CHECKING:
    from chains.consult import Consultant

MEDIAN = {"endpoint": "median overall survival", "unit": "months", "value": 44.0, "low": 35.6, "high": 51.8}
CASES = {
    "stage IV pNET": "58M G2 pNET s/p distal panc 2021, Ki67 8%, DOTATATE: bed K2, liver x6 K3 progressive. Prognosis?",
    "midgut": "66F midgut NET G1, Ki-67 2 %, liver metastases, on lanreotide. Prognosis?",
    "rectal": "52M rectal NET G1, 8 mm, Ki-67 1 %, localised, endoscopic resection R0, N0 M0. Prognosis?",
    "NEC": "61M large cell NEC of the pancreas, Ki-67 80 %, liver metastases, poorly differentiated. Prognosis?",
    "G3": "50M pNET G3 well differentiated Ki-67 35 % liver mets, CAPTEM. Prognosis?",
    "ampulla": "55F ampullary NET G1, Ki-67 2 %, 12 mm, N0 M0. Prognosis?",
}


def chart(*rows: dict[str, Any], **changes: Any) -> Chart:
    found = chart_of(clinical(findings=(survival(*rows),), **changes))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def face() -> Typeface:
    return Typeface()


@pytest.fixture(scope="module")
def answers(consultant: "Consultant") -> dict[str, Answer]:
    return {name: consultant.answer(text).answer for name, text in CASES.items()}


def test_survival_at_a_time_and_median_survival_never_share_an_axis() -> None:
    panels = chart(cohort(), cohort(**MEDIAN), cohort(value=28.0), cohort(**MEDIAN | {"value": 9.0})).panels()
    assert [(panel.endpoint, panel.unit, len(panel.rows)) for panel in panels] == [
        ("overall survival at 5 years", "%", 2),
        ("median overall survival", "months", 2),
    ]


def test_two_endpoints_in_the_same_unit_have_an_axis_each() -> None:
    free = cohort(endpoint="recurrence-free survival at 5 years", value=80.0, low=None, high=None)
    assert [panel.endpoint for panel in chart(cohort(), free).panels()] == [
        "overall survival at 5 years",
        "recurrence-free survival at 5 years",
    ]


def test_axes_begin_at_nought_and_hold_every_interval() -> None:
    for panel in chart(cohort(), cohort(**MEDIAN), cohort(**MEDIAN | {"high": 170.0})).panels():
        assert panel.marks[0] == 0
        assert panel.marks[-1] >= max(row.reach for row in panel.rows)


def test_years_are_drawn_on_the_axis_of_months_and_told_as_published() -> None:
    (panel,) = chart(
        cohort(**MEDIAN), cohort(**MEDIAN | {"unit": "years", "value": 8.3, "low": None, "high": None})
    ).panels()
    assert panel.unit == "months"
    assert panel.rows[1].on_axis(8.3) == pytest.approx(99.6)
    assert panel.rows[1].shown == "8.3 years (about 100 months)"


def test_the_first_cohort_of_the_finding_is_the_best_fit_and_no_other() -> None:
    assert [row.best for row in chart(cohort(), cohort(value=28.0), cohort(**MEDIAN)).rows] == [True, False, False]


def test_with_room_for_three_the_far_end_of_the_span_is_drawn_too() -> None:
    few = chart(cohort(), cohort(value=44.0), cohort(value=28.0), cohort(**MEDIAN)).first(3)
    assert [(row.value, row.unit) for row in few.rows] == [(56.0, "%"), (28.0, "%"), (44.0, "months")]


def test_with_little_room_the_best_fit_and_one_of_the_other_kind_stay() -> None:
    few = chart(cohort(), cohort(value=1.0), cohort(value=2.0), cohort(**MEDIAN)).first(2)
    assert [row.value for row in few.rows] == [56.0, 44.0]
    assert few.left_out == 2


def test_a_row_is_labelled_with_its_patients_their_number_years_and_source() -> None:
    (row,) = chart(cohort(years="2000-2016")).rows
    assert row.population == "stage IV pancreatic NET of one centre"
    assert row.size == "n 326 (counts all stages) · patients of 2000–2016 · Strosberg 2017"
    assert row.differences == "Differs: grades not told apart; selected for resection"


def test_a_source_without_authors_goes_by_its_journal() -> None:
    nameless = reference(1, authors="authors not noted", venue="Semin Oncol 2018;45(4):249-258", year=2018)
    assert chart(references=(nameless,)).rows[0].size.endswith("Semin Oncol 2018")


def test_an_inferred_site_is_marked() -> None:
    answer = clinical(findings=(survival(),))
    case = answer.case.model_copy(update={"primary_site_basis": "inferred"})
    inferred = chart_of(answer.model_copy(update={"case": case}))
    assert inferred is not None
    assert inferred.subject == "pancreas (inferred), G2, metastatic, primary resected"


def test_the_description_tells_every_cohort_in_a_sentence() -> None:
    text = alternative(chart(cohort(), cohort(**MEDIAN | {"fit": "Matches on G2."})))
    assert text.splitlines() == [
        "Survival in published cohorts, set against pancreas, G2, metastatic, primary resected.",
        "Best fit: stage IV pancreatic NET of one centre; overall survival at 5 years 56 %, interval 42 to 73; "
        "n 326 (counts all stages) · Strosberg 2017. Differs: grades not told apart; selected for resection.",
        "Stage IV pancreatic NET of one centre; median overall survival 44 months, interval 35.6 to 51.8; "
        "n 326 (counts all stages) · Strosberg 2017.",
    ]


@given(st.integers(1, 30), st.integers(1, 400))
@settings(max_examples=40, deadline=None)
def test_a_short_description_keeps_whole_sentences_and_counts_the_rest(rows: int, length: int) -> None:
    told = chart(*[cohort(population=f"{'word ' * (length // 5)}group {n}") for n in range(rows)])
    short, whole = alternative(told, ALT_TEXT), alternative(told).splitlines()
    assert len(short) <= ALT_TEXT
    lines = short.splitlines()
    kept = [line for line in lines if line in whole]
    assert len(lines) - len(kept) == (len(kept) < len(whole))
    assert len(kept) == len(whole) or f"{len(whole) - len(kept)} more " in lines[-1]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (plain("Thanks."), "No chart: this answer compares no survival cohorts."),
        (plain("Outside.", refused=True), "No chart, as the question was not answered."),
        (
            clinical(findings=(survival(status="cannot_assign", value=None, statement="No stage is given."),)),
            "No chart: No stage is given.",
        ),
    ],
)
def test_where_there_is_nothing_to_draw_one_line_says_why(answer: Answer, said: str) -> None:
    assert chart_of(answer) is None
    assert why_not(answer) == said


def test_an_unclear_differentiation_draws_nothing_and_says_so(consultant: "Consultant") -> None:
    answer = consultant.answer(
        "Neuroendocrine neoplasm of the pancreas, Ki-67 60 %, liver metastases. Prognosis?"
    ).answer
    assert chart_of(answer) is None
    assert "without differentiation no cohort is shown" in why_not(answer)


def test_a_supposition_is_drawn_as_one() -> None:
    supposed = chart(question=Question(intent="what_if", topic="metastases: bone"))
    assert "Supposed: metastases: bone" in alternative(supposed)


@pytest.mark.parametrize("name", CASES)
def test_every_word_lies_within_the_picture_and_below_the_one_before(
    name: str, answers: dict[str, Answer], face: Typeface
) -> None:
    found = chart_of(answers[name])
    assert found is not None
    drawing = within(found, TALLEST, face)
    assert EDGE < drawing.y <= TALLEST
    words = [shape for shape in drawing.shapes if isinstance(shape, Words)]
    for word in words:
        wide = face.width(word.text, word.style)
        left = word.x - {"left": 0, "center": wide / 2, "right": wide}[word.align]
        assert left >= 0
        assert left + wide <= WIDTH
        assert word.y <= drawing.y
    lines = sorted({word.y for word in words if not word.ground})
    assert all(later - earlier > 9 for earlier, later in pairwise(lines))


@pytest.mark.parametrize("name", CASES)
def test_the_best_fit_differs_in_shape_and_word_and_unchecked_figures_are_hollow(
    name: str, answers: dict[str, Answer], face: Typeface
) -> None:
    found = chart_of(answers[name])
    assert found is not None
    drawing = within(found, TALLEST, face)
    marks = [shape for shape in drawing.shapes if isinstance(shape, Mark)]
    rows = [row for panel in drawing.chart.panels() for row in panel.rows]
    assert [mark.shape == "D" for mark in marks] == [row.best for row in rows]
    assert [mark.filled for mark in marks] == [row.checked for row in rows]
    text = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
    assert text.count("◆ Best fit") == 1
    assert ("Hollow mark: figure not checked in its source." in text) == (not all(row.checked for row in rows))


def test_small_type_on_a_phone_is_no_smaller_than_ten_points_of_a_screen(
    answers: dict[str, Answer], face: Typeface
) -> None:
    found = chart_of(answers["stage IV pNET"])
    assert found is not None
    sizes = [shape.style.size for shape in within(found, TALLEST, face).shapes if isinstance(shape, Words)]
    assert min(sizes) * 375 / WIDTH >= 10


def test_a_picture_is_a_png_that_carries_its_description_and_nothing_of_the_message(answers: dict[str, Answer]) -> None:
    found = chart_of(answers["stage IV pNET"])
    assert found is not None
    made = picture(found)
    image = Image.open(io.BytesIO(made.content))
    assert (image.format, image.width) == ("PNG", 1111)
    assert image.info["Description"] == made.alt
    assert "distal panc 2021" not in str(image.info)


def test_the_chart_as_a_page_can_be_searched(face: Typeface) -> None:
    drawing = Drawing(chart(cohort(population="größte Kohorte ≥ 3 µm, Zürich, René")), face, on_page=True)
    text = PdfReader(io.BytesIO(pdf(drawing, face))).pages[0].extract_text().replace("\u00a0", " ")
    assert "Größte Kohorte ≥ 3 µm, Zürich, René" in text
    assert "Strosberg 2017 [1]" in text


def test_threads_that_draw_at_once_draw_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: picture(chart(cohort(), cohort(**MEDIAN))).content, range(8)))
    assert len(set(made)) == 1


def in_a_new_process(program: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[2],
        env={**kept, **settings},
    )


def test_nothing_that_draws_is_imported_before_something_is_drawn() -> None:
    program = (
        "import sys, bot.cli, bot.reply, bot.serve, bot.render.figure, bot.render.page, bot.handout, chains.consult\n"
        "print(sorted({'matplotlib', 'reportlab', 'PIL'} & set(sys.modules)))"
    )
    assert in_a_new_process(program).stdout == "[]\n"


def test_no_folder_for_fonts_and_caches_breaks_nothing_and_says_nothing(tmp_path: Path) -> None:
    program = (
        "from tests.scenarios.answers import clinical, survival\n"
        "from bot.attachment import chart, sheet\n"
        "from datetime import date\n"
        "answer = clinical(findings=(survival(),))\n"
        "print(len(sheet(answer, date(2026, 1, 2)).content) > 9999, len(chart(answer).content) > 9999)"
    )
    done = in_a_new_process(program, MPLCONFIGDIR="/dev/null/none", HOME=str(tmp_path / "none"), TMPDIR=str(tmp_path))
    assert (done.stdout, done.stderr) == ("True True\n", "")
