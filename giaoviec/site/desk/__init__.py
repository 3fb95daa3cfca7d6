"""What stands on a desk, for each role: rows of what is owed, the week, what came back, whom one looks after."""
