"""Requests and pages as crawling and checking both make them."""

from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.lists import Step
from crawler.site import Site
from schema.models import Page, utc_now

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def pace(settings: BaseSettings, site: Site) -> None:
    """Set what the site file says of the pace and of certificates; `BLOTTER_DELAY` overrules its delay."""
    asked = settings.get("BLOTTER_DELAY")
    settings.set("DOWNLOAD_DELAY", site.delay if asked in (None, "") else float(asked), priority="spider")
    settings.set("DOWNLOAD_VERIFY_CERTIFICATES", site.check_certificate, priority="spider")


def list_request(step: Step, callback: Callable[..., Any], errback: Callable[..., Any]) -> Request:
    """Give the request for a list page."""
    request = Request(step.url, callback=callback, errback=errback)  # with dont_filter it could be led off the site
    return request.replace(method="POST", body=step.form, headers=_FORM) if step.form else request


def as_page(response: Response, url: str, site: str | None) -> Page:
    """Give a response to a request for `url` as a page to store."""
    headers = {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values)
        for name, values in response.headers.items()
    }
    return Page(
        url=url,
        final_url=response.url,
        site=site,
        fetched_at=utc_now(),
        status=response.status,
        headers=headers,
        body=response.body,
    )
