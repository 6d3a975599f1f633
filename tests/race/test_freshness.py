"""Nobody is given a page or a list that is older than an edit accepted before they asked."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.race.editors import Editor

pytestmark = [pytest.mark.database, pytest.mark.each_database, pytest.mark.slow]

FACES = ("/wiki/Fresh_{}", "/raw/Fresh_{}", "/history/Fresh_{}", "/recent")


def save_again_and_again(editor, accepted, saves):
    """Save a page of one's own; write down the number of each save as soon as it is accepted."""
    for _time in range(saves):
        said = f"{editor.name} has saved {editor.turn + 1} times"
        answer = editor.save(f"Fresh_{editor.name}", lambda *_, said=said: said, summary=said)
        assert answer.status == 302
        accepted[editor.name] = editor.turn


def read_again_and_again(reader, accepted, names, is_over):
    """Read the pages and the lists that name them; return how often, and each answer that was too old."""
    asked, stale = 0, []
    while not is_over():
        for name in names:
            for face in FACES:
                least, path = accepted[name], face.format(name)
                numbers = re.findall(rf"{name} has saved (\d+) times", reader.ask(path).text)
                newest = max(map(int, numbers), default=0)
                asked += 1
                if newest < least:
                    stale.append(f"{path}: {newest} instead of {least}")
    return asked, stale


def test_no_answer_is_older_than_an_edit_that_was_accepted_before(wiki, editors, saves):
    writers = editors[:4]
    accepted = dict.fromkeys([editor.name for editor in writers], 0)
    readers = [Editor(wiki.url, "nobody") for _reader in range(4)]
    start = time.monotonic()
    with ThreadPoolExecutor(len(writers) + len(readers)) as threads:
        saving = [threads.submit(save_again_and_again, editor, accepted, 2 * saves) for editor in writers]
        reading = [
            threads.submit(
                read_again_and_again, reader, accepted, [*accepted], lambda: all(s.done() for s in saving)
            )
            for reader in readers
        ]
    for job in saving:
        job.result()
    results = [job.result() for job in reading]
    asked = sum(asked for asked, _stale in results)
    print(f"{8 * saves} saves and {asked} answers to readers in {time.monotonic() - start:.1f} s")
    assert asked
    assert [fault for _asked, stale in results for fault in stale] == []
