"""`/bao-cao-van-ban/`: the register of written reports (6.1, end): received, and demanded but not yet received."""

from __future__ import annotations
