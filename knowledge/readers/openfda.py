"""openFDA drug/label answers: each label becomes a Document, with a section for each of its fields of text."""

import json
import re
from collections.abc import Mapping

from knowledge.readers.article import year_in
from knowledge.readers.document import Document, Section, Tell, UnreadableError, untold
from knowledge.readers.label import generic_names, label_edition, label_title, label_venue
from knowledge.readers.openfda_fields import label_fields, texts
from knowledge.readers.xml_tree import refuse_other_formats

WANTED = "a drug/label answer of openFDA (JSON with results)"


def read_openfda(data: bytes, tell: Tell = untold) -> tuple[Document, ...]:
    """The labels of an openFDA answer, in its order; of a result without text ``tell`` is told the set id.

    Heading and locator of a section are the name of its field (``indications_and_usage``). Without an ``openfda``
    block a label has no names: title and venue are then empty. Raises UnreadableError for an empty, cut or other file,
    for an answer that is an error, and for one without results or without text.
    """
    documents: list[Document] = []
    left_out: list[str] = []
    for place, result in enumerate(_results(data), 1):
        if (document := _document(result)) is not None:
            documents.append(document)
        else:
            set_id = _first(result.get("set_id"))
            left_out.append(f"The label with set id {set_id[:40]}" if set_id else f"Result {place} of the answer")
    if not documents:
        raise UnreadableError(f"The answer holds no label with text; give {WANTED} that has the sections of a label.")
    for name in left_out:
        tell(f"{name} has no sections with text and is left out; the other labels are taken.")
    return tuple(documents)


def _document(result: Mapping[str, object]) -> Document | None:
    fields = label_fields(result)
    if not fields:
        return None
    known = result.get("openfda")
    names = known if isinstance(known, dict) else {}
    drug = generic_names(texts(names.get("generic_name")))
    return Document(
        form="openfda_json",
        kind="drug_label",
        title=label_title(_first(names.get("brand_name")), drug or ""),
        venue=label_venue(_first(names.get("manufacturer_name")), _first(result.get("version"))),
        year=year_in(_first(result.get("effective_time"))[:4]),
        edition=label_edition(_first(result.get("version"))),
        set_id=_first(result.get("set_id")).lower() or None,
        drug=drug,
        sections=tuple(Section(heading=name, text=text, locator=name) for name, text in fields.items()),
    )


def _results(data: bytes) -> list[Mapping[str, object]]:
    answer = _answer(data)
    if "error" in answer:
        error = answer["error"]
        code = error.get("code") if isinstance(error, dict) else None
        named = f" ({code})" if isinstance(code, str) and re.fullmatch(r"[A-Z_]{1,40}", code) else ""
        raise UnreadableError(f"openFDA answered with an error{named}, not with a label; ask again and give {WANTED}.")
    results = answer.get("results")
    if not isinstance(results, list):
        raise UnreadableError(f"The JSON has no list of results; give {WANTED}.")
    if not results:
        raise UnreadableError(f"The answer has no results; give {WANTED} for a drug that openFDA knows.")
    return [result for result in results if isinstance(result, dict)]


def _answer(data: bytes) -> Mapping[str, object]:
    refuse_other_formats(data, WANTED, own="JSON")
    if data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise UnreadableError(f"The file is XML, not JSON; give {WANTED}.")
    try:
        answer = json.loads(data)
    except json.JSONDecodeError as error:
        cut = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated")
        reason = "ends before it is complete" if cut else f"is not well-formed (line {error.lineno})"
        raise UnreadableError(f"The JSON {reason}; save it again and give {WANTED}.") from None
    except (ValueError, RecursionError):
        raise UnreadableError(f"The file cannot be read as JSON in UTF-8; give {WANTED}.") from None
    if not isinstance(answer, dict):
        raise UnreadableError(f"The JSON is not an answer of openFDA; give {WANTED}.")
    return answer


def _first(value: object) -> str:
    return next(iter(texts(value)), "")
