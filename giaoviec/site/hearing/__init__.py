"""A request in Vietnamese, heard for somebody: the names that he may use, the list or the figures that it means."""
