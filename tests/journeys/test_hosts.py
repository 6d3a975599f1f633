"""Links are screened by host, so hosts must be parsed as in a browser."""

from wiki.text.hosts import host_of

# Each is read as a link by Chromium; `dots` in the names are of every kind that browsers know.
SCHEMES = ("http:", "https:", "HTTP:", " https:", "ht\ttps:", "\x01https:", "")
SLASHES = ("//", "\\\\", "/\\", "///", "//\t//")
ACCOUNTS = ("", "a:b@", "a@b@", "a%40b@", ":@")
HOSTS = (
    *(
        "SPAM.example",
        "s%70am.example.",
        "späm.example",
        "SPÄM。example",
        "ｓｐａｍ．example",
        "spa\u00adm.example",
    ),
    *(
        "straße.example",
        "STRAẞE.example",
        "σας.example",
        "x_y.example",
        "(x!).example",
        "日本.рф",
        "🦊.example",
    ),
    *("xn--spm-qla.example", "İx.example", "ﬁx.example", "Ⅷ.example", "spam.%6Frg", "spam%E3%80%82org"),
    *("localhost", "127.1", "0x7f000001", "017700000001", "2130706433", "[0:0::1]", "[::FFFF:1.2.3.4]"),
)
TAILS = ("", "/x@good.example", "?@good.example", "#x", "\\x", ":80/", ":/")
READ = "addresses => addresses.map(address => new URL(address, 'http://wiki.test/').hostname)"


def test_chromium_parses_every_host_the_same(page):
    addresses = [
        f"{scheme}{slashes}{account}{host}{tail}"
        for scheme in SCHEMES
        for slashes in SLASHES
        for account in ACCOUNTS
        for host in HOSTS
        for tail in TAILS
    ]
    read = page.evaluate(READ, addresses)
    wrong = [
        f"{address!a}: {host_of(address)}, not {host}"
        for address, host in zip(addresses, read, strict=True)
        if host_of(address) != host.removesuffix(".")
    ]
    assert wrong == []
