"""Reads of the Office's oversight, a room for each capability."""
