#!/usr/bin/env python3
# Called by room.sh: more is sent than the journal of a world may hold. Its folder never grows over its bound, what is shown of the newest
# is what was sent, what had to go says so in words and not by a row of another, and the row itself stands as long as memory has it. What is
# longer than is kept of one body is cut, at the byte where that begins, without half a character.
import os

import journal
from journal import A, W, desk, expect, has

MOST, BODY, ROWS = 64 << 20, 64 << 10, 2048  # as README 7.4 has them; rows in memory
GONE = "［本文はもう残っていません（上限を超えると、古いものから消えます）］"
FILL = "ねこ い" * ((BODY - 1200) // len("ねこ い".encode()))


class Room(journal.Play):
    def size(self):
        at = os.path.join(self.d.data, "worlds", "lot2", "journal")
        sizes = [os.stat(os.path.join(at, f)).st_size for f in os.listdir(at)]
        return sum(sizes), len(sizes)

    def fill(self):
        """One after another, so that none of them waits for the disk with more than may wait; all of one length, so that what is left of
        a file that is written over could be taken for what comes next."""
        who, sent, most = desk.Caller(self.d, A), 0, 0
        body = desk.envelope("kanri", "ping", [("message", "@ " + FILL)], who.system, who.password).encode()
        while sent < MOST + (4 << 20):
            self.n += 1
            sent += len(body) + len(who.post("/lot2/soap/kanri", body.replace(b"@", b"%05d" % self.n, 1)).text)
            if self.n % 50 == 0:
                self.d.control("GET", W + "/journal?generation=1&since=%d" % self.n)  # what waits is written
                most = max(most, *self.size()[:1])
        who.close()
        expect("the folder never had more than its bound", most <= MOST, True)
        expect("and that was needed", most > MOST - (2 << 20), True)
        expect("rows", self.last(), self.n)

    def shown(self, n):
        return self.d.control("GET", W + "/journal/%d" % n)

    def newest(self):
        """Whole, and each its own."""
        for n in range(self.n, self.n - 300, -17):
            status, one = self.shown(n)
            expect("%d: status" % n, status, 200)
            expect("%d: its own" % n, "<t:message>%05d ねこ い" % n in one["request"]["text"], True)
            expect("%d: whole" % n, (one["request"]["cut"], one["request"]["text"].endswith("</s:Envelope>")), (False, True))
            expect("%d: the reply" % n, one["reply"]["text"].rstrip().endswith("</soap:Envelope>"), True)

    def oldest(self):
        status, answer = self.d.control("GET", W + "/journal?generation=1")
        first = answer["first"]
        expect("in order", [e["seq"] for e in answer["entries"]], list(range(first, self.n + 1)))
        expect("some have gone", (status, 20 < first < self.n - 300), (200, True))
        for n in (1, 2, first // 2, first - 1):
            status, one = self.shown(n)
            expect("%d: the row is still there" % n, (status, one["seq"], one["op"]), (200, n, "ping"))
            expect("%d: its bodies" % n, (one["request"]["text"], one["reply"]["text"]), (GONE, GONE))
        expect("the first that is there", "<t:message>%05d ねこ" % first in self.shown(first)[1]["request"]["text"], True)
        has("shown", self.chukan("journal", "show", "1"), "番号: 1（世代 1）", "操作: ping", GONE)
        has("saved", self.chukan("journal", "show", "1", "--save", os.path.join(self.d.base, "x"), want=1), "送り直す本文がありません", GONE)

    def forgotten(self):
        """Rows that memory has no more, either."""
        who = desk.Caller(self.d, A)
        for _ in range(ROWS - self.last() + 10):
            who.call("kanri", "ping")
        who.close()
        has("gone", self.chukan("journal", "show", "1", want=1), "番号", "世代 1 に残っている番号", "実際: 1")
        expect("still in its bound", self.size()[0] <= MOST, True)

    def again(self):
        """kill -9, and it goes on within the same bound."""
        before = self.last()
        self.shown(before)  # what waits is written
        self.d.kill()
        self.d.start()
        expect("rows, after kill -9", self.last(), before)
        self.call("kanri", "ping", [("message", "mata")])
        expect("another", "mata" in self.shown(self.last())[1]["request"]["text"], True)
        expect("in its bound, after kill -9", self.size()[0] <= MOST, True)

    def cut(self):
        """On either side of what is kept of one."""
        bare = len(desk.envelope("kanri", "ping", [("message", "")], "KS%sA" % A, "pw-ks06139992a").encode())
        masked = len("［伏せた値］".encode()) - len("pw-ks06139992a")
        for more in (-2, -1, 0, 1, 2, 3, 1000, 100000):
            text = "い" * ((BODY - bare - masked) // 3 + more)
            self.call("kanri", "ping", [("message", text)])
            size = bare + 3 * len(text)
            one = self.shown(self.last())[1]
            kept, cut = one["request"]["text"], size + masked > BODY
            expect("%d bytes: cut" % size, (one["request"]["cut"], one["bytesIn"]), (cut, size))
            expect("%d bytes: kept" % size, (len(kept.encode()) <= BODY, len(kept.encode()) > BODY - 100, "�" in kept), (True, True, False))
            said = "要求の本文（%d バイト%s）\n" % (size, "、途中まで" if cut else "")
            has("%d bytes" % size, self.show(), said)
            if cut:
                has("%d bytes, saved" % size, self.chukan("journal", "show", str(self.last()), "--save", os.path.join(self.d.base, "x"), want=1),
                    "要求の本文が終わりまで残っていない")

    def parts(self):
        self.n = 0
        return self.fill, self.newest, self.oldest, self.cut, self.forgotten, self.again


if __name__ == "__main__":
    journal.main(Room())
