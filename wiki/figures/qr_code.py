"""A QR code as a drawing, so that a phone can read a long text."""

from dataclasses import dataclass

from qrcode import QRCode


@dataclass(frozen=True)
class QrCode:
    """`size` is its width in squares, with the border. `path` is the SVG path of the dark squares."""

    size: int
    path: str


def qr_code(words):
    """Return the QrCode of `words`."""
    code = QRCode()
    code.add_data(words)
    rows = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return QrCode(len(rows), "".join(dark))
