"""A request in Vietnamese, offline: from its words to what a list or the figures are narrowed to."""

from giaoviec.rules.asking.names import Named, Names, agency_forms, person_forms
from giaoviec.rules.asking.readers import Part
from giaoviec.rules.asking.reading import Understood, understand

__all__ = ["Named", "Names", "Part", "Understood", "agency_forms", "person_forms", "understand"]
