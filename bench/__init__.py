"""What the product costs: `python3 dev.py bench [NAME]`."""
