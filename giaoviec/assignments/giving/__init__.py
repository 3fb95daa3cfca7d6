"""The giving screen, `/van-ban/<id>/giao-viec/`: the original on the left, its tasks on the right (7.1, 6.1c–e)."""
