"""Nobody is given a page or a list that is older than an edit accepted before they asked."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

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


@dataclass
class Switch:
    """A page that is switched to and fro between two states; `begun` and `done` count how often.

    `faces` are (path, a status or a text, of which state it is).
    """

    faces: list
    begun: int = 0
    done: int = 0

    def to_and_fro(self, acts, times):
        """Do one act after the other; some time passes between them."""
        for turn in range(times):
            self.begun += 1
            acts[turn % 2]()
            self.done += 1
            time.sleep(0.1)

    def look(self, reader):
        """Look at each face; return how many answers could be checked, and which were too old.

        An answer can be checked if nothing has begun to switch the page before it came.
        """
        checked, stale = 0, []
        for path, sign, state in self.faces:
            done = self.done
            answer = reader.ask(path)
            if self.begun == done:
                checked += 1
                is_there = answer.status == sign if isinstance(sign, int) else sign in answer.text
                stale += [] if is_there == (done % 2 == state) else [f"{path}: {sign} after {done} switches"]
        return checked, stale


def renaming(editor):
    """Return the Switch of a page between two titles, and its two acts."""
    assert editor.save("Fresh_pear", summary="Begun").status == 302

    def rename(old, new):
        form = editor.ask(f"/move/{old}")
        answer = editor.send(f"/move/{old}", form, action="move", title=new, keep_old="on")
        assert answer.status == 302, answer.text

    faces = [("/wiki/Fresh_pear", 200, 0), ("/wiki/Fresh_plum", 200, 1)]
    faces += [("/pages/", ">Fresh pear<", 0), ("/pages/", ">Fresh plum<", 1)]
    return Switch(faces), [
        lambda: rename("Fresh_pear", "Fresh plum"),
        lambda: rename("Fresh_plum", "Fresh pear"),
    ]


def deleting(editor, moderator):
    """Return the Switch of a page that is deleted and restored, and these two acts."""
    assert editor.save("Fresh_fig", summary="Begun").status == 302
    listed = moderator.ask("/admin/wiki/page/?q=Fresh+fig").text
    address = re.search(r"/admin/wiki/page/\d+/", listed)[0]

    def use(power):
        form = moderator.ask(f"{address}{power}/")
        assert moderator.send(f"{address}{power}/", form, reason="A race").status == 302

    faces = [("/wiki/Fresh_fig", 200, 0), ("/wiki/Fresh_fig", 410, 1), ("/raw/Fresh_fig", 200, 0)]
    faces += [("/pages/", ">Fresh fig<", 0)]
    return Switch(faces), [lambda: use("take-off"), lambda: use("bring-back")]


def test_no_answer_is_older_than_a_rename_a_deletion_or_a_restoration(wiki, editors, saves):
    moderator = Editor(wiki.url, "mo")
    moderator.log_in()
    switched = [renaming(editors[0]), deleting(editors[1], moderator)]
    readers, results = [Editor(wiki.url, "nobody") for _reader in range(4)], []
    with ThreadPoolExecutor(len(switched) + len(readers)) as threads:
        switching = [threads.submit(switch.to_and_fro, acts, saves) for switch, acts in switched]

        def look_again_and_again(reader):
            while not all(job.done() for job in switching):
                results.extend(switch.look(reader) for switch, _acts in switched)

        reading = [threads.submit(look_again_and_again, reader) for reader in readers]
    for job in (*switching, *reading):
        job.result()
    assert sum(checked for checked, _stale in results) > saves
    assert [fault for _checked, stale in results for fault in stale] == []
