"""Whether the Regulation itself is kept (11.1): counted from duties, clause by clause, agency by agency."""
