"""Names of provinces and provincial seats, for the place in a letterhead. Facts of public record, two eras."""

from .words import fold

_NAMES = """An Giang|Bà Rịa - Vũng Tàu|Bà Rịa|Vũng Tàu|Bắc Giang|Bắc Kạn|Bạc Liêu|Bắc Ninh|Bến Tre|Bình Định|Bình Dương
Bình Phước|Bình Thuận|Cà Mau|Cần Thơ|Cao Bằng|Đà Nẵng|Đắk Lắk|Đắk Nông|Đăk Lăk|Đăk Nông|Điện Biên|Đồng Nai|Đồng Tháp
Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum
Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam
Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang
Hồ Chí Minh|TP. Hồ Chí Minh|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái|Huế|Phan Thiết|Đà Lạt|Gia Nghĩa|Biên Hòa
Buôn Ma Thuột|Pleiku|Quy Nhơn|Nha Trang|Tuy Hòa|Tam Kỳ|Đông Hà|Đồng Hới|Vinh|Hạ Long|Việt Trì|Mỹ Tho|Cao Lãnh|Tân An
Rạch Giá|Long Xuyên|Vị Thanh|Phan Rang - Tháp Chàm|Phan Rang|Thủ Dầu Một|Đồng Xoài|Hoa Lư|Phủ Lý|Hưng Yên|Thanh Hóa
Sầm Sơn|Lai Châu|Điện Biên Phủ|Sơn La|Nam Kỳ|Hà Tiên|Bảo Lộc|La Gi|Cam Ranh"""
KNOWN = frozenset(fold(name) for line in _NAMES.splitlines() for name in line.split("|"))
NAMES = tuple(sorted({name for line in _NAMES.splitlines() for name in line.split("|")}, key=len, reverse=True))
_KINDS = ("thành phố ", "tp. ", "tp.", "tp ", "tỉnh ", "thị xã ", "huyện ", "xã ", "phường ", "đặc khu ", "quận ")


def is_place(text: str) -> bool:
    """Is this the name of a province or a seat, or of any unit that says its kind (thành phố, xã …)?"""
    low = fold(" ".join(text.split()))
    if low in KNOWN:
        return True
    return any(low.startswith(kind) and 0 < len(low) - len(kind) <= 25 for kind in _KINDS)
