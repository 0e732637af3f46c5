# Every access to 住基ネット has its record and every answer its charge, and 住基ネット has counted the same (2.11.3): held of each world that
# a daemon has left which ended in order. Called by desk.py at the end of every test's daemon, and by tests/honnin.
import glob
import os
import sqlite3


def rows(path, sql):
    """Of a database at rest: nothing of it is written, not even beside it."""
    db = sqlite3.connect("file:%s?immutable=1" % path, uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def count(folder):
    """(accesses, answers charged, yen, answers that 住基ネット has counted) of a generation, and what is wrong."""
    unyo, gaibu = (os.path.join(folder, n + ".db") for n in ("unyo", "gaibu"))
    access = {r[0]: r[1] for r in rows(unyo, "SELECT shokai, hoho FROM juki_access")}
    charged = dict(rows(unyo, "SELECT shokai, ryokin FROM juki_ryokin"))
    asked = dict(rows(unyo, "SELECT shokai, dankai FROM juki_shokai"))
    told = {r[0] for r in rows(gaibu, "SELECT shokai FROM juki_kaito")}
    on_the_way = rows(gaibu, "SELECT count(*) FROM outbox WHERE kind IN ('jukiKaito', 'jukiTogoKekka')")[0][0]
    wrong = ["%s of %s" % (what, sorted(found)[:3]) for what, found in (
        ("a question without its record", {s for s, d in asked.items() if d > 1} - set(access)),
        ("a record of no question", {s for s, hoho in access.items() if hoho != "登録時突合"} - {s for s, d in asked.items() if d > 1}),
        ("an answer without its charge", {s for s, d in asked.items() if d == 3} - set(charged)),
        ("a charge of no answer", set(charged) - told),
        ("住基ネット has answered what was never asked", told - set(access)),
        ("an answer that was lost", set() if on_the_way else told - set(charged))) if found]
    return (len(access), len(charged), sum(charged.values()), len(told)), wrong


def wrong(data):
    """Of all worlds in a data folder; what a daemon left in pieces, or a test has damaged, says nothing."""
    found = []
    for current in glob.glob(os.path.join(data, "worlds", "*", "current")):
        folder = os.path.join(os.path.dirname(current), "gen-" + open(current).read().strip())
        if any(os.path.exists(p) and os.path.getsize(p) for p in glob.glob(os.path.join(folder, "*.db-wal"))):
            continue
        try:
            found += ["%s: %s" % (folder, w) for w in count(folder)[1]]
        except sqlite3.DatabaseError:
            continue
    return found
