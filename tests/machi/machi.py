#!/usr/bin/env python3
# Called by machi.sh: link files whose result needs answers that come later (2.11.3, 1.7.1 ②). However they come (at once, with
# time, by polls, by an operator), and wherever the daemon is killed, the result file is the same, row by row.
import csv
import io
import os
import re
import sqlite3
import sys
import time
import zipfile
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402
import registry  # noqa: E402

A, B = "06139992", "06139984"
TM, JM = "TM00000000000050", "JM00000000000003"
MANY = 6000  # beyond a chunk
wrong = []
how = {"last": "immediate"}  # the work of what is taken goes on, as last set
went = set()  # (kind, how its work went on when it was taken)


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def fixture(name):
    return open(os.path.join(desk.ROOT, "fixtures", name), "rb").read()


def jumin():
    return list(csv.DictReader(io.StringIO(fixture("common/jumin.csv").decode())))


def encoded(rows, encoding="cp932"):
    return "".join(",".join(r) + "\r\n" for r in rows).encode(encoding)


def lines(content, encoding="cp932"):
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


class Office:
    """An insurer's base system; reconnects, because the daemon is killed under it."""

    def __init__(self, d, hokensha):
        self.d, self.who = d, desk.Caller(d, hokensha)

    def call(self, op, fields=()):
        self.who.close()
        return self.who.ok(*op.split("."), fields)

    def send(self, shubetsu, content, end=".csv", **more):
        self.who.close()
        return self.who.upload(shubetsu, shubetsu + end, content, **more)

    def take(self, shubetsu, content, end=".csv"):
        went.add((shubetsu, how["last"]))
        return self.send(shubetsu, content, end).get("uketsukeBango")

    def status(self, number):
        r = self.call("file.getStatus", [("uketsukeBango", number)])
        return [r.get(x) for x in ("jotai", "gyoSu", "seijoSu", "ijoSu")]

    def result(self, number):
        self.who.close()
        return self.who.result(number)

    def whole(self, shubetsu, content):
        number = self.take(shubetsu, content)
        self.d.settle()
        return self.result(number)


def progress(d, work, kind, **more):
    status, answer = d.control("PUT", "/_sim/worlds/lot2/progress", {work: dict(how=kind, **more)})
    expect("progress %s %s" % (work, kind), (status, answer.get(work, {}).get("how")), (200, kind))
    how["last"] = "polls" if more.get("polls") else kind


def every_kind():
    """A kind of file that waits, however its answers may come."""
    ways = {"%s %s" % (k, h) for k in registry.waiting() for h in ("immediate", "time", "manual", "polls")}
    expect("kinds of file that wait, as each was sent", ways - {"%s %s" % w for w in went}, set())


def operate(d, action, body):
    return d.control("POST", "/_sim/worlds/lot2/operator/" + action, body)


def database(d, name, sql):
    """What the killed or stopped daemon left in a database of lot2."""
    base = os.path.join(d.data, "worlds", "lot2")
    newest = "gen-" + open(os.path.join(base, "current")).read().strip()
    db = sqlite3.connect(os.path.join(base, newest, name + ".db"))
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


# --- 照会要求 --------------------------------------------------------------------------------------------------------

def juki_rows(people):
    """(row, code, person or None): what each must come to."""
    one = next(p for p in people if p["shimei"] == "例髙　太郎")
    kana = next(p for p in people if p["shimei"] == "サンプル　アリ")
    gone = next(p for p in people if p["jotai"] == "消除" and p["shimei"] == "試本　亮")
    twins = [p for p in people if p["shimei"] == "仮田　太郎" and p["setai"] < "S0040"][:2]
    nobody = desk.kojin_bango(1, 9)

    def by_number(p, **more):
        return ["2", p["kojin_bango"], more.get("shimei", ""), "", "", "", "", "04"]

    def by_name(p, **m):
        return ["1", "", m.get("shimei", p["shimei"]), m.get("kana", ""), m.get("sei", ""), m.get("ymd", p["seinengappi"]), m.get("jusho", ""), m.get("riyu", "01")]
    return [
        (by_number(one), "C00000", one),
        (by_name(one, jusho=one["jusho"]), "C00000", one),
        (by_name(one, shimei="例髙太郎", jusho=one["jusho"].translate(str.maketrans("１２３４５６７８９０", "1234567890"))), "C00000", one),
        (by_name(kana, shimei="ｻﾝﾌﾟﾙ ｱﾘ", jusho=kana["jusho"]), "C00000", kana),
        (by_name(twins[0]), "J40002", None),
        (by_name(twins[1], jusho=twins[1]["jusho"], sei="1", kana=twins[1]["shimei_kana"]), "C00000", twins[1]),
        (by_name(twins[0], jusho="どこにもない町"), "J40001", None),
        (["2", nobody, "", "", "", "", "", "04"], "J40001", None),
        (by_number(one, shimei="別　人"), "J40001", None),
        (by_number(gone), "J40003", None),
        (by_name(gone), "J40003", None),
        (["2", one["kojin_bango"][:11] + str((int(one["kojin_bango"][11]) + 1) % 10), "", "", "", "", "", "04"], "K20002", None),
        (["1", "", "", "", "", one["seinengappi"], one["jusho"], "01"], "C00000", one),  # a part of 基本4情報
        (["1", "", "", "", "", "", one["jusho"], "01"], "J40002", None),
        (["1", "", "", "", "", "", "", "01"], "F30006", None),
        (["3", one["kojin_bango"], "", "", "", "", "", "01"], "F30006", None),
        (by_name(one, riyu="99"), "F30006", None),  # for no business
        (by_name(one)[:7], "F30006", None),  # a row of before there were reasons
    ]


def juki_check(content, told):
    """Order, codes, the persons and nothing of anybody else."""
    have = lines(content)
    expect("照会結果: 行", [(l[0], l[1]) for l in have], [(str(n), "S%03d" % n) for n in range(1, len(told) + 1)])
    expect("照会結果: コード", [l[2] for l in have], [code for _, code, _ in told])
    for l, (_, code, p) in zip(have, told):
        expect("照会結果 %s行目" % l[0], l[4:10], [p[c] for c in ("kojin_bango", "shimei", "shimei_kana", "seibetsu", "seinengappi", "jusho")]
               if p else [""] * 6)
        expect("照会結果 %s行目 異動事由" % l[0], l[10], "2" if code == "J40003" else "")  # 国外転出
        expect("照会結果 %s行目 メッセージ" % l[0], bool(l[3]), code != "C00000")
    expect("該当の数", re.findall("該当 [0-9]+ 人", have[4][3]), ["該当 4 人"])
    expect("照会理由", ["禁止されています" in have[-2][3], "照会理由" in have[-1][3]], [True, True])


def juki(d, a):
    told = juki_rows([p for p in jumin()])
    content = encoded([["S%03d" % n] + row for n, (row, _, _) in enumerate(told, 1)])
    good = sum(code == "C00000" for _, code, _ in told)
    final = ["処理完了", str(len(told)), str(good), str(len(told) - good)]
    taken = len([1 for _, code, _ in told if code[0] in "CJ"])
    waiting = ["処理中", str(len(told)), str(taken), str(len(told) - taken)]
    first = a.whole("juminShokai", content)
    juki_check(first, told)
    number = a.take("juminShokai", content)
    expect("at once", a.status(number), final)
    expect("at once, again", a.result(number), first)

    progress(d, "juki", "time", seconds=600)
    number = a.take("juminShokai", content)
    expect("with time: waits", a.status(number), waiting)
    expect("with time: no result yet", a.who.call("file", "getResult", [("uketsukeBango", number)]).code, "F40002")
    d.control("POST", "/_sim/worlds/lot2/clock/advance", {"seconds": 600})
    expect("with time: done", (a.status(number), a.result(number)), (final, first))

    progress(d, "juki", "manual", polls=3)
    number = a.take("juminShokai", content)
    expect("by polls", [a.status(number) for _ in range(3)], [waiting] * 3)
    expect("by polls: done", (a.status(number), a.result(number)), (final, first))

    progress(d, "juki", "manual")
    one, two = a.take("juminShokai", content), a.take("juminShokai", content)
    expect("by hand", [a.status(one) for _ in range(4)], [waiting] * 4)
    d.kill()
    d.start()
    expect("by hand, killed: still by hand", d.control("GET", "/_sim/worlds/lot2/progress")[1]["juki"]["how"], "manual")
    expect("by hand, killed: waits", a.status(one), waiting)
    expect("juki-answer of one", operate(d, "juki-answer", {"uketsukeBango": one}), (200, {"answered": taken}))
    expect("by hand: done", (a.status(one), a.result(one), a.status(two)), (final, first, waiting))
    expect("juki-answer of nothing", operate(d, "juki-answer", {"uketsukeBango": one}), (200, {"answered": 0}))
    expect("juki-answer of an unknown one", operate(d, "juki-answer", {"uketsukeBango": "U1"})[1].get("code"), "F40001")
    expect("juki-answer of all", operate(d, "juki-answer", {}), (200, {"answered": taken}))
    d.kill()
    d.start()
    expect("answered and killed", (a.status(two), a.result(two)), (final, first))
    expect("file.list", [i.get("jotai") for i in a.call("file.list", [("shubetsu", "juminShokai")]).items()], ["処理完了"] * 6)
    refused = a.send("juminShokai", content, user="u002", busho="B002")
    expect("without the role", refused.code, "C50010")
    return content, taken


def kiroku(d, taken):
    """Each access of 住基ネット is on record: who, when, for what, which row; its answer and what it costs; 住基ネット has counted the same."""
    rows = database(d, "unyo", "SELECT system, busho, user, hoho, count(*), count(DISTINCT gyo), uketsuke FROM juki_access GROUP BY uketsuke")
    expect("記録", [r[:6] for r in rows], [("KS" + A + "A", "B001", "u001", "ファイル", taken, taken)] * 6)
    expect("記録の理由", database(d, "unyo", "SELECT DISTINCT riyu FROM juki_access ORDER BY riyu"), [("01",), ("04",)])
    expect("請求", database(d, "unyo", "SELECT count(*), sum(ryokin) FROM juki_ryokin"), [(6 * taken, 60 * taken)])
    answers = [database(d, name, "SELECT shokai, kekka FROM %s ORDER BY shokai" % table) for name, table in (("unyo", "juki_ryokin"), ("gaibu", "juki_kaito"))]
    expect("住基ネットの控え", answers[0] == answers[1], True)


JUKI_COLUMNS = ["seiriBango", "shokaiKubun", "kojinBango", "shimei", "shimeiKana", "seibetsu", "seinengappi", "jusho", "shokaiRiyu"]


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, content in files:
            z.writestr(name, content)
    return out.getvalue()


def juki_forms(d, a):
    """The same rows in a zip of two files and as XML; killed while they wait."""
    told = juki_rows([p for p in jumin()])
    rows = [["S%03d" % n] + row for n, (row, _, _) in enumerate(told, 1)]
    progress(d, "juki", "immediate")
    plain = a.whole("juminShokai", encoded(rows))
    xml = '<?xml version="1.0" encoding="Windows-31J"?>\n<juminShokai>%s</juminShokai>' % "".join(
        "<gyo>%s</gyo>" % "".join("<%s>%s</%s>" % (c, escape(v), c) for c, v in zip(JUKI_COLUMNS, r)) for r in rows)
    progress(d, "juki", "manual")
    packed = a.take("juminShokai", zipped([("jumin1.csv", encoded(rows[:6])), ("jumin2.csv", encoded(rows[6:]))]), ".zip")
    marked = a.take("juminShokai", xml.encode("cp932"), ".xml")
    d.kill()
    d.start()
    expect("zip and XML wait", [a.status(n)[0] for n in (packed, marked)], ["処理中"] * 2)
    operate(d, "juki-answer", {})
    expect("zip and XML: done", [a.status(n)[0] for n in (packed, marked)], ["処理完了"] * 2)
    with zipfile.ZipFile(io.BytesIO(a.result(packed))) as z:
        cells = [l[1:] for name in sorted(z.namelist()) for l in lines(z.read(name))]
    expect("zip: 結果", cells, [l[1:] for l in lines(plain)])
    found = a.result(marked).decode("cp932")
    expect("XML: 結果", [re.findall("<%s>([^<]*)" % c, found) for c in ("kekkaCode", "seiriBango")],
           [[l[2] for l in lines(plain)], [l[1] for l in lines(plain)]])
    expect("XML: 個人番号", [n for n in re.findall("<kojinBango>([^<]*)", found) if n], [l[4] for l in lines(plain) if l[4]])


# --- 情報照会要求 ----------------------------------------------------------------------------------------------------

def filled(name, edaban, encoding):
    text = fixture("worlds/lot2/files/" + name).decode(encoding)
    return re.sub(r"\{eda:(\w+)\}", lambda m: edaban[m.group(1)], text).encode(encoding)


def enrol(d, a, b):
    """Both insurers' people, 符号, 副本; answers 整理番号 → 枝番."""
    edaban = {}
    for who, name, encoding in ((a, "kanyusha-A.csv", "cp932"), (a, "kanyusha-A-teisei.csv", "cp932"), (b, "kanyusha-B.csv", "utf-8")):
        edaban.update({c[2]: c[3] for c in lines(who.whole("kanyushaToroku", fixture("worlds/lot2/files/" + name)), encoding) if c[3]})
    d.approve()
    d.settle()
    a.whole("kanyushaToroku", filled("kanyusha-A-bango.tmpl.csv", edaban, "cp932"))
    for s in ("A040", "A041", "A042", "A043"):
        a.who.call("fugo", "request", [("edaban", edaban[s])])
    d.approve()
    d.settle()
    a.whole("shikakuJoho", filled("shikaku-A.tmpl.csv", edaban, "cp932"))
    a.whole("shobyoTeatekin", filled("shobyo-A.tmpl.csv", edaban, "cp932"))
    return edaban


def online(b, edaban, code):
    """What shokai.request and shokai.getResult say: 結果区分 and the kinds that are answered."""
    r = b.who.call("shokai", "request", [("edaban", edaban), ("teikyoHokensha", A), ("jimuCode", JM), ("tokuteiKojinJohoCode", code)])
    if not r.get("shokaiBango"):
        return r.code, None, []
    got = b.call("shokai.getResult", [("shokaiBango", r.get("shokaiBango"))])
    return "C00000", got.get("kekkaKubun"), got.all("shubetsu")


def joho_rows(edaban):
    people = sorted(e for s, e in edaban.items() if s.startswith("B"))
    rows = [[e, A, JM, code, ""] for e in people for code in (TM, "TM00000000000051")]
    return rows + [["9999999", A, JM, TM, ""], [people[0], B, JM, TM, ""], [people[0], A, "JM1234567890123x", TM, ""],
                   [people[0], A, JM, "TM00000000009999", ""], [people[0], "06139968", JM, TM, ""], [people[0], A, JM, TM, "20170230"],
                   [desk.kojin_bango(3), A, JM, TM, ""]]


def joho_told(b, rows):
    """(code, 結果区分, kinds) of every row, asked one by one."""
    late = {(r[0], r[3]): online(b, r[0], r[3]) for r in rows[:-7]}
    return [late[r[0], r[3]] for r in rows[:-7]] + [(c, None, []) for c in
                                                    ("P40001", "S40005", "S20002", "S20001", "S40004", "F30006", "F30007")]


def joho_check(content, told):
    have, at = lines(content, "utf-8"), 0
    for n, (code, kubun, kinds) in enumerate(told, 1):
        mine = have[at:at + max(1, len(kinds))]
        at += len(mine)
        expect("情報照会結果 %d行目" % n, [(l[0], l[1], l[2], l[4], l[6], l[7]) for l in mine],
               [(str(n), str(k), "S%03d" % n, code, kubun or "", kind) for k, kind in enumerate(kinds, 1)] or
               [(str(n), "0", "S%03d" % n, code, kubun or "", "")])
        for l in mine:
            expect("情報照会結果 %d行目 番号とメッセージ" % n, (bool(l[3]), bool(l[5])), (code == "C00000", code != "C00000"))
            expect("情報照会結果 %d行目 項目" % n, l[8].startswith('{"') and l[8].endswith("}"), bool(l[7]))
    expect("情報照会結果: 行の数", len(have), at)


def joho(d, a, b):
    edaban = enrol(d, a, b)
    rows = joho_rows(edaban)
    told = joho_told(b, rows)
    kinds = {t[1] for t in told}
    expect("結果区分", kinds >= {"該当あり", "該当なし"}, True)
    content = encoded([["S%03d" % n] + r for n, r in enumerate(rows, 1)], "utf-8")
    good = sum(code == "C00000" for code, _, _ in told)
    final, waiting = (["%s" % j, str(len(told)), str(good), str(len(told) - good)] for j in ("処理完了", "処理中"))
    first = b.whole("johoShokai", content)
    joho_check(first, told)

    def same(number):
        numbers = re.compile(rb"S[0-9]{8}N[0-9]{7}")
        return numbers.sub(b"", b.result(number)) == numbers.sub(b"", first)

    progress(d, "shokai", "time", seconds=60)
    number = b.take("johoShokai", content)
    expect("情報照会 with time: waits", b.status(number), waiting)
    d.kill()
    d.start()
    d.control("POST", "/_sim/worlds/lot2/clock/advance", {"seconds": 60})
    expect("情報照会 with time: done", (b.status(number), same(number)), (final, True))

    progress(d, "shokai", "manual", polls=2)
    number = b.take("johoShokai", content)
    expect("情報照会 by polls", [b.status(number) for _ in range(2)], [waiting] * 2)
    expect("情報照会 by polls: done", (b.status(number), same(number)), (final, True))

    progress(d, "shokai", "manual")
    number = b.take("johoShokai", content)
    expect("情報照会 by hand", [b.status(number) for _ in range(3)], [waiting] * 3)
    listed = [i.get("shokaiBango") for i in b.call("shokai.list", [("jotai", "処理中")]).items()]
    expect("情報照会 by hand: list", len(listed), good)
    expect("shokai-answer of one", operate(d, "shokai-answer", {"shokaiBango": listed[0]}), (200, {"answered": 1}))
    expect("情報照会 one answered", b.status(number), waiting)
    expect("shokai-answer of the file", operate(d, "shokai-answer", {"uketsukeBango": number}), (200, {"answered": good - 1}))
    expect("情報照会 by hand: done", (b.status(number), same(number)), (final, True))
    return edaban


# --- questions to other institutions ---------------------------------------------------------------------------------

def kikan_rows(b, edaban):
    """Of each of B's people every 市町村 is asked, the closed one too, and one that never answers; and rows that are refused."""
    cities = [k["code"] for k in csv.DictReader(io.StringIO(fixture("common/kikan.csv").decode())) if k["shubetsu"] == "shichoson"]
    people = [e for e in sorted(e for s, e in edaban.items() if s.startswith("B"))
              if b.call("fugo.getStatus", [("edaban", e)]).all("jotai")[-1:] == ["取得済"]]
    rows = [[e, c, JM, "JT00000000000303", "TM00000000000002", ""] for e in people for c in cities]
    rows += [[e, "9907002951785473", JM, "JT00000000000301", "TM00000000000034", ""] for e in people]
    refused = [["9999999", cities[0], JM, "", "TM00000000000002", ""], [people[0], "9999999999999999", JM, "", "TM00000000000002", ""],
               [people[0], cities[0], JM, "JT00000000000303", "TM00000000000901", ""], [people[0], cities[0], JM, "", "TM00000000000002", "20170230"]]
    return [["S%04d" % n] + r for n, r in enumerate(rows + refused, 1)], len(rows), len(refused)


def kikan(d, b, edaban):
    """A file of 情報照会 over 情報提供NWS: killed while its questions and answers are on their way, each is answered once."""
    rows, good, bad = kikan_rows(b, edaban)
    content = encoded(rows, "utf-8")
    numbers = re.compile(rb"[ST][0-9]{8}N[0-9]{7}")
    progress(d, "shokai", "immediate")

    def told(number):
        expect("他機関照会: one does not answer", b.status(number)[0], "処理中")
        d.control("POST", "/_sim/worlds/lot2/clock/advance", {"seconds": 86400})
        expect("他機関照会: done", b.status(number), ["処理完了", str(good + bad), str(good), str(bad)])
        return numbers.sub(b"", b.result(number))

    want = told(b.take("kikanShokai", content))
    kinds = {l[7] for l in lines(want, "utf-8")}
    expect("他機関照会: 結果区分", kinds >= {"該当あり", "該当なし", "閉局", "時間切れ", ""}, True)
    expect("他機関照会: refused", [l[5] for l in lines(want, "utf-8")[-bad:]], ["P40001", "S40006", "S50001", "F30006"])
    number = b.take("kikanShokai", content)
    for n in range(8):
        time.sleep(0.01 * n)
        d.kill()
        d.start()
    expect("他機関照会, killed", told(number) == want, True)
    listed = b.call("shokai.list", [("uketsukeBango", number)]).items()
    expect("他機関照会, killed: questions", (len(listed), {i.get("jotai") for i in listed}), (good, {"回答済"}))

    progress(d, "shokai", "manual")
    number = b.take("kikanShokai", content)
    expect("他機関照会 by hand", b.status(number)[0], "処理中")
    expect("shokai-answer of all", operate(d, "shokai-answer", {}), (200, {"answered": good}))
    expect("他機関照会 by hand: the same", told(number) == want, True)
    kikan_few(d, b, encoded(rows[:6], "utf-8"), numbers)


def kikan_few(d, b, content, numbers):
    """The same with time and by polls, of a few rows."""
    found = []
    for kind, more in (("immediate", {}), ("time", {"seconds": 60}), ("manual", {"polls": 2})):
        progress(d, "shokai", kind, **more)
        number = b.take("kikanShokai", content)
        if kind == "time":
            expect("他機関照会 with time: waits", b.status(number)[0], "処理中")
            d.control("POST", "/_sim/worlds/lot2/clock/advance", {"seconds": 60})
        for _ in range(more.get("polls", 0)):
            expect("他機関照会 by polls: waits", b.status(number)[0], "処理中")
        expect("他機関照会 %s: done" % kind, b.status(number)[0], "処理完了")
        found.append(numbers.sub(b"", b.result(number)))
    expect("他機関照会: the same", (found[0] == found[1], found[0] == found[2]), (True, True))


def kikan_kiroku(d):
    """Each of those questions is on record on both sides and with NWS, once; a closed institution has not heard of it, and one that
    never answers has given no answer."""
    ours = database(d, "chukan", "SELECT tsuban, koto, kekka_kubun FROM kiroku WHERE gawa = '照会' AND length(aite) = 16")
    nws, theirs = (database(d, "gaibu", "SELECT tsuban, koto, kekka_kubun FROM kiroku WHERE gawa = '%s'" % gawa) for gawa in ("中継", "提供"))
    closed = {t for t, _, kubun in ours if kubun == "閉局"}
    expect("記録 of NWS", sorted(nws, key=str), sorted(ours, key=str))
    expect("記録 of the institutions", sorted(theirs, key=str),
           sorted((r for r in ours if r[0] not in closed and r[2] != "時間切れ"), key=str))
    expect("記録: some of each", (len(ours) > 2000, len(closed) > 100, len(set(ours)) == len(ours)), (True, True, True))


# --- killed in the middle, reset -------------------------------------------------------------------------------------

def many(d, a, people):
    """More rows than a chunk, killed while they are applied, answered and written."""
    rows = [["N%05d" % n, "2", people[n % len(people)]["kojin_bango"], "", "", "", "", "", "04"] for n in range(MANY)]
    content = encoded(rows)
    progress(d, "juki", "immediate")
    want = a.whole("juminShokai", content)
    expect("many: rows", len(lines(want)), MANY)
    number = a.take("juminShokai", content)
    for n in range(4):
        d.kill()
        d.start()
        if n:
            a.status(number)
    d.settle()
    expect("many, killed", (a.status(number)[0], a.result(number) == want), ("処理完了", True))


def reset_while_waiting(d, a, content, fresh):
    progress(d, "juki", "manual")
    number = a.take("juminShokai", content)
    expect("before the reset", a.status(number)[0], "処理中")
    status, cleared = d.control("POST", "/_sim/worlds/lot2/reset", {})
    how["last"] = "immediate"
    expect("reset", (status, cleared.get("cleared", {}).get("jukiShokai", 0) > MANY), (200, True))
    d.settle()
    expect("after the reset", (a.who.call("file", "getStatus", [("uketsukeBango", number)]).code, d.digest()["digest"]), ("F40001", fresh))
    a.whole("juminShokai", content)


def main():
    d = desk.Desk("--check-invariants")
    try:
        d.start()
        fresh = d.digest()["digest"]
        a, b = Office(d, A), Office(d, B)
        content, taken = juki(d, a)
        d.kill()
        kiroku(d, taken)
        d.start()
        juki_forms(d, a)
        many(d, a, jumin())
        reset_while_waiting(d, a, content, fresh)
        kikan(d, b, joho(d, a, b))
        every_kind()
        expect("exit status", d.stop(), 0)
        kikan_kiroku(d)
        expect("log", re.findall("invariant [^\n]*", open(d.log, errors="replace").read()), [])
    except Exception:
        print(open(d.log, errors="replace").read()[-2000:])
        for w in wrong[:20]:
            print("FAIL %s" % w)
        raise
    finally:
        d.clean()
    for w in wrong[:40]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
