"""The office's addresses; whoever may not see an agency finds none of them."""

from django.urls import path

from himpun.office.views import calendar, closing, days, hours, own, people, structure

app_name = "office"

HERE = "kantor/<str:agency>/"

urlpatterns = [
    path("saya/", own.me, name="me"),
    path("saya/pengganti/", own.me_stand_in, name="me_stand_in"),
    path("saya/pengganti/<int:number>/akhiri/", own.me_stand_in_end, name="me_stand_in_end"),
    path("instansi/", own.agencies, name="agencies"),
    path("instansi/baru/", own.agency_add, name="agency_add"),
    path("instansi/libur/", days.national_holidays, name="national_holidays"),
    path("instansi/libur/baru/", days.national_holiday_add, name="national_holiday_add"),
    path("instansi/libur/<int:number>/", days.national_holiday, name="national_holiday"),
    path("instansi/ramadan/<int:number>/", days.ramadan, name="ramadan"),
    path("instansi/jurnal/", days.system_journal, name="system_journal"),
    path("kantor/", structure.home, name="home"),
    path(HERE, structure.agency, name="agency"),
    path(f"{HERE}data/", structure.agency_change, name="agency_change"),
    path(f"{HERE}unit-baru/", structure.unit_add, name="unit_add"),
    path(f"{HERE}unit/<str:code>/", structure.unit, name="unit"),
    path(f"{HERE}unit/<str:code>/pindah/", structure.unit_move, name="unit_move"),
    path(f"{HERE}unit/<str:code>/tutup/", closing.unit_close, name="unit_close"),
    path(f"{HERE}jabatan-baru/", structure.post_add, name="post_add"),
    path(f"{HERE}jabatan/<str:code>/", structure.post, name="post"),
    path(f"{HERE}jabatan/<str:code>/nama/", structure.post_change, name="post_change"),
    path(f"{HERE}jabatan/<str:code>/tutup/", closing.post_close, name="post_close"),
    path(f"{HERE}jabatan/<str:code>/pemegang/", structure.appoint, name="appoint"),
    path(f"{HERE}pemegang/<int:number>/akhiri/", structure.holding_end, name="holding_end"),
    path(f"{HERE}pemegang/<int:number>/pengganti/", structure.stand_in, name="stand_in"),
    path(f"{HERE}pengganti/<int:number>/akhiri/", structure.stand_in_end, name="stand_in_end"),
    path(f"{HERE}orang/", people.people, name="people"),
    path(f"{HERE}orang-baru/", people.person_add, name="person_add"),
    path(f"{HERE}orang/<str:username>/", people.person, name="person"),
    path(f"{HERE}orang/<str:username>/sandi/", people.person_password, name="person_password"),
    path(f"{HERE}orang/<str:username>/verifikasi/", people.person_mfa, name="person_mfa"),
    path(f"{HERE}orang/<str:username>/akun/", people.person_account, name="person_account"),
    path(f"{HERE}tim-baru/", people.team_add, name="team_add"),
    path(f"{HERE}tim/<str:code>/", people.team, name="team"),
    path(f"{HERE}tim/<str:code>/tutup/", closing.team_close, name="team_close"),
    path(f"{HERE}anggota/<int:number>/akhiri/", people.member_end, name="member_end"),
    path(f"{HERE}pelaksana/", people.performers, name="performers"),
    path(f"{HERE}pelaksana/<str:sop>/<str:performer>/", people.performer, name="performer"),
    path(f"{HERE}penetapan/<int:number>/akhiri/", people.assignment_end, name="assignment_end"),
    path(f"{HERE}peran/", people.roles, name="roles"),
    path(f"{HERE}peran/<int:number>/cabut/", people.role_revoke, name="role_revoke"),
    path(f"{HERE}kalender/", calendar.calendar, name="calendar"),
    path(f"{HERE}jam/", hours.hours, name="hours"),
    path(f"{HERE}jam/ubah/", hours.hours_change, name="hours_change"),
    path(f"{HERE}unit/<str:code>/jam/", hours.unit_hours, name="unit_hours"),
    path(f"{HERE}libur/", days.holidays, name="holidays"),
    path(f"{HERE}libur/baru/", days.holiday_add, name="holiday_add"),
    path(f"{HERE}libur/<int:number>/", days.holiday, name="holiday"),
    path(f"{HERE}jurnal/", days.journal, name="journal"),
]
