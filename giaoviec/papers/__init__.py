"""Official papers: what a letter or report says as data, and the same as Word, laid out by NĐ 30/2020/NĐ-CP."""
