"""What is typed on the pages of the Office's oversight, a room for each capability."""
