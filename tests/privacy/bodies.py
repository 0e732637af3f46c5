# Every body of a message that a daemon has written, kept by a trigger that this test puts into its databases while it is stopped.
# keep(DATA) before, take(DATA, DIR) afterwards: DIR/message-FROM-TO-KIND.json, the bodies of a kind, a line each. Called by drive.py.
import glob
import os
import sqlite3

TRIGGER = """CREATE TABLE IF NOT EXISTS kept_bodies (kind TEXT NOT NULL, json TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS keep_bodies AFTER INSERT ON outbox BEGIN INSERT INTO kept_bodies VALUES (NEW.kind, NEW.json); END;"""


def databases(data):
    """The databases of the generations that live."""
    for world in glob.glob(os.path.join(data, "worlds", "*")):
        with open(os.path.join(world, "current")) as f:
            yield from sorted(glob.glob(os.path.join(world, "gen-" + f.read().strip(), "*.db")))


def keep(data):
    for path in databases(data):
        db = sqlite3.connect(path)
        db.executescript(TRIGGER)
        db.close()


def take(db, sender, ways, directory):
    """Of one database, or a copy of it; answers the kinds."""
    kinds = set()
    for kind, json in db.execute("SELECT kind, json FROM kept_bodies"):
        kinds.add(kind)
        with open(os.path.join(directory, "message-%s-%s-%s.json" % (sender, ways[kind][1], kind)), "a", encoding="utf-8") as f:
            f.write(json + "\n")
    return kinds
