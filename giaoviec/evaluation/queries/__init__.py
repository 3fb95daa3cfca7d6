"""What evaluation reads: the tasks of a year as they stood, and sheets and contests as an actor may see them."""
