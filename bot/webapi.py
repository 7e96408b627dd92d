"""Slack's Web API: the client, with its retries, and what may be tried again."""

import urllib.request
from urllib.error import HTTPError
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
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)


def web_client(token: str, api_url: str | None) -> WebClient:
    """The client for the workspace's own Slack; ``api_url`` is another base, such as GovSlack's."""
    base = f"{api_url.rstrip('/')}/" if api_url else WebClient.BASE_URL
    client = WebClient(token=token, base_url=base, timeout=TIMEOUT_S, retry_handlers=_retries())
    if is_direct(base):
        client.proxy = None
    return client


def respond(response_url: str, message: SlackMessage) -> None:
    """Send a reply that only the asker of a slash command sees."""
    client = WebhookClient(response_url, timeout=TIMEOUT_S, retry_handlers=_retries())
    if is_direct(response_url):
        client.proxy = None
    client.send(
        text=message.text,
        blocks=list(message.blocks),
        response_type="ephemeral",
        unfurl_links=False,
        unfurl_media=False,
    )


def is_direct(url: str) -> bool:
    """Whether an address is reached without the proxy of the environment; the SDK's socket does not ask."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "127.0.0.1", "::1"} or bool(urllib.request.proxy_bypass(host))


def may_pass(error: Exception) -> bool:
    """Whether the same call may succeed later: no connection, too many calls, a fault at Slack's end."""
    if isinstance(error, HTTPError):
        return error.code == 429 or error.code >= 500
    if not isinstance(error, SlackApiError):
        return True
    status = getattr(error.response, "status_code", None)
    return slack_code(error) in _PASSING or (isinstance(status, int) and (status == 429 or status >= 500))


def _retries() -> list[RetryHandler]:
    return [
        ConnectionErrorRetryHandler(max_retry_count=2),
        NotedRateLimit(max_retry_count=4),
        ServerErrorRetryHandler(max_retry_count=2),
    ]
