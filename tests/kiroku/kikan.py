#!/usr/bin/env python3
# Called by kikan.sh: 32 clients ask institutions that answer late, never or at once, and take questions back, while the clock goes
# on under them and the daemon is killed with SIGKILL three times. Then every question stands in gaibu.db, with 情報提供NWS and with the
# institution, as it does with who asked: taken back or answered, never both, but where the answer had left before it was taken back; and
# no answer before its time. Usage: kikan.py [SEED]
import collections
import os
import shutil
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "tools"), HERE]
import desk  # noqa: E402
import kiroku  # noqa: E402

JM, TIMEOUT = "JM00000000000003", 86400
MUTE = ("9907002951785473", "JT00000000000301", "TM00000000000034")  # has never an answer
CITY = ("9903002539729304", "JT00000000000303", "TM00000000000002")  # has one at once
kiroku.MAY_FAIL.add("S40007")  # the answer came first


class Client(kiroku.Client):
    def __init__(self, all_, n, seed):
        super().__init__(all_, n, seed)
        self.asked = []

    def deeds(self):
        return self.ask, self.ask, self.cancel, self.cancel, self.advance

    def ask(self):
        kikan, jt, tm = self.random.choice((MUTE, MUTE, CITY))
        r = self.call("shokai", "request", [self.person(), ("teikyoKikan", kikan), ("jimuCode", JM), ("jimuTetsuzukiCode", jt),
                                            ("tokuteiKojinJohoCode", tm)])
        if r and r.get("shokaiBango"):
            self.asked.append(r.get("shokaiBango"))
            self.all.keep(self.all.asked, r.get("shokaiBango"), kikan)

    def cancel(self):
        if not self.asked:
            return self.ask()
        bango = self.asked.pop(self.random.randrange(len(self.asked)))
        r = self.call("shokai", "cancel", [("shokaiBango", bango)])
        if r and r.kubun == "1":
            self.all.keep(self.all.hidden, bango, "取消")

    def advance(self):
        back = self.all.back
        try:
            advance(self.all.d, self.random.choice((1, TIMEOUT // 20)))
        except kiroku.LOST:
            self.all.again(back)


def advance(d, seconds):
    d.control("POST", "/_sim/worlds/%s/clock/advance" % kiroku.WORLD, {"seconds": seconds})


def kill(all_):
    """And far enough that some who never answer are given up while clients are at work."""
    kiroku.kill(all_)
    advance(all_.d, TIMEOUT // 2)


def tables(all_):
    """(照会番号 → 機関, state, 照会結果区分), (処理通番, side → acts) at rest."""
    world = os.path.join(all_.d.data, "worlds", kiroku.WORLD)
    with open(os.path.join(world, "current")) as f:
        newest = os.path.join(world, "gen-" + f.read().strip())
    acts = collections.defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="chukan-test-") as copy:
        for name in os.listdir(newest):
            if name.startswith(("chukan.db", "gaibu.db")):
                shutil.copy(os.path.join(newest, name), copy)
        chukan, gaibu = (sqlite3.connect(os.path.join(copy, n)) for n in ("chukan.db", "gaibu.db"))
        shokai = {b: rest for b, *rest in chukan.execute("SELECT shokai_bango, teikyo_kikan, jotai, kekka_kubun FROM shokai")}
        for db in (chukan, gaibu):
            for tsuban, gawa, *act in db.execute("SELECT tsuban, gawa, koto, kekka_kubun, at FROM kiroku ORDER BY tsuban, gawa, juni"):
                acts[tsuban, gawa].append(act)
        chukan.close()
        gaibu.close()
    return shokai, acts


END = {"処理中": [], "取消": [["取消", None]]}


def crossed(ours, nws):
    """What NWS answered no later than who asked took it back: they drop that answer. None: nothing."""
    return nws[1][1] if [a[0] for a in ours + nws] == ["要求", "取消", "要求", "回答"] and nws[1][2] <= ours[1][2] else None


def count(all_, when):
    shokai, acts = tables(all_)
    for bango, (kikan, jotai, kubun) in shokai.items():
        end = END.get(jotai, [["回答", kubun]])
        left = crossed(acts["T" + bango[1:], "照会"], acts["T" + bango[1:], "中継"])
        nws = [["回答", left]] if left else end
        theirs = [] if "時間切れ" in (kubun, left) else nws
        for gawa, want in (("照会", end), ("中継", nws), ("提供", theirs)):
            have = [a[:2] for a in acts["T" + bango[1:], gawa]]
            if have != [["要求", None]] + want:
                all_.wrong.append("%s: %s %s %s %s: %s" % (when, bango, jotai, kubun, gawa, have))
        times = [[a[2] for a in acts["T" + bango[1:], gawa]] for gawa in ("照会", "中継", "提供")]
        if "時間切れ" in (kubun, left) and times[1][1] - times[1][0] != TIMEOUT:
            all_.wrong.append("%s: %s is given up after %d seconds" % (when, bango, times[1][1] - times[1][0]))
        if jotai == "取消" and not left and times[1][1] < times[0][1]:
            all_.wrong.append("%s: %s is taken back with NWS first" % (when, bango))
    for what, have, want in (
            ("acknowledged and lost", [b for b, kikan in all_.asked.items() if shokai.get(b, [None])[0] != kikan], []),
            ("taken back and lost", [b for b in all_.hidden if shokai[b][1] != "取消"], []),
            ("records of nothing asked", {t for t, _ in acts} - {"T" + b[1:] for b in shokai}, set())):
        if have != want:
            all_.wrong.append("%s: %s: %s" % (when, what, str(have)[:300]))
    return collections.Counter(j + (k or "") for _, j, k in shokai.values())


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    d = desk.Desk("--check-invariants")
    all_ = kiroku.Everybody(d)
    try:
        d.start()
        kiroku.prepare(d)
        kiroku.play(all_, seed, (0.15, 0.3, 0.45), kill, Client)
        d.settle(kiroku.WORLD)
        found = count(all_, "after three kills")
        if min(found["取消"], found["回答済時間切れ"], found["回答済該当あり"] + found["回答済該当なし"]) < 5:
            all_.wrong.append("%s: nothing is proved" % dict(found))
        advance(d, TIMEOUT)
        d.settle(kiroku.WORLD)
        if count(all_, "when every time is up")["処理中"]:
            all_.wrong.append("some wait for ever")
        print("他の機関への照会: %s" % dict(found))
        all_.stop()
    finally:
        d.clean()
    return all_.verdict(seed)


sys.exit(main())
