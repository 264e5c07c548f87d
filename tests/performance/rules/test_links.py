"""Does an address look as if an evaluator could open it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.performance.rules import why_not_public


@pytest.mark.parametrize(
    "link",
    [
        "https://drive.google.com/drive/folders/1AbC?usp=sharing",
        "https://drive.google.com/file/d/1AbC/view",
        "http://pupr.contoh.go.id/bukti/tw-3.pdf",
        "https://contoh.go.id:8443/a?b=c#d",
        "HTTPS://Contoh.GO.ID/",
        "https://8.8.8.8/bukti.pdf",
        " https://contoh.go.id ",
        "https://s.id/bukti",
    ],
)
def test_an_ordinary_address_passes(link: str) -> None:
    assert why_not_public(link) is None


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("", "bukan alamat web"),
        ("bukti.pdf", "bukan alamat web"),
        ("contoh.go.id/bukti", "bukan alamat web"),
        ("C:\\Users\\bukti.pdf", "bukan alamat web"),
        ("\\\\server\\bukti", "bukan alamat web"),
        ("file:///D:/bukti.pdf", "bukan alamat web"),
        ("ftp://contoh.go.id/a", "bukan alamat web"),
        ("javascript:alert(1)", "bukan alamat web"),
        ("https://contoh.go.id/a b", "bukan alamat web"),
        ("https://", "bukan alamat web"),
        ("https://admin:rahasia@contoh.go.id/", "nama pengguna"),
        ("https://contoh.go.id@jahat.contoh/", "nama pengguna"),
        ("http://localhost/bukti", "jaringan sendiri"),
        ("http://server/bukti", "jaringan sendiri"),
        ("http://nas.local/bukti", "jaringan sendiri"),
        ("http://127.0.0.1/bukti", "jaringan sendiri"),
        ("http://10.1.2.3/bukti", "jaringan sendiri"),
        ("http://192.168.0.7:8080/bukti", "jaringan sendiri"),
        ("http://[::1]/bukti", "jaringan sendiri"),
        ("http://999.1.1.1/", "jaringan sendiri"),
        ("http://-contoh-.go.id/", "jaringan sendiri"),
        ("https://drive.google.com/drive/my-drive", "Google Drive pribadi"),
        ("https://drive.google.com/drive/u/0/my-drive", "Google Drive pribadi"),
        ("https://drive.google.com/drive/u/1/shared-with-me", "Google Drive pribadi"),
        ("https://mail.google.com/mail/u/0/#inbox/x", "kotak surat"),
        ("https://web.whatsapp.com/", "WhatsApp Web"),
        ("https://contoh.go.id/" + "a" * 1000, "terlalu panjang"),
    ],
)
def test_an_address_that_only_its_owner_can_open_says_why(link: str, said: str) -> None:
    why = why_not_public(link)
    assert why is not None
    assert said in why
    assert why.endswith(".")


@given(st.text(max_size=200))
def test_any_text_is_an_address_or_gets_a_short_sentence(link: str) -> None:
    assert len(why_not_public(link) or "") < 200
