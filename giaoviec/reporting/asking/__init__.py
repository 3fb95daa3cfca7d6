"""Reports that the Office asks for (9.4): read, merged, as papers and workbooks, and what they cost."""
