#!/usr/bin/env python3
# Every access to 住基ネット has its record and every answer its charge (2.11.3).
# accesses.py FILE: adds up what the daemons of a run of tests have written there (server/world/access.h), however each was started and
# ended, and ends with 1 where the sums differ or a generation was asked about without an account. Called by tests/run.sh.
# count() and wrong() find the same in the databases that a daemon has left, by their own statements: desk.py, tests/honnin.
import collections
import glob
import json
import os
import shutil
import sqlite3
import sys
import tempfile

FILE = os.environ.get("CHUKAND_ACCESSES")
# asked: counted where 住基ネット was asked, the rest in databases; thither, back: on their way there or from there.
Account = collections.namedtuple("Account", "asked answered recorded thither charged back yen wrong")
NONE = Account(*[0] * len(Account._fields))


def rows(path, sql, immutable=True):
    """Of a database at rest: nothing of it is written, not even beside it. Of one whose daemon was killed its log counts too."""
    db = sqlite3.connect("file:%s%s" % (path, "?immutable=1" if immutable else ""), uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def carried(path, lists, immutable):
    """Numbers of questions in messages that are on their way; lists: {kind: its list}."""
    return {row[0] for kind, text in rows(path, "SELECT kind, json FROM outbox", immutable) if kind in lists for row in json.loads(text)[lists[kind]]}


def count(folder, immutable=True):
    """The Account of a generation as its databases have it, and what is wrong."""
    unyo, gaibu = (os.path.join(folder, n + ".db") for n in ("unyo", "gaibu"))
    access = {r[0]: r[1] for r in rows(unyo, "SELECT shokai, iif(hoho = 'ファイル' AND riyu = '', '以前', hoho) FROM juki_access", immutable)}
    charged = dict(rows(unyo, "SELECT shokai, ryokin FROM juki_ryokin", immutable))
    asked = dict(rows(unyo, "SELECT shokai, dankai FROM juki_shokai", immutable))
    told = {r[0] for r in rows(gaibu, "SELECT shokai FROM juki_kaito", immutable)}
    thither = carried(unyo, {"jukiShokai": "shokai", "jukiTogo": "togo"}, immutable) - told
    back = carried(gaibu, {"jukiKaito": "kaito", "jukiTogoKekka": "kekka"}, immutable) - set(charged)
    before = {s for s, hoho in access.items() if hoho == "以前"} - told  # of an older chukand, which kept no juki_kaito
    found = (("a question without its record", {s for s, d in asked.items() if d > 1} - set(access)),
             ("a record of no question", {s for s, hoho in access.items() if hoho != "登録時突合"} - {s for s, d in asked.items() if d > 1}),
             ("an answer without its charge", {s for s, d in asked.items() if d == 3} - set(charged)),
             ("a charge of no answer", set(charged) - told - before),
             ("住基ネット has answered what was never asked", told - set(access)),
             ("a question that was lost", set(access) - told - thither - before),
             ("an answer that was lost", told - set(charged) - back))
    wrong = ["%s of %s" % (what, sorted(numbers)[:3]) for what, numbers in found if numbers]
    recorded, paid = set(access) - before, set(charged) - before
    return Account(len(told), len(told), len(recorded), len(recorded & thither), len(paid), len(told & back), sum(charged[s] for s in paid), len(wrong)), wrong


def present(data):
    """Folders of the generations that live in a data folder."""
    for current in glob.glob(os.path.join(data, "worlds", "*", "current")):
        with open(current) as f:
            yield os.path.join(os.path.dirname(current), "gen-" + f.read().strip())


def wrong(data):
    """Of all worlds in a data folder; what a daemon left in pieces, or a test has damaged, says nothing."""
    found = []
    for folder in present(data):
        if any(os.path.exists(p) and os.path.getsize(p) for p in glob.glob(os.path.join(folder, "*.db-wal"))):
            continue
        try:
            found += ["%s: %s" % (folder, w) for w in count(folder)[1]]
        except sqlite3.DatabaseError:
            continue
    return found


def killed(data):
    """The account that a daemon which was killed has not given of its worlds; its files are left as they are."""
    for folder in present(data) if FILE else ():
        with tempfile.TemporaryDirectory(prefix="chukan-test-") as copy:
            for path in glob.glob(os.path.join(folder, "unyo.db*")) + glob.glob(os.path.join(folder, "gaibu.db*")):
                shutil.copy(path, copy)
            try:
                line = "end %s" % " ".join(map(str, count(copy, False)[0]))
            except sqlite3.DatabaseError:
                line = "lost"
        with open(FILE, "a") as f:
            f.write("%s %s\n" % (line, os.path.realpath(folder)))


class Generation:
    def __init__(self, folder, begin):
        self.folder, self.begin, self.end, self.asked, self.lost = folder, begin, None, begin.asked, False

    def told(self):
        """None, or what is wrong with it."""
        if not self.lost and self.end and self.end.asked >= self.asked:
            return "%d faults (log of chukand)" % self.end.wrong if self.end.wrong else None
        return "asked %d times, no account" % (self.asked - self.begin.asked) if self.asked > self.begin.asked else None

    def sum(self):
        return Account(*(e - b for e, b in zip(self.end or self.begin, self.begin)))


def generations(lines):
    """A folder whose 住基ネット has answered less than before holds another generation."""
    all_, of = [], {}
    for line in lines:
        what, rest = line.rstrip("\n").split(" ", 1)
        *numbers, folder = rest.split(" ", {"lost": 0, "asked": 1}.get(what, len(Account._fields)))
        numbers = [int(n) for n in numbers]
        g = of.get(folder)
        if not g or (what == "begin" and numbers[0] < g.asked):
            g = of[folder] = Generation(folder, Account(*numbers) if what == "begin" else NONE)
            all_.append(g)
        if what == "lost":
            g.lost = True
        elif what == "end":
            g.end, g.lost = Account(*numbers), False
        if what != "lost":
            g.asked = max(g.asked, numbers[0])
    return all_


def main(path):
    with open(path) as f:
        all_ = generations(f)
    total = Account(*map(sum, zip(NONE, *(g.sum() for g in all_))))
    bad = ["%s: %s" % (g.folder, g.told()) for g in all_ if g.told()]
    if not total.asked == total.answered == total.recorded - total.thither == total.charged + total.back:
        bad.append("合わない: %s" % (total,))
    print("住基ネットへのアクセス: %d 件、記録 %d 件（うち届く前 %d）、請求 %d 件 %d 円（ほかに応答の途中 %d）、世代 %d"
          % (total.asked, total.recorded, total.thither, total.charged, total.yen, total.back, len(all_)))
    for b in bad[:20]:
        print("NG  住基ネット: %s" % b)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
