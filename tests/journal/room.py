#!/usr/bin/env python3
# Called by room.sh: more is sent than the journal of a world may hold. Its folder never grows over its bound, and in it what went well and
# what was refused have a ring each: of either the oldest go for what comes, and none for the other's. What is shown of the newest is what was
# sent, what had to go says so in words and not by a row of another, and the row itself stands as long as memory has it. What is longer than
# is kept of one body is cut, at the byte where that begins, without half a character.
import os
import re

import journal
from journal import A, W, desk, expect, has

MOST, REFUSED, BODY, ROWS = 64 << 20, 16 << 20, 64 << 10, 1024  # as README 7.4 has them; rows of a ring in memory
MEMORY = 32 << 20  # that a search may have more than what was there: two segments, one answer
GONE = "［本文はもう残っていません（上限を超えると、古いものから消えます）］"
FILL = "ねこ い" * ((BODY - 1200) // len("ねこ い".encode()))


class Room(journal.Play):
    def files(self, refused=None):
        at = os.path.join(self.d.data, "worlds", "lot2", "journal")
        return [os.path.join(at, f) for f in os.listdir(at) if refused is None or (".refused." in f) == refused]

    def size(self, refused=None):
        return sum(os.stat(f).st_size for f in self.files(refused))

    def written(self, refused):
        """Segments of that ring that there ever were; each has a MiB, nearly."""
        return max([int(os.path.basename(f).split(".")[0]) for f in self.files(refused)], default=0)

    def fill(self, refused, segments):
        """One after another, so that none of them waits for the disk with more than may wait; all of one length, so that what is left of
        a file that is written over could be taken for what comes next. Answers how many."""
        who, sent, most = desk.Caller(self.d, A), 0, 0
        body = desk.envelope("kanri", "ping", [("message", "@ " + (FILL if refused else ""))], who.system, who.password)
        body = (body if refused else body.replace("</s:Body>", " " * len(FILL.encode()) + "</s:Body>")).encode()
        while self.written(refused) < segments:
            for _ in range(10):
                sent += 1
                answer = who.post("/lot2/soap/kanri", body.replace(b"@", b"%05d" % sent, 1)).text
                if ("C20008" if refused else "C00000") not in answer:
                    raise SystemExit("%05d: %s" % (sent, answer))
            if sent > 400 * segments:
                raise SystemExit("%d sent, and only %d segments" % (sent, self.written(refused)))
            self.shown(1)  # what waits is written
            most = max(most, self.size())
        who.close()
        expect("the folder never had more than its bound", most <= MOST, True)
        return sent

    def shown(self, n):
        return self.d.control("GET", W + "/journal/%d" % n)

    def rows(self, tail=""):
        """All of the generation that are in the files, or those that memory has; rising, and whole from the one that is said."""
        rows, last = [], 0
        while True:
            status, answer = self.d.control("GET", W + "/journal?since=%d%s" % (last, tail))
            expect("rows", status, 200)
            if not answer["entries"]:
                break
            rows += answer["entries"]
            last = rows[-1]["seq"]
        numbers = [e["seq"] for e in rows]
        expect("rising", numbers, sorted(set(numbers)))
        expect("whole", [n for n in numbers if n >= answer["first"]], list(range(answer["first"], answer["last"] + 1)))
        return rows

    # --- what went well -------------------------------------------------------------------------------------

    def well(self):
        """Much more of it than there is room for all; the first refusal is where it was, and in all lists."""
        self.chukan("call", "kanyusha.get", "edaban=9999999", *self.tls(), want=1)
        self.early = self.last()
        before = self.shown(self.early)[1]
        has("a refusal", before["request"]["text"], "<t:edaban>9999999</t:edaban>", "</s:Envelope>")
        has("a refusal", before["reply"]["text"], "K40001", "</soap:Envelope>")
        sent = self.fill(False, (MOST >> 20) + 6)
        expect("that was needed", self.size(False) > MOST - REFUSED - (2 << 20), True)
        expect("rows", self.last(), self.early + sent)
        self.still(before)
        expect("in memory", len(self.rows()), 1 + ROWS)
        self.d.kill()
        self.d.start()
        self.still(before)

    def still(self, before):
        expect("the refusal is as it was", self.shown(self.early), (200, before))
        expect("of what went well, the first is not", self.shown(self.early + 1)[0], 400)
        for what, rows in (("memory", self.rows()), ("files", self.rows("&generation=1"))):
            expect("%s: the refusal, and what comes first behind" % what, (rows[0], rows[1]["seq"] > self.early + 1),
                   ({k: v for k, v in before.items() if k not in ("request", "reply")}, True))
        line = "%4d " % self.early
        for how in (["--refused"], ["--code", "K40001"], ["--refused", "--last", "1"], ["--last", "999999"], ["--generation", "1"]):
            expect("journal " + " ".join(how), [said[:5] for said in self.chukan("journal", *how).splitlines()[1:2]], [line])
        has("journal show", self.chukan("journal", "show"), "番号: %d（" % self.early, "<t:edaban>9999999</t:edaban>")
        there = len(self.rows())
        for n in (7, there - 1, there, there + 1):  # the last ones that there are, whatever is missing between them
            expect("the last %d" % n, len(self.chukan("journal", "--last", str(n)).splitlines()), min(n, there) + 1)
        has("a number that has gone", self.chukan("journal", "show", str(self.early + 1), want=1), "番号", "今の世代は ", "実際: %d" % (self.early + 1))

    # --- what was refused -----------------------------------------------------------------------------------

    def refusals(self):
        """Much more of it than its ring has room for; what went well is where it was."""
        was = [e["seq"] for e in self.rows("&generation=1") if e["code"] == "C00000"]
        kept = [self.shown(n) for n in (was[0], was[len(was) // 2], was[-1])]
        self.before = self.last()
        sent = self.fill(True, (REFUSED >> 20) * 3 // 2 + self.written(True))
        self.n = self.last()
        expect("that was needed", (self.size(True) > REFUSED - (2 << 20), self.size(True) <= REFUSED), (True, True))
        expect("rows", self.n, self.before + sent)
        expect("what went well is as it was", [self.shown(n) for n in (was[0], was[len(was) // 2], was[-1])], kept)
        expect("all of it", [e["seq"] for e in self.rows("&generation=1") if e["code"] == "C00000"], was)

    def newest(self):
        """Whole, and each its own."""
        for n in range(self.n, self.n - 200, -17):
            status, one = self.shown(n)
            text = one["request"]["text"]
            expect("%d: status" % n, status, 200)
            expect("%d: its own" % n, "<t:message>%05d ねこ い" % (n - self.before) in text, True)
            expect("%d: whole" % n, (one["request"]["cut"], text.endswith("</s:Envelope>")), (False, True))
            expect("%d: the reply" % n, one["reply"]["text"].rstrip().endswith("</soap:Envelope>"), True)

    def oldest(self):
        there = [e["seq"] for e in self.rows("&generation=1") if e["code"] == "C20008"]
        first = there[0]
        expect("in order", there, list(range(first, self.n + 1)))
        expect("some have gone", self.early + 20 < first < self.n - 200, True)
        gone = [self.early] + [e["seq"] for e in self.rows() if e["code"] == "C20008" and e["seq"] < first]
        for n in (gone[0], gone[1], gone[len(gone) // 2], gone[-1]):
            status, one = self.shown(n)
            expect("%d: the row is still there" % n, (status, one["seq"]), (200, n))
            expect("%d: its bodies" % n, (one["request"]["text"], one["reply"]["text"]), (GONE, GONE))
        has("shown", self.chukan("journal", "show", str(gone[0])), "番号: %d（世代 1）" % gone[0], "操作: get", GONE)
        has("saved", self.chukan("journal", "show", str(gone[0]), "--save", os.path.join(self.d.base, "x"), want=1), "送り直す本文がありません", GONE)

    def searched(self):
        """All 64 MiB of it: each that there is, answer by answer, and no more memory than for a few segments."""
        def peak():
            with open("/proc/%d/status" % self.d.pid) as f:
                return int(re.search(r"VmHWM:\s*(\d+)", f.read()).group(1)) << 10
        def looked(query):
            """All that there are, and in how many answers."""
            found, last, answers = [], 0, 0
            while last is not None:
                status, answer = self.d.control("GET", W + "/journal?generation=1&%s&since=%d" % (query, last))
                expect(query, status, 200)
                found += [(e["seq"], "<t:ping" in e["request"]["text"] if "request" in e else None) for e in answer["entries"]]
                last, answers = answer.get("next"), answers + 1
            return found, answers
        before = peak()
        found, answers = looked("xpath=//t:ping")
        whole, pages = looked("bodies=1")
        expect("in how many answers", (answers > 2, pages > 5), (True, True))
        expect("all rows", [n for n, _ in whole] == [e["seq"] for e in self.rows("&generation=1")], True)
        expect("those that have it", [n for n, _ in found] == [n for n, has in whole if has], True)
        numbers = [n for n, _ in found]
        for since in (1, numbers[0], numbers[len(numbers) // 3], numbers[len(numbers) // 2], numbers[-40], numbers[-2], numbers[-1]):
            status, answer = self.d.control("GET", W + "/journal/wait?timeout=0&xpath=//t:ping&since=%d" % since)
            have, want = [e["seq"] for e in answer["entries"]], [n for n in numbers if n > since]
            expect("behind %d: the first, as many as an answer has" % since, (have == want[:len(have)], len(have) == len(want) or "next" in answer), (True, True))
        expect("memory: %d MiB more" % ((peak() - before) >> 20), peak() - before < MEMORY, True)

    def forgotten(self):
        """Rows that memory has no more, either."""
        who, n = desk.Caller(self.d, A), self.last()
        for _ in range(ROWS):
            who.call("kanri", "ping", password="x")
        who.close()
        expect("rows", self.last(), n + ROWS)
        has("gone", self.chukan("journal", "show", str(self.early), want=1), "番号", "世代 1 に残っている番号", "実際: %d" % self.early)
        expect("still in its bound", self.size() <= MOST, True)

    def again(self):
        """kill -9, and it goes on within the same bound."""
        before = self.last()
        self.shown(before)  # what waits is written
        self.d.kill()
        self.d.start()
        expect("rows, after kill -9", self.last(), before)
        self.call("kanri", "ping", [("message", "mata")])
        expect("another", "mata" in self.shown(self.last())[1]["request"]["text"], True)
        expect("in its bound, after kill -9", self.size() <= MOST, True)

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
        return self.well, self.refusals, self.newest, self.oldest, self.searched, self.cut, self.forgotten, self.again


if __name__ == "__main__":
    journal.main(Room())
