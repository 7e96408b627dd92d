"""Every surface once with the real consultant, through each door: Bolt's dispatch, Socket Mode and signed HTTP."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import App, BoltRequest

from bot import app as bolt
from chains.lookup import COMMANDS, Command
from tests.scenarios import fake_modals
from tests.scenarios.changed import deleted, edited
from tests.scenarios.conftest import MODES, running
from tests.scenarios.door import Door
from tests.scenarios.fake_modals import ANNA, BEN, thumb
from tests.scenarios.fake_slack import BOT_USER, Call, FakeSlack
from tests.scenarios.faults import texts
from tests.scenarios.payloads import event_body, mention, message, slash

if TYPE_CHECKING:
    from chains.consult import Consultant

CASE = "58M G2 pNET s/p distal panc 2021, Ki67 8%, DOTATATE: bed K2, liver x6 K3. Prognosis?"
SECTIONS = ("From the Guidelines", "From the FDA Drug Label", "From the Research")
IMPOSSIBLE = {
    "grade 120%": "must lie between 0 and 100 %",
    "stage pancreas T9 N1 M0": "runs from T0 to T4",
    "krenning 7": "a whole number from 0 to 4",
    "liver 140%": "must lie between 0 and 100 %",
    "score apgar 3": "Name the score, one of panzuto, zaidi",
    "survival": "for example: survival pancreas G2 liver",
    "drug aspirin": "Labels are kept of: ",
    "evidence": "for example: evidence PRRT pancreas",
    "grad 8% 3": "did you mean /net grade?",
    "": "Quick lookups for neuroendocrine tumours",
}
"""What cannot be answered, and what would be right."""


class Dispatch(Door):
    """Payloads given to Bolt itself, without a connection."""

    app: App

    def event(self, event: dict[str, Any], *, event_id: str | None = None, retry: int = 0, **more: Any) -> float:
        return self._given(event_body(event, event_id, **more))

    def command(self, text: str, **more: Any) -> float:
        return self._given(slash(text, self.slack.response_url()) | more)

    def interact(self, payload: dict[str, Any]) -> dict[str, Any]:
        response = self.app.dispatch(BoltRequest(mode="socket_mode", body=payload))
        assert response.status == 200
        return json.loads(response.body) if response.body else {}

    def _given(self, payload: dict[str, Any]) -> float:
        self.interact(payload)
        return 0.0


@pytest.fixture(scope="module", params=("dispatch", *MODES))
def opened(
    request: pytest.FixtureRequest,
    slack: FakeSlack,
    real_consultant: "Consultant",
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Door]:
    built: list[App] = []
    build = bolt.build

    def remembered(*arguments: Any) -> App:
        built.append(build(*arguments))
        return built[-1]

    mode = "http" if request.param == "dispatch" else str(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bolt, "build", remembered)
        data = tmp_path_factory.mktemp(str(request.param))
        with running(slack, real_consultant, data, mode, NETBOARD_ADMINS=ANNA) as (door, _):  # type: ignore[arg-type]
            if request.param != "dispatch":
                yield door
                return
            direct = Dispatch(slack)
            direct.app = built[-1]
            yield direct


@pytest.fixture
def bot(opened: Door, slack: FakeSlack) -> Iterator[Door]:
    slack.calls.clear()
    slack.responses.clear()
    slack.problems.clear()
    yield opened
    assert slack.problems == []


def calls(slack: FakeSlack, method: str, count: int = 1) -> list[Call]:
    slack.wait(lambda: sum(call.method == method for call in list(slack.calls)) >= count, 10)
    return [call for call in slack.calls if call.method == method]


def answered(bot: Door, slack: FakeSlack, text: str = CASE, **more: Any) -> Call:
    ts = slack.new_ts()
    bot.event(mention(ts, text, **more))
    return slack.wait_for_posts(1, ts, 15)[0]


def press(bot: Door, slack: FakeSlack, post: Call, label: str, **more: Any) -> None:
    (button,) = [one for one in post.buttons if one["text"]["text"] == label]
    own = {"ts": slack.new_ts(), "action_ts": slack.new_ts()}
    bot.interact(fake_modals.press(button, post, slack.response_url(), **(own | more)))


def test_a_case_is_answered_whole_with_what_was_understood_its_sections_sources_and_questions(
    bot: Door, slack: FakeSlack
) -> None:
    post = answered(bot, slack)
    shown = post.blocks_text
    places = [shown.index(words) for words in ("What I understood", *SECTIONS, "*References*", "Worth adding")]
    assert places == sorted(places)
    assert "stage IV" in post.arguments["text"].partition("\n")[0]
    assert re.search(r"\[\d+\]|\u2022|<http", post.arguments["text"]) is None
    assert "Decision support for clinicians" in shown
    statuses = [call.arguments["status"] for call in calls(slack, "assistant.threads.setStatus", 2)]
    assert {"Reading the case", ""} & set(statuses)
    assert all(call.arguments["channel_id"] == "C0TUMOUR" for call in calls(slack, "assistant.threads.setStatus"))


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.word != "help"], ids=lambda one: one.word)
def test_each_lookup_says_by_slash_by_mention_and_by_exclamation_mark_what_the_terminal_says(
    command: Command, bot: Door, slack: FakeSlack, real_consultant: "Consultant"
) -> None:
    head = real_consultant.factor(command.usage).reply.partition(". ")[0].partition(" [")[0]
    bot.command(command.usage)
    (told,) = slack.wait_for_responses()
    assert told.arguments["response_type"] == "ephemeral"
    assert head in told.blocks_text.replace("\u00a0", " ").replace("*", "")
    assert "Share with channel" in [button["text"]["text"] for button in told.buttons]
    thread = slack.new_ts()
    for number, text in enumerate((f"<@{BOT_USER}> {command.usage}", f"!{command.usage}"), start=1):
        bot.event(message(slack.new_ts(), text, thread_ts=thread))
        post = slack.wait_for_posts(number, thread, 10)[-1]
        assert head in post.blocks_text.replace("\u00a0", " ").replace("*", "")


@pytest.mark.parametrize(("text", "said"), IMPOSSIBLE.items(), ids=[text or "nothing" for text in IMPOSSIBLE])
def test_a_lookup_that_cannot_be_answered_says_what_would_be_right(
    text: str, said: str, bot: Door, slack: FakeSlack
) -> None:
    bot.command(text)
    (told,) = slack.wait_for_responses()
    assert said in told.arguments["text"]
    assert "Something went wrong" not in told.arguments["text"]


def test_casual_words_after_an_exclamation_mark_are_no_command(bot: Door, slack: FakeSlack) -> None:
    thread = slack.new_ts()
    for text in ("!nice work", "! great", "!grade was high, I think", "!!!"):
        bot.event(message(slack.new_ts(), text, thread_ts=thread))
    assert slack.wait_for_posts(1, thread, 0.3) == []


def test_the_buttons_give_more_sources_a_chart_and_a_sheet(bot: Door, slack: FakeSlack) -> None:
    post = answered(bot, slack)
    thread = post.arguments["thread_ts"]
    press(bot, slack, post, "Show more")
    assert len(slack.wait_for_posts(2, thread, 10)) >= 2
    press(bot, slack, post, "Show sources")
    view = calls(slack, "views.open")[0].arguments["view"]
    assert "statements carry a citation" in texts(view["blocks"])[0]
    assert any("in the source" in text for text in texts(view["blocks"]))
    for label in ("Chart", "Tumour-board sheet"):
        press(bot, slack, post, label)
    names = {file.filename for file in slack.wait_for_files(2, thread)}
    assert names == {"netboard-survival.png", "netboard-tumour-board-sheet.pdf"}


def test_a_correction_changes_the_answer_where_it_stands(bot: Door, slack: FakeSlack) -> None:
    post = answered(bot, slack)
    press(bot, slack, post, "Correct the case")
    view = calls(slack, "views.open")[0].arguments["view"]
    assert bot.interact(fake_modals.submit(view, ki67="30 %", stated_grade=None)) == {}
    shown = slack.wait_until_shown(
        post.arguments["thread_ts"], lambda said: any("updated by a colleague" in one for one in said), 15
    )
    assert "grade 3" in shown[0].arguments["text"].lower()


def test_what_an_answer_asks_back_is_answered_in_a_form(bot: Door, slack: FakeSlack) -> None:
    post = answered(bot, slack)
    press(bot, slack, post, "Mitotic count?")
    view = calls(slack, "views.open")[0].arguments["view"]
    assert bot.interact(fake_modals.submit(view, typed="25 per 2 mm2")) == {}
    posts = slack.wait_for_posts(2, post.arguments["thread_ts"], 15)
    assert "25 mitoses" in posts[1].blocks_text


def test_a_thumb_down_asks_why(bot: Door, slack: FakeSlack) -> None:
    post = answered(bot, slack)
    bot.interact(fake_modals.press(thumb(post, "negative"), post, slack.response_url()))
    view = calls(slack, "views.open")[0].arguments["view"]
    assert bot.interact(fake_modals.submit(view, reasons=["wrong_figure"], comment="", keep=[])) == {}


def test_a_message_is_asked_about_privately_then_shared(bot: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    bot.interact(fake_modals.shortcut(CASE, ts, slack.response_url()))
    view = calls(slack, "views.open")[0].arguments["view"]
    assert bot.interact(fake_modals.submit(view)) == {}
    private = slack.wait_for_responses(timeout=15)[-1]
    assert slack.posts() == []
    press(bot, slack, private, "Share with channel", user=BEN, private=True)
    assert slack.posts() == []
    press(bot, slack, private, "Share with channel", private=True)
    posts = slack.wait_for_posts(1, ts, 10)
    assert texts(posts[0].arguments["blocks"])[0] == f"Shared by <@{ANNA}>"


def test_home_shows_counts_to_administrators_alone_and_its_examples_are_answered(bot: Door, slack: FakeSlack) -> None:
    answered(bot, slack)
    for user in (ANNA, BEN):
        bot.event({"type": "app_home_opened", "user": user, "channel": "D0HOME", "tab": "home"})
    shown = {call.arguments["user_id"]: "\n".join(texts(call.arguments["view"]["blocks"])) for call in calls(
        slack, "views.publish", 2
    )}  # fmt: skip
    for text in shown.values():
        assert "I answer questions about patients with neuroendocrine tumours" in text
        assert "checked in their source" in text
        assert "Answer me privately in channels" in str(slack.calls)
    assert "For administrators" in shown[ANNA]
    assert "for 30 days" in shown[ANNA]
    assert "<#C0TUMOUR>" in shown[ANNA]
    assert "For administrators" not in shown[BEN]
    payload = {
        "type": "block_actions", "user": {"id": BEN, "username": "ben", "team_id": "T0NET"}, "api_app_id": "A1",
        "team": {"id": "T0NET", "domain": "x"}, "trigger_id": "1.2.3", "container": {"type": "view", "view_id": "V0"},
        "view": {"id": "V0HOME", "type": "home", "blocks": [], "private_metadata": ""},
        "actions": [{"type": "button", "block_id": "b", "action_ts": "1.2", "action_id": "home_try:3", "value": "3"}],
    }  # fmt: skip
    bot.interact(payload)
    assert "G2 by WHO 2022" in str(calls(slack, "views.update")[0].arguments["view"])


def test_a_direct_message_has_prompts_a_title_and_an_answer_in_its_thread(bot: Door, slack: FakeSlack) -> None:
    bot.event({"type": "app_home_opened", "user": ANNA, "channel": "D0ANNA", "tab": "messages"})
    (prompts,) = calls(slack, "assistant.threads.setSuggestedPrompts")
    assert prompts.arguments["channel_id"] == "D0ANNA"
    ts = slack.new_ts()
    bot.event(message(ts, CASE, channel="D0ANNA"))
    assert len(slack.wait_for_posts(1, ts, 15)) == 1
    assert calls(slack, "assistant.threads.setTitle")[0].arguments["title"] == "Pancreatic NET, G2"


def test_an_edited_question_is_answered_anew_and_a_deleted_one_takes_its_answer_along(
    bot: Door, slack: FakeSlack
) -> None:
    asked = mention(slack.new_ts(), CASE)
    bot.event(asked)
    slack.wait_for_posts(1, asked["ts"], 15)
    bot.event(edited(asked, f"<@{BOT_USER}> {CASE.replace('8%', '30%').replace('G2 ', '')}", slack.new_ts()))
    shown = slack.wait_until_shown(asked["ts"], lambda said: said and said[0].startswith("Updated after an edit"), 15)
    assert len(shown) == 1
    assert "grade 3" in shown[0].arguments["text"].lower()
    bot.event(deleted(asked, slack.new_ts()))
    assert slack.wait_until_shown(asked["ts"], lambda said: not said, 10) == []


def test_a_picture_gets_a_word_and_another_apps_message_none(bot: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    scan = {"id": "F0SCAN", "name": "scan.png", "mimetype": "image/png", "filetype": "png"}
    bot.event(message(ts, "", channel="D0ANNA", subtype="file_share", files=[scan]))
    (post,) = slack.wait_for_posts(1, ts)
    assert post.arguments["text"] == "I read text only: paste the report."
    other = slack.new_ts()
    bot.event(mention(other, CASE, bot_id="B0OTHER"))
    assert slack.wait_for_posts(1, other, 0.3) == []
