"""The JSON Schema of an answer, generated from its models; ``python -m chains.schema`` writes it."""

import json
from pathlib import Path
from typing import Any

from chains.answer import Answer

FILE = Path(__file__).with_name("answer.schema.json")


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what ``netboard ask --json`` prints."""
    made = Answer.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "netboard answer", **made}


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
