#!/usr/bin/env python3
# Called by honnin.sh: the test numbers of honnin_shitei.csv are asked for by operation and by link file, by number and by 基本4情報; what is
# told is what the table says, and every access has its record and its charge, however the daemon ends in between.
import base64
import csv
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import accesses  # noqa: E402
import desk  # noqa: E402

A, B = "06139992", "06139984"
ITEMS = ("shimei", "shimeiKana", "seibetsu", "seinengappi", "jusho")
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def table(name):
    with open(os.path.join(desk.ROOT, "fixtures", "common", name + ".csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


class Office(desk.Caller):
    """Asks by operation; reconnects, because the daemon is killed under it."""

    def ask(self, riyu="01", **fields):
        self.close()
        bango = self.ok("honnin", "request", [(x, fields[x]) for x in ("kojinBango",) + ITEMS if x in fields] + [("shokaiRiyu", riyu)]).get("honninBango")
        return bango, self.told(bango)

    def told(self, bango):
        return self.ok("honnin", "getResult", [("honninBango", bango)])


def of(p):
    """Their 基本4情報 as they are asked for."""
    return dict(zip(ITEMS, (p[c] for c in ("shimei", "shimei_kana", "seibetsu", "seinengappi", "jusho"))))


def by_number(a, people, hidden):
    for p in people:
        r = a.ask(kojinBango=p["kojin_bango"])[1]
        expect("No. %s: 処理結果コード" % p["no"], (r.get("kekkaCode"), r.get("idoJiyu") or ""), (p["kekka"], p["ido_jiyu"]))
        if p["kekka"] != "C00000":
            expect("No. %s: nothing of anybody" % p["no"], [r.get(x) for x in ("kojinBango",) + ITEMS], [None] * 6)
            continue
        want = dict(of(p), jusho=None if p["no"] in hidden else p["jusho"])
        expect("No. %s" % p["no"], {x: r.get(x) for x in ITEMS}, want)
        expect("No. %s: 支援措置" % p["no"], r.get("shienSochi"), "1" if p["no"] in hidden else None)


def by_items(a, people):
    """By all four and by parts of them; two who are alike in all but the address; former names and addresses."""
    one, twin = people[0], people[1]
    for fields in (of(one), {"shimei": one["shimei"]}, {"shimeiKana": "サシダイチタ"}, {"seinengappi": one["seinengappi"], "seibetsu": "1"}, {"jusho": one["jusho"]}):
        expect("by %s" % "・".join(fields), a.ask(**fields)[1].get("kojinBango"), one["kojin_bango"])
    r = a.ask(shimei=twin["shimei"], seinengappi=twin["seinengappi"])[1]
    expect("several", (r.get("kekkaCode"), r.get("kensu"), r.get("kojinBango")), ("J40002", "2", None))
    expect("by the address", a.ask(shimei=twin["shimei"], jusho=twin["jusho"])[1].get("kojinBango"), twin["kojin_bango"])
    expect("the wrong one", a.ask(kojinBango=one["kojin_bango"], shimei=twin["shimei"])[1].get("kekkaCode"), "J40001")
    residents = {r["juminhyo_code"]: r for r in table("jumin")}
    for m in table("jumin_mae"):
        p = residents[m["juminhyo_code"]]
        r = a.ask(shimei=m["shimei"], jusho=m["jusho"], riyu="05")[1]
        before = m["shimei"] != p["shimei"] or m["jusho"] != p["jusho"]
        expect("%s, before" % m["shimei"], [r.get(x) for x in ("kojinBango", "shimei", "idoJiyu", "idoYmd")],
               [p["kojin_bango"], p["shimei"]] + ([m["ido_jiyu"], m["ido_ymd"]] if before else [None, None]))


def by_file(d, a, people):
    """On a medium: 24 days, 送付完了通知 from the day on which it was sent."""
    d.control("PUT", "/_sim/worlds/lot2/progress", {"juki": {"how": "time", "seconds": 24 * 86400}})
    rows = [["S%s" % p["no"], "2", p["kojin_bango"], "", "", "", "", "", "04"] for p in people]
    a.close()
    number = a.upload("juminShokai", "j.csv", "".join(",".join(r) + "\r\n" for r in rows).encode("cp932")).get("uketsukeBango")
    d.settle()
    sent = [i for i in a.ok("oshirase", "list", [("jotai", "送付完了")]).items()]
    expect("送付完了通知", [(i.get("uketsukeBango"), i.get("hakkenAt"), i.get("kaishoAt")) for i in sent], [(number, "2017-05-08T09:00:00+09:00", None)])
    d.kill()
    d.start()
    d.control("POST", "/_sim/worlds/lot2/clock/advance", {"seconds": 24 * 86400})
    a.close()
    lines = [l.split(",") for l in a.result(number).decode("cp932").split("\r\n")[:-1]]
    expect("照会結果", [l[2] for l in lines], [p["kekka"] for p in people])
    expect("照会結果の支援措置", [l[1] for l in lines if l[12] == "1"], ["S9", "S10"])
    sent = a.ok("oshirase", "list", [("jotai", "送付完了")]).items()
    expect("送付完了通知, back", [i.get("kaishoAt") for i in sent], ["2017-06-01T09:00:00+09:00"])
    d.control("PUT", "/_sim/worlds/lot2/progress", {"juki": {"how": "immediate"}})


def statement(a, people, asked):
    """By operation in May, by file in June."""
    for tsuki, n, hoho in (("201705", asked, "操作"), ("201706", len(people), "ファイル")):
        r = a.ok("honnin", "getSeikyu", [("tsuki", tsuki)])
        expect("請求 %s" % tsuki, (r.get("kensu"), r.get("kingaku")), (str(n), str(10 * n)))
        expect("明細 %s" % tsuki, base64.b64decode(r.get("naiyo")).decode("cp932"), "%s,%s,B001,%s,%d,10,%d\r\n" % (A, tsuki, hoho, n, 10 * n))


def main():
    d = desk.Desk("--check-invariants").start()
    try:
        people, hidden = table("honnin_shitei"), {"9", "10"}
        a, b = Office(d, A), Office(d, B)
        by_number(a, people, hidden)
        d.kill()
        d.start()
        by_items(a, people)
        asked = len(a.ok("honnin", "list").items())
        expect("asked by operation", asked, len(people) + 8 + len(table("jumin_mae")))
        b.ask(kojinBango=people[0]["kojin_bango"])
        expect("of B alone", [i.get("kekkaCode") for i in b.ok("honnin", "list").items()], ["C00000"])
        by_file(d, a, people)
        statement(a, people, asked)
        shown = d.control("POST", "/_sim/worlds/lot2/operator/honnin-kiroku", {})[1]["kiroku"]
        own = d.control("POST", "/_sim/worlds/lot2/operator/juki-kensu", {})[1]
        total = asked + 1 + len(people)
        expect("記録 of all", (len(shown), sum(k["ryokin"] for k in shown)), (total, 10 * total))
        expect("住基ネット's own count", own, {"hokensha": [{"hokensha": B, "kensu": 1}, {"hokensha": A, "kensu": total - 1}], "kensu": total})
        expect("exit", d.stop(), 0)
        generation = open(os.path.join(d.data, "worlds", "lot2", "current")).read().strip()
        expect("left behind", accesses.count(os.path.join(d.data, "worlds", "lot2", "gen-" + generation)), ((total, total, total, 0, total, 0, 10 * total, 0), []))
        wrong.extend(l for l in open(d.log, errors="replace") if "invariant" in l)
    finally:
        d.clean()
    for w in wrong[:20]:
        print("FAIL %s" % w[:500])
    print("%d passed, %d failed" % (not wrong, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
