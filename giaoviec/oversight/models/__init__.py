"""What the Office does so that work moves (Articles 8–10, 13), a room for each capability."""

from giaoviec.oversight.models.support import KINDS, Suggestion

__all__ = ["KINDS", "Suggestion"]
