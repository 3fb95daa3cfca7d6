"""What views put before themselves; the doors stand in `journal`, the lowest package with pages."""

from giaoviec.agencies.middleware import ActorMiddleware
from giaoviec.journal.doors import Request, go, need, say, signed_in

__all__ = ["ActorMiddleware", "Request", "go", "need", "say", "signed_in"]
