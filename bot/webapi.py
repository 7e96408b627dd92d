"""Slack's Web API: the client, with its retries, and what may be tried again."""

import copy
import re
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, ServerErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.failure import slack_code
from bot.ratelimit import NotedRateLimit
from bot.render.limits import SlackMessage

TIMEOUT_S = 20
IMPATIENT_S = 3
METHOD_SCOPES: Mapping[str, str | None] = {
    "api_test": None,
    "apps_connections_open": None,  # by the app-level token
    "assistant_threads_setStatus": "chat:write",
    "assistant_threads_setSuggestedPrompts": "assistant:write",
    "assistant_threads_setTitle": "assistant:write",
    "auth_test": None,
    "chat_delete": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_history": "channels:history",  # and groups:history, im:history: after the kind of channel
    "conversations_replies": "channels:history",
    "files_completeUploadExternal": "files:write",
    "files_delete": "files:write",
    "files_getUploadURLExternal": "files:write",
    "views_open": None,
    "views_publish": None,
    "views_update": None,
}
"""Every method of the Web API that the bot calls, each with the scope that it needs."""
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)

FAILED = (SlackApiError, OSError, ValueError, HTTPException)
"""What a call raises that did not end well: Slack said no, it was not reached, or its answer did not come whole."""
_UNCERTAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's codes for an error of its own, before which it may have done what it was asked."""


class ResponseRefusedError(RuntimeError):
    """Slack did not take a private reply, or the bytes of a file; the message is its status code."""


def web_client(token: str | None, api_url: str | None, *, is_patient: bool = True) -> WebClient:
    """The client for the workspace's own Slack; ``api_url`` is another base, such as GovSlack's.

    One that is not patient neither waits long nor tries again: for courtesies that are of no use later.
    """
    base = f"{api_url.rstrip('/')}/" if api_url else WebClient.BASE_URL
    timeout, retries = (TIMEOUT_S, _retries()) if is_patient else (IMPATIENT_S, [])
    client = WebClient(token=token, base_url=base, timeout=timeout, retry_handlers=retries)
    if is_direct(base):
        client.proxy = None
    return client


def careful(client: WebClient) -> WebClient:
    """The same client, which does not of itself ask again for what Slack may have done already.

    Slack has no key by which it would know the same call again: ``client_msg_id`` is for its own apps only.
    """
    one = copy.copy(client)
    one.retry_handlers = [
        # an error of this type arises before an answer is awaited: the call did not arrive
        ConnectionErrorRetryHandler(max_retry_count=2, error_types=[URLError]),
        NotedRateLimit(max_retry_count=4),
    ]
    return one


def authorize_url(api_url: str | None) -> str:
    """Slack's page that asks whether to install the app; another Web API base has its own."""
    base = api_url.rstrip("/").removesuffix("/api") if api_url else "https://slack.com"
    return f"{base}/oauth/v2/authorize"


def respond(response_url: str, message: SlackMessage, *, replace: bool = False) -> None:
    """Send a reply that only the asker sees; with ``replace`` in the place of the message that was acted on.

    Raises ResponseRefusedError where Slack does not take it, as half an hour after the question.
    """
    client = WebhookClient(response_url, timeout=TIMEOUT_S, retry_handlers=_retries())
    if is_direct(response_url):
        client.proxy = None
    response = client.send(
        text=message.text,
        blocks=list(message.blocks),
        response_type="ephemeral",
        replace_original=replace,
        unfurl_links=False,
        unfurl_media=False,
    )
    if response.status_code >= 400:
        raise ResponseRefusedError(str(response.status_code))


def send_file(upload_url: str, content: bytes) -> None:
    """Send the bytes of a file to the address that Slack gave for them; nobody sees it yet. Raises OSError, or
    ResponseRefusedError where Slack does not take it.
    """
    proxies = urllib.request.ProxyHandler({} if is_direct(upload_url) else None)
    headers = {"Content-Type": "application/octet-stream"}
    request = urllib.request.Request(upload_url, data=content, headers=headers, method="POST")  # noqa: S310 - Slack's
    with urllib.request.build_opener(proxies).open(request, timeout=TIMEOUT_S) as response:
        if response.status != 200:
            raise ResponseRefusedError(str(response.status))


def is_address(url: str) -> bool:
    """Whether a setting is a web address that can be asked, with a number for a port if there is one."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def host(url: str) -> str:
    """Where an address leads to, without a user and a password that may stand in it."""
    return urlsplit(url).netloc.rpartition("@")[2]


def is_direct(url: str) -> bool:
    """Whether an address is reached without the proxy of the environment; the SDK's socket does not ask."""
    name = urlsplit(url).hostname or ""
    return name in {"localhost", "127.0.0.1", "::1"} or bool(urllib.request.proxy_bypass(name))


def may_pass(error: Exception) -> bool:
    """Whether the same call may succeed later: no connection, too many calls, a fault at Slack's end."""
    if isinstance(error, HTTPError):
        return error.code == 429 or error.code >= 500
    if not isinstance(error, SlackApiError):
        return True
    status = getattr(error.response, "status_code", None)
    is_busy = isinstance(status, int) and (status == 429 or status >= 500)
    return is_busy or slack_code(error) in _PASSING or not _is_slacks(error)


def was_refused(error: BaseException | None) -> bool:
    """Whether Slack surely did not do what it was asked: it said so, or the call did not reach it."""
    if isinstance(error, SlackApiError):
        status = getattr(error.response, "status_code", None)
        if isinstance(status, int) and status >= 400:
            return status < 500
        return _is_slacks(error) and slack_code(error) not in _UNCERTAIN
    if isinstance(error, HTTPError):
        return error.code < 500
    return isinstance(error, URLError)


def _is_slacks(error: SlackApiError) -> bool:
    """Whether it was Slack that answered, with a code of its own, and not something on the way, with a page."""
    return re.fullmatch(r"[a-z0-9_]+", slack_code(error) or "") is not None


def _retries() -> list[RetryHandler]:
    return [
        ConnectionErrorRetryHandler(max_retry_count=2),
        NotedRateLimit(max_retry_count=4),
        ServerErrorRetryHandler(max_retry_count=2),
    ]
