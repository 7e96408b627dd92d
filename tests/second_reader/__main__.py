"""``make second``: teach the second reader anew, after a change of the texts or of the rules."""

import hashlib
import json
from pathlib import Path

import chains.extract.second
from chains.extract.judge import load_main_texts
from chains.extract.second.weights import FILE
from tests.second_reader.examples import of_main_texts, of_tests, often_met, sentences
from tests.second_reader.learning import learn

TESTS = Path(__file__).parent.parent
TEXTS = tuple(TESTS / "evaluation" / name for name in ("main_facts_build.json", "main_facts_hard.json"))
"""The texts used while building; those kept for the report teach nothing."""
TIMES = 3
"""So often a sentence of a test counts, which tells two wordings apart that look alike."""


def fingerprint() -> str:
    """Which texts the weights were learned from."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in TEXTS)).hexdigest()


def main() -> None:
    """Write the weights."""
    texts = [one for path in TEXTS for one in load_main_texts(path)]
    in_tests = sentences(TESTS / "chains" / "extract")
    known = often_met([*(one.text for one in texts), *in_tests])
    weights = learn([*of_main_texts(texts, known), *list(of_tests(in_tests, known)) * TIMES])
    body = {"fingerprint": fingerprint(), "texts": len(texts), "weights": weights, "words": sorted(known)}
    target = Path(chains.extract.second.__path__[0]) / FILE
    target.write_text(json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
