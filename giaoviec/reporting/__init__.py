"""Figures over sets of assignments, the lists behind them, what moved between two days; reports that are frozen."""
