"""Three hundred and eighty requests as people would type them: request | what it means | what is not understood.

Sixty more stand in `asking_held_out`, written before the grammar. Today is Monday
23/11/2026; names are those of `test_asking`.
"""

REQUESTS = """
quá hạn | state=overdue
qua han | state=overdue
việc quá hạn | state=overdue
các việc đang quá hạn | state=overdue
nhiệm vụ trễ hạn | state=overdue
viec cham tien do | state=overdue
việc nào đang chậm | state=overdue
liệt kê các nhiệm vụ quá hạn chưa hoàn thành | state=overdue
xem danh sách việc hết hạn mà chưa xong | state=overdue
con viec nao tre han khong | state=overdue
sắp đến hạn | state=near
sap het han | state=near
việc gần đến hạn | state=near
viec sap qua han cua so noi vu | state=near agency=snv
việc nào sắp tới hạn | state=near
chờ xác nhận | state=claimed
viec cho xac nhan hoan thanh | state=claimed
việc chưa được xác nhận | state=claimed
đã báo cáo hoàn thành | state=claimed
việc bị chuyển lại | state=returned
viec da tra lai | state=returned
những việc được trả lại của sở y tế | state=returned agency=syt
chờ tiếp nhận | state=given
việc chưa tiếp nhận | state=given
chưa bắt đầu | state=not_started
viec chua thuc hien | state=not_started
nhiệm vụ chưa triển khai | state=not_started
đang thực hiện | state=under_way
viec dang lam | state=under_way
việc đang triển khai của SKHCN | state=under_way agency=skhcn
đã xong | state=done
viec da hoan thanh | state=done
đã thực hiện | state=done
việc hoàn thành đúng hạn | state=on_time
xong dung han | state=on_time
hoàn thành trước hạn | state=on_time
xong muộn | state=late
viec hoan thanh qua han | state=late
việc làm xong nhưng trễ hạn | state=late
chưa xong | state=open
viec chua hoan thanh | state=open
việc còn tồn đọng | state=open
chưa xong, còn trong hạn | state=in_time
viec chua qua han | state=in_time
đã thu hồi | state=withdrawn
viec bi thu hoi | state=withdrawn
tất cả nhiệm vụ | state=all
chưa cập nhật kỳ này | state=silent
Sở Tài chính | agency=stc
STC | agency=stc
sở tc | agency=stc
việc của Sở GDĐT | agency=sgddt
so gddt qua han | agency=sgddt state=overdue
sở nnmt sắp đến hạn | agency=snnmt state=near
Sở NN&MT quá hạn | agency=snnmt state=overdue
viec so van hoa the thao va du lich | agency=svhttdl
công an tỉnh | agency=congan
cong an chua xong | agency=congan state=open
Thanh tra quá hạn | agency=thanhtra state=overdue
bql các khu công nghiệp chưa xong | agency=bql state=open
Phú Quý | agency=phuquy
UBND đặc khu Phú Quý quá hạn | agency=phuquy state=overdue
uy ban nhan dan phuong mui ne qua han | agency=muine state=overdue
phường Phan Thiết có vướng mắc | agency=phanthiet flag=obstacle
xã Hàm Thuận chưa giải trình | agency=hamthuan flag=unexplained
Đức Trọng xong muộn | agency=ductrong state=late
xuan huong da lat cho xac nhan | agency=dalat state=claimed
huyện Phú Quý | agency=phuquy
Sở Xây dựng và Sở Tài chính | agency=sxd agency=stc
sở xây dựng, sở y tế, sở nội vụ quá hạn | agency=sxd agency=syt agency=snv state=overdue
Sở Xây dựng, Tài chính, Y tế chưa xong | agency=sxd agency=stc agency=syt state=open
so noi vu hoac so tu phap qua han | agency=snv agency=stp state=overdue
các Sở Công Thương, Tư pháp | agency=sct agency=stp
các sở quá hạn | kind=so-ban-nganh state=overdue
sở, ban, ngành chưa cập nhật | kind=so-ban-nganh flag=untold
cac xa phuong qua han | kind=xa-phuong state=overdue
cấp xã có việc bị trả lại | kind=xa-phuong state=returned
các xã, phường, đặc khu chưa giải trình | kind=xa-phuong flag=unexplained
cac dia phuong sap den han | kind=xa-phuong state=near
việc quá hạn quý IV | state=overdue due=2026-10-01..2026-12-31
qua han quy 4 nam 2026 | state=overdue due=2026-10-01..2026-12-31
quá hạn quý III/2026 | state=overdue due=2026-07-01..2026-09-30
hạn trong quý I năm 2027 | due=2027-01-01..2027-03-31
quy 2 nam ngoai cua stc | due=2025-04-01..2025-06-30 agency=stc
quý này | due=2026-10-01..2026-12-31
quý trước chưa xong | due=2026-07-01..2026-09-30 state=open
hạn tháng 12 | due=2026-12-01..2026-12-31
den han thang 12/2026 | due=2026-12-01..2026-12-31
hạn 12/2026 | due=2026-12-01..2026-12-31
việc đến hạn trong tháng này | due=2026-11-01..2026-11-30
viec den han thang toi | due=2026-12-01..2026-12-31
tháng trước xong muộn | done=2026-10-01..2026-10-31 state=late
đến hạn tuần này | due=2026-11-23..2026-11-29
tuan sau den han | due=2026-11-30..2026-12-06
đến hạn tuần tới của sở nội vụ | due=2026-11-30..2026-12-06 agency=snv
hết hạn hôm nay | due=2026-11-23..2026-11-23
hạn hôm qua | due=2026-11-22..2026-11-22
hạn ngày 30/11 | due=2026-11-30..2026-11-30
han ngay 5/12/2026 | due=2026-12-05..2026-12-05
đến hạn ngày 15 tháng 12 năm 2026 | due=2026-12-15..2026-12-15
hạn 2026-12-01 | due=2026-12-01..2026-12-01
trước ngày 1/12 | due=..2026-11-30
hạn trước 30/11/2026 | due=..2026-11-29
phải xong trước ngày 15/12 | due=..2026-12-14
phai hoan thanh trong thang 12 | due=2026-12-01..2026-12-31
hạn sau ngày 1/12/2026 | due=2026-12-02..
từ ngày 1/9 đến ngày 30/9 | due=2026-09-01..2026-09-30
tu 01/07/2025 den 31/12/2025 da xong | done=2025-07-01..2025-12-31 state=done
từ tháng 7 đến tháng 9 quá hạn | due=2026-07-01..2026-09-30 state=overdue
từ quý I đến quý III | due=2026-01-01..2026-09-30
từ đầu năm đến nay đã hoàn thành | done=2026-01-01..2026-11-23 state=done
tu dau nam chua xong | due=2026-01-01..2026-11-23 state=open
6 tháng cuối năm | due=2026-07-01..2026-12-31
6 thang dau nam 2025 xong dung han | done=2025-01-01..2025-06-30 state=on_time
sáu tháng đầu năm quá hạn | due=2026-01-01..2026-06-30 state=overdue
9 tháng đầu năm | due=2026-01-01..2026-09-30
chin thang dau nam 2026 da xong | done=2026-01-01..2026-09-30 state=done
năm nay | due=2026-01-01..2026-12-31
nam 2025 xong muon | done=2025-01-01..2025-12-31 state=late
năm ngoái bị thu hồi | due=2025-01-01..2025-12-31 state=withdrawn
hạn trong 10 ngày tới | due=2026-11-23..2026-12-03
2 tuan toi den han | due=2026-11-23..2026-12-07
đã xong trong 30 ngày qua | done=2026-10-24..2026-11-23 state=done
còn 5 ngày | due=2026-11-23..2026-11-28
con duoi 3 ngay den han | due=2026-11-23..2026-11-26
hạn cuối năm nay | due=2026-12-31..2026-12-31
giao tháng 9 | given=2026-09-01..2026-09-30
viec giao trong quy 3 | given=2026-07-01..2026-09-30
được giao hôm nay | given=2026-11-23..2026-11-23
mới giao tuần này chưa tiếp nhận | given=2026-11-23..2026-11-29 state=given
giao từ ngày 01/10 đến nay | given=2026-10-01..2026-11-23
giao tu dau nam | given=2026-01-01..2026-11-23
giao trước ngày 1/7/2026 chưa xong | given=..2026-06-30 state=open
văn bản ban hành tháng 10 | issued=2026-10-01..2026-10-31
ban hanh trong quy 3 qua han | issued=2026-07-01..2026-09-30 state=overdue
quá hạn trên 30 ngày | state=overdue late=31..
qua han hon 2 tuan | state=overdue late=15..
trễ hạn quá 10 ngày | state=overdue late=11..
quá hạn từ 15 ngày trở lên | state=overdue late=15..
qua han duoi 5 ngay | state=overdue late=..4
quá hạn không quá 7 ngày | state=overdue late=..7
quá hạn hơn một tháng của sở y tế | state=overdue late=31.. agency=syt
cham 20 ngay | state=overdue late=20..
quá hạn từ 5 ngày đến 10 ngày | state=overdue late=5..10
chưa cập nhật 30 ngày | quiet=30
hon 15 ngay chua cap nhat | quiet=15
hai tuần chưa cập nhật tình hình | quiet=14
chưa có báo cáo giải trình | flag=unexplained
chua giai trinh | flag=unexplained
không có giải trình mà quá hạn | flag=unexplained state=overdue
thiếu giải trình | flag=unexplained
đã giải trình | flag=explained
có giải trình, quá hạn | flag=explained state=overdue
chưa cập nhật | flag=untold
viec chua cap nhat lan nao | flag=untold
chưa báo cáo tiến độ | flag=untold
chưa có người phụ trách | flag=unassigned
chua phan cong lanh dao phu trach | flag=unassigned
không ai phụ trách | flag=unassigned
chưa rõ lãnh đạo phụ trách | flag=unassigned
có vướng mắc | flag=obstacle
dang gap kho khan vuong mac | flag=obstacle
còn khó khăn | flag=obstacle
không vướng mắc | without=obstacle
chua gap kho khan | without=obstacle
đã gia hạn | flag=extended
viec duoc gia han cua sxd | flag=extended agency=sxd
đã được gia hạn mà vẫn quá hạn | flag=extended state=overdue
chưa gia hạn | without=extended
chua tung gia han nhung qua han | without=extended state=overdue
đang xin gia hạn | flag=extension
de nghi gia han | flag=extension
chờ duyệt gia hạn | flag=extension
bị từ chối | flag=rejected
không được xác nhận | flag=rejected
yeu cau lam lai | flag=rejected
gắn sao | flag=starred
viec co sao qua han | flag=starred state=overdue
không gắn sao | without=starred
báo cáo bằng văn bản | flag=written
có thời hạn | class=dated
viec khong thoi han | class=open_ended
không có thời hạn của sở tư pháp | class=open_ended agency=stp
theo Công văn 9218 | document=official_letter:9218
theo cv 9218 | document=official_letter:9218
công văn số 9218 chưa xong | document=official_letter:9218 state=open
chỉ thị 05 | document=directive:05
chi thi so 21 qua han | document=directive:21 state=overdue
21/CT-UBND | document=21/ct-ubnd
việc theo Quyết định 26/2015/QĐ-UBND | document=26/2015/qd-ubnd
thông báo 388 của sở xây dựng | document=notice:388 agency=sxd
kl 12 chua bat dau | document=conclusion:12 state=not_started
văn bản số 1234 | document=:1234
văn bản 1234/UBND-KT quá hạn | document=1234/ubnd-kt state=overdue
nghị quyết 30 và kế hoạch 45 | document=resolution:30 document=plan:45
do Phó Chủ tịch Lê Hoàng Nam chỉ đạo | leader=nam
pct le hoang nam chi dao qua han | leader=nam state=overdue
Minh Châu chỉ đạo | leader=chau
đồng chí Nguyễn Thị Minh Châu phụ trách | after=chau
pct hoang nam phu trach sap den han | after=nam state=near
Chủ tịch giao | source=chairman
do chủ tịch ubnd tỉnh chỉ đạo quá hạn | source=chairman state=overdue
pho chu tich giao chua xong | source=vice_chairman state=open
UBND tỉnh giao | source=committee
Chính phủ giao tháng 10 | source=government given=2026-10-01..2026-10-31
Thủ tướng Chính phủ giao quá hạn | source=prime_minister state=overdue
văn bản của UBND tỉnh | group=4.1
ý kiến chỉ đạo của Chủ tịch | group=4.2
van phong truyen dat y kien chi dao | group=4.3
văn bản của Thủ tướng chưa xong | group=1.3 state=open
khoản 1 Điều 4 | group=4.1
lĩnh vực tài chính | field=tài chính
linh vuc y te qua han | field=y tế state=overdue
thuộc lĩnh vực giao thông | field=xây dựng, giao thông
mảng đầu tư công sắp đến hạn | field=đầu tư công state=near
Phòng Tổng hợp theo dõi | unit=tonghop
phong kinh te qua han | unit=kinhte state=overdue
do Phòng Nội chính theo dõi, chưa giải trình | unit=noichinh flag=unexplained
Phòng Văn xã theo dõi sắp đến hạn | unit=vanxa state=near
việc của Bùi Minh Tâm | officer=tam
chuyen vien minh tam qua han | officer=tam state=overdue
việc đang ở cơ quan chủ trì | holder=agency
đang chờ cơ quan phối hợp | holder=collaborator
dang o van phong ubnd tinh | holder=office
đang chờ bộ, ngành trả lời | holder=outside
cơ quan tôi chưa xong | agency=mine state=open
phòng tôi theo dõi | unit=mine
việc của tôi | whose=mine
toi phu trach qua han | after=mine state=overdue
cơ quan tôi phối hợp | part=helping
phân công nội bộ | part=inside
việc hỏa tốc | urgency=flash
van ban thuong khan chua xong | urgency=very_urgent state=open
bao nhiêu việc quá hạn | over=figures state=overdue
co bao nhieu nhiem vu da hoan thanh trong quy 3 | over=figures state=done done=2026-07-01..2026-09-30
mấy việc sắp đến hạn | over=figures state=near
còn mấy việc chưa xong của STC | over=figures state=open agency=stc
số lượng việc quá hạn theo cơ quan | over=figures state=overdue by=agency
tỷ lệ đúng hạn | over=figures figure=rate_on_time
ty le hoan thanh dung han cua so xay dung quy 3 | over=figures figure=rate_on_time agency=sxd due=2026-07-01..2026-09-30
tỷ lệ hoàn thành năm 2025 | over=figures figure=rate_national due=2025-01-01..2025-12-31
ti le cap nhat cua cac xa | over=figures figure=rate_update kind=xa-phuong
tỷ lệ gia hạn theo lĩnh vực | over=figures figure=rate_extended by=field
tỷ lệ trả lại từng sở | over=figures figure=rate_returned by=agency
thống kê theo lãnh đạo chỉ đạo | over=figures by=leader
tong hop theo don vi theo doi | over=figures by=unit
số liệu theo nhóm văn bản 6 tháng đầu năm | over=figures by=group due=2026-01-01..2026-06-30
số liệu tính đến 30/9/2026 của sở y tế | over=figures on=2026-09-30 agency=syt
qua han tinh den ngay 30/6 | over=figures state=overdue on=2026-06-30
việc về chuyển đổi số | query=chuyển đổi số
liên quan đến rừng phòng hộ, quá hạn | query=rừng phòng hộ state=overdue
viec ve dau tu cong cua so tai chinh | query=dau tu cong agency=stc
nội dung về hồ Ka Pét chưa xong | query=hồ Ka Pét state=open
quá hạn “nhà ở xã hội” | query=nhà ở xã hội state=overdue
Sở Tài chính quá hạn lâu nhất | agency=stc state=overdue | lâu nhất
việc quá hạn trừ Sở Y tế | state=overdue | trừ Sở Y tế
sạt lở trên đèo | | sạt lở trên đèo
việc của sở xd quá hạn đẹp trời | agency=sxd state=overdue | đẹp trời
trẻ em quá hạn | state=overdue | trẻ em
xong trong tháng 8 | state=done done=2026-08-01..2026-08-31
việc phường Mũi Né phải xong trong tháng này | agency=muine due=2026-11-01..2026-11-30
quá hạn, đang chờ Văn phòng | state=overdue holder=office
so tai chinh qua han trong quy 3 chua co giai trinh co vuong mac | agency=stc state=overdue due=2026-07-01..2026-09-30 flag=unexplained flag=obstacle
Sở Tài chính đang nợ bao nhiêu việc | over=figures agency=stc | nợ
cho tôi xem việc quá hạn của Sở Y tế trong tháng 10 | agency=syt state=overdue due=2026-10-01..2026-10-31
những việc nào Sở Xây dựng chưa làm | agency=sxd state=not_started
đơn vị nào đang quá hạn | state=overdue
xã nào chưa cập nhật tình hình | kind=xa-phuong flag=untold
các việc Chủ tịch chỉ đạo mà các sở chưa thực hiện | source=chairman kind=so-ban-nganh state=not_started
công việc quá thời hạn | state=overdue
việc được giao theo Chỉ thị số 05/CT-UBND của Chủ tịch UBND tỉnh | document=05/ct-ubnd
hom nay den han nhung viec gi | due=2026-11-23..2026-11-23
sở nông nghiệp quá hạn | agency=snnmt state=overdue
sở văn hóa chưa xong | agency=svhttdl state=open
sở khoa học công nghệ sắp đến hạn | agency=skhcn state=near
việc hoàn thành tháng 10 năm 2026 | state=done done=2026-10-01..2026-10-31
tình hình thực hiện của Sở Nội vụ | agency=snv
báo cáo quý III của Sở Nội vụ | agency=snv due=2026-07-01..2026-09-30 | báo cáo
việc trễ hạn 1 tháng trở lên của các phường | state=overdue late=30.. kind=xa-phuong
viec sao chua xong | flag=starred state=open
chưa có kết quả | state=open
việc chưa ai nhận | flag=unassigned
quá hạn nhưng chưa gửi giải trình | state=overdue flag=unexplained
việc phải xong trong tuần | due=2026-11-23..2026-11-29
tháng 11 này đến hạn | due=2026-11-01..2026-11-30
hạn cuối tháng 11 | due=2026-11-30..2026-11-30
Phó Chủ tịch Nam chỉ đạo quá hạn | leader=nam state=overdue
việc lĩnh vực đầu tư công của Sở Tài chính quá hạn trên 10 ngày | field=đầu tư công agency=stc state=overdue late=11..
so xay dung co bao nhieu viec tre han trong nam 2026 | over=figures agency=sxd state=overdue due=2026-01-01..2026-12-31
việc gia hạn nhiều lần | flag=extended | nhiều lần
Văn phòng đang giữ | holder=office
việc đã xong trong tuần trước | state=done done=2026-11-16..2026-11-22
giao cho Công an tỉnh từ tháng 6 | agency=congan given=2026-06-01..
quá hạn năm 2025 chuyển sang | state=overdue due=2025-01-01..2025-12-31 | chuyển sang
những nhiệm vụ khẩn của Thủ tướng giao | urgency=urgent source=prime_minister
ubnd xa duc trong con viec qua han | agency=ductrong state=overdue
việc không có người phụ trách ở các sở | flag=unassigned kind=so-ban-nganh
tổng số việc giao năm nay | over=figures given=2026-01-01..2026-12-31
việc về bảo vệ rừng sắp đến hạn | query=bảo vệ rừng state=near
đến hết tháng 12 phải xong | due=..2026-12-31
mười ngày nữa đến hạn | due=2026-11-23..2026-12-03
quá hạn nửa tháng | state=overdue late=15..
cơ quan nào chậm giải trình | flag=unexplained
Sở Xây dựng tháng 10 quá hạn những gì | agency=sxd due=2026-10-01..2026-10-31 state=overdue
viec nao cua so y te qua han ma chua giai trinh | agency=syt state=overdue flag=unexplained
danh sách việc UBND phường Mũi Né đang làm | agency=muine state=under_way
các việc do Văn phòng chờ xác nhận | state=claimed | Văn phòng
nhiệm vụ Chủ tịch giao từ đầu năm 2026 đến nay chưa xong | source=chairman given=2026-01-01..2026-11-23 state=open
việc sẽ đến hạn trong tuần tới | due=2026-11-30..2026-12-06
so giao duc dao tao con no bao nhieu bao cao | over=figures agency=sgddt | no bao cao
Công văn 9218/UBND-KT còn những cơ quan nào chưa báo cáo | document=9218/ubnd-kt flag=untold
quá hạn lâu trên 60 ngày | state=overdue late=61..
viec da qua han 45 ngay | state=overdue late=45..
việc nào của tôi sắp đến hạn | whose=mine state=near
việc chưa phân công cho ai | flag=unassigned
đã hoàn thành nhưng bị mở lại | state=done | mở lại
so tai chinh hoan thanh bao nhieu viec trong quy 3 | over=figures agency=stc state=done done=2026-07-01..2026-09-30
tỷ lệ hoàn thành đúng hạn của các sở ban ngành năm 2026 | over=figures figure=rate_on_time kind=so-ban-nganh due=2026-01-01..2026-12-31
việc chậm của lĩnh vực giáo dục | state=overdue field=giáo dục
dang cho y kien cac bo | holder=outside
các nhiệm vụ không có thời hạn chưa cập nhật | class=open_ended flag=untold
việc đã hết hạn từ tháng trước | state=overdue due=2026-10-01..
xã Đức Trọng và phường Phan Thiết còn vướng | agency=ductrong agency=phanthiet flag=obstacle
kế hoạch 45/KH-UBND thực hiện đến đâu | document=45/kh-ubnd | thực hiện đến
việc quý III và quý IV | due=2026-07-01..2026-12-31
công việc của phường xuân hương đà lạt bị từ chối | agency=dalat flag=rejected
có bao nhiêu xã chưa cập nhật | over=figures kind=xa-phuong flag=untold
việc trong ngày hôm nay | due=2026-11-23..2026-11-23
phòng kinh tế đang theo dõi việc gì quá hạn | unit=kinhte state=overdue
Lê Hoàng Nam giao | leader=nam
việc có hạn trước Tết | | hạn trước Tết
sở sxd quá hạn | agency=sxd state=overdue
toàn tỉnh quá hạn bao nhiêu | over=figures state=overdue
việc giao 3 tháng gần đây | given=2026-08-25..2026-11-23
chưa thu hồi | | chưa thu hồi
việc trả chậm của thanh tra tỉnh | agency=thanhtra state=overdue | trả
thong bao 388 cua ubnd tinh chua xong | document=notice:388 state=open
việc hạn 30-11-2026 | due=2026-11-30..2026-11-30
từ 15/10 tới 15/11 xong bao nhiêu | over=figures done=2026-10-15..2026-11-15 state=done
quá hạn của Sở Công thương trong 6 tháng cuối năm 2025 | state=overdue agency=sct due=2025-07-01..2025-12-31
nhiệm vụ trọng tâm chưa xong | state=open | trọng tâm
việc gửi lại Văn phòng | | gửi lại Văn phòng
chua xac nhan qua 5 ngay | state=claimed | qua 5 ngay
Sở Nội vụ có việc nào trễ không | agency=snv state=overdue
thống kê việc quá hạn của các xã trong quý này | over=figures state=overdue kind=xa-phuong due=2026-10-01..2026-12-31
viec so tai chinh phai lam trong thang 12 | agency=stc due=2026-12-01..2026-12-31 | lam
việc của phòng hạ tầng | | phòng hạ tầng
công văn 9218 giao những đơn vị nào | document=official_letter:9218
Sở Y tế chưa phản hồi | agency=syt | chưa phản hồi
nhiệm vụ đã được gia hạn của phường Phan Thiết | flag=extended agency=phanthiet
viec qua han cua nganh giao duc | state=overdue field=giáo dục
đã hoàn thành và được xác nhận | state=done | xác
việc chưa hoàn thành giao trước năm 2026 | state=open given=..2025-12-31
hạn từ nay đến cuối năm | due=2026-11-23..2026-12-31
việc đến hạn ngày mai | due=2026-11-24..2026-11-24
sap den han trong 3 ngay toi | state=near due=2026-11-23..2026-11-26
công việc UBND tỉnh giao Sở Xây dựng quá hạn | source=committee agency=sxd state=overdue
Sở Xây dựng, Sở Công Thương: việc có vướng mắc | agency=sxd agency=sct flag=obstacle
việc bị Văn phòng từ chối | flag=rejected
tỷ lệ cập nhật của Sở Y tế 9 tháng đầu năm | over=figures figure=rate_update agency=syt due=2026-01-01..2026-09-30
Phó Chủ tịch Minh Châu phụ trách có bao nhiêu việc quá hạn | after=chau over=figures state=overdue
quá hạn theo thông báo số 388/TB-UBND | state=overdue document=388/tb-ubnd
việc không thời hạn của các sở chưa cập nhật kỳ này | class=open_ended kind=so-ban-nganh state=silent
các việc gắn sao do Chủ tịch giao chưa xong | flag=starred source=chairman state=open
danh sách nhiệm vụ quá hạn tính đến hết ngày 30/9/2026 | over=figures state=overdue on=2026-09-30
việc mới giao hôm qua | given=2026-11-22..2026-11-22
phong van xa theo doi viec nao | unit=vanxa
chờ xác nhận lâu nhất | state=claimed | lâu nhất
Sở Tài nguyên và Môi trường quá hạn | state=overdue | Sở Tài nguyên và Môi trường
việc liên quan đến đất đai của Sở NN&MT | query=đất đai agency=snnmt
quá hạn và chưa cập nhật | state=overdue flag=untold
trả lại trong tháng 11 | state=returned due=2026-11-01..2026-11-30
việc thu hồi quý trước | state=withdrawn due=2026-07-01..2026-09-30
ban quản lý khu công nghiệp | | quản lý khu công nghiệp
việc Sở Xây dựng xin gia hạn chưa được duyệt | agency=sxd flag=extension | chưa được duyệt
con bao nhieu nhiem vu chua xong cua linh vuc dau tu cong | over=figures state=open field=đầu tư công
xã phường nào chậm nhất | kind=xa-phuong state=overdue | nhất
việc đúng hạn | state=on_time
nghị quyết 30 năm 2025 | document=resolution:30 due=2025-01-01..2025-12-31
chương trình công tác năm 2026 | due=2026-01-01..2026-12-31 | chương trình công tác
chưa được giao người phụ trách | flag=unassigned
việc khẩn cấp của Công an tỉnh | urgency=urgent agency=congan
VP UBND tỉnh quá hạn | agency=vp state=overdue
việc trễ hạn của các sở tháng này | state=overdue kind=so-ban-nganh due=2026-11-01..2026-11-30
Sở Xây dựng đang có bao nhiêu việc chưa xong | over=figures agency=sxd state=open
nhiệm vụ giao Sở Nội vụ trong năm 2026 | agency=snv given=2026-01-01..2026-12-31
những việc đến hạn trong 3 ngày tới của Sở Y tế | due=2026-11-23..2026-11-26 agency=syt
Phú Quý quá hạn bao nhiêu việc | over=figures agency=phuquy state=overdue
viec chua ai phu trach cua cong an tinh | flag=unassigned agency=congan
các nhiệm vụ theo Kế hoạch 45/KH-UBND đã hoàn thành | document=45/kh-ubnd state=done
việc Lê Hoàng Nam phụ trách sắp đến hạn | after=nam state=near
quá hạn mà chưa giải trình của các phường xã quý III | state=overdue flag=unexplained kind=xa-phuong due=2026-07-01..2026-09-30
việc đã giao cho Sở Tư pháp nhưng chưa tiếp nhận | agency=stp state=given
hoàn thành muộn trong 9 tháng đầu năm | state=late done=2026-01-01..2026-09-30
tiến độ thực hiện Chỉ thị 05 | document=directive:05
Sở KHCN chưa cập nhật tình hình 30 ngày | agency=skhcn quiet=30
việc gắn sao đang quá hạn của Phó Chủ tịch Minh Châu chỉ đạo | flag=starred state=overdue leader=chau
lĩnh vực y tế: bao nhiêu việc quá hạn | over=figures field=y tế state=overdue
chờ Văn phòng xác nhận | state=claimed
việc bị chuyển lại trong quý này | state=returned due=2026-10-01..2026-12-31
công việc hạn đến 31/12/2026 | due=..2026-12-31
giao trong tháng 8 mà nay chưa xong | given=2026-08-01..2026-08-31 state=open
so sanh cac so | kind=so-ban-nganh | so sanh
nhiệm vụ không có thời hạn của UBND phường Mũi Né | class=open_ended agency=muine
việc quá hạn trước đây | state=overdue | trước đây
thong ke viec qua han theo co quan | over=figures state=overdue by=agency
tỷ lệ hoàn thành của Sở Công Thương 6 tháng đầu năm 2026 | over=figures figure=rate_national agency=sct due=2026-01-01..2026-06-30
việc của sở y tế, sở giáo dục quá hạn dưới 15 ngày | agency=syt agency=sgddt state=overdue late=..14
đang vướng mắc ở bộ, ngành trung ương | flag=obstacle holder=outside
việc có báo cáo bằng văn bản | flag=written
đã gửi báo cáo hoàn thành, chờ duyệt | state=claimed
quyết định 26/2015/QĐ-UBND giao gì | document=26/2015/qd-ubnd
việc sắp hết hạn mà chưa làm gì | state=near state=not_started
cac viec Phong Van xa theo doi bi qua han | unit=vanxa state=overdue
thông báo kết luận số 388 | document=notice:388
việc mới phát sinh trong tuần | given=2026-11-23..2026-11-29
chậm nhất 30/11 phải hoàn thành | due=..2026-11-30
việc khẩn quá hạn hôm nay | urgency=urgent state=overdue due=2026-11-23..2026-11-23
ai đang giữ việc quá hạn | state=overdue | giữ
danh sách việc chưa thực hiện của Sở VHTTDL | state=not_started agency=svhttdl
xã Đức Trọng năm 2025 hoàn thành bao nhiêu nhiệm vụ | over=figures agency=ductrong done=2025-01-01..2025-12-31 state=done
việc liên quan đến hồ thủy lợi của sở nông nghiệp | query=hồ thủy lợi agency=snnmt
gia hạn quá 2 lần | flag=extended | quá 2 lần
"""
