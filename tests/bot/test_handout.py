"""Charts and sheets on the command line: what is refused before any work, and what is written."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.command import Run

CASE = "58M G2 pNET s/p distal panc 2021, Ki67 8%, liver x6 progressive. Prognosis?"


@pytest.mark.parametrize(
    ("command", "option", "name", "said"),
    [
        ("ask", "--figure", "chart.jpg", "ends in .png"),
        ("ask", "--figure", "nowhere/chart.png", "there is no folder"),
        ("ask", "--figure", "folder.png", "is a folder"),
        ("sheet", "--out", "sheet.docx", "ends in .pdf or .md"),
        ("sheet", "--out", "nowhere/sheet.pdf", "there is no folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_in_one_line_before_answering(
    command: str, option: str, name: str, said: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "folder.png").mkdir()
    done = run(command, CASE, option, str(tmp_path / name))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"{option}: " in done.stderr
    assert said in done.stderr


def test_a_disk_that_takes_nothing_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "full.png").symlink_to("/dev/full")
    done = run("ask", CASE, "--figure", str(tmp_path / "full.png"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "No space left" in done.stderr


def test_ask_draws_the_chart_and_prints_its_description(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "chart.PNG"
    done = run("ask", CASE, "--figure", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    shown = Image.open(file).info["Description"]
    assert shown.startswith("Survival in published cohorts, set against pancreas, G2, metastatic")
    assert done.stdout.endswith(f"Chart: {file}\n{shown}\n")


def test_json_stays_one_object_beside_a_chart(run: Run, tmp_path: Path) -> None:
    done = run("ask", CASE, "--json", "--figure", str(tmp_path / "chart.png"))
    assert json.loads(done.stdout)["findings"]
    assert (tmp_path / "chart.png").exists()


def test_where_nothing_fits_the_answer_comes_and_one_line_says_that_there_is_no_chart(run: Run, tmp_path: Path) -> None:
    text = "70F NET of unknown primary, G2, Ki-67 12 %, liver metastases. Prognosis?"
    done = run("ask", text, "--figure", str(tmp_path / "chart.png"))
    assert (done.returncode, list(tmp_path.iterdir())) == (0, [])
    assert "From the Guidelines" in done.stdout
    assert done.stderr == "netboard: No chart: The register holds no cohort for this site and stage.\n"


def test_sheet_prints_markdown_without_a_file_and_reads_stdin(run: Run) -> None:
    done = run("sheet", "-", stdin=CASE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Tumour-board sheet\n")
    assert "| **Best fit:** " in done.stdout


def test_sheet_writes_one_page(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    done = run("sheet", CASE, "--out", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Sheet: {file}\n", "")
    (page,) = PdfReader(io.BytesIO(file.read_bytes())).pages
    assert "Case as understood" in page.extract_text()
    assert "more in the thread" not in page.extract_text()


def test_sheet_writes_markdown_with_its_chart_beside_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.md"
    done = run("sheet", CASE, "--out", str(file))
    assert done.stdout == f"Sheet: {file} and {tmp_path / 'sheet-chart.png'}\n"
    assert "(sheet-chart.png)" in file.read_text(encoding="utf-8")
    assert Image.open(tmp_path / "sheet-chart.png").format == "PNG"


@pytest.mark.parametrize("text", ["", "What is the capital of France?", "thanks!", "What did NETTER-2 show?"])
def test_a_message_without_a_case_has_no_sheet_and_one_line_says_why(text: str, run: Run, tmp_path: Path) -> None:
    done = run("sheet", text, "--out", str(tmp_path / "sheet.pdf"))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert list(tmp_path.iterdir()) == []
