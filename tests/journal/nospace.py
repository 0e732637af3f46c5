#!/usr/bin/env python3
# Called by nospace.sh: a chukand whose disk is full, in the two ways of tests/audit/full.py: files may not grow over what a segment of the
# journal is soon, and, as "nospace.py mount" in a mount namespace of its own, a small file system without room.
import glob
import os
import resource
import sys

import journal
from journal import A, W, desk, expect, has

sys.path.insert(0, os.path.join(desk.ROOT, "tests", "audit"))
import full  # noqa: E402

NO_ROOM = "［本文は空きがなくて残せませんでした］"
LIMIT = 300 << 10  # less than what is sent
TEXT, CALLS = "ながい、" * 4500, 16
ONE = len(TEXT.encode())


class Small(full.Small):
    def ready(self, play):
        pass


class Limit(full.Limit):
    """Files may not grow longer; the log may."""

    def ready(self, play):
        """The newest file of what is refused has no room for one exchange more, so that no block of whatever size finds some."""
        place = os.path.join(play.d.data, "worlds", "lot2", "journal", "*.refused.log")
        play.body(play.sent("mae", 2)[-1])
        while LIMIT - os.path.getsize(max(glob.glob(place))) > ONE:
            play.body(play.sent("mae", 2)[-1])

    def fill(self, d):
        resource.prlimit(d.pid, resource.RLIMIT_FSIZE, (LIMIT, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


class NoSpace(journal.Play):
    def __init__(self, way):
        super().__init__()
        self.way = way
        way.place(self.d.base)

    def sent(self, what, n):
        """Numbers of the rows of n calls: of one that goes well, or of several that are refused. Each is written before the next comes:
        what waits for a busy machine would be one block, for which a new file is begun, and that has room for smaller ones."""
        before, codes = self.last(), set()
        who = desk.Caller(self.d, A)
        for i in range(n):
            codes.add(who.call("kanri", "ping", [("message", "%s %d %s" % (what, i, TEXT if n > 1 else ""))]).code)
            self.body(before + i + 1)
        who.close()
        expect(what + ": codes", codes, {"C00000"} if n == 1 else {"C20008"})
        expect(what + ": rows", self.last(), before + n)
        return range(before + 1, before + n + 1)

    def body(self, n):
        status, one = self.d.control("GET", W + "/journal/%d" % n)
        expect("%d: shown" % n, (status, one["op"]), (200, "ping"))
        return one["request"]["text"], one["reply"]["text"]

    def said(self, full_times, again_times):
        """In the log, once each time."""
        log = open(self.d.log, encoding="utf-8", errors="replace").read()
        expect("the log", (log.count("電文の記録（journal）を書き込めません。本文は残りません"),
                           log.count("電文の記録（journal）に再び書き込んでいます")), (full_times, again_times))

    def once(self, times):
        kept = self.sent("mae", 1)[0]
        has("with room", self.body(kept)[0], "mae 0")
        self.way.ready(self)
        self.way.fill(self.d)
        rows = self.sent("man", CALLS)
        lost = self.body(rows[-1])
        expect("the last one has none", lost, (NO_ROOM, NO_ROOM))
        self.body(rows[-1])
        well = self.sent("yoi", 1)  # whether there is room for it, or not: what is lost is still so
        self.body(well[0])
        self.said(times, times - 1)
        more = self.sent("mada", CALLS)
        expect("nor the next", self.body(more[-1]), (NO_ROOM, NO_ROOM))
        self.said(times, times - 1)
        listed = self.chukan("journal", "--since", str(rows[0] - 1))
        expect("all are listed", [int(line.split()[0]) for line in listed.splitlines()[1:]], [*rows, *well, *more])
        has("shown", self.show(), "操作: ping\n", NO_ROOM)
        has("before", self.body(kept)[0], "mae 0")
        self.way.empty(self.d)
        self.said(times, times - 1)
        has("with room again", self.body(self.sent("ato", 1)[0])[0], "ato 0")
        has("with room again, refused", self.body(self.sent("ato", 2)[1])[0], "ato 1")
        self.said(times, times)
        expect("what was lost stays so", self.body(more[-1]), (NO_ROOM, NO_ROOM))

    def twice(self):
        self.once(1)
        self.once(2)

    def started(self):
        """What was lost is not there, what was kept is, and the numbers go on."""
        last = self.last()
        self.d.kill()
        self.d.start()
        expect("numbers", self.last(), last)
        has("kept", self.body(last)[0], "ato 1")
        has("kept", self.body(last - 2)[0], "ato 0")
        has("it goes on", self.body(self.sent("tsugi", 1)[0])[0], "tsugi 0")

    def parts(self):
        return self.twice, self.started

    def run(self):
        before = len(journal.wrong)
        try:
            super().run()
        finally:
            self.way.clean()
            journal.wrong[before:] = ["%s: %s" % (self.way.name, w) for w in journal.wrong[before:]]


class Both:
    def run(self):
        for way in [Limit()] + ([Small()] if sys.argv[1:] == ["mount"] else []):
            NoSpace(way).run()


if __name__ == "__main__":
    journal.main(Both())
