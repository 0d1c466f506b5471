"""Whether a body that is named acts in what a report tells, leads, or only helps."""

import re
from typing import Literal

from extract.components.agencies.bodies import Body, Registry
from extract.components.agencies.lexicon import words

CONTEXT = ".context"
SUPERIOR = ".superior"
QUOTED = re.compile(r"[“\"‘][^“”\"‘’]{0,24}$")
QUOTE_ENDS = re.compile(r"[^“”\"‘’,。]{0,6}[”\"’]")


class Acting:
    """Reads the words around a body."""

    def __init__(self) -> None:
        self.pretence = re.compile(rf"(?:{words('pretence')})[^,。;]{{0,14}}$")
        self.under = re.compile(rf"[^,。;、]{{0,8}}?(?:{words('support_under')})")
        self.support = re.compile(rf"[^,。;]{{0,4}}?(?:{words('support')})")
        self.background = re.compile(rf"[^,。;、]{{0,2}}?(?:{words('background')})")
        self.spokesman = re.compile(rf"[^,。;、]{{0,14}}?(?:{words('spokesman')})")
        self.reports = re.compile(rf"[^。;]{{0,12}}?(?:{words('reports')})")
        self.superior = re.compile(rf"[^,。;、]{{0,3}}?(?:{words('superior')})")
        self.according = re.compile(rf"(?:{words('according')})[^,。;]{{0,20}}$")
        self.ordered = re.compile(rf"[^,。;]{{0,14}}?(?:{words('ordered')})")
        self.receives = re.compile(rf"(?:{words('receives')}|@)$")
        self.publishes = re.compile(rf"(?:{words('publishes')})")
        self.heard = re.compile(rf"(?:{words('heard')})")

    def is_claimed(self, text: str, body: Body) -> bool:
        """Say whether somebody only pretends to be of a body, or the body stands in quoted talk."""
        before = text[max(0, body.start - 18) : body.start]
        quoted = QUOTED.search(before) is not None and QUOTE_ENDS.match(text, body.end) is not None
        return self.pretence.search(before) is not None or (quoted and body.rule != "ministry")

    def name(self, text: str, body: Body, registry: Registry) -> str:
        """Give the name that counts: where a head of a section speaks for its bureau, the bureau's."""
        in_one_run = body.rule == "section" or (body.rule == "ministry" and text.startswith("公安部", body.start))
        speaks = not body.whole and in_one_run and self.spokesman.match(text, body.end) is not None
        return body.base if speaks and body.base and body.name.startswith(body.base) else body.name

    def rule(self, text: str, body: Body, title: str) -> str:
        """Give the rule of a body's hit, marked where the body is named without acting or only stands above those who do."""
        before = text[max(0, body.start - 24) : body.start]
        ordered = self.according.search(before) and self.ordered.match(text, body.end)
        if ordered or self.receives.search(before) or self.publishes.match(text, body.end):
            return body.rule + CONTEXT
        if body.rule == "ministry":
            if self.background.match(text, body.end) and "公安部" not in title and "全国" not in title:
                return body.rule + CONTEXT
            return body.rule + SUPERIOR if self.superior.match(text, body.end) else body.rule
        if body.rule == "section" and before.endswith("从") and self.heard.match(text, body.end):
            return body.rule + CONTEXT
        if body.rule == "station" and self.reports.match(text, body.end):
            return body.rule + CONTEXT
        return body.rule

    def is_received_by(self, text: str, start: int) -> bool:
        """Say whether people or cases are handed to the police that stand at an offset."""
        return self.receives.search(text[max(0, start - 6) : start]) is not None

    def role(self, text: str, start: int, end: int) -> Literal["lead", "support"]:
        """Say whether a body leads or, by the words around it, only helped."""
        under = "在" in text[max(0, start - 12) : start] and self.under.match(text, end)
        return "support" if under or self.support.match(text, end) else "lead"
