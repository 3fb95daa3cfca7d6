"""Packages of other document systems in, answers about their state out (1.3, 3.2, 9.5)."""
