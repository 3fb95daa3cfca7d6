"""One archive that installs, upgrades and goes back on a machine with Python and no network (`docs/install.md`)."""
