"""The pages that stand above all others: desks, search, saved lists, journal, guide, feed, errors."""
