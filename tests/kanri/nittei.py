#!/usr/bin/env python3
# Called by nittei.sh: two strict worlds of lot 2 side by side, one 接続検証環境, one 本番環境 (2.12 ※2), and a world as it is shipped.
# Each goes by the client to days by name; what is refused there, warned of and open, also behind kill -9 and a reset. The
# calendar's bars stand where the tables say.
import csv
import datetime
import json
import os
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402
from strict import chukan, world  # noqa: E402

A, B = "06139992", "06139984"
SVG = "{http://www.w3.org/2000/svg}"
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def call(d, name, hokensha, op, fields):
    who = desk.Caller(d, hokensha, name)
    try:
        return who.call(*op.split("."), fields)
    finally:
        who.close()


def ping(d, name, hokensha=A):
    return call(d, name, hokensha, "kanri.ping", [("message", "見本")])


def send(d, name, hokensha):
    """What becomes of a file that comes: an empty one goes no further than what is asked before."""
    return call(d, name, hokensha, "file.upload", [("shubetsu", "kanyushaToroku"), ("fileMei", "a.csv"), ("naiyo", "")])


def now(d, name):
    return d.control("GET", "/_sim/worlds/%s/clock" % name)[1]["now"][:16]


def go(d, name, *to):
    status, out, err = chukan(d, "clock", "advance", "--world", name, "--to", *to)
    expect("%s to %s" % (name, to), (status, err), (0, ""))
    return now(d, name)


def kanryo(d, name, hokensha, koto, **more):
    return d.control("POST", "/_sim/worlds/%s/operator/kanryo-kiroku" % name, dict(hokensha=hokensha, koto=koto, **more))


def kensho(d):
    r = ping(d, "kensho")
    expect("before 連動テスト", (r.code, "連動テスト 20170301～20170324" in r.text, "20170220" in r.text), ("C50041", True, True))
    expect("連動テスト", go(d, "kensho", "rendo"), "2017-03-01T09:00")
    expect("in it", (ping(d, "kensho").code, send(d, "kensho", A).code), ("C00000", "C50041"))
    expect("未", kanryo(d, "kensho", A, "kikannai", jotai="未"), (200, {"changed": 1}))
    r = ping(d, "kensho")
    expect("機関内テスト before it", (r.code, "機関内テスト" in r.text, "未完了" in r.text), ("C50042", True, True))
    expect("another insurer", ping(d, "kensho", B).code, "C00000")
    expect("完了", kanryo(d, "kensho", A, "kikannai", ymd="20170228"), (200, {"changed": 1}))
    expect("then", ping(d, "kensho").code, "C00000")
    expect("its last day", go(d, "kensho", "連動テスト", "--end"), "2017-03-24T09:00")
    expect("that day", ping(d, "kensho").code, "C00000")
    status, _, err = chukan(d, "clock", "advance", "--world", "kensho", "--to", "rendo")
    expect("what is over", (status, "rendo" in err), (1, True))
    status, _, err = chukan(d, "clock", "advance", "--world", "kensho", "--to", "ikou")
    expect("what is none", (status, [w in err for w in ("ikou", "iko（移行）", "haishin2_5（リリース2.5）")]), (1, [True] * 3))
    status, _, err = chukan(d, "clock", "advance", "--world", "kensho", "--to", "kaishi", "--end")
    expect("what does not end", (status, "kaishi" in err), (1, True))
    expect("a time", go(d, "kensho", "2017-03-25T00:00:00"), "2017-03-25T00:00")
    expect("behind it", ping(d, "kensho").code, "C50041")
    expect("wrong use", [chukan(d, "clock", *w)[0] for w in (("show", "--to", "iko"), ("advance", "--end"), ("advance", "5", "--to", "iko"))], [2] * 3)


def honban(d):
    expect("before 移行, elsewhere is ①～④", (ping(d, "honban").code, ping(d, "lot2").code), ("C50041", "C00000"))
    expect("移行", go(d, "honban", "移行"), "2017-05-29T09:00")
    expect("in it", send(d, "honban", A).code[:5] != "C5004", True)
    r = send(d, "honban", B)
    expect("①～④ before it", (r.code, "総合運用テスト①～④" in r.text, "kanryo-kiroku" in r.text), ("C50042", True, True))
    expect("完了", kanryo(d, "honban", B, "sogoToroku"), (200, {"changed": 1}))
    expect("then", send(d, "honban", B).code != "C50042", True)
    d.kill()
    d.start()
    expect("after kill -9", (now(d, "honban"), send(d, "honban", B).code != "C50042", kanryo(d, "honban", B, "sogoToroku")),
           ("2017-05-29T09:00", True, (200, {"changed": 0})))
    expect("reset", d.control("POST", "/_sim/worlds/honban/reset", {"keep": ["clock"]})[0], 200)
    expect("as the fixture has it", (send(d, "honban", A).code != "C50042", send(d, "honban", B).code), (True, "C50042"))


def shipped(d):
    """Warned of, and done, each time that it is out of its time; nothing is said when it is not."""
    expect("made", d.control("POST", "/_sim/worlds", {"name": "saki", "fixture": "lot2", "start": "2017-02-20T09:00:00+09:00"})[0], 200)
    expect("早い", [(r.code, [k.get("code") for k in r.items("keikoku")]) for r in (ping(d, "saki"), ping(d, "saki"))], [("C00000", ["C50041"])] * 2)
    expect("in its time", [(r.code, r.items("keikoku")) for r in (ping(d, "lot2"), ping(d, "lot3", "06279996"))], [("C00000", [])] * 2)


def tables(d, lot):
    """name → first and last day, None of what does not end."""
    def rows(name):
        with open(os.path.join(d.fixtures, "common", name + ".csv"), encoding="utf-8") as f:
            return list(csv.DictReader(f))
    releases = {r["release_jun"]: r["release"] for r in rows("haishin")}
    days = {r["nittei"]: (r["kara"], r["made"] or None) for r in rows("nittei") if r["lot"] == lot}
    days.update({"haishin" + releases[r["release_jun"]].replace(".", "_"): (r["kara"], r["made"]) for r in rows("haishin_mado") if r["lot"] == lot})
    return days


def date(text):
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))


def svg(d, days, *words):
    """Each window's bar: three pixels a day from the first of January on; today's line."""
    path = os.path.join(d.base, "nittei.svg")
    expect("svg of %s" % (words,), chukan(d, "nittei", "--svg", path, *words), (0, "", ""))
    root = ET.parse(path).getroot()
    first, last = datetime.date(2017, 1, 1), datetime.date(2017, 8, 31)
    want = {name: (240 + 3 * (date(kara) - first).days, 3 * (((date(made) if made else last) - date(kara)).days + 1))
            for name, (kara, made) in days.items()}
    have = {r.get("id"): (int(r.get("x")), int(r.get("width"))) for r in root.iter(SVG + "rect") if r.get("id")}
    expect("bars of %s" % (words,), have, want)
    rows = [int(r.get("y")) for r in root.iter(SVG + "rect") if r.get("id")]
    expect("a row each", rows, sorted(set(rows)))
    expect("scripts", [e.tag for e in root.iter() if e.tag == SVG + "script" or any(k.startswith("on") for k in e.keys())], [])
    kyo = [int(e.get("x1")) for e in root.iter(SVG + "line") if e.get("id") == "kyo"]
    return [(x - 240) // 3 for x in kyo]


def cells(d, days, *words):
    """The signs of each window, as the text has them: 48 cells of five days, the last of a month the rest of it."""
    status, out, err = chukan(d, "nittei", *words)
    expect("text of %s" % (words,), (status, err), (0, ""))
    lines = {l.split()[-1]: l for l in out.splitlines() if l.split() and l.split()[-1] in days}
    expect("lines of %s" % (words,), sorted(lines), sorted(days))
    ret = {}
    for name, line in lines.items():
        months = [w for w in line.split() if len(w) == 6 and not set(w) - set("=.|#")]
        expect("months of %s" % name, len(months), 8)
        ret[name] = "".join(months)
        kara, made = date(days[name][0]), date(days[name][1] or "20170831")
        at = [(m.month - 1) * 6 + min((m.day - 1) // 5, 5) for m in (kara, made)]
        expect("cells of %s" % name, [c in "=#" for c in ret[name]], [at[0] <= i <= at[1] for i in range(48)])
    return ret


def calendars(d):
    for lot in ("2", "3"):
        days = tables(d, lot)
        expect("windows of lot %s" % lot, len(days), 12)
        expect("no today", svg(d, days, "--lot", lot, "--fixtures", d.fixtures), [])
        expect("no today", "|" in "".join(cells(d, days, "--lot", lot, "--fixtures", d.fixtures).values()), False)
    expect("today", svg(d, days := tables(d, "2"), "--world", "lot2"), [(datetime.date(2017, 5, 8) - datetime.date(2017, 1, 1)).days])
    got = cells(d, days, "--world", "lot2")
    expect("today's cell", {c[4 * 6 + 1] for c in got.values()}, {"|", "#"})
    expect("no other", "".join(c[:25] + c[26:] for c in got.values()).count("|"), 0)
    said = json.loads(chukan(d, "nittei", "--world", "honban", "--format", "json")[1])
    expect("json", (said["lot"], said["kankyo"], said["kyo"], [n["saki"] for n in said["nittei"] if n["nittei"] == "iko"]), ("2", "honban", "20170529", ["sogoToroku"]))
    expect("no such lot", chukan(d, "nittei", "--lot", "9", "--fixtures", d.fixtures)[0], 1)
    expect("wrong use", [chukan(d, "nittei", *w)[0] for w in (("x",), ("--lot", "2", "--world", "lot2"))], [2, 2])


def main():
    d = desk.Desk("--check-invariants")
    try:
        world(d, "kensho", "2017-02-20", "setsuzokuKensho")
        world(d, "honban", "2017-05-20", "honban", "%s,sogoToroku,\n" % B)
        d.start()
        kensho(d)
        honban(d)
        shipped(d)
        calendars(d)
        expect("exit status", d.stop(), 0)
    except Exception:
        print(open(d.log, errors="replace").read()[-2000:])
        raise
    finally:
        d.clean()
    for w in wrong[:20]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
