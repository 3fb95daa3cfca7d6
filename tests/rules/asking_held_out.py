"""Sixty requests written before the grammar: what people would type, and what it means. See `asking_requests`."""

HELD_OUT = """
việc quá hạn của Sở Xây dựng quý III chưa có giải trình | state=overdue agency=sxd due=2026-07-01..2026-09-30 flag=unexplained
viec qua han cua so tai chinh | state=overdue agency=stc
Sở Nông nghiệp và Môi trường còn việc nào sắp đến hạn không | state=near agency=snnmt
các xã chưa cập nhật tình hình | kind=xa-phuong flag=untold
cac so ban nganh dang co vuong mac | kind=so-ban-nganh flag=obstacle
việc đã hoàn thành trong tháng 9 của Sở Y tế | state=done agency=syt done=2026-09-01..2026-09-30
bao nhiêu việc quá hạn trong quý 3/2026 | over=figures state=overdue due=2026-07-01..2026-09-30
ty le dung han cua so giao duc va dao tao nam 2025 | over=figures figure=rate_on_time agency=sgddt due=2025-01-01..2025-12-31
theo Công văn 9218 việc nào chưa xong | document=official_letter:9218 state=open
chi thi 05 con viec nao chua bat dau | document=directive:05 state=not_started
do Phó Chủ tịch Lê Hoàng Nam chỉ đạo, quá hạn trên 30 ngày | leader=nam state=overdue late=31..
việc gắn sao sắp đến hạn tuần này | flag=starred state=near due=2026-11-23..2026-11-29
đặc khu Phú Quý chờ xác nhận | agency=phuquy state=claimed
phu quy bi tra lai | agency=phuquy state=returned
việc giao từ 1/7/2026 đến 30/9/2026 chưa có người phụ trách | given=2026-07-01..2026-09-30 flag=unassigned
viec khong thoi han chua cap nhat ky nay | class=open_ended state=silent
Thủ tướng giao, đã gia hạn, chưa xong | source=prime_minister flag=extended state=open
việc bị từ chối xác nhận của STC | flag=rejected agency=stc
Phòng Kinh tế theo dõi, quá hạn | unit=kinhte state=overdue
phong noi chinh theo doi co vuong mac | unit=noichinh flag=obstacle
lĩnh vực đất đai quá hạn 6 tháng đầu năm | field=đất đai state=overdue due=2026-01-01..2026-06-30
hạn trước ngày 30/11 của sở công thương | due=..2026-11-29 agency=sct
đến hạn hôm nay | due=2026-11-23..2026-11-23
den han ngay mai cua sxd | due=2026-11-24..2026-11-24 agency=sxd
việc thu hồi năm nay | state=withdrawn due=2026-01-01..2026-12-31
Công an tỉnh và Thanh tra tỉnh xong muộn | agency=congan agency=thanhtra state=late
quá hạn dưới 10 ngày ở phường Mũi Né | state=overdue late=..9 agency=muine
mấy việc chờ tiếp nhận của xã Đức Trọng | over=figures state=given agency=ductrong
tỷ lệ hoàn thành theo cơ quan | over=figures figure=rate_national by=agency
thong ke theo linh vuc quy II nam 2026 | over=figures by=field due=2026-04-01..2026-06-30
việc đang ở Văn phòng | holder=office
dang cho ben ngoai tinh | holder=outside
văn bản của Chính phủ, quá hạn | group=1.3 state=overdue
phải báo cáo bằng văn bản mà quá hạn | flag=written state=overdue
việc về giải phóng mặt bằng quá hạn | query=giải phóng mặt bằng state=overdue
hai sở xây dựng và tài chính chưa giải trình | agency=sxd agency=stc flag=unexplained | hai
xin gia hạn tháng này | flag=extension due=2026-11-01..2026-11-30
Chủ tịch giao trong tháng 10 chưa thực hiện | source=chairman given=2026-10-01..2026-10-31 state=not_started
không có vướng mắc mà vẫn quá hạn | without=obstacle state=overdue
so van hoa the thao va du lich qua han tren 2 tuan | agency=svhttdl state=overdue late=15..
việc theo 388/TB-UBND | document=388/tb-ubnd
kế hoạch số 45 sở tư pháp | document=plan:45 agency=stp
việc hạn trong 7 ngày tới | due=2026-11-23..2026-11-30
chua cap nhat qua 15 ngay | quiet=15
cơ quan tôi quá hạn | agency=mine state=overdue
việc tôi phối hợp | part=helping
đang thực hiện nhưng quá hạn | state=under_way state=overdue
chờ xác nhận quá hạn của sở nội vụ | state=claimed state=overdue agency=snv
tất cả việc của ban quản lý các khu công nghiệp | state=all agency=bql
việc khẩn chưa xong | urgency=urgent state=open
bao nhiêu việc đã xong đúng hạn tháng 8 | over=figures state=on_time done=2026-08-01..2026-08-31
sở xây dựng tuyến đường ven biển | agency=sxd | tuyến đường ven biển
các phường xã quá hạn quý này | kind=xa-phuong state=overdue due=2026-10-01..2026-12-31
ubnd phuong phan thiet dang thuc hien | agency=phanthiet state=under_way
việc Bùi Minh Tâm đang làm | officer=tam state=under_way
cảnh báo thời tiết ngày mưa | | cảnh báo thời tiết ngày mưa
quá hạn từ 10 đến 30 ngày | state=overdue late=10..30
giao tuần trước chưa tiếp nhận | given=2026-11-16..2026-11-22 state=given
đã giải trình nhưng chưa xong | flag=explained state=open
lãnh đạo Văn phòng truyền đạt, quý IV/2026 | group=4.3 due=2026-10-01..2026-12-31
"""
