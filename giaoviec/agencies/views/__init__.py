"""Pages: signing in, one's own account, and the administration of agencies and people."""
