"""Charts and tumour-board sheets in Slack: a button pressed, a file in the thread, by way of the three upload steps."""

import io
import json
import time
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from bot import log as bot_log
from tests.scenarios.answers import SAFETY, FakeConsultant, survival
from tests.scenarios.conftest import running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, Call, FakeSlack, Fault
from tests.scenarios.payloads import mention, message

CASE = "Greta Huber, G2 pNET with Ki-67 8% and liver metastases. Prognosis?"
READ = CASE.replace("Greta Huber", "[name]")


def answered(door: Door, slack: FakeSlack, consultant: FakeConsultant, channel: str = "C0TUMOUR") -> Call:
    """An answer with a chart to draw, in its thread."""
    consultant.findings = (survival(),)
    ts = slack.new_ts()
    door.event(mention(ts, CASE, channel=channel))
    return slack.wait_for_posts(1, ts)[0]


def pressed(door: Door, slack: FakeSlack, post: Call, label: str, ts: str, **more: bool) -> float:
    button = next(button for button in post.buttons if button["text"]["text"] == label)
    return door.press(button, post, ts, **more)


def test_an_answer_offers_a_chart_and_a_sheet_beside_the_longer_answer(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    post = answered(door, slack, consultant)
    labels = [button["text"]["text"] for button in post.buttons]
    assert labels == ["Show more", "Show sources", "Correct the case", "Chart", "Tumour-board sheet"]
    assert len({button["value"] for button in post.buttons}) == 1


def test_an_answer_without_cohorts_offers_no_chart(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    consultant.findings = (survival(status="cannot_assign", value=None, statement="No stage is given."),)
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    labels = [button["text"]["text"] for button in slack.wait_for_posts(1, ts)[0].buttons]
    assert labels == ["Show more", "Show sources", "Correct the case", "Tumour-board sheet"]


@pytest.mark.parametrize("channel", ["C0TUMOUR", "D0ANNA"])
def test_chart_posts_the_picture_with_its_description_in_the_thread(
    channel: str, door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    post = answered(door, slack, consultant, channel)
    assert pressed(door, slack, post, "Chart", slack.new_ts()) < 1
    (file,) = slack.wait_for_files(1, post.arguments["thread_ts"])
    assert file.filename == "netboard-survival.png"
    assert file.content is not None
    assert Image.open(io.BytesIO(file.content)).format == "PNG"
    assert file.alt_txt is not None
    assert "Best fit: stage IV pancreatic NET of one centre; overall survival at 5 years 56 %" in file.alt_txt
    assert file.shared is not None
    assert file.shared["channel_id"] == channel
    assert [title["title"] for title in json.loads(file.shared["files"])] == ["Survival in published cohorts"]


def test_the_sheet_is_posted_as_one_page_whose_text_can_be_read(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    post = answered(door, slack, consultant)
    pressed(door, slack, post, "Tumour-board sheet", slack.new_ts())
    (file,) = slack.wait_for_files(1, post.arguments["thread_ts"])
    assert file.filename == "netboard-tumour-board-sheet.pdf"
    assert file.content is not None
    pages = PdfReader(io.BytesIO(file.content)).pages
    assert len(pages) == 1
    assert SAFETY in " ".join(pages[0].extract_text().split())


def test_chart_and_sheet_of_one_answer_both_come_and_each_comes_once(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    post = answered(door, slack, consultant)
    ts = slack.new_ts()
    for label in ("Chart", "Tumour-board sheet", "Chart", "Tumour-board sheet", "Show more"):
        pressed(door, slack, post, label, ts)
    files = slack.wait_for_files(2, post.arguments["thread_ts"])
    time.sleep(0.3)
    assert sorted(file.filename for file in files) == ["netboard-survival.png", "netboard-tumour-board-sheet.pdf"]
    assert len(slack.wait_for_posts(2, post.arguments["thread_ts"])) == 2


def test_no_word_of_the_message_is_in_names_values_descriptions_or_the_files(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    post = answered(door, slack, consultant)
    ts = slack.new_ts()
    for label in ("Chart", "Tumour-board sheet"):
        pressed(door, slack, post, label, ts)
    for file in slack.wait_for_files(2, post.arguments["thread_ts"]):
        assert "Greta" not in f"{file.filename} {file.alt_txt} {file.shared}"
        if file.filename.endswith(".png"):
            assert "Greta" not in str(Image.open(io.BytesIO(file.content or b"")).info)
        else:
            assert "Greta" not in str(PdfReader(io.BytesIO(file.content or b"")).metadata)
    assert all("Greta" not in str(button) for button in post.buttons)


def test_an_answer_that_only_its_asker_sees_puts_no_file_where_others_see_it(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    post = answered(door, slack, consultant)
    for label in ("Chart", "Tumour-board sheet"):
        pressed(door, slack, post, label, slack.new_ts(), is_ephemeral=True)
    time.sleep(0.5)
    assert slack.wait_for_files(0, post.arguments["thread_ts"]) == []


def test_a_button_brought_to_another_channel_gives_nothing(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    post = answered(door, slack, consultant)
    elsewhere = Call(post.method, {**post.arguments, "channel": "C0OTHER"}, post.at)
    before = len(slack.uploads)
    pressed(door, slack, elsewhere, "Chart", slack.new_ts())
    time.sleep(0.3)
    assert len(slack.uploads) == before


@pytest.mark.parametrize(
    ("step", "fault", "code"),
    [
        ("files.getUploadURLExternal", Fault(200, {}, '{"ok": false, "error": "missing_scope"}'), "missing_scope"),
        ("files.getUploadURLExternal", Fault(200, {}, '{"ok": false, "error": "file_uploads_disabled"}'), None),
        ("upload", Fault(403, {}, "forbidden"), None),
        ("upload", Fault(204, {}, ""), None),
        ("files.completeUploadExternal", Fault(200, {}, '{"ok": false, "error": "channel_not_found"}'), None),
    ],
)
def test_an_upload_that_slack_refuses_is_one_sentence_with_an_id(
    step: str, fault: Fault, code: str | None, slack: FakeSlack, tmp_path: Path
) -> None:
    stream, consultant = io.StringIO(), FakeConsultant()
    bot_log.configure(stream)
    with running(slack, consultant, tmp_path, "http") as (door, _):
        post = answered(door, slack, consultant)
        slack.fail_next(step, fault)
        pressed(door, slack, post, "Chart", slack.new_ts())
        posts = slack.wait_for_posts(2, post.arguments["thread_ts"], timeout=20)
    bot_log.configure()
    assert len(posts) == 2
    said = posts[1].arguments["text"]
    assert said.startswith("Something went wrong on our side (id ")
    assert said.endswith("The chart was not posted; please ask the question again.")
    incident = said.split("(id ")[1].split(")")[0]
    failed = [json.loads(line) for line in stream.getvalue().splitlines() if '"failed"' in line]
    assert [line["incident"] for line in failed] == [incident]
    if code:
        assert failed[0]["slack"] == code
    assert "Greta" not in stream.getvalue()


@pytest.mark.parametrize("fault", [Fault(500, {}, "upstream"), Fault(0), Fault(429, {"Retry-After": "1"}, "slow down")])
def test_an_upload_that_may_succeed_later_is_tried_again(
    fault: Fault, slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.2)
    consultant = FakeConsultant()
    with running(slack, consultant, tmp_path, "http") as (door, _):
        post = answered(door, slack, consultant)
        slack.fail_next("upload", fault)
        pressed(door, slack, post, "Chart", slack.new_ts())
        assert len(slack.wait_for_files(1, post.arguments["thread_ts"])) == 1
    assert len(slack.posts(post.arguments["thread_ts"])) == 1


def test_an_upload_that_never_succeeds_is_given_up_and_said(
    slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.2)
    monkeypatch.setattr("bot.poster.MAX_UPLOAD_AGE_S", 1.0)
    consultant = FakeConsultant()
    with running(slack, consultant, tmp_path, "http") as (door, _):
        post = answered(door, slack, consultant)
        slack.fail_next("upload", *[Fault(500, {}, "upstream")] * 50)
        pressed(door, slack, post, "Tumour-board sheet", slack.new_ts())
        posts = slack.wait_for_posts(2, post.arguments["thread_ts"], timeout=20)
    slack._faults["upload"].clear()
    assert "The tumour-board sheet was not posted" in posts[1].arguments["text"]


def test_a_chart_that_there_is_no_longer_is_one_plain_line(slack: FakeSlack, tmp_path: Path) -> None:
    consultant = FakeConsultant()
    with running(slack, consultant, tmp_path, "http") as (door, _):
        post = answered(door, slack, consultant)
        consultant.findings = ()
        pressed(door, slack, post, "Chart", slack.new_ts())
        posts = slack.wait_for_posts(2, post.arguments["thread_ts"])
    assert posts[1].arguments["text"] == "No chart: this answer compares no survival cohorts."


SCAN = [{"id": "F0SCAN", "name": "scan.png", "title": "scan", "mimetype": "image/png", "filetype": "png", "size": 9}]


@pytest.mark.parametrize("channel", ["C0TUMOUR", "D0ANNA"])
def test_a_message_of_files_alone_gets_one_word_that_text_is_read(
    channel: str, door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, "", channel=channel, files=SCAN))
    door.event(message(ts, f"<@{BOT_USER}>", channel=channel, subtype="file_share", files=SCAN, upload=False))
    (post,) = slack.wait_for_posts(1, ts)
    assert post.arguments["text"] == "I read text only: paste the report."
    assert consultant.asked == []


def test_text_with_files_is_answered_and_says_that_the_files_were_not_read(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE, files=SCAN))
    (post,) = slack.wait_for_posts(1, ts)
    assert consultant.asked == [READ]
    assert post.arguments["text"].startswith("I read text only: the attached file was not read.\n")
    assert "the attached file was not read" in post.blocks_text
