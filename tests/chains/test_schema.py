"""The JSON Schema that the project ships is the one that its models make."""

import jsonschema

from chains import schema


def test_the_shipped_schema_is_fresh() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.text()


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.schema())
