"""Every write on tasks and assignments: one verb, one transaction, one event."""
