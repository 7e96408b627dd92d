"""PDF guidelines: sections with their pages, and a refusal in one sentence for what cannot be read."""

import io
import time
from collections.abc import Sequence

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.readers import pages as pages_module
from knowledge.readers.document import Document, UnreadableError
from knowledge.readers.headings import numbered_headings
from knowledge.readers.pages import Page, read_pages
from knowledge.readers.pdf import read_pdf

Line = str | tuple[str, int]
"""A line, or a line and its size in points; text is 10 points."""


def pdf(pages: Sequence[Sequence[Line]], outline: Sequence[tuple[str, int]] = (), **information: str) -> bytes:
    """A PDF of the given lines; ``outline`` names titles and pages, the first page being 1."""
    count = len(pages)
    first_mark = 4 + 2 * count
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    marks = f"/Outlines {first_mark} 0 R" if outline else ""
    objects = [f"<</Type/Catalog/Pages 2 0 R {marks}>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for i, lines in enumerate(pages):
        drawn = "".join(_drawn(line, 800 - 14 * place) for place, line in enumerate(lines))
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    if outline:
        last = first_mark + len(outline)
        objects.append(f"<</Type/Outlines/First {first_mark + 1} 0 R/Last {last} 0 R/Count {len(outline)}>>")
        for i, (title, page) in enumerate(outline, start=first_mark + 1):
            after = f"/Next {i + 1} 0 R" if i < last else ""
            objects.append(f"<</Title({title})/Parent {first_mark} 0 R{after}/Dest[{2 + 2 * page} 0 R/Fit]>>")
    fields = "".join(f"/{key}({value})" for key, value in information.items())
    objects.append(f"<<{fields}>>")
    return _file(objects)


def _drawn(line: Line, height: int) -> str:
    text, size = line if isinstance(line, tuple) else (line, 10)
    plain = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf 50 {height} Td ({plain}) Tj ET\n"


def placed(lines: Sequence[tuple[int, int, str]]) -> bytes:
    """A PDF of one page with each line at its place, in points from the left and from the foot."""
    drawn = "".join(f"BT /F1 10 Tf {left} {height} Td ({text}) Tj ET\n" for left, height, text in lines)
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    stream = f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"
    return _file(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R]/Count 1>>", font, page, stream, "<<>>"])


def _file(objects: Sequence[str]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def read(data: bytes, name: str = "guide.pdf") -> Document:
    (document,) = read_pdf(data, name)
    return document


def places(document: Document) -> list[tuple[str, str]]:
    return [(section.heading, section.locator) for section in document.sections]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, "guide.pdf")
    return str(caught.value)


BODY = "Treatment is chosen by a board that knows the disease and the patient well."


def test_without_bookmarks_each_page_is_a_section() -> None:
    document = read(pdf([[BODY], ["Follow-up is for life in every patient who has had surgery."]]))
    assert places(document) == [("", "page 1"), ("", "page 2")]
    assert document.sections[0].text == BODY
    assert (document.form, document.kind) == ("pdf", "guideline")


def test_a_numbered_heading_begins_a_section_that_runs_on_page_by_page() -> None:
    document = read(
        pdf([[BODY, "4.2 PRRT", "Four cycles are given."], ["Kidneys are protected."], ["5.1 Surgery", BODY]])
    )
    expected = [
        ("", "page 1"),
        ("4.2 PRRT", "section 4.2, page 1"),
        ("4.2 PRRT", "section 4.2, page 2"),
        ("5.1 Surgery", "section 5.1, page 3"),
    ]
    assert expected == places(document)


def test_bookmarks_part_the_document_where_their_titles_are_printed() -> None:
    data = pdf([["Cover of the guideline"], ["End of the chapter before.", "Imaging", BODY]], [("Imaging", 2)])
    document = read(data)
    assert places(document) == [("", "page 1"), ("", "page 2"), ("Imaging", "section Imaging, page 2")]
    assert document.sections[2].text == BODY


def test_a_bookmark_whose_title_is_not_printed_begins_at_the_top_of_its_page() -> None:
    assert places(read(pdf([[BODY]], [("Annex", 1)]))) == [("Annex", "section Annex, page 1")]


def test_headers_footers_and_page_numbers_of_most_pages_are_dropped() -> None:
    pages = [["ENETS guidance", f"{BODY} Part {n * n}.", f"Page {n} of 5"] for n in range(1, 6)]
    texts = [section.text for section in read(pdf(pages)).sections]
    assert [f"{BODY} Part {n * n}." for n in range(1, 6)] == texts


def test_headers_that_change_between_left_and_right_pages_are_dropped() -> None:
    pages = [[("Left title", "Right title")[n % 2], f"{BODY} Part {n * n}."] for n in range(1, 9)]
    assert not any("title" in section.text for section in read(pdf(pages)).sections)


def test_numbers_of_a_table_at_the_edge_of_a_page_are_kept() -> None:
    pages = [[f"{BODY} Part {n * n}.", f"Cycles {n * n + 7}"] for n in range(1, 6)]
    assert all(f"Cycles {n * n + 7}" in section.text for n, section in enumerate(read(pdf(pages)).sections, start=1))


def test_words_broken_at_line_ends_are_joined_and_hyphens_of_their_own_stay() -> None:
    lines = ["Well-differentiated tumours are seen often. The somato-", "statin receptor is imaged in all well-"]
    text = (
        read(
            pdf([[*lines, "differentiated tumours before PRRT with 177Lu-", "DOTATATE, pre-", "and post-operatively."]])
        )
        .sections[0]
        .text
    )
    assert "The somatostatin receptor is imaged in all well-differentiated tumours" in text
    assert "177Lu-DOTATATE, pre- and post-operatively." in text


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["Left column begins with the first", "sentence about lanreotide in the", "midgut and ends here."]
    right = ["Right column speaks of everolimus", "in the pancreas and of its own", "adverse events alone."]
    columns = ((50, left), (320, right))
    lines = [(at, 700 - 14 * row, text) for at, column in columns for row, text in enumerate(column)]
    assert read(placed(lines)).sections[0].text == f"{' '.join(left)}\n\n{' '.join(right)}"


def test_a_paragraph_that_runs_over_the_page_belongs_to_the_page_where_it_begins() -> None:
    document = read(
        pdf([["The dose is given in four cycles, and each of the cyc-"], ["les lasts eight weeks.", "", BODY]])
    )
    assert document.sections[0].text.endswith("each of the cycles lasts eight weeks.")
    assert document.sections[1].text == BODY


@pytest.mark.parametrize(
    "line", ["7.4 GBq every eight weeks", "4.2 PRRT ........ 7", "4.2 PRRT 7", "4.2 months was the median in this arm."]
)
def test_a_dose_or_a_line_of_contents_is_no_heading(line: str) -> None:
    assert numbered_headings([Page(number=1, lines=("A sentence.", line, BODY))]) == []


def test_a_list_of_numbered_points_is_no_row_of_headings() -> None:
    lines = ("Options are:", "1. Surgery", "2. Ablation", "3. Embolisation", BODY)
    assert numbered_headings([Page(number=1, lines=lines)]) == []


def test_chapters_and_their_parts_are_told_in_order() -> None:
    lines = ("1 Introduction", BODY, "2 Treatment", "2.1 Surgery", BODY, "1.4 Earlier", BODY)
    found = numbered_headings([Page(number=1, lines=lines)])
    assert [heading.label for heading in found] == ["1", "2", "2.1"]


def test_title_year_and_doi_come_from_the_metadata() -> None:
    subject = "Neuroendocrinology 2016;103:172-185. doi:10.1159/000443167"
    document = read(
        pdf([[BODY]], Title="Consensus for jejuno-ileal tumours", Subject=subject, CreationDate="D:20210101")
    )
    assert (
        document.title,
        document.year,
        document.doi,
    ) == ("Consensus for jejuno-ileal tumours", 2016, "10.1159/000443167")


def test_the_large_heading_of_the_first_page_is_the_title_when_the_metadata_are_what_a_program_left() -> None:
    first = [("2023 ENETS guidance for", 20), ("digestive carcinoma", 20), BODY, BODY]
    document = read(pdf([first], Title="Microsoft Word - draft7.doc"))
    assert (document.title, document.year) == ("2023 ENETS guidance for digestive carcinoma", 2023)


def test_a_file_that_states_no_title_and_no_year_has_its_name_and_none() -> None:
    document = read(pdf([[BODY, BODY]], CreationDate="D:20210101"), "net_board.pdf")
    assert (document.title, document.year) == ("net board", None)


@pytest.mark.parametrize("algorithm", ["RC4-128"])
def test_an_encrypted_pdf_is_refused(algorithm: str) -> None:
    writer, out = PdfWriter(clone_from=io.BytesIO(pdf([[BODY]]))), io.BytesIO()
    writer.encrypt("secret", algorithm=algorithm)
    writer.write(out)
    assert (
        refusal(out.getvalue()) == "guide.pdf is encrypted; save a copy without password and protection and add that."
    )


def test_a_pdf_that_is_cut_off_is_refused() -> None:
    assert refusal(pdf([[BODY]] * 30)[:4000]) == (
        "guide.pdf is cut off: the end of the PDF is missing; copy or download the file once more."
    )


def test_a_scan_is_refused_also_when_each_page_bears_a_stamp() -> None:
    blank = PdfWriter()
    blank.add_blank_page(595, 842)
    out = io.BytesIO()
    blank.write(out)
    assert refusal(out.getvalue()).startswith("guide.pdf is a scan: ")
    assert refusal(pdf([["Downloaded from the library"]] * 6)).startswith("guide.pdf is a scan: ")


def test_a_few_pages_without_text_are_told() -> None:
    told: list[str] = []
    read_pdf(pdf([[f"{BODY} One."], [], [f"{BODY} Three."]]), "guide.pdf", told.append)
    assert told == ["1 of its 3 pages hold no text, only pictures or nothing; the others are taken."]


def test_bytes_that_only_look_like_a_pdf_are_refused() -> None:
    assert refusal(b"%PDF-1.7\nnothing here\n%%EOF").startswith("guide.pdf is damaged")


def test_a_few_pages_that_cannot_be_read_are_skipped_and_most_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    data, real = (
        pdf([["Bad page"] if n % 3 == 0 else [f"{BODY} Part {n * n}."] for n in range(9)]),
        pages_module.page_text,
    )

    def failing(page: object, *rest: object, **more: object) -> str:
        text = real(page, *rest, **more)  # type: ignore[arg-type]
        if wanted in text:
            raise KeyError("/Font")
        return text

    monkeypatch.setattr(pages_module, "page_text", failing)
    wanted = "Bad"
    told: list[str] = []
    assert len(read_pdf(data, "guide.pdf", told.append)[0].sections) == 6
    assert told == ["3 of its 9 pages cannot be read and are left out; the others are taken."]
    wanted = "Part"
    assert refusal(data) == "guide.pdf is damaged: 6 of its 9 pages cannot be read; save it as PDF once more."


def test_a_page_that_takes_too_long_is_given_up_and_so_is_a_file() -> None:
    ticks = iter(range(0, 10**9, 700))
    with pytest.raises(UnreadableError, match="takes more than 10 minutes"):
        read_pages(PdfReader(io.BytesIO(pdf([[BODY]] * 3))), "guide.pdf", clock=lambda: float(next(ticks)))


def test_a_page_with_an_immense_drawing_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "MAX_PAGE_BYTES", 400)
    assert places(read(pdf([[BODY], [BODY] * 9, [BODY]]))) == [("", "page 1"), ("", "page 3")]


def test_five_thousand_pages_are_read_in_bounded_time() -> None:
    data = pdf([[f"{BODY} Part {n * n}.", f"{n + 1}"] for n in range(5000)])
    begin = time.monotonic()
    assert len(read(data).sections) == 5000
    assert time.monotonic() - begin < 60
