"""Long, slow and endless requests to the server as it runs: each is answered, and none costs much."""

import socket
import time
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.served import Server

pytestmark = pytest.mark.slow

MB = 1024 * 1024
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ADDRESS = "/edit/Pip"


@pytest.fixture(scope="module")
def served(first_wiki):
    """The first wiki, served by one process with four threads."""
    with first_wiki.served("--workers", "1", "--pid", str(first_wiki.log.with_name("pid"))):
        with closing(connect(first_wiki)) as connection:
            assert is_well(connection)  # it has started
        yield first_wiki


@pytest.fixture
def impatient(served, tmp_path):
    """The same wiki, where a body has a second to arrive; two threads serve it."""
    wiki = Server(tmp_path)
    wiki.environment["HSWIKI_VAR"] = served.environment["HSWIKI_VAR"]
    with wiki.served("--workers", "1", "--threads", "2", application="tests.house.impatient"):
        assert is_well(connect(wiki))
        yield wiki


_opened = []


@pytest.fixture(autouse=True)
def _connections():
    yield
    while _opened:
        _opened.pop().close()


def connect(server, method="", path="", headers=None):
    """Return a new connection, on which a request has begun if one is given."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    _opened.append(connection)
    connection.connect()
    if method:
        connection.putrequest(method, path)
        for name, text in headers.items():
            connection.putheader(name, text)
        connection.endheaders()
    return connection


def post(server, length):
    """Return a connection on which a form of so many bytes is announced."""
    return connect(server, "POST", ADDRESS, FORM | {"Content-Length": str(length)})


def send(server, size, *, rate=None, headers=FORM):
    """Post so many bytes, at a rate if one is given; return (status, words, connection)."""
    connection = connect(server, "POST", ADDRESS, headers | {"Content-Length": str(size)})
    for part in parts(size):
        connection.send(part)
        if rate:
            time.sleep(len(part) / rate)
    return answered(connection)


def send_in_chunks(server, size, body=b""):
    connection = connect(server, "POST", ADDRESS, FORM | {"Transfer-Encoding": "chunked"})
    for part in [body] if body else parts(size):
        connection.send(b"%x\r\n%b\r\n" % (len(part), part))
    connection.send(b"0\r\n\r\n")
    return answered(connection)


def parts(size):
    """Yield a body that names a field, piece by piece."""
    whole, rest = divmod(size, 64 * 1024)
    yield from [b"x" * (64 * 1024)] * whole
    if rest:
        yield b"x" * rest


def answered(connection):
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), connection


def is_well(connection):
    """Whether the next request on the same connection is answered."""
    connection.request("GET", "/healthz")
    return connection.getresponse().read() == b"ok\n"


def memory(server):
    """Return how many MB the server has used at most, all of its processes together."""
    parent = server.log.with_name("pid").read_text().strip()
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    peaks = [line.split()[1] for child in children for line in status(child) if line.startswith("VmHWM")]
    return sum(map(int, peaks)) / 1024


def status(process):
    return Path(f"/proc/{process}/status").read_text().splitlines()


@pytest.mark.parametrize("way", [send, send_in_chunks], ids=["with a length", "in chunks"])
@pytest.mark.parametrize("size", [3, 20, 200])
def test_a_body_that_is_too_long_is_answered_in_words_and_the_connection_holds(served, way, size):
    status, words, connection = way(served, size * MB)
    assert status == 413
    assert "The limit for a form is 2.0\xa0MB." in words
    assert is_well(connection)


def test_a_file_that_is_too_long_is_answered_alike(served):
    status, _words, connection = send(
        served, 20 * MB, headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert status == 413
    assert is_well(connection)


def test_who_sends_slowly_is_answered_too(served):
    assert send(served, 3 * MB, rate=3 * MB)[0] == 413


def test_a_form_below_the_limit_is_read_however_it_comes(served):
    assert send(served, 2 * MB)[0] == 403  # no token
    status, words, _connection = send_in_chunks(served, 0, body=b"body=Words+of+mine")
    assert status == 403
    assert "Words of mine" in words


def test_the_server_remembers_nothing_of_what_it_discards(served):
    before = memory(served)
    for way in (send, send_in_chunks):
        way(served, 200 * MB)
    assert memory(served) - before < 20


def send_until_it_fails(connection):
    """Send on until the other side has ended the connection; True when it has."""
    try:
        for _part in range(5_000):
            connection.sock.sendall(b"GET /healthz HTTP/1.1\r\n\r\n" * 40_000)
    except OSError:
        return True
    return False


def test_who_sends_without_end_is_cut_off_and_others_are_served(served):
    connection = post(served, 10**12)
    assert send_until_it_fails(connection)
    assert is_well(connect(served))


def test_nothing_that_comes_behind_a_body_given_up_is_taken_for_a_request(impatient):
    """A proxy may share the connection: somebody else would get the answer."""
    connection = post(impatient, 200 * MB)
    connection.send(b"x" * MB)
    assert answered(connection)[0] == 413
    time.sleep(1.5)
    connection.sock.settimeout(5)
    with suppress(OSError):
        connection.sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.sock.recv(100) == b""
    assert send_until_it_fails(connection)


def test_bodies_that_drip_are_given_up_and_keep_others_waiting_for_a_second_at_most(impatient):
    drips = [post(impatient, length) for length in (100, 2 * MB)]
    for _time in range(5):
        for drip in drips:
            drip.send(b"x")
        time.sleep(0.1)
    words = "The form was not sent completely, or took too long. Nothing was saved. Try again.\n"
    assert {answered(drip)[:2] for drip in drips} == {(408, words)}
    assert is_well(connect(impatient))


def test_a_long_body_may_take_its_time_if_it_comes_steadily(impatient):
    assert send(impatient, MB // 2, rate=MB // 8)[0] == 403


def test_a_form_that_is_cut_off_is_not_taken_for_a_whole_one(served):
    connection = post(served, 1000)
    connection.send(b"body=Half")
    connection.sock.shutdown(socket.SHUT_WR)
    assert answered(connection)[0] == 408
