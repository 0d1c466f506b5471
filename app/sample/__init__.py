"""The sample site that ships with Blotter: made-up sites with retold reports, rendered when they are asked for."""

from app.sample.catalogue import pages

__all__ = ["pages"]
