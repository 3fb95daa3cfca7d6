"""The profiles that are shipped: Bình Thuận's of 2015, and a fictional one that shows what another province changes."""

from giaoviec.rules.profile import Profile
from giaoviec.rules.profiles.binh_thuan import BINH_THUAN
from giaoviec.rules.profiles.fictional import CAO_NGUYEN_XANH

PROFILES: tuple[Profile, ...] = (BINH_THUAN, CAO_NGUYEN_XANH)

__all__ = ["BINH_THUAN", "CAO_NGUYEN_XANH", "PROFILES"]
