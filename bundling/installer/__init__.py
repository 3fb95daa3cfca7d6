"""The installer: standard library only, so that a bare Python of 3.11 or newer runs it out of the bundle."""
