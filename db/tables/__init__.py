"""The tables: one model for SQLite and PostgreSQL.

Pages and their versions are what was fetched; reports, events and facts are what was read from them; links and
identities say which events of different reports are one. Rows of events and facts stand only for reports in force
(`is_current`): what an earlier extractor version said is kept whole in `reports.document`.
"""

from db.tables.base import Base, plain
from db.tables.identities import EventLink, Identity, LinkVeto, ReportLink, ReportShingle
from db.tables.pages import CrawlMark, Page, PageVersion, Run, RunCount, Site, UnreadablePage
from db.tables.reports import Event, EventAgency, EventEvidence, EventOffence, EventPlace, Fact, Mention, Report

__all__ = [
    "Base",
    "CrawlMark",
    "Event",
    "EventAgency",
    "EventEvidence",
    "EventLink",
    "EventOffence",
    "EventPlace",
    "Fact",
    "Identity",
    "LinkVeto",
    "Mention",
    "Page",
    "PageVersion",
    "Report",
    "ReportLink",
    "ReportShingle",
    "Run",
    "RunCount",
    "Site",
    "UnreadablePage",
    "plain",
]
