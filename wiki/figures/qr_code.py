"""A QR code as a drawing, so that a phone can read a long text."""

from qrcode import QRCode


def qr_code(words):
    """Return the QR code of `words`: its `size` with the border, in squares, and an SVG `path`."""
    code = QRCode()
    code.add_data(words)
    rows = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return {"size": len(rows), "path": "".join(dark)}
