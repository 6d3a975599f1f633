"""Whether the wiki can answer."""


def test_a_wiki_that_can_answer_says_ok(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")


def test_the_answer_is_never_cached_and_sets_no_cookie(client):
    answer = client.get("/healthz")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_database_is_asked_for_next_to_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_the_head_is_enough_and_nothing_can_be_sent(client):
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405
