"""Evaluation (Article 12): sheets of a year, contests, the scheme, the lock."""
