"""The fixed phrases of requests: what each narrows to. Without marks; the longest that fits counts.

In the table `<word>` stands for one of `WORDS` and each bracket groups; the rest is a regular expression.
"""

from __future__ import annotations

import re

from giaoviec.rules.asking.words import Word, fold

Meaning = tuple[tuple[str, str], ...]

WORDS = {
    "aux": "(da |bi |duoc |dang |co |con |van |chi |phai |tung )*",
    "done": "(xong|hoan thanh|hoan tat|lam xong|thuc hien xong|giai quyet xong|xu ly xong|ket thuc)",
    "late": "(qua <date>|tre han|cham han|cham tien do|tre tien do|cham tre|tre|cham|het <date>)",
    "date": "(thoi )?han",
    "not": "(chua|khong)",
    "obstacle": "(kho khan|vuong mac|vuong)(,? (va |hoac )?(kho khan|vuong mac))?",
    "plea": "(van ban |bao cao |ban |noi dung )?giai trinh",
    "who": "(lanh dao|nguoi|can bo|ai|dau moi)",
    "answers": "(nao |duoc |phan cong |chiu |lam )*(phu trach|trach nhiem|dau moi|lam|nhan)",
    "what": "(tinh hinh|tien do|ket qua|thuc hien|lan nao|gi|mot lan)",
    "by": "( (truc tiep|tinh|ubnd tinh|uy ban nhan dan tinh))*",
    "waits": "(dang |con )*(cho|o|doi)",
    "outside": "(ben ngoai|ngoai|cac bo|bo,? nganh|bo|trung uong)",
    "all": "(cac |khoi |nhom |toan bo |nhung )*",
    "rate": "(ty le|ti le|phan tram)",
    "each": "(theo|tung|cua tung|moi)",
}

TABLE = """
# what only makes a sentence of it
- | (cong )?viec
- | nhiem vu
- | (hay |xin |vui long )*(cho|giup) (toi|minh|em|chung toi)( (xem|biet|hoi|danh sach))*
- | cho (xem|biet|hoi)
- | (toi|minh) (muon|can)( (xem|biet|hoi|tim))*
- | (cac |nhung )?(don vi|co quan|noi|ben) nao
- | (tinh hinh|tien do|ket qua)( (thuc hien|xu ly|giai quyet))?
- | tinh den (nay|hom nay|gio)
# how things stand (QC 6.1.g), and the stages
state=overdue | <aux><late>( (ma )?<not> (<done>|thuc hien|xu ly))?
state=in_time | <not> (bi )?(qua han|tre han|tre|cham)
state=in_time | (van )?con (trong )?han
state=in_time | trong <date>
state=in_time | chua (den|toi) <date>
state=near | (sap|gan|chuan bi) (den |toi |het |qua |tre )+<date>
state=near | can han
state=near | gan han
state=near | sap han
state=claimed | (dang |con )?cho (van phong |duoc )*(xac nhan|nghiem thu|duyet)( hoan thanh)?
state=claimed | chua (duoc )?(van phong )?xac nhan
state=claimed | (da )?(gui |nop |co )*bao cao hoan thanh
state=returned | (da |bi |duoc )*(tra lai|chuyen lai|tra ve|chuyen tra)
state=given | (con |dang )?cho tiep nhan
state=given | chua (duoc )?(tiep nhan|nhan viec|nhan)
state=not_started | chua (he )?(bat dau|thuc hien|trien khai|khoi dong|lam|xu ly|tien hanh|dong den)( gi)?
state=under_way | (con |van )?dang (duoc )?(thuc hien|lam|trien khai|xu ly|tien hanh|giai quyet)
state=done | (da |duoc )*<done>
state=done | da (duoc )?(thuc hien|lam|giai quyet|xu ly)
state=on_time | (da |duoc )*(<done> |thuc hien |lam |bao cao )?(dung <date>|dung tien do|kip <date>|truoc han)
state=late | (da |duoc |nhung |bi )*(<done>|thuc hien|lam) (nhung )?(bi )?(<late>|muon|sau han|khong dung han)
state=open | (van )?<not> (duoc )?(<done>|giai quyet|dut diem)
state=open | (van )?chua (co|ra) (ket qua|san pham)
state=open | con (do dang|do|ton dong|ton|mo)
state=open | ton dong
state=open | dang mo
state=open | do dang
state=withdrawn | (da |bi |duoc )*(thu hoi|huy giao)
state=silent | chua (co )?(duoc )?cap nhat( tinh hinh| tien do)* (trong )?ky nay
state=all | tat ca( (cac )?(cong viec|nhiem vu|viec))?
state=all | moi (cong viec|nhiem vu|viec)
state=all | toan bo( (cong viec|nhiem vu|viec))?
state=all | ca viec da xong
# what is there, and what is missing
flag=starred | (duoc |co |da |dang |danh dau )*(gan|danh|dau|co) sao
flag=starred | (viec|nhiem vu) (dang )?sao
without=starred | khong (duoc )?(gan|co|danh) sao
without=starred | chua (duoc )?gan sao
flag=obstacle | <aux>(gap |bao cao |neu )?<obstacle>
without=obstacle | (khong|chua|het) (he |co |con |gap |bi )*<obstacle>
flag=extension | (dang |co |da |con )*(xin|de nghi|cho|cho duyet) (duoc |duyet )?(gia han|lui han)
flag=extended | (da |duoc |tung |co )*(gia han|lui han|doi han)
without=extended | <not> (tung |duoc |co |he |xin )*(gia han|lui han)
flag=unexplained | (van )?(chua|khong|thieu|con thieu) (co |nop |gui |he )*<plea>
flag=unexplained | (cham|no|con no|tre) (nop |gui )?<plea>
flag=explained | (da|co) (co |nop |gui )*<plea>
flag=rejected | (da |tung )*bi (van phong )?(tu choi|bac)( (xac nhan|hoan thanh|nghiem thu))*
flag=rejected | tu choi xac nhan
flag=rejected | khong (duoc )?xac nhan
flag=rejected | (bi |phai )?(yeu cau )?(lam|thuc hien) lai
without=rejected | <not> (tung |he )?bi tu choi
flag=unassigned | <not> (duoc |co |ro |giao |phan cong |cu |bo tri |ghi )*<who>( <answers>)?
flag=unassigned | chua phan cong( nguoi| lanh dao)?
flag=untold | (van )?<not>( (he|tung|co|duoc|mot|lan))* (cap nhat|bao cao)( <what>)*
flag=written | (phai |can |yeu cau |duoc yeu cau )*bao cao bang van ban
# what kind of task, who gave it, by what
class=dated | co thoi han
class=open_ended | khong (co )?<date>( dinh)?
class=open_ended | vo thoi han
class=open_ended | khong xac dinh thoi han
source=chairman | (do )?(chu tich)<by> (da )?(giao|chi dao|yeu cau)
source=vice_chairman | (do )?(pho chu tich|pct)<by> (da )?(giao|chi dao|yeu cau)
source=committee | (do )?(ubnd|uy ban|uy ban nhan dan)<by> (da )?(giao|chi dao|yeu cau)
source=government | (do )?chinh phu (da )?(giao|chi dao|yeu cau)
source=prime_minister | (do )?thu tuong( chinh phu)? (da )?(giao|chi dao|yeu cau)
group=4.1 | (theo |tu )?van ban (cua |do )?(ubnd|uy ban|uy ban nhan dan)( tinh)?( ban hanh)?
group=4.1 | khoan 1 dieu 4
group=4.2 | (theo |tu )?van ban (cua |do )?chu tich( ubnd| tinh| ky)*
group=4.2 | y kien chi dao( cua)?( chu tich)?( ubnd| tinh)*
group=4.2 | khoan 2 dieu 4
group=4.3 | (theo |tu )?(van ban )?(cua |do )?(lanh dao )?van phong( ubnd tinh)? (ky )?truyen dat( y kien)?( chi dao)?
group=4.3 | truyen dat y kien( chi dao)?
group=4.3 | khoan 3 dieu 4
group=1.3 | (theo |tu )?van ban (cua |do )?(chinh phu|thu tuong|trung uong)(,? (va )?(chinh phu|thu tuong))*
urgency=flash | (do |van ban |viec |loai )?hoa toc
urgency=very_urgent | (do |van ban |viec |loai )?thuong khan
urgency=urgent | (do |van ban |loai )?khan( cap)?
# where the work lies
holder=office | (dang |con |nam )+(o |tai |cho |ben )*van phong( ubnd tinh| uy ban)?( (tra loi|xu ly|giai quyet|giu))?
holder=office | van phong( ubnd tinh)? (dang |con )+(giu|xu ly)
holder=agency | (dang |con |nam )+(o |tai |cho )*co quan( chu tri| thuc hien)?( giu)?
holder=collaborator | <waits> (cac )?(co quan )?phoi hop( (tra loi|y kien|cho y kien))*
holder=outside | <waits> (y kien )?(cua )?<outside>( tinh|,? nganh)?( trung uong)?( (cho )?(tra loi|y kien))*
# whose it is
part=helping | (ma )?(co quan )?(toi|minh|chung toi|ta) (duoc |dang )?(phoi hop)
part=helping | viec phoi hop
part=inside | (viec |phan cong )?noi bo
agency=mine | (cua )?(co quan|so|xa|phuong|don vi|dac khu)( cua)? (toi|minh|ta|chung toi|em)
unit=mine | (do )?(phong )?(toi|minh) (dang |duoc )?theo doi
unit=mine | (cua )?phong (cua )?(toi|minh)
after=mine | (do )?(toi|minh) (dang |duoc )?(phu trach|chi dao|phan cong)
whose=mine | (cua |giao (cho )?)(toi|minh)
kind=so-ban-nganh | <all>(so,?( va)? ban,?( va)? nganh|so,?( va)? nganh|ban,? nganh)( cap)?( tinh)?
kind=so-ban-nganh | (cac|nhung|khoi) so
kind=so-ban-nganh | (so|ban|nganh) nao
kind=xa-phuong | <all>(ubnd )?(cap )?(xa,? (va )?phuong|phuong,? (va )?xa)(,? (va )?dac khu)?
kind=xa-phuong | cap xa
kind=xa-phuong | ((cac|nhung|khoi) )(ubnd )?(cap )?(xa|phuong|dia phuong)
kind=xa-phuong | (xa|phuong|dac khu|dia phuong) nao
kind=xa-phuong | dia phuong
# over figures, and how they are divided
over=figures kind=xa-phuong | (co )?(bao nhieu|may) (xa|phuong|dia phuong)
over=figures kind=so-ban-nganh | (co )?(bao nhieu|may) so( nganh)?
over=figures | (co |con |tong (so|cong) |la |duoc )*(bao nhieu|may)( (cong viec|nhiem vu|viec|vu))+
over=figures | (co |con |la )*bao nhieu
over=figures | (dem|so luong|tong so|so)( (cong viec|nhiem vu|viec))+
over=figures | dem
over=figures | so luong
over=figures | tong so
over=figures | thong ke
over=figures | tong hop
over=figures | (bang )?so lieu
figure=rate_on_time_original | ty le( (hoan thanh|thuc hien|xong))? dung <date> theo <date> (ban dau|goc|cu)
figure=rate_on_time | <rate>( (hoan thanh|thuc hien|xong))? dung <date>
figure=rate_national | <rate> (hoan thanh|thuc hien xong|xong)
figure=rate_done | <rate> (da thuc hien|da xong|da hoan thanh)
figure=rate_update | <rate> cap nhat( dung <date>)?( tinh hinh)?
figure=rate_returned | <rate> (bi )?(chuyen lai|tra lai)
figure=rate_extended | <rate> (duoc |xin )?gia han
figure=rate_rejected | <rate> (bi )?(tu choi( xac nhan)?|khong (duoc )?xac nhan|chua (duoc )?xac nhan)
over=figures | ty le
over=figures | ti le
over=figures | phan tram
by=unit | (chia )?<each>( cac)? (don vi|phong) theo doi
by=agency | (chia )?<each>( cac)? (co quan|don vi|so ban nganh|xa)
by=agency | (tung|cua tung|moi) so
by=field | (chia )?<each>( cac)? linh vuc
by=leader | (chia )?<each>( cac)? (lanh dao( chi dao)?|pho chu tich)
by=group | (chia )?<each>( cac)? nhom( van ban)?
"""


def pattern(text: str) -> str:
    """A row's words as a regular expression without groups of its own."""
    while match := re.search(r"<(\w+)>", text):
        text = text.replace(match[0], WORDS[match[1]])
    return text.replace("(", "(?:")


def _row(line: str) -> tuple[re.Pattern[str], Meaning]:
    meaning, _, words = line.partition(" | ")
    pairs = tuple((name, value) for name, _, value in (pair.partition("=") for pair in meaning.split()) if value)
    return re.compile(rf"(?:{pattern(words)})(?!\w)"), pairs


COMPILED = tuple(_row(line) for line in TABLE.strip().splitlines() if not line.startswith("#"))

MARKED = {
    "tre": ("trễ",), "cham": ("chậm",), "may": ("mấy",), "khan": ("khẩn",), "ve": ("về",), "vuong": ("vướng",),
    "muon": ("muộn",), "dem": ("đếm",), "sao": ("sao",), "ton": ("tồn",), "ky": ("ký", "kỳ"), "so": ("số", "sở"),
    "han": ("hạn",), "nhan": ("nhận",), "doi": ("đợi", "đổi", "dõi"), "bo": ("bộ",), "qua": ("quá", "qua", "quả"),
}  # fmt: skip
"""Words that are others without their marks: typed with marks they must be these ("trẻ em" is not late)."""

_FILLERS = (
    "của ở tại là có các những mà và còn nào gì không thì cho với đang đã được bị hiện xem liệt kê danh sách tìm lọc"
    " giúp hãy trong vào thuộc do theo giao nhận nếu này nay à ạ nhé vậy ra nhưng toàn tỉnh trên địa bàn hiển thị đều"
    " cùng vẫn rồi hỏi ai đâu phải sẽ từ"
).split()
FILLERS = frozenset(map(fold, _FILLERS))
"""Words that narrow nothing by themselves, without their marks."""
_MARKED_FILLERS = frozenset((*_FILLERS, *FILLERS))


def is_filler(word: Word) -> bool:
    """Whether a word narrows nothing; one typed with marks must be that very word ("trọng" is not "trong")."""
    return word.text.casefold() in _MARKED_FILLERS


NEGATIONS = frozenset("khong chua tru ngoai khac chang".split())
"""Before what is understood these turn it round: where no phrase has them, it is better not understood at all."""
OR = frozenset(("hoac", "hay"))
