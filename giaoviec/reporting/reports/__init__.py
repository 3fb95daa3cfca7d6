"""What a report of a period says: its lines, figures and words, and the same as paper, workbook and JSON."""
