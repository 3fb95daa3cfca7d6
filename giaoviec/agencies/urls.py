"""Addresses of signing in, one's own account, and the administration of agencies and people."""

from django.urls import path

from giaoviec.agencies.views import directory, factors, index, own, people, signing, units

app_name = "agencies"
USER = "quan-tri/nguoi-dung/<int:pk>/"
AGENCY = "quan-tri/co-quan/<int:pk>/"

urlpatterns = [
    path("dang-nhap/", signing.sign_in, name="sign_in"),
    path("dang-nhap/buoc-hai/", factors.second_step, name="second_step"),
    path("dang-xuat/", signing.sign_out, name="sign_out"),
    path("mat-khau/", signing.password, name="password"),
    path("tu-cach/", signing.act_as, name="act_as"),
    path("ca-nhan/", own.account, name="account"),
    path("ca-nhan/uy-quyen/", own.delegate, name="own_delegate"),
    path("ca-nhan/uy-quyen/<int:pk>/ket-thuc/", own.end_delegation, name="own_end_delegation"),
    path("ca-nhan/lich/", own.feed, name="own_feed"),
    path("ca-nhan/phien/<slug:mark>/ket-thuc/", own.end_session, name="own_end_session"),
    path("ca-nhan/buoc-hai/", factors.listing, name="factors"),
    path("ca-nhan/buoc-hai/xac-nhan/", factors.again, name="prove_again"),
    path("ca-nhan/buoc-hai/ung-dung/", factors.add_totp, name="totp_add"),
    path("ca-nhan/buoc-hai/khoa/", factors.add_passkey, name="passkey_add"),
    path("ca-nhan/buoc-hai/ma-du-phong/", factors.renew_codes, name="codes_renew"),
    path("ca-nhan/buoc-hai/<int:pk>/go/", factors.remove, name="factor_remove"),
    path("quan-tri/", index.index, name="administration"),
    path("quan-tri/co-quan/", directory.listing, name="agencies"),
    path("quan-tri/co-quan/them/", directory.add, name="agency_add"),
    path("quan-tri/co-quan/nhom/", directory.add_group, name="group_add"),
    path(AGENCY, directory.detail, name="agency"),
    path(f"{AGENCY}ten-khac/", directory.add_alias, name="alias_add"),
    path(f"{AGENCY}ten-khac/<int:alias>/bo/", directory.drop_alias, name="alias_drop"),
    path(f"{AGENCY}nhom/", directory.join_group, name="group_join"),
    path(f"{AGENCY}nhom/<int:group>/roi/", directory.leave_group, name="group_leave"),
    path(f"{AGENCY}phong-ban/", units.listing, name="units"),
    path(f"{AGENCY}phong-ban/<int:unit>/", units.change, name="unit"),
    path("quan-tri/nguoi-dung/", people.listing, name="people"),
    path("quan-tri/nguoi-dung/them/", people.add, name="person_add"),
    path(USER, people.detail, name="person"),
    path(f"{USER}buoc-hai/go/", people.take_factors, name="factors_take"),
    path(f"{USER}vi-tri/", people.add_post, name="post_add"),
    path(f"{USER}vi-tri/<int:post>/ket-thuc/", people.end_post, name="post_end"),
    path(f"{USER}ngung/", people.disable, name="person_disable"),
    path(f"{USER}mo/", people.enable, name="person_enable"),
    path(f"{USER}mo-khoa/", people.unlock, name="person_unlock"),
    path(f"{USER}dat-lai/", people.reset, name="person_reset"),
    path(f"{USER}danh-ba/", people.by_directory, name="person_directory"),
    path(f"{USER}uy-quyen/", people.delegate, name="delegate"),
    path(f"{USER}uy-quyen/<int:delegation>/ket-thuc/", people.end_delegation, name="delegation_end"),
]
