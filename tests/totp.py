"""Codes of an authenticator app, which change every 30 seconds (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time


def code_now(secret):
    """Return the code of this half minute; near its end, wait for the next."""
    left = 30 - time.time() % 30
    if left < 2:
        time.sleep(left)
    counter = struct.pack(">Q", int(time.time() // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
