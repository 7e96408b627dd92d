"""Rate limit: Slack's 429, waited out as Slack says and noted in the log."""

from typing import Any

import structlog
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.http_retry.response import HttpResponse

log = structlog.get_logger()


class NotedRateLimit(RateLimitErrorRetryHandler):
    """The SDK's own handler, which says how often it was needed."""

    def can_retry(self, *, response: HttpResponse | None = None, **asked: Any) -> bool:
        """Whether to wait and call again; every 429 is noted, the one after which nothing is tried again too."""
        if response is not None and response.status_code == 429:
            log.warning("slack_rate_limited", attempt=asked["state"].current_attempt + 1)
        return super().can_retry(response=response, **asked)
