"""What the pages of the figures show: questions, tables, lists, differences and pictures, ready to be drawn."""
