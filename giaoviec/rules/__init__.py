"""The rule book: pure functions over small facts and a date; standard library only, no clock, no I/O."""
