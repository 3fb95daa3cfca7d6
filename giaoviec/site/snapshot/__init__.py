"""The present in one file for days without a server: what a leader sees, static, signed, read in any browser."""
