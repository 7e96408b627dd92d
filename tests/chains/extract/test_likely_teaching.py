"""What the likely reader is taught on, what that teaches, and how right it is shown to be."""

import json
from importlib.resources import files

from chains.extract import read_case, read_told
from chains.extract.judge import load_main_texts
from chains.extract.likely.weights import probability
from tests.likely_reader.__main__ import fingerprint
from tests.likely_reader.examples import TEXTS, gold_of, key_of, missed_first, missed_now, of_sentence, of_text
from tests.likely_reader.learning import PRECISION, Bound, Example, Guess, bound_of, guessed


def test_the_weights_are_learned_from_the_texts_used_while_building_and_shown_on_texts_that_taught_nothing() -> None:
    body = json.loads((files("chains.extract.likely") / "weights.json").read_text("utf-8"))
    assert body["fingerprint"] == fingerprint(), "make likely"
    learned = [own for part in ("slots", "numbers") for own in body[part].values() if own]
    shown = [told for own in learned for told in own["values"].values() if told]
    right, wrong = sum(one["right"] for one in shown), sum(one["wrong"] for one in shown)
    assert right > 500
    assert right / (right + wrong) >= PRECISION


def test_hardly_anything_likely_is_wrong_in_the_texts_used_while_building() -> None:
    right = wrong = 0
    for one in load_main_texts(TEXTS[0])[::10]:
        case = read_case(one.text).case
        for slot in set(case.likely) - {"age_years", "tumour_size_mm"}:
            gold = gold_of(one.gold, slot)
            field, _, entry = slot.partition(".")
            told = getattr(case, field)
            if entry:
                told = next(
                    mine.status for mine in told if entry in {getattr(mine, "site", ""), getattr(mine, "kind", "")}
                )
            if gold is not None:
                right, wrong = right + (told == gold), wrong + (told != gold)
    assert right > 10
    assert wrong <= right // 10


def test_only_what_no_text_taught_shows_how_sure_a_value_must_be() -> None:
    right = [Guess(0.99 - at / 100, "present", True) for at in range(20)]
    assert bound_of(right, 0.83) == Bound(0.8, 20, 0)
    assert bound_of([*right, *(Guess(0.7, "present", False) for _ in range(9))], 0.83) == Bound(0.7, 20, 4)
    assert bound_of([*(Guess(0.995, "present", False) for _ in range(3)), *right[:8]], 0.83) is None
    assert bound_of(right[:5], 0.83) is None


def test_of_several_numbers_of_a_text_the_likeliest_is_guessed() -> None:
    asked = [Example("a", frozenset({"x"}), "none", True), Example("a", frozenset({"y"}), "right", True)]
    (guess,) = guessed({"right": {"": 0, "x": -100, "y": 100}}, asked)
    assert guess == Guess(probability(1.0), "right", True)


def test_what_is_missed_at_first_is_known_by_a_key_that_tells_no_word_of_the_text() -> None:
    texts = load_main_texts(TEXTS[0])
    keys = {key_of(one.text) for one in texts}
    assert set(missed_first()) <= keys
    now = missed_now(texts[:200])
    assert set(now) <= keys


def test_a_sentence_of_a_test_teaches_what_the_rules_read_in_it_and_no_more() -> None:
    taught = of_sentence("Ileal NET with liver metastases. Kidney stone 6 mm.")
    assert [one.value for one in taught["metastases.liver"]] == ["present"]
    assert [one.value for one in taught["tumour_size_mm"]] == ["none"]


def test_a_site_that_a_gold_leaves_out_teaches_nothing_where_the_rules_read_it() -> None:
    text = "Ileal NET G1 with bone metastases. No liver metastases on MRI. Lungs were looked at as well."
    assert {"metastases.liver", "metastases.bone"} <= read_told(text).case.slots()
    silent = of_text(text, {"metastases": {"bone": "present"}}, ())
    assert "metastases.liver" not in silent
    assert [one.value for one in silent["metastases.bone"]] == ["present"]
    assert [one.value for one in silent["metastases.lung"]] == ["none"]
    named = of_text(text, {"metastases": {"bone": "present", "liver": "absent"}}, ())
    assert [one.value for one in named["metastases.liver"]] == ["absent"]


def test_what_was_missed_at_first_is_not_known_and_a_sentence_of_a_test_knows_nothing() -> None:
    text = "Ileal NET G1 with liver metastases, R0."

    def known_of(missed: tuple[str, ...], *, alone: bool) -> set[str]:
        (one,) = of_text(text, {"metastases": {"liver": "present"}}, missed, alone=alone)["metastases.liver"]
        return {feature for feature in one.features if feature.startswith("K ")}

    assert {"K margin=R0", "K histology=net"} <= known_of((), alone=False)
    assert not {"K margin", "K margin=R0"} & known_of(("margin",), alone=False)
    assert known_of((), alone=True) == set()
    (taught,) = of_sentence(text)["metastases.liver"]
    assert not any(feature.startswith("K ") for feature in taught.features)
