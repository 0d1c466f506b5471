"""Why a request gave no page, in words for a user, and whether asking again later can help."""

from dataclasses import dataclass

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

FORBIDDEN = "robots.txt forbids it"
GONE = frozenset({404, 410})
"""Statuses that last. Others may be a firewall's answer to a busy hour: 403, 521, or a redirect to its own page."""

_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "the host's name is unknown"),
    (DownloadConnectionRefusedError, "the connection was refused"),
    (DownloadTimeoutError, "no answer in time"),
    (DownloadCancelledError, "the answer is larger than allowed"),
    (ResponseDataLossError, "the answer broke off"),
    (DownloadFailedError, "the connection failed"),
)


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be fetched: by RFC 9309 (2.3.1.4) the site counts as closed for now."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no page. `lasting` says that asking again will give nothing; `status` is the HTTP status if any."""

    words: str
    lasting: bool
    status: int | None = None

    @property
    def forbidden(self) -> bool:
        """Whether robots.txt forbids the address."""
        return self.words == FORBIDDEN


def error_of(failure: Failure) -> BaseException:
    """Give the exception in a failure."""
    return failure.value or RuntimeError("no error given")


def explain(error: BaseException) -> Reason:
    """Say why a request failed."""
    if isinstance(error, HttpError):
        status = error.response.status
        return Reason(f"HTTP status {status}", status in GONE, status)
    if isinstance(error, RobotsUnreachable):
        return Reason(f"robots.txt could not be fetched, so the site is left alone: {error}", lasting=False)
    if isinstance(error, IgnoreRequest):
        words = str(error)
        return Reason(FORBIDDEN if "robots.txt" in words else words[:1].lower() + words[1:], "robots.txt" in words)
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return Reason(words, lasting=kind is DownloadCancelledError)
    return Reason(f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": "), lasting=False)
