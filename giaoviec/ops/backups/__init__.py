"""Backups: sealed and signed sets of the database and the files of one moment, and the proof that they can be restored.

Callers above callees: `proving` (weekly), `creating`, `restoring`, `verifying`; beneath them `sets` (folders), `parts`
(sealed archives), `manifest`, `keys`, `sqlite` and `postgresql`, `files`, `comparing`.
"""
