"""`/chuong-trinh/`: the yearly work programmes (2.2b) with the progress of their tasks."""

from __future__ import annotations
