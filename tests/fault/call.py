#!/usr/bin/env python3
# Called by call.sh: each kind of fault is ordered, seen, and gone; what was committed is there once, what was not is not.
import time

import raw
from raw import A, B, BANGO, call, desk, expect, faults, order

RESIDENTS = ("679639453360", "360668000181")  # fixtures/common/jumin.csv
CITY, NENKIN, JM = "9903001701864705", "9904001483351081", "JM00000000000003"
END, FINE = "end", ("end", 200, "C00000")


def ping(d, **more):
    return call(d, "kanri", "ping", [("message", "m")], **more)


class Run:
    def __init__(self, d):
        self.d, self.n = d, 0

    def person(self):
        self.n += 1
        return desk.person(self.n, desk.kojin_bango(self.n, 7))

    def there(self, fields):
        """Whether somebody is registered under that number."""
        return int(call(self.d, "kanyusha", "getEdaban", [("kojinBango", dict(fields)["kojinBango"])]).code == "C00000")

    def register(self, fields, **more):
        return call(self.d, "kanyusha", "register", fields, **more)

    def whom(self):
        """By operation, insurer and count: each call that is struck, and no other."""
        d = self.d
        number = order(d, "http", op="kanri.ping", hokensha=A, nth=2, times=2, http=502)
        told = [ping(d).http, ping(d, hokensha=B).http, ping(d).http, call(d, "kanyusha", "get", [("edaban", "0000001")]).http, ping(d, tls=True).http, ping(d).http]
        expect("whom", told, [200, 200, 502, 200, 502, 200])
        one = [f for f in faults(d) if f["number"] == number][0]
        expect("counts", (one["matched"], one["struck"], one["over"]), (3, 2, True))
        expect("marks", raw.marks(d), ["%d http" % number] * 2)

    def twice(self):
        """Fails twice, then succeeds: nothing is registered before."""
        fields = self.person()
        order(self.d, "http", op="kanyusha.register", times=2)
        told = [self.register(fields, tls=tls).told for tls in (False, True, False)]
        expect("twice", told, [(END, 503, None)] * 2 + [FINE])
        expect("twice: again", self.register(fields).kubun, "9")
        expect("twice: once", self.there(fields), 1)

    def seen(self):
        """How much of what was done may count for test cases."""
        return self.d.control("GET", "/_sim/worlds/lot2/report")[1]["seen"]

    def codes(self):
        fields, seen = self.person(), self.seen()
        order(self.d, "code", op="kanyusha.register", code="K40001")
        order(self.d, "fault", op="kanyusha.register")
        order(self.d, "fault", op="kanyusha.register", code="C90002")
        expect("codes", [self.register(fields).told for _ in range(3)],
               [(END, 200, "K40001"), (END, 500, "C90012"), (END, 500, "C90002")])
        expect("codes: no step of anybody's", self.seen(), seen)
        expect("codes: then", self.register(fields).told, FINE)
        expect("codes: a step", self.seen() > seen, True)
        late = self.person()
        order(self.d, "code", op="kanyusha.register", code="K40001", when="after")
        expect("codes after", self.register(late).told, (END, 200, "K40001"))
        expect("codes after: it is there", self.there(late), 1)

    def cut(self):
        """Resets and what cannot be read, before and after the commit, with and without TLS."""
        for tls in (False, True):
            for kind, seen in (("reset", ("reset", None, None)), ("http", (END, 503, None)), ("half", None), ("garbage", None)):
                for when in ("before", "after"):
                    fields = self.person()
                    order(self.d, kind, op="kanyusha.register", when=when)
                    a = self.register(fields, tls=tls)
                    what = "%s %s%s" % (kind, when, " TLS" if tls else "")
                    if kind == "half":
                        expect(what, (a.how, 0 < len(a.body), len(a.body)), (END, True, a.length // 2))
                    elif kind == "garbage":
                        expect(what, (a.http, len(a.body), a.body[:17]), (200, a.length, b"<soap:Envelope><\xff"))
                    else:
                        expect(what, a.told, seen)
                    expect(what + ": there", self.there(fields), int(when == "after"))
                    expect(what + ": once more", self.register(fields).kubun, "9" if when == "after" else "1")
                    expect(what + ": once", self.there(fields), 1)

    def silence(self):
        for tls in (False, True):
            fields, late = self.person(), self.person()
            number = order(self.d, "silence", op="kanyusha.register")
            order(self.d, "silence", op="kanyusha.register", when="after")
            waiting = raw.send(self.d, "kanyusha", "register", fields, tls=tls)
            self.struck(number)
            other = raw.send(self.d, "kanyusha", "register", late, tls=tls)
            self.struck(number + 1)
            expect("silence: others", ping(self.d).told, FINE)
            expect("silence", (raw.silent(waiting), raw.silent(other)), (True, True))
            waiting.close()
            other.close()
            expect("silence: there", (self.there(fields), self.there(late)), (0, 1))
        self.left_open = raw.send(self.d, "kanri", "ping", [("message", "m")]) if order(self.d, "silence", op="kanri.ping") else None

    def struck(self, number):
        """Waits for the row of the journal that says so."""
        since = 0
        for _ in range(20 * desk.SLOWER):
            answer = self.d.control("GET", "/_sim/worlds/lot2/journal/wait?since=%d&timeout=5000" % since)[1]
            if any(e.get("mogi", "").split(" ")[0] == str(number) for e in answer["entries"]):
                return
            since = answer["last"]
        raise desk.Broken("fault %d has struck nothing" % number)

    def until(self, what, there):
        """Asks the daemon until it is so; one that never is ends in time."""
        end = time.monotonic() + 60 * desk.SLOWER
        while not there():
            if time.monotonic() > end:
                raise desk.Broken("%s: never" % what)

    def counted(self, number):
        self.until("fault %d" % number, lambda: [f for f in faults(self.d) if f["number"] == number][0]["struck"])

    def delay(self):
        """What is short ends by itself; what is long lasts until a reset, and holds nobody else."""
        first = order(self.d, "delay", op="kanyusha.register", ms=1)
        order(self.d, "delay", op="kanyusha.register", ms=1, when="after")
        for who in (self.person(), self.person()):
            expect("delay", self.register(who).told, FINE)
            expect("delay: there", self.there(who), 1)
        expect("delay: marks", raw.marks(self.d)[-2:], ["%d delay" % n for n in (first, first + 1)])
        before, after = self.person(), self.person()
        number = order(self.d, "delay", op="kanyusha.register", ms=600000)
        early = raw.send(self.d, "kanyusha", "register", before)
        self.counted(number)
        order(self.d, "delay", op="kanyusha.register", ms=600000, when="after")
        late = raw.send(self.d, "kanyusha", "register", after)
        self.until("delay: done", lambda: self.there(after))
        expect("delay: others", ping(self.d).told, FINE)
        expect("delay: their writes", self.register(self.person()).told, FINE)
        expect("delay: not begun", self.there(before), 0)
        expect("delay: they wait", (raw.silent(early), raw.silent(late)), (True, True))
        status, answer = self.d.control("POST", "/_sim/worlds/lot2/reset", {"keep": ["faults"]})
        expect("delay: reset", (status, answer["cleared"]["faults"]), (200, 0))
        expect("delay: what waits", [raw.Answer(*raw.take(s)).code for s in (early, late)], ["C90001", "C00000"])

    def disk(self):
        fields = self.person()
        order(self.d, "disk-full", op="kanyusha.register")
        number = order(self.d, "disk-full")
        expect("disk: a look", ping(self.d).told, FINE)
        seen = self.seen()
        expect("disk full", self.register(fields).code, "C90003")
        expect("disk full: no step of anybody's", self.seen(), seen)
        expect("disk full: not there", self.there(fields), 0)
        raw.drop(self.d, number)
        expect("disk", [self.register(fields).told, self.there(fields)], [FINE, 1])
        slow = order(self.d, "disk-slow", op="kanyusha.register", ms=60000)
        late = self.person()
        waiting = raw.send(self.d, "kanyusha", "register", late)
        self.counted(slow)
        expect("disk slow: who reads", [ping(self.d).told, self.there(late)], [FINE, 0])
        expect("disk slow: it waits", raw.silent(waiting), True)
        expect("disk slow: reset", self.d.control("POST", "/_sim/worlds/lot2/reset", {"keep": ["faults", "journal"]})[0], 200)
        expect("disk slow: its end", raw.Answer(*raw.take(waiting)).code in ("C00000", "C90001"), True)
        order(self.d, "disk-slow", op="kanyusha.register", ms=1)
        expect("disk slow: short", [self.register(late).told, self.there(late)], [FINE, 1])

    def pending(self):
        """処理中 for so many looks, though it is done; and of a file that goes on by looks, the look that is answered so does not count."""
        d, who = self.d, desk.Caller(self.d, A)
        uketsuke = who.upload("kanyushaToroku", "p.csv", desk.kanyusha_rows(3, 4, "cp932")).get("uketsukeBango")
        d.settle()
        ask = [("uketsukeBango", uketsuke)]
        order(d, "pending", op="file.getStatus", times=2)
        looks = [who.ok("file", "getStatus", ask) for _ in range(3)]
        expect("pending", [(r.kubun, r.get("jotai"), r.get("kanryoAt") is None, r.get("gyoSu")) for r in looks],
               [("2", "処理中", True, None)] * 2 + [("1", "処理完了", False, "3")])
        order(d, "pending", hokensha=B, times=0)
        number = order(d, "pending", hokensha=A, nth=2, times=1)
        told = [(who.call("kanri", "ping", [("message", "m")]).code, who.call("file", "getResult", ask).code) for _ in range(3)]
        expect("pending: result", told, [("C00000", "C00000"), ("C00000", "F40002"), ("C00000", "C00000")])
        expect("pending: counts", [(f["matched"], f["struck"]) for f in faults(d) if f["number"] == number], [(2, 1)])
        expect("polls", d.control("PUT", "/_sim/worlds/lot2/progress", {"ikkatsu": {"how": "manual", "polls": 2}})[0], 200)
        uketsuke = who.upload("kanyushaToroku", "q.csv", desk.kanyusha_rows(1, 3, "cp932")).get("uketsukeBango")
        order(d, "pending", op="file.getStatus", times=3)
        seen = []
        for _ in range(7):
            seen.append(who.ok("file", "getStatus", [("uketsukeBango", uketsuke)]).get("jotai"))
        expect("pending: polls", (seen[:4], seen[-1]), (["処理中"] * 3 + ["受付済"], "処理完了"))
        d.control("PUT", "/_sim/worlds/lot2/progress", {"ikkatsu": {"how": "immediate"}})

    def found(self):
        """住基ネット can make no 符号 for one person; an institution is closed for one 照会; a result comes in another order."""
        d, who = self.d, desk.Caller(self.d, A)
        raw.drop(d)
        d.control("POST", "/_sim/worlds/lot2/reset", {})
        order(d, "no-fugo", edaban="0000002", hokensha=A)
        order(d, "no-fugo", edaban="0000001", hokensha=B)
        people = [who.ok("kanyusha", "register", desk.person(n, number)).get("edaban") for n, number in enumerate(RESIDENTS)]
        expect("found: people", people, ["0000001", "0000002"])
        d.settle()
        d.approve()
        d.settle()

        def jotai(edaban):
            return who.ok("fugo", "getStatus", [("edaban", edaban)]).items()[-1].get("jotai")
        expect("no-fugo", (jotai(people[0]), jotai(people[1]), "G40003" in who.ok("fugo", "getStatus", [("edaban", people[1])]).text),
               ("取得済", "失敗", True))
        expect("no-fugo: counts", [f["struck"] for f in faults(d)], [1, 0])
        who.ok("fugo", "request", [("edaban", people[1])])
        d.settle()
        d.approve()
        d.settle()
        expect("no-fugo: again", jotai(people[1]), "取得済")
        order(d, "closed", kikan=CITY, hokensha=A)
        order(d, "closed", kikan=NENKIN)
        ask = [("edaban", people[0]), ("teikyoKikan", CITY), ("jimuCode", JM), ("jimuTetsuzukiCode", "JT00000000000301"), ("tokuteiKojinJohoCode", "TM00000000000001")]
        kubun = []
        for _ in range(2):
            bango = who.ok("shokai", "request", ask).get("shokaiBango")
            d.settle()
            kubun.append(who.ok("shokai", "getResult", [("shokaiBango", bango)]))
        expect("closed", (kubun[0].get("kekkaKubun"), kubun[1].get("kekkaKubun") != "閉局"), ("閉局", True))
        order(d, "reverse", op="shokai.getResult")
        household = [[i.text for i in who.ok("shokai", "getResult", [("shokaiBango", bango)]).items()] for _ in range(2)]
        expect("reverse", (household[0], household[0] != household[1], len(household[1])), (household[1][::-1], True, 2))
        raw.drop(d)

    def both(self):
        """Two callers at once: what is ordered once strikes one of them, and no reset leaves a strike behind."""
        number = order(self.d, "http", op="kanri.ping", times=5)
        socks = [raw.send(self.d, "kanri", "ping", [("message", "m")], hokensha=h) for h in (A, B) * 10]
        told = [raw.Answer(*raw.take(s)).http for s in socks]
        expect("both", sorted(told), [200] * 15 + [503] * 5)
        expect("both: counts", [(f["matched"], f["struck"], f["over"]) for f in faults(self.d) if f["number"] == number][0][1:], (5, True))

    def edaban(self):
        one, two = (self.register(self.person()).edaban for _ in range(2))
        order(self.d, "code", edaban=two, code="K40001", times=0)
        told = [call(self.d, "kanyusha", "get", [("edaban", e)]).code for e in (one, two, one, two)]
        expect("edaban", told, ["C00000", "K40001"] * 2)

    def rows(self):
        """Of a link file: by its row, then by kind and person; the others are registered."""
        who = desk.Caller(self.d, A)
        number = order(self.d, "code", shubetsu="kanyushaToroku", hokensha=A, gyo=3, code="K40001")
        order(self.d, "code", shubetsu="kanyushaToroku", hokensha=B, code="K40001")

        def loaded(content):
            uketsuke = who.upload("kanyushaToroku", "a.csv", content).get("uketsukeBango")
            self.d.settle()
            return [line.split(",") for line in who.result(uketsuke).decode("cp932").replace('"', "").splitlines()]
        content = desk.kanyusha_rows(5, 5, "cp932")
        first = loaded(content)
        codes = [[c for c in line if len(c) == 6 and c[1:].isdigit() and c[0].isalpha()] for line in first]
        expect("rows", codes, [["C00000"]] * 2 + [["K40001"]] + [["C00000"]] * 2)
        expect("rows: mark", [e["mogi"] for e in raw.journal(self.d) if e.get("op") == "owari"], ["%d code" % number])
        there = [call(self.d, "kanyusha", "getEdaban", [("kojinBango", desk.kojin_bango(n, 5))]).code == "C00000" for n in range(5)]
        expect("rows: there", there, [True, True, False, True, True])
        again = loaded(content.splitlines(True)[2])
        expect("rows: again", "C00000" in again[0], True)

    def life(self):
        """Taken away by number, all at once, by time, by a reset; not in a snapshot."""
        d = self.d
        raw.drop(d)
        first, second = order(d, "http", times=0), order(d, "reset", times=0)
        expect("drop", raw.drop(d, second), (200, {"removed": 1}))
        expect("drop again", raw.drop(d, second)[0], 400)
        expect("numbers", [f["number"] for f in faults(d)], [first])
        expect("drop all", raw.drop(d), (200, {"removed": 1}))
        expect("none", ping(d).told, FINE)
        now = d.control("GET", "/_sim/worlds/lot2/clock")[1]["now"]
        raw.refused(d, "until", kind="http", until=now)
        order(d, "http", times=0, until="2027-01-01T00:00:00+09:00")
        expect("until: before", ping(d).http, 503)
        d.control("POST", "/_sim/worlds/lot2/clock/advance", {"to": "2027-01-01T00:00:00+09:00"})
        expect("until: after", (ping(d).told, faults(d)[0]["over"]), (FINE, True))
        order(d, "http", times=0)
        expect("save", d.control("POST", "/_sim/worlds/lot2/snapshots", {"name": "a"})[0], 200)
        expect("reset", d.control("POST", "/_sim/worlds/lot2/reset", {})[1]["cleared"]["faults"], 2)
        expect("reset: none", (faults(d), ping(d).told), ([], FINE))
        expect("restore", d.control("POST", "/_sim/worlds/lot2/snapshots/a/restore", {})[0], 200)
        expect("restore: none", (faults(d), ping(d).told), ([], FINE))
        order(d, "http", times=0, until="2027-02-01T00:00:00+09:00")  # passes while nobody calls; the clock goes back
        d.control("POST", "/_sim/worlds/lot2/clock/advance", {"to": "2027-02-01T00:00:00+09:00"})
        expect("restore", d.control("POST", "/_sim/worlds/lot2/snapshots/a/restore", {})[0], 200)
        expect("until: back", ping(d).told, FINE)
        raw.drop(d)
        for n in range(100):
            order(d, "http", op="kanyusha.register")
        raw.refused(d, "faults", kind="http")
        self.register(self.person())
        order(d, "http", op="kanyusha.register")  # one that is over has made room
        raw.drop(d)

    def wrong(self):
        for item, body in (("kind", {}), ("kind", {"kind": "fire"}), ("op", {"kind": "http", "op": "kanri.pong"}), ("op", {"kind": "http", "op": "ping"}),
                           ("hokensha", {"kind": "http", "hokensha": "123"}), ("edaban", {"kind": "http", "edaban": ""}), ("edaban", {"kind": "http", "edaban": BANGO}),
                           ("kind", {"kind": BANGO}), ("hokensha", {"kind": "http", "hokensha": BANGO}), ("op", {"kind": "http", "op": BANGO}), ("code", {"kind": "code", "code": BANGO}),
                           ("until", {"kind": "http", "until": BANGO}), ("kikan", {"kind": "closed", "kikan": BANGO}), ("kikan", {"kind": "http", "kikan": CITY}),
                           ("edaban", {"kind": "closed", "edaban": "0000001"}), ("op", {"kind": "closed", "op": "kanri.ping"}),
                           ("op", {"kind": "pending", "op": "kanri.ping"}), ("when", {"kind": "pending", "when": "after"}), ("kind", {"kind": "pending", "gyo": 1}),
                           ("http", {"kind": "http", "http": 200}), ("http", {"kind": "reset", "http": 503}), ("ms", {"kind": "delay"}),
                           ("ms", {"kind": "delay", "ms": 600001}), ("ms", {"kind": "disk-slow", "ms": 60001}), ("code", {"kind": "code"}),
                           ("code", {"kind": "code", "code": "C00000"}), ("code", {"kind": "code", "code": "C90002"}),
                           ("code", {"kind": "fault", "code": "K40001"}), ("when", {"kind": "http", "when": "now"}),
                           ("when", {"kind": "disk-full", "when": "after"}), ("nth", {"kind": "http", "nth": 0}),
                           ("times", {"kind": "http", "times": -1}), ("shubetsu", {"kind": "code", "code": "K40001", "shubetsu": "nani"}),
                           ("kind", {"kind": "http", "gyo": 1}), ("gyo", {"kind": "code", "code": "K40001", "gyo": 0}),
                           ("op", {"kind": "code", "code": "K40001", "gyo": 1, "op": "kanri.ping"}), ("until", {"kind": "http", "until": "tomorrow"}),
                           ("本文", {"kind": "http", "sometimes": 1})):
            raw.refused(self.d, item, **body)
        status, answer = self.d.control("DELETE", "/_sim/worlds/lot2/faults/" + BANGO)
        expect("wrong: drop", (status, BANGO in str(answer)), (400, False))
        expect("wrong: none", [f for f in faults(self.d) if not f["over"]], [])

    def same(self):
        """The same orders and calls give the same run; and what faults have struck leaves what no fault would have left."""
        told = []
        for world in ("f1", "f2", "f3"):
            expect("create", self.d.control("POST", "/_sim/worlds", {"name": world, "fixture": "lot2"})[0] in (200, 201), True)
            for kind, when in ((("reset", "after"), ("half", "after"), ("http", "before"), ("code", "before")) if world != "f3" else ()):
                order(self.d, kind, world=world, op="kanyusha.register", when=when, **({"code": "K40001"} if kind == "code" else {}))
            run = []
            for n in range(1, 5):
                people = desk.person(n, desk.kojin_bango(n, 8))
                run += [self.register(people, world=world).told for _ in range(3)]
            told.append((run, self.d.digest(world)["digest"], [(f["matched"], f["struck"]) for f in faults(self.d, world)]))
        expect("same run", told[0], told[1])
        expect("same world", told[0][1], told[2][1])


def main():
    d = desk.Desk("--check-invariants").start()
    try:
        run = Run(d)
        for step in (run.wrong, run.whom, run.twice, run.codes, run.cut, run.silence, run.disk, run.edaban, run.rows, run.both, run.pending, run.delay, run.found, run.life, run.same):
            step()
        log = open(d.log, encoding="utf-8").read()
        expect("log", (" 模擬 " in log, BANGO in log), (True, False))
        expect("end", d.stop(), 0)  # with one who still waits in silence
        expect("its end", raw.take(run.left_open)[1], b"")
    finally:
        d.clean()


main()
