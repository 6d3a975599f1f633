"""A QR code as a drawing."""

import re

from wiki.figures.qr_code import qr_code

WORDS = "otpauth://totp/hswiki:Bob?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=hswiki"


def dark_squares(code):
    return {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", code["path"])}


def test_it_has_three_corners_and_a_quiet_border_of_four():
    code = qr_code(WORDS)
    dark = dark_squares(code)
    ends = [
        min(x for x, _ in dark),
        min(y for _, y in dark),
        max(x for x, _ in dark),
        max(y for _, y in dark),
    ]
    assert ends == [4, 4, code["size"] - 5, code["size"] - 5]
    for left, top in ((4, 4), (code["size"] - 11, 4), (4, code["size"] - 11)):
        assert {(left + step, top) for step in range(7)} <= dark
        assert {(left + 2 + step % 3, top + 2 + step // 3) for step in range(9)} <= dark
        assert not {(left + 1 + step, top + 1) for step in range(5)} & dark


def test_other_words_are_another_drawing():
    assert qr_code(WORDS)["path"] != qr_code(WORDS + "2")["path"]
