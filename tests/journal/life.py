#!/usr/bin/env python3
# Called by life.sh: what a journal shows when its world has been dropped, restored, reset or killed: rows of the world and generation that
# was asked for, whole or not at all.
import glob
import http.client
import os
import re
import threading

import journal
from journal import A, W, desk, expect, has

KILLS, CALLERS, CALLS, EACH = 3, 4, 60, 40
LONG = " " * 8400  # so that one is behind what is written together


class Life(journal.Play):
    def mark(self, text, world="lot2"):
        who = desk.Caller(self.d, A, world)
        code = who.call("kanri", "ping", [("message", text)]).code
        who.close()
        expect("%s: code" % text, code, "C00000")

    def folder(self, world):
        return os.path.join(self.d.data, "worlds", world, "journal")

    def rows(self, world="lot2", generation=None):
        path = "/_sim/worlds/%s/journal" % world + ("" if generation is None else "?generation=%d" % generation)
        status, answer = self.d.control("GET", path)
        return answer["entries"] if status == 200 else status

    def request(self, n, generation=None, world="lot2", of="request"):
        status, one = self.d.control("GET", "/_sim/worlds/%s/journal/%d%s" % (
            world, n, "" if generation is None else "?generation=%d" % generation))
        return one[of]["text"] if status == 200 else status

    def dropped(self):
        for text in ("hajime no", "tsugi no"):
            status, answer = self.d.control("POST", "/_sim/worlds", {"name": "mine", "fixture": "lot2"})
            expect("create", status in (200, 201), True)
            expect("a new one has no rows", self.rows("mine"), [])
            expect("nor bodies", self.request(1, world="mine"), 400)
            self.mark(text, "mine")
            has("its own", self.request(1, world="mine"), text)
            expect("its rows", len(self.rows("mine")), 1)
            expect("its files", bool(os.listdir(self.folder("mine"))), True)
            expect("drop", self.d.control("DELETE", "/_sim/worlds/mine")[0] in (200, 204), True)
            expect("its folder is gone", os.path.exists(self.folder("mine")), False)
            expect("nobody shows it", (self.rows("mine"), self.request(1, world="mine")), (404, 404))
        has("the client", self.chukan("journal", world="mine", want=1), "C10006")

    def generation(self):
        return self.rows()[-1]["generation"] if self.rows() else None

    def resets(self):
        """Each generation by its number."""
        first = None
        for n in range(6):
            self.mark("sedai %d" % n)
            first = first or self.generation()
            expect("reset", self.d.control("POST", W + "/reset", {})[0], 200)
            expect("none yet", self.rows(), [])
        for n in range(6):
            at = first + n
            expect("rows of %d" % at, [(e["generation"], e["op"]) for e in self.rows(generation=at)], [(at, "ping")])
            has("bodies of %d" % at, self.request(1, at), "<t:message>sedai %d</t:message>" % n)
            has("the client", self.chukan("journal", "--generation", str(at)), "kanri.ping")
            has("the client", self.chukan("journal", "show", "1", "--generation", str(at)), "世代 %d）" % at, "sedai %d" % n)
        expect("reset, kept", self.d.control("POST", W + "/reset", {"keep": ["journal"]})[0], 200)
        self.mark("keep no mae")
        expect("reset, kept", self.d.control("POST", W + "/reset", {"keep": ["journal"]})[0], 200)
        self.mark("keep no ato")
        expect("rows that were kept", [e["seq"] for e in self.rows()], [1, 2])
        has("with bodies", self.request(1), "keep no mae")
        has("with bodies", self.request(2), "keep no ato")

    def restored(self):
        self.d.control("POST", W + "/reset", {})
        self.mark("hozon no mae")
        at = self.generation()
        expect("save", self.d.control("POST", W + "/snapshots", {"name": "s1"})[0] in (200, 201), True)
        self.mark("hozon no ato")
        expect("restore", self.d.control("POST", W + "/snapshots/s1/restore", {})[0], 200)
        before = [e["seq"] for e in self.rows()]
        self.mark("modoshita ato")
        expect("another generation", self.generation(), at + 1)
        expect("what was done is still shown", [re.search("<t:message>([^<]*)<", self.request(n, at)).group(1) for n in (1, 2)],
               ["hozon no mae", "hozon no ato"])
        has("the new one", self.request((before or [0])[-1] + 1), "modoshita ato")

    # --- kill -9 --------------------------------------------------------------------------------------------

    def caller(self, name, acked, enough):
        who = desk.Caller(self.d, A)
        try:
            for i in range(CALLS):  # every third one is refused: of either ring
                r = who.call("kanri", "ping", [("message", "%s-%d;" % (name, i))], user="u001" if i % 3 else "nai", raw=LONG)
                acked.append((name, i) if r.code else None)
                if len(acked) >= EACH:
                    enough.set()
        except (OSError, http.client.HTTPException):
            pass
        enough.set()

    def load(self, round):
        """Callers that a kill -9 interrupts; what each had an answer to."""
        acked, enough = [], threading.Event()
        callers = [threading.Thread(target=self.caller, args=("k%d-%d" % (round, n), acked, enough)) for n in range(CALLERS)]
        for c in callers:
            c.start()
        enough.wait()
        self.d.kill()
        for c in callers:
            c.join()
        return {"%s-%d" % a for a in acked}

    def whole(self, generation, numbers):
        """Every row of the generation that is shown: whole, in order, each number once, with what was sent under it. Of what was on its way to
        the disk one ring may have more than the other."""
        rows = self.rows(generation=generation)
        rows = rows if isinstance(rows, list) else []
        expect("rows in order", [e["seq"] for e in rows], sorted({e["seq"] for e in rows}))
        expect("rows of both rings", len({e["code"] == "C00000" for e in rows}), 2)
        shown = []
        for e in rows:
            text = self.request(e["seq"], generation)
            sent = re.search(r"<t:message>(k\d+-\d+-\d+);</t:message> +</t:ping></s:Body></s:Envelope>$", text)
            expect("%d: whole" % e["seq"], bool(sent) and len(text) > len(LONG), True)
            expect("%d: the reply" % e["seq"], self.request(e["seq"], generation, of="reply").rstrip()[-16:], "</soap:Envelope>")
            shown.append(sent.group(1) if sent else None)
        expect("each once", len(set(shown)), len(shown))
        return shown

    def killed(self):
        self.d.control("POST", W + "/reset", {})
        self.mark("x")
        at, acked = self.generation(), set()
        self.d.control("POST", W + "/reset", {})
        for round in range(KILLS):
            acked |= self.load(round)
            if round == KILLS - 1:
                self.torn()
            self.d.start()
            shown = self.whole(at + 1, acked)
            # at most what was answered and what each caller waited for
            expect("no more than was sent", len(set(shown) - acked) <= KILLS * CALLERS, True)
            expect("most of it is there (%d of %d)" % (len(shown), len(acked)), len(shown) > len(acked) // 4, True)
        last = self.last()
        self.mark("ato de")
        expect("the numbers go on", self.last(), last + 1)
        has("and it is shown", self.request(last + 1), "ato de")

    def torn(self):
        """Records whose end never came to the disk, of either ring."""
        for ring in ("[0-9].log", ".refused.log"):
            newest = max(glob.glob(os.path.join(self.folder("lot2"), "*" + ring)))
            with open(newest, "r+b") as f:
                size = f.seek(0, 2)
                f.truncate(max(size - 777, 0))

    def parts(self):
        return self.dropped, self.resets, self.restored, self.killed


if __name__ == "__main__":
    journal.main(Life())
