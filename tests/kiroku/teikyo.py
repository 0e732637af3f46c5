#!/usr/bin/env python3
# Called by teikyo.sh: other institutions ask three insurers over 情報提供NWS, these ask each other, and answer or refuse what is held
# because a 副本 is 自動応答不可, all at once, while the daemon is killed with SIGKILL. Then everything asked has come to its end
# once: with who asked, with who was asked, and in the 情報提供等記録 of both and of NWS. Usage: teikyo.py [SEED]
import collections
import csv
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

CITY, CLIENTS = "9903001701864705", 32
HELD = "ketteiYmd=20170501 kikanFrom=20170410 kikanTo=20170420 kingaku=60000 jidoOtoFuka=1"


def numbers():
    with open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8") as f:
        return [r["kojin_bango"] for r in csv.DictReader(f) if r["jotai"] == "有効"][:kiroku.PEOPLE]


class Client(kiroku.Client):
    numbers = numbers()

    def deeds(self):
        return self.toi, self.toi, self.ask, self.decide, self.change

    def toi(self):
        back, d = self.all.back, self.all.d
        body = {"shokaisha": CITY, "teikyoHokensha": self.who.hokensha, "jimuCode": "JM00000000000027", "tokuteiKojinJohoCode": kiroku.TM[1],
                "kojinBango": self.random.choice(self.numbers)}
        try:
            status, answer = d.control("POST", "/_sim/worlds/%s/operator/nws-toi" % kiroku.WORLD, body)
        except kiroku.LOST:
            return self.all.again(back)
        if status == 200:
            self.all.keep(self.all.asked, answer["tsuban"], (CITY, self.who.hokensha))
        else:
            self.all.wrong.append("nws-toi: %s %s" % (status, answer))

    def decide(self):
        r = self.call("teikyo", "list", [("jotai", "回答待ち")])
        held = [i.get("tsuban") for i in r.items()] if r else []
        if held:
            self.end(self.random.choice(held))

    def end(self, tsuban):
        op, fields = self.random.choice((("answer", []), ("refuse", [("riyu", "申出")])))
        r = self.call("teikyo", op, [("tsuban", tsuban)] + fields)
        if r and r.kubun == "1":
            self.all.keep(self.all.hidden, tsuban, r.get("jotai"))


def finish(all_):
    """What is still held is decided."""
    for n in range(3):
        c = Client(all_, n, 0)
        for i in c.who.ok("teikyo", "list", [("jotai", "回答待ち")]).items():
            c.end(i.get("tsuban"))
        c.who.close()
    all_.d.settle(kiroku.WORLD)


def rows(db, text):
    return db.execute(text).fetchall()


def acts(db, where):
    """{処理通番: its acts}, 保留 left out, which who is asked alone has."""
    found = collections.defaultdict(list)
    for tsuban, *act in rows(db, "SELECT tsuban, koto, kekka_kubun, komoku FROM kiroku WHERE koto <> '保留' AND " + where + " ORDER BY tsuban, juni"):
        found[tsuban].append(act)
    return found


def count(all_):
    world = os.path.join(all_.d.data, "worlds", kiroku.WORLD)
    with open(os.path.join(world, "current")) as f:
        newest = os.path.join(world, "gen-" + f.read().strip())
    with tempfile.TemporaryDirectory(prefix="chukan-test-") as copy:
        for name in os.listdir(newest):
            if name.startswith(("chukan.db", "gaibu.db")):
                shutil.copy(os.path.join(newest, name), copy)
        chukan, gaibu = (sqlite3.connect(os.path.join(copy, n)) for n in ("chukan.db", "gaibu.db"))
        found = compare(all_, chukan, gaibu)
        chukan.close()
        gaibu.close()
    return found


def compare(all_, chukan, gaibu):
    toi = {t: rest for t, *rest in rows(gaibu, "SELECT tsuban, hokensha, kekka_kubun, kaito FROM toi")}
    outside = {t: rest for t, *rest in rows(chukan, "SELECT tsuban, hokensha, kekka_kubun, kaito FROM teikyo WHERE shokai_bango IS NULL")}
    ended = dict(rows(chukan, "SELECT tsuban, jotai FROM teikyo"))
    shokai = {t: rest for t, *rest in rows(chukan, "SELECT 'T' || substr(shokai_bango, 2), kekka_kubun, kaito FROM shokai")}
    inside = {t: rest for t, *rest in rows(chukan, "SELECT tsuban, kekka_kubun, kaito FROM teikyo WHERE shokai_bango IS NOT NULL")}
    own = acts(chukan, "gawa = '提供'")
    for what, have, want in (
            ("外からの照会", outside, toi), ("医療保険者の照会", inside, shokai),
            ("終わらないもの", [t for t, j in ended.items() if j not in ("回答済", "拒否")], []),
            ("失われた照会", [t for t in all_.asked if t not in ended], []),
            ("失われた決定", {t: ended.get(t) for t in all_.hidden}, all_.hidden),
            ("提供側と照会側の記録", {t: a for t, a in own.items() if t in toi}, dict(acts(gaibu, "gawa = '照会'"))),
            ("提供側と情報提供NWS の記録", {t: a for t, a in own.items() if t in toi}, dict(acts(gaibu, "gawa = '中継'"))),
            ("医療保険者の両側の記録", {t: a for t, a in own.items() if t not in toi}, dict(acts(chukan, "gawa = '照会'"))),
            ("二度の要求か回答", [t for t, a in own.items() if [x[0] for x in a] != ["要求", "回答"]], [])):
        if have != want:
            all_.wrong.append("%s: 期待 %s、実際 %s" % (what, str(want)[:300], str(have)[:300]))
    return len(toi), len(shokai), sum(j == "拒否" for j in ended.values())


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    d = desk.Desk("--check-invariants")
    all_ = kiroku.Everybody(d)
    try:
        d.start()
        kiroku.prepare(d)
        for h in kiroku.INSURERS:
            who = desk.Caller(d, h, kiroku.WORLD)
            for n in range(0, kiroku.PEOPLE, 2):
                who.ok("fukuhon", "register", [("shubetsu", "shobyoTeatekin"), ("edaban", "%07d" % (n + 1))]
                       + [("komoku", list(zip(("mei", "atai"), i.split("=")))) for i in HELD.split()])
            who.close()
        kiroku.play(all_, seed, (0.2, 0.4), kiroku.kill, Client, CLIENTS)
        finish(all_)
        found = count(all_)
        if min(found) < 5:
            all_.wrong.append("外から %d、医療保険者から %d、拒否 %d: 何も確かめていない" % found)
        print("外から %d 件、医療保険者から %d 件、うち拒否 %d 件" % found)
        all_.stop()
    finally:
        d.clean()
    return all_.verdict(seed)


sys.exit(main())
