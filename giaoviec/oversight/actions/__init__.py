"""What the Office, and the calendar for it, does so that work moves."""

from giaoviec.oversight.actions.tick import tick

__all__ = ["tick"]
