#!/usr/bin/env python3
# Called by kiroku.sh: 32 clients of three insurers ask about the same people, change 副本 and set 不開示, all at once, while the daemon
# is killed with SIGKILL three times; then the same while the world is reset. Counted from outside and in the database:
# each act has its 情報提供等記録 on both sides, no record is without its act, and behind a reset only those of the new
# generation are there. Usage: kiroku.py [SEED]
import collections
import glob
import http.client
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import threading

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WORLD, INSURERS, CLIENTS, STEPS, PEOPLE = "lot2", ("06139992", "06139984", "06139976"), 32, 12, 8
JM, TM = "JM00000000000003", ("TM00000000000999", "TM00000000000050")
LOST = (OSError, http.client.HTTPException)
# Of a world that is emptied or starts again under the call.
MAY_FAIL = {"T40002", "C90001", "C90005", "P40001", "P40002", "P40003", "S40001", "S40003", "R40001"}


class Everybody:
    """What all clients share: the daemon, which may be gone for a moment, and what was acknowledged."""

    def __init__(self, d):
        self.d, self.lock, self.back = d, threading.Condition(), 0
        self.done, self.asked, self.hidden, self.wrong = 0, {}, {}, []
        self.calm = False  # nothing more will be done to it while clients are at work

    def keep(self, where, key, value):
        """What was acknowledged; not in the half in which a reset may take it away again."""
        with self.lock:
            if where is not None:
                where[key] = value

    def stop(self):
        """The daemon ends well, and has told of nothing that must not be."""
        if self.d.stop() != 0:
            self.wrong.append("exit status %s on SIGTERM" % self.d.process.returncode)
        self.wrong += ["log: " + l.rstrip() for l in open(self.d.log, errors="replace") if "BUG" in l or "Sanitizer" in l or "invariant" in l]

    def verdict(self, seed):
        for w in self.wrong[:20]:
            print("FAIL seed %d: %s" % (seed, w))
        print("%d passed, %d failed" % (self.done, len(self.wrong)))
        return 1 if self.wrong else 0

    def step(self):
        with self.lock:
            self.done += 1
            self.lock.notify_all()

    def wait(self, done):
        """Until so many steps have been made."""
        with self.lock:
            self.lock.wait_for(lambda: self.done >= done or self.wrong, 200 * desk.SLOWER)

    def again(self, back):
        """Until the daemon has been started once more than `back` times."""
        with self.lock:
            self.lock.wait_for(lambda: self.back > back, 200 * desk.SLOWER)


class Client(threading.Thread):
    def __init__(self, all_, n, seed):
        super().__init__()
        self.all, self.n, self.random = all_, n, random.Random(seed * 1000 + n)
        self.who = desk.Caller(all_.d, INSURERS[n % 3], WORLD)
        self.mine = []  # 処理通番 that it has asked
        self.connected = 0  # after so many starts

    def run(self):
        try:
            left = STEPS
            while left:  # half of them when the disturbance is over
                left -= left > STEPS // 2 or self.all.calm
                self.random.choice(self.deeds())()
                self.all.step()
        except Exception as e:
            self.all.wrong.append("client %d: %s: %s" % (self.n, type(e).__name__, e))
            self.all.step()
        self.who.close()

    def deeds(self):
        return self.ask, self.ask, self.ask, self.change, self.hide, self.look

    def call(self, service, op, fields=()):
        """None: the daemon died meanwhile; it is there again."""
        back = self.all.back
        if back != self.connected:  # of a daemon that is dead
            self.who.close()
            self.connected = back
        try:
            r = self.who.call(service, op, fields)
        except LOST:
            self.all.again(back)
            return None
        if r.kubun not in ("1", "2") and r.code not in MAY_FAIL:
            self.all.wrong.append("%s.%s: %s" % (service, op, r.text[-300:]))
        return r

    def person(self):
        return ("edaban", "%07d" % (1 + self.random.randrange(PEOPLE)))

    def ask(self):
        other = self.random.choice([h for h in INSURERS if h != self.who.hokensha])
        r = self.call("shokai", "request", [self.person(), ("teikyoHokensha", other), ("jimuCode", JM), ("tokuteiKojinJohoCode", self.random.choice(TM))])
        number = r and r.get("shokaiBango")
        if number:
            self.mine.append("T" + number[1:])
            self.all.keep(self.all.asked, "T" + number[1:], (self.who.hokensha, other))
            self.call("shokai", "getResult", [("shokaiBango", number)])

    def change(self):
        hide = "1" if self.random.random() < 0.3 else "0"
        items = [("kigo", "３３"), ("bango", "1"), ("honninKazoku", "1"), ("shutokuYmd", "20100401"), ("fukaiji", hide), ("jikoTeikyoFuka", "0"),
                 ("shoriKubun", "2")]
        self.call("fukuhon", "register", [("shubetsu", "shikakuJoho"), self.person()] + [("komoku", [("mei", k), ("atai", v)]) for k, v in items])

    def hide(self):
        if not self.mine:
            return self.ask()
        tsuban, value = self.random.choice(self.mine), self.random.choice("01")
        r = self.call("kiroku", "setFukaiji", [("tsuban", tsuban), ("gawa", "照会"), ("fukaiji", value)])
        if r is None or r.kubun == "1":
            self.all.keep(self.all.hidden, tsuban, r and value)  # None: nobody knows

    def look(self):
        self.call("kiroku", "list", [("kensu", "50")])


def listed(d, hokensha):
    """All its records, by pages."""
    who, all_, behind = desk.Caller(d, hokensha, WORLD), [], []
    while True:
        r = who.ok("kiroku", "list", behind + [("kensu", "40")])
        all_ += r.items()
        if r.get("tsuzuki") != "1":
            who.close()
            return all_
        behind = [("kaishiTsuban", all_[-1].get("tsuban"))]


def asked(d, hokensha):
    who = desk.Caller(d, hokensha, WORLD)
    items = who.ok("shokai", "list").items()
    who.close()
    return items


def database(d):
    """Counts of acts by side, from a copy of the database at rest."""
    world = os.path.join(d.data, "worlds", WORLD)
    with open(os.path.join(world, "current")) as f:
        newest = os.path.join(world, "gen-" + f.read().strip(), "chukan.db")
    with tempfile.TemporaryDirectory(prefix="chukan-test-") as copy:
        for f in glob.glob(newest + "*"):
            shutil.copy(f, copy)
        db = sqlite3.connect(os.path.join(copy, "chukan.db"))
        counts = collections.Counter({(k, g): n for k, g, n in db.execute("SELECT koto, gawa, count(*) FROM kiroku GROUP BY koto, gawa")})
        answered = db.execute("SELECT count(*), count(kekka_kubun) FROM shokai").fetchone()
        alone = db.execute("SELECT count(*) FROM kiroku a WHERE a.koto <> '不開示設定' AND NOT EXISTS (SELECT 1 FROM kiroku b WHERE b.tsuban = a.tsuban "
                           "AND b.gawa <> a.gawa AND b.koto = a.koto AND b.hokensha = a.aite AND b.aite = a.hokensha AND b.at = a.at "
                           "AND b.kekka_kubun IS a.kekka_kubun AND b.komoku = a.komoku)").fetchone()[0]
        db.close()
    return counts, answered, alone


def count(all_, when):
    """Every act once on each side, and nothing else."""
    d, wrong = all_.d, []

    def expect(what, have, want):
        if have != want:
            wrong.append("%s: %s: want %s, have %s" % (when, what, want, have))

    d.settle(WORLD)
    sides = {"照会": {}, "提供": {}}
    for h in INSURERS:
        for i in listed(d, h):
            t, gawa = i.get("tsuban"), i.get("gawa")
            expect("%s is listed once" % t, t in sides[gawa], False)
            expect("%s belongs to its side" % t, i.get("shokaisha" if gawa == "照会" else "teikyosha"), h)
            sides[gawa][t] = [i.get(k) for k in ("shokaisha", "teikyosha", "jotai", "kekkaKubun", "yokyuAt", "kaitoAt")] + [sorted(i.all("mei"))]
            if gawa == "照会" and (all_.hidden or {}).get(t) is not None:
                expect("%s 不開示" % t, i.get("fukaiji"), all_.hidden[t])
    expect("both sides", sides["照会"], sides["提供"])
    shokai = {"T" + i.get("shokaiBango")[1:]: (h, i.get("teikyoHokensha")) for h in INSURERS for i in asked(d, h)}
    expect("情報照会 and 記録", {t: tuple(r[:2]) for t, r in sides["照会"].items()}, shokai)
    expect("acknowledged and lost", [t for t, who in (all_.asked or {}).items() if shokai.get(t) != who], [])
    counts, answered, alone = database(d)
    expect("要求 in the database", (counts["要求", "照会"], counts["要求", "提供"]), (len(shokai), len(shokai)))
    expect("回答 in the database", (counts["回答", "照会"], counts["回答", "提供"]), (answered[1], answered[1]))
    expect("all are answered", answered, (len(shokai), len(shokai)))
    expect("acts of one side alone", alone, 0)
    all_.wrong += wrong
    return len(shokai)


def prepare(d):
    """The same people at each insurer, with 符号 and 副本."""
    d.control("PUT", "/_sim/worlds/%s/progress" % WORLD, {k: {"how": "immediate"} for k in ("ikkatsu", "fugo", "shokai", "juki")})
    with open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8") as f:
        head = f.readline().strip().split(",")
        rows = [dict(zip(head, line.strip().split(","))) for line in f]
    numbers = [r["kojin_bango"] for r in rows if r["jotai"] == "有効"][:PEOPLE]
    for h in INSURERS:
        who = desk.Caller(d, h, WORLD)
        for n, number in enumerate(numbers):
            who.ok("kanyusha", "register", desk.person(n, number))
        who.close()
    d.approve(WORLD)
    d.settle(WORLD)
    items = [("kigo", "３３"), ("bango", "1"), ("honninKazoku", "1"), ("shutokuYmd", "20100401"), ("fukaiji", "0"), ("jikoTeikyoFuka", "0")]
    for h in INSURERS:
        who = desk.Caller(d, h, WORLD)
        for n in range(PEOPLE):
            who.ok("fukuhon", "register", [("shubetsu", "shikakuJoho"), ("edaban", "%07d" % (n + 1))] + [("komoku", [("mei", k), ("atai", v)]) for k, v in items])
        who.close()


def play(all_, seed, moments, disturb, kind=Client, many=CLIENTS):
    """All clients at once; disturb() whenever so many of their steps are made."""
    began, all_.calm = all_.done, False
    clients = [kind(all_, n, seed) for n in range(many)]
    for c in clients:
        c.start()
    for part in moments:
        all_.wait(began + int(many * STEPS * part))
        disturb(all_)
    all_.calm = True
    for c in clients:
        c.join()


def kill(all_):
    all_.d.kill()
    all_.d.start()
    with all_.lock:
        all_.back += 1
        all_.lock.notify_all()


def reset(all_):
    status, answer = all_.d.control("POST", "/_sim/worlds/%s/reset" % WORLD, {})
    if status != 200:
        all_.wrong.append("reset: %s %s" % (status, answer))
        return
    prepare(all_.d)


def restore(all_):
    """A saved state has the records of then, and no others; the digest tells of them, on both sides of NWS."""
    d, path = all_.d, "/_sim/worlds/%s/snapshots" % WORLD
    who = desk.Caller(d, INSURERS[0], WORLD)

    def ask(n):
        for _ in range(n):
            who.ok("shokai", "request", [("edaban", "0000001"), ("teikyoHokensha", INSURERS[1]), ("jimuCode", JM), ("tokuteiKojinJohoCode", TM[0])])
        d.settle(WORLD)

    ask(2)
    was = d.digest(WORLD)["tables"]
    if d.control("POST", path, {"name": "mae"})[0] != 200:
        all_.wrong.append("not saved")
    ask(3)
    later = d.digest(WORLD)["tables"]
    if d.control("POST", path + "/mae/restore", {})[0] != 200:
        all_.wrong.append("not restored")
    back = d.digest(WORLD)["tables"]
    if count(all_, "after a restore") != 2 or back != was:
        all_.wrong.append("a restored state is not that of then: %s" % [t for t in was if was[t] != back[t]])
    if later["chukan.kiroku"] == was["chukan.kiroku"] or "gaibu.kiroku" not in was:
        all_.wrong.append("the digest does not tell of kiroku")
    who.close()


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    d = desk.Desk("--check-invariants")
    all_ = Everybody(d)
    try:
        d.start()
        prepare(d)
        play(all_, seed, (0.15, 0.3, 0.45), kill)
        acts = count(all_, "after three kills")
        if acts < CLIENTS * 2:
            all_.wrong.append("only %d 情報照会: nothing is proved" % acts)
        print("%d 情報照会 through three kills" % acts)
        all_.asked = all_.hidden = None
        play(all_, seed + 1, (0.3,), reset)
        acts = count(all_, "after a reset in the middle")
        print("%d 情報照会 behind a reset in the middle" % acts)
        reset(all_)
        if count(all_, "after a reset"):
            all_.wrong.append("情報照会 outlive a reset")
        restore(all_)
        all_.stop()
    finally:
        d.clean()
    return all_.verdict(seed)


if __name__ == "__main__":
    sys.exit(main())
