"""What happens when things go wrong, measured: `python3 dev.py faults [NAME] [--long]`."""
