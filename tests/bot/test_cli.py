"""The command line as a person or a program meets it: exit codes, one line on stderr, JSON and nothing else."""

import json
import re

import jsonschema
import pytest

from bot.cli import EXAMPLE
from bot.settings import Settings
from chains import schema
from tests.command import Run

BAD_INPUT = [
    ("", "empty"),
    ("   \n ", "empty"),
    ("What is the capital of France?", "outside"),
    ("Prognosis?", "no case"),
    ("72M, prostate adenocarcinoma Gleason 4+4, bone mets. Prognosis?", "prostate"),
    ("G2 pNET with liver mets, Ki-67 150 %. Prognosis?", "0 and 100"),
]


def untimed(printed: str) -> str:
    """What was printed, without how long it took."""
    return re.sub(r'"elapsed_ms": [\d.]+', '"elapsed_ms": 0', printed)


@pytest.mark.parametrize(
    ("words", "stdin", "settings", "code"),
    [
        (("ask", EXAMPLE, "--json"), "", {}, 0),
        (("ask", "What is the capital of France?"), "", {}, 1),
        (("ask", EXAMPLE, "--json"), "", {"NETBOARD_MODEL": "nobody:x"}, 2),
        (("chat", "--json"), '{"text": "G2 pNET, liver mets. Prognosis?"}\nnot json\n', {}, 0),
    ],
    ids=["answered", "wrong input", "wrong setting", "what is typed"],
)
def test_a_process_of_its_own_prints_and_ends_as_the_command_line_within_the_tests(
    run: Run, run_apart: Run, words: tuple[str, ...], stdin: str, settings: dict[str, str], code: int
) -> None:
    one, other = (each(*words, stdin=stdin, **settings) for each in (run, run_apart))
    assert (one.returncode, one.stderr) == (other.returncode, other.stderr)
    assert untimed(one.stdout) == untimed(other.stdout)
    assert other.returncode == code


def test_ask_answers_and_exits_0(run: Run) -> None:
    done = run("ask", EXAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "From the Guidelines" in done.stdout


def test_ask_reads_stdin_for_a_dash(run: Run) -> None:
    assert run("ask", "-", "--json", stdin=EXAMPLE).stdout.count('"ajcc_stage"') == 1


@pytest.mark.parametrize(("text", "said"), BAD_INPUT)
def test_bad_input_is_one_line_on_stderr_and_exit_1(run: Run, text: str, said: str) -> None:
    done = run("ask", text)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("text", "said"), BAD_INPUT)
def test_bad_input_with_json_is_an_object_that_says_it(run: Run, text: str, said: str) -> None:
    done = run("ask", text, "--json")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema.schema())
    assert (done.returncode, answer["sections"], answer["references"]) == (1, [], [])
    assert said in answer["reply"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("NETBOARD_MODEL", "nobody:x"), ("NETBOARD_MODEL", "gpt"), ("NETBOARD_EMBEDDINGS", "openai:y"), ("PORT", "many")],
)
def test_a_wrong_setting_is_named_in_one_line_and_exits_2(run: Run, name: str, value: str) -> None:
    done = run("ask", EXAMPLE, **{name: value})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


def test_a_wrong_setting_with_json_is_an_object_too(run: Run) -> None:
    done = run("ask", EXAMPLE, "--json", NETBOARD_MODEL="nobody:x")
    assert done.returncode == 2
    assert "NETBOARD_MODEL" in json.loads(done.stdout)["reply"]


def test_a_model_whose_package_is_missing_is_one_line_that_says_what_to_install(run: Run) -> None:
    done = run("ask", EXAMPLE, NETBOARD_MODEL="perplexity:sonar")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "netboard: NETBOARD_MODEL: the package of this provider is not installed: pip install langchain-perplexity.\n"
    )


def test_serve_without_a_token_names_the_setting(run: Run) -> None:
    done = run("serve")
    assert done.returncode == 2
    assert "SLACK_BOT_TOKEN" in done.stderr


def test_factor_grades_and_cites(run: Run) -> None:
    answer = json.loads(run("factor", "grade 8% 3", "--json").stdout)
    assert [(f["rule"], f["status"], f["value"]) for f in answer["findings"]] == [("who_grade", "assigned", "G2")]
    assert answer["references"]


def test_factor_with_an_impossible_value_exits_1(run: Run) -> None:
    done = run("factor", "grade 150% 3", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["findings"][0]["status"]) == (1, "invalid_input")


def test_factor_with_an_unknown_word_says_which_words_there_are(run: Run) -> None:
    done = run("factor", "colour blue")
    assert done.returncode == 1
    assert "grade" in done.stderr


def test_chat_json_keeps_a_case_a_thread(run: Run) -> None:
    lines = [
        {"text": "G2 pNET, liver mets, Krenning 3. Prognosis?", "thread": "a"},
        {"text": "Rectal NET G1, 8 mm, localised. Prognosis?", "thread": "b"},
        {"text": "Ki-67 is 12 %", "thread": "a"},
    ]
    done = run("chat", "--json", stdin="".join(json.dumps(line) + "\n" for line in lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["case"]["primary_site"] for a in answers] == ["pancreas", "rectum", "pancreas"]
    assert answers[2]["case"]["ki67"][0]["high"] == 12
    assert answers[2]["question"]["intent"] == "update"


def test_chat_takes_what_was_asked_back_as_a_fact_of_the_case(run: Run) -> None:
    texts = ("58M, G2 pNET, multiple liver mets. Prognosis?", "liver 30%", "!liver 30%")
    done = run("chat", "--json", stdin="".join(json.dumps({"text": text}) + "\n" for text in texts))
    _, told, looked_up = (json.loads(line) for line in done.stdout.splitlines())
    assert told["case"]["liver"]["involvement_low"] == 30
    assert told["case"]["primary_site"] == "pancreas"
    assert looked_up["reply"].startswith("Liver involvement 30 %")


def test_chat_json_answers_a_line_that_is_not_json(run: Run) -> None:
    done = run("chat", "--json", stdin="not json\n")
    assert "JSON object" in json.loads(done.stdout)["reply"]


def test_knowledge_search_keeps_to_the_kind_and_the_drug_that_are_asked_for(run: Run) -> None:
    words = ("knowledge", "search", "somatostatin analog dose", "--json", "--kind", "drug_label")
    assert {row["kind"] for row in json.loads(run(*words).stdout)} == {"drug_label"}
    assert {row["source"] for row in json.loads(run(*words, "--drug", "Somatuline").stdout)} == {
        "label-somatuline-depot"
    }


@pytest.mark.parametrize("words", [("",), ("  ",), ("dose", "--kind", "leaflet")])
def test_a_search_for_nothing_or_in_nothing_is_one_line_and_exit_1(run: Run, words: tuple[str, ...]) -> None:
    done = run("knowledge", "search", *words, "--json")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "[]\n", 1)


def test_knowledge_search_prints_a_list_with_scores_and_reasons(run: Run) -> None:
    rows = json.loads(run("knowledge", "search", "NETTER-2 first line lutetium dotatate", "--json").stdout)
    assert rows[0]["source"] == "netter-2-2024"
    assert {"source", "kind", "title", "year", "pmid", "text", "score", "why"} <= set(rows[0])


def test_knowledge_status_says_what_the_store_holds(run: Run) -> None:
    assert json.loads(run("knowledge", "status", "--json").stdout)


def test_python_m_bot_shows_help(run_apart: Run) -> None:
    done = run_apart("--help")
    assert done.returncode == 0
    assert "ask" in done.stdout


def test_a_score_takes_disease_outside_the_abdomen_with_or_without_its_site(run: Run) -> None:
    for words in ("bone", "extraabdominal"):
        told = json.loads(run("factor", f"score panzuto pancreas ki67 12 liver 30 {words}", "--json").stdout)
        assert told["findings"][0]["value"] == {"score": 1.233, "band": "high"}


def test_rules_lists_every_table_and_prints_one_with_a_patient_walked_through(run: Run) -> None:
    listed = json.loads(run("rules", "--json").stdout)
    assert {"zaidi_2019", "das_2022", "prognostic_factors"} <= {row["table"] for row in listed}
    told = run("rules", "zaidi", "--case", "58M pNET G2, Ki-67 8%, 3 cm, N1 M0, symptomatic, s/p DP, non-functioning")
    assert told.returncode == 0
    assert "above 20" in told.stdout
    assert "A patient walked through it" in told.stdout


def test_rules_says_in_one_line_which_tables_there_are(run: Run) -> None:
    done = run("rules", "apgar")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "zaidi_2019" in done.stderr


def test_an_empty_setting_means_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("NETBOARD_METRICS_PORT", "")
    settings = Settings.load()
    assert (settings.port, settings.metrics_port) == (3000, None)


def test_bytes_that_are_no_characters_end_in_an_answer_or_one_line(run: Run, run_apart: Run) -> None:
    for arguments in (("ask", "G2 pNET \udcff Ki-67 8 %?"), ("knowledge", "search", "\udcff everolimus")):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, ""), arguments
    done = run_apart("ask", "-", stdin="G2 pNET caf\u00e9, Ki-67 8 %?", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ki-67 8 %" in done.stdout
