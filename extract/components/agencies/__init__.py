"""Police bodies in a report."""

from extract.components.agencies.component import Agencies, make_agencies
from extract.components.agencies.home import home_of

__all__ = ["Agencies", "home_of", "make_agencies"]
