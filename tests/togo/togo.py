#!/usr/bin/env python3
# Called by togo.sh: the match of today. A world of the fixture `today` is there only when it was created. In it residents are
# registered with every set of the five items wrong, online at A and by link file at B: class and items are those of the rule, as it
# stands here once more; what a class stops is refused with its status, or 提供不可, and nothing else is; a correction and 理由付き疑いなし,
# single and in bulk, let it go on; what is left is told when its time is over. No value of 住基ネット comes back anywhere.
import csv
import os
import re
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

WORLD, A, B = "today", "06139992", "06139984"
JIMU, KYUFU, KIKAN = "JM00000000000003", "TM00000000000999", "9903001701864705"
DAY5 = 5 * 86400
ITEMS = ("shimei", "shimeiKana", "seinengappi", "seibetsu", "jusho")
MEI = dict(zip(ITEMS, ("氏名", "氏名カナ", "生年月日", "性別", "住所")))
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def everybody():
    with open(os.path.join(HERE, "..", "..", "fixtures", "common", "jumin.csv"), encoding="UTF-8", newline="") as f:
        return [r | {"shimeiKana": r["shimei_kana"]} for r in csv.DictReader(f)]


def residents():
    """Of working age, each with a number."""
    return [r for r in everybody() if r["jotai"] == "有効" and "19700101" < r["seinengappi"] < "19900101"]


def named(shimei):
    return next(r for r in everybody() if r["shimei"] == shimei)


def kubun(differ):
    """The rule in its words: ① 生年月日 or 性別; ② both names, or one and 住所; ③ 住所 alone."""
    names = sum(x in differ for x in ("shimei", "shimeiKana"))
    if "seinengappi" in differ or "seibetsu" in differ:
        return 1
    if names == 2 or (names == 1 and "jusho" in differ):
        return 2
    return 3 if differ == {"jusho"} else 0


def told(r, differ):
    """What an insurer tells of the resident, these items wrong."""
    bad = {"shimei": "仮山　誤記", "shimeiKana": "カリヤマ　ゴキ", "seinengappi": "19691231", "seibetsu": str(3 - int(r["seibetsu"])),
           "jusho": "架空県誤記市九丁目９番"}
    return {x: bad[x] if x in differ else r[x] for x in ITEMS}


class Person:
    def __init__(self, n, resident, differ):
        self.n, self.r, self.differ = n, resident, set(differ)
        self.kubun, self.edaban = kubun(self.differ), {}
        self.komoku = "・".join(MEI[x] for x in ITEMS if x in self.differ) or None

    def fields(self):
        t = told(self.r, self.differ)
        return [("kojinBango", self.r["kojin_bango"]), ("kigo", "３３"), ("bango", str(self.n)), ("honninKazoku", "1"), ("shimei", t["shimei"]),
                ("shimeiKana", t["shimeiKana"]), ("seibetsu", t["seibetsu"]), ("seinengappi", t["seinengappi"]), ("jusho", t["jusho"]),
                ("shutokuYmd", "20100401")]

    def row(self):
        f = dict(self.fields())
        return ",".join(["1", "R%d" % self.n, "", f["kojinBango"], f["kigo"], f["bango"], "1", f["shimei"], f["shimeiKana"], f["seibetsu"],
                         f["seinengappi"], f["jusho"], f["shutokuYmd"], "", ""]) + "\r\n"


class Walk:
    def __init__(self, d):
        self.d, self.replies = d, []
        self.a, self.b = self.caller(A), self.caller(B)
        found = residents()
        self.people = [Person(n, found[n], (x for i, x in enumerate(ITEMS) if n >> i & 1)) for n in range(32)]
        self.more = found[32:]

    def caller(self, hokensha, world=WORLD):
        return desk.Caller(self.d, hokensha, world, self.replies)

    def operator(self, action, body=None, world=WORLD):
        return self.d.control("POST", "/_sim/worlds/%s/operator/%s" % (world, action), body or {})

    def listed(self, who, *fields):
        return {i.get("edaban"): i for i in who.ok("kanyusha", "listTogo", list(fields)).items()}

    def fukuhon(self, who, edaban):
        items = [("kigo", "３３"), ("bango", "1"), ("honninKazoku", "1"), ("shutokuYmd", "20100401"), ("fukaiji", "0"), ("jikoTeikyoFuka", "0")]
        return who.call("fukuhon", "register", [("shubetsu", "shikakuJoho"), ("edaban", edaban)] +
                        [("komoku", [("mei", k), ("atai", v)]) for k, v in items])

    def file(self, who, shubetsu, rows, encoding):
        number = who.upload(shubetsu, shubetsu + ".csv", "".join(rows).encode(encoding)).get("uketsukeBango")
        expect(shubetsu, who.ok("file", "getStatus", [("uketsukeBango", number)]).get("jotai"), "処理完了")
        return [x.split(",") for x in who.result(number).decode(encoding).split("\r\n") if x]

    # --- who is registered ---------------------------------------------------------------------------------------------------------

    def register(self):
        for p in self.people:
            p.edaban[A] = self.a.ok("kanyusha", "register", p.fields()).get("edaban")
        for p, line in zip(self.people, self.file(self.b, "kanyushaToroku", [p.row() for p in self.people], "utf-8")):
            p.edaban[B] = line[3]
        for who in (self.a, self.b):
            every, mismatches = self.listed(who, ("jotai", "すべて")), self.listed(who)
            expect("all are matched", len(every), 32)
            for p in self.people:
                i = every[p.edaban[who.hokensha]]
                have = (i.get("jotai"), i.get("fuitchiKubun"), i.get("fuitchiKomoku"))
                expect("%s %s" % (who.hokensha, sorted(p.differ)), have, ("不一致" if p.kubun else "一致", str(p.kubun), p.komoku))
                expect("listed %s" % sorted(p.differ), p.edaban[who.hokensha] in mismatches, p.kubun > 0)
        page = self.a.ok("kanyusha", "listTogo", [("jotai", "すべて"), ("kaishiEdaban", self.people[9].edaban[A]), ("kensu", "5")])
        expect("a page", ([i.get("edaban") for i in page.items()], page.get("tsuzuki")), ([p.edaban[A] for p in self.people[10:15]], "1"))

    # --- what is stopped -----------------------------------------------------------------------------------------------------------

    def stopped(self):
        free = sum(p.kubun != 1 for p in self.people)
        expect("approved", self.operator("fugo-approve"), (200, {"approved": 2 * free}))
        for who in (self.a, self.b):
            for p in self.people:
                self.acts(who, p)

    def acts(self, who, p):
        what, edaban, one = "%s %s" % (who.hokensha, sorted(p.differ)), p.edaban[who.hokensha], p.kubun == 1
        f = who.ok("fugo", "getStatus", [("edaban", edaban)])
        expect(what + " 符号", (f.get("jotai"), f.get("dankai"), f.get("riyuCode")), ("処理中", "3", "K40022") if one else ("取得済", "4", None))
        reason = "%s（不一致区分 ①: %s）" % (edaban, p.komoku)
        r = self.fukuhon(who, edaban)
        expect(what + " 副本", r.code, "K40022" if one else "C00000")
        expect(what + " 副本 why", not one or reason in r.text, True)
        if who is self.b:
            return
        r = who.call("shokai", "request", [("edaban", edaban), ("teikyoHokensha", B), ("jimuCode", JIMU), ("tokuteiKojinJohoCode", KYUFU)])
        expect(what + " 照会", r.code, "K40022" if one else "C00001")
        if one:
            status, answer = self.operator("fugo-approve", {"yokyuNo": f.get("yokyuNo")})
            expect(what + " 送付", (status, answer.get("code")), (409, "K40022"))
            expect(what + " 再要求", who.call("fugo", "request", [("edaban", edaban)]).code, "G40002")

    def answered(self):
        """A asked of B before B had any 副本; ② gives nothing."""
        for p in self.people:
            if p.kubun == 1:
                continue
            n = self.a.ok("shokai", "request", [("edaban", p.edaban[A]), ("teikyoHokensha", B), ("jimuCode", JIMU), ("tokuteiKojinJohoCode", KYUFU)]).get("shokaiBango")
            r = self.a.ok("shokai", "getResult", [("shokaiBango", n)])
            expect("提供 %s" % sorted(p.differ), r.get("kekkaKubun"), "提供不可" if p.kubun == 2 else "該当あり")

    # --- what lets it go on --------------------------------------------------------------------------------------------------------

    def of(self, *differ):
        return next(p for p in self.people if p.differ == set(differ))

    def corrected(self):
        p = self.of("seibetsu", "jusho")
        self.a.ok("kanyusha", "change", [("edaban", p.edaban[A]), ("seibetsu", p.r["seibetsu"])])
        i = self.listed(self.a)[p.edaban[A]]
        expect("half corrected", (i.get("fuitchiKubun"), i.get("fuitchiKomoku")), ("3", "住所"))
        self.a.ok("kanyusha", "change", [("edaban", p.edaban[A]), ("jusho", p.r["jusho"])])
        expect("corrected", p.edaban[A] in self.listed(self.a), False)
        expect("sent on", self.operator("fugo-approve"), (200, {"approved": 1}))
        expect("副本", self.fukuhon(self.a, p.edaban[A]).code, "C00000")
        expect("照会", self.a.call("shokai", "request", [("edaban", p.edaban[A]), ("teikyoHokensha", B), ("jimuCode", JIMU),
                                                        ("tokuteiKojinJohoCode", KYUFU)]).code, "C00001")

    def broken_later(self):
        """Of one who has a 符号 and a 副本."""
        p = self.of()
        ask = {"shokaisha": KIKAN, "teikyoHokensha": B, "jimuCode": "JM00000000000027", "tokuteiKojinJohoCode": "TM00000000000050",
               "kojinBango": p.r["kojin_bango"]}
        for seibetsu, want in ((str(3 - int(p.r["seibetsu"])), "提供不可"), (p.r["seibetsu"], "該当なし")):
            self.b.ok("kanyusha", "change", [("edaban", p.edaban[B]), ("seibetsu", seibetsu)])
            tsuban = self.operator("nws-toi", ask)[1].get("tsuban")
            toi = next(t for t in self.operator("nws-toi-list")[1]["toi"] if t["tsuban"] == tsuban)
            expect("外への提供 %s" % seibetsu, toi["kekkaKubun"], want)

    def explained(self):
        p, fine = self.of("seinengappi"), self.of("shimei")
        nashi = lambda edaban, riyu: self.a.call("kanyusha", "utagaiNashi", [("edaban", edaban), ("utagaiRiyu", riyu)])  # noqa: E731
        expect("理由なし", nashi(p.edaban[A], "").code, "F30006")
        expect("別の理由", nashi(p.edaban[A], "7").code, "F30006")
        expect("不一致なし", nashi(fine.edaban[A], "1").code, "K40024")
        expect("誰もいない", nashi("0009999", "1").code, "K40001")
        expect("疑いなし", nashi(p.edaban[A], "4").code, "C00000")
        i = self.listed(self.a, ("jotai", "すべて"))[p.edaban[A]]
        expect("listed", (i.get("jotai"), i.get("fuitchiKubun"), i.get("utagaiRiyu")), ("疑いなし", "1", "4"))
        expect("二度", nashi(p.edaban[A], "4").code, "K40024")
        expect("sent on", self.operator("fugo-approve"), (200, {"approved": 1}))
        expect("副本", self.fukuhon(self.a, p.edaban[A]).code, "C00000")
        self.a.ok("kanyusha", "change", [("edaban", p.edaban[A]), ("jusho", "架空県誤記市八丁目８番")])
        expect("matched again", self.listed(self.a)[p.edaban[A]].get("fuitchiKomoku"), "生年月日・住所")

    def in_bulk(self):
        two = [p for p in self.people if p.kubun == 2]
        rows = ["%s,%d\r\n" % (p.edaban[B], 1) for p in two]
        lines = self.file(self.b, "utagaiNashi", rows + ["0009999,1\r\n", rows[0], "%s,7\r\n" % two[0].edaban[B]], "utf-8")
        expect("in bulk", [x[2] for x in lines], ["C00000"] * len(two) + ["K40001", "K40024", "F30006"])
        for p in two:
            n = self.a.ok("shokai", "request", [("edaban", p.edaban[A]), ("teikyoHokensha", B), ("jimuCode", JIMU), ("tokuteiKojinJohoCode", KYUFU)]).get("shokaiBango")
            expect("提供", self.a.ok("shokai", "getResult", [("shokaiBango", n)]).get("kekkaKubun"), "該当あり")

    def without_number(self):
        r = self.more[0]
        p = Person(40, r, ())
        for differ, want in (((), ("一致", "0", None)), (("shimei",), ("不一致", "1", "該当者なし"))):
            p.differ = set(differ)
            edaban = self.a.ok("kanyusha", "register", p.fields()[1:]).get("edaban")
            i = self.listed(self.a, ("jotai", "すべて"))[edaban]
            expect("番号なし %s" % (differ,), (i.get("jotai"), i.get("fuitchiKubun"), i.get("fuitchiKomoku")), want)
        number = [("kojinBango", desk.kojin_bango(5))]
        edaban = self.a.ok("kanyusha", "register", number + p.fields()[1:]).get("edaban")
        expect("誰の番号でもない", self.listed(self.a)[edaban].get("fuitchiKomoku"), "該当者なし")
        self.a.ok("kanyusha", "correctKojinBango", [("edaban", edaban), ("kojinBango", r["kojin_bango"])])
        expect("番号の訂正", self.listed(self.a, ("jotai", "すべて"))[edaban].get("fuitchiKomoku"), "氏名")

    def gone_and_hidden(self):
        """消除 is no 一致, whatever is registered; of who is under 支援措置 the address cannot be guessed."""
        for n, differ in ((41, ()), (42, ITEMS)):
            gone = Person(n, named("指田　外"), differ)
            who = (self.a, self.b)[n - 41]
            edaban = who.ok("kanyusha", "register", gone.fields()).get("edaban")
            i = self.listed(who)[edaban]
            expect("消除 %s" % (differ,), (i.get("jotai"), i.get("fuitchiKubun"), i.get("fuitchiKomoku")), ("不一致", "1", "消除"))
            who.ok("kanyusha", "cancel", [("edaban", edaban)])
        edaban = self.a.ok("kanyusha", "register", Person(43, named("指田　守"), ()).fields()).get("edaban")
        for jusho in (named("指田　守")["jusho"], "架空県指定市見本町１番地"):
            self.a.ok("kanyusha", "change", [("edaban", edaban), ("jusho", jusho)])
            i = self.listed(self.a, ("jotai", "すべて"))[edaban]
            expect("支援措置 %s" % jusho, (i.get("jotai"), i.get("fuitchiKubun"), i.get("fuitchiKomoku")), ("一致", "0", None))

    def counted(self):
        """Each match has its record and its charge, as many as 住基ネット has answered."""
        kiroku = self.operator("honnin-kiroku")[1]["kiroku"]
        expect("記録", {(k["hoho"], k.get("shokaiRiyu"), k.get("ryokin")) for k in kiroku}, {("登録時突合", "", 0)})
        expect("件数", len(kiroku), self.operator("juki-kensu")[1]["kensu"])
        expect("該当者なし", [k["kekkaCode"] for k in kiroku].count("J40001"), 2)
        expect("消除", [k["kekkaCode"] for k in kiroku].count("J40003"), 2)
        expect("枝番", {k["edaban"] for k in kiroku if k["uketsukeBango"]}, {p.edaban[B] for p in self.people})

    # --- its time is over ----------------------------------------------------------------------------------------------------------

    def overdue(self):
        self.counted()
        n = len(self.listed(self.a))
        tell = lambda: [(i.get("jotai"), i.get("edaban")) for i in self.a.ok("oshirase", "list").items() if i.get("shubetsu") == "住基不一致"]  # noqa: E731
        expect("お知らせ", {j for j, _ in tell()}, {"不一致"})
        expect("お知らせ", len(tell()), n)
        other = self.a.ok("oshirase", "list", busho="B002", user="u002").all("shubetsu")  # who is not for kanyusha.listTogo
        expect("お知らせ of another role", "住基不一致" in other, False)
        self.d.control("POST", "/_sim/worlds/%s/clock/advance" % WORLD, {"seconds": DAY5})
        expect("期限切れ", [j for j, _ in tell()], ["期限切れ"] * n)
        expect("期限切れ", {i.get("jotai") for i in self.listed(self.a).values()}, {"期限切れ"})

    def silent(self):
        """Nothing that 住基ネット has and the insurer has not comes back."""
        secret = {p.r[x] for p in self.people for x in p.differ & {"shimei", "shimeiKana", "jusho"}}
        for p in self.people:
            secret -= {told(p.r, p.differ)[x] for x in ITEMS}
        text = b"".join(self.replies).decode("utf-8", "replace")
        text += str(self.d.control("GET", "/_sim/worlds/%s/journal" % WORLD)) + open(self.d.log, encoding="utf-8", errors="replace").read()
        expect("of 住基ネット", [s for s in secret if s in text], [])
        expect("個人番号", [p.r["kojin_bango"] for p in self.people if p.r["kojin_bango"] in text], [])


def in_time(d):
    """A match that takes its time holds the 符号取得要求, and lets it go when it comes."""
    to = os.path.join(d.fixtures, "worlds", "late")
    os.makedirs(to)
    for name in os.listdir(os.path.join(d.fixtures, "worlds", WORLD)):
        with open(os.path.join(d.fixtures, "worlds", WORLD, name), encoding="utf-8") as f:
            text = f.read()
        text = text.replace('work="juki" how="immediate"', 'work="juki" how="time" seconds="60"')
        text = re.sub(r'(name="approveFugo" value=)"0"', r'\1"1"', text)
        text = re.sub(r'(name="togoTomeru3" value=)""', r'\1"fukuhon"', text)
        with open(os.path.join(to, name), "w", encoding="utf-8") as f:
            f.write(text)
    expect("create late", d.control("POST", "/_sim/worlds", {"name": "late", "fixture": "late"})[0], 200)
    walk = Walk(d)
    a, p = walk.caller(A, "late"), Person(1, residents()[3], ())
    far = Person(2, residents()[4], ("jusho",))
    edaban = a.ok("kanyusha", "register", p.fields()).get("edaban")
    other = a.ok("kanyusha", "register", far.fields()).get("edaban")
    f = a.ok("fugo", "getStatus", [("edaban", edaban)])
    expect("awaited", (f.get("jotai"), f.get("dankai"), f.get("riyuCode")), ("処理中", "3", "K40023"))
    expect("awaited", a.ok("kanyusha", "listTogo", [("jotai", "すべて")]).get("jotai"), "照合中")
    expect("by hand", walk.operator("fugo-approve", world="late"), (200, {"approved": 0}))
    expect("explained", a.call("kanyusha", "utagaiNashi", [("edaban", edaban), ("utagaiRiyu", "1")]).code, "K40023")
    a.close()
    d.kill()  # what is awaited is awaited still
    d.start()
    d.control("POST", "/_sim/worlds/late/clock/advance", {"seconds": 60})
    for e in (edaban, other):
        expect("goes on", a.ok("fugo", "getStatus", [("edaban", e)]).get("jotai"), "取得済")
    expect("③ by policy", walk.fukuhon(a, other).code, "K40022")
    expect("一致", walk.fukuhon(a, edaban).code, "C00000")


def off(d):
    """In the worlds of 2017 nothing is matched."""
    a, p = desk.Caller(d, A, "lot2"), Person(1, residents()[0], ITEMS)
    edaban = a.ok("kanyusha", "register", p.fields()).get("edaban")
    expect("off", len(a.ok("kanyusha", "listTogo", [("jotai", "すべて")]).items()), 0)
    expect("off", a.call("kanyusha", "utagaiNashi", [("edaban", edaban), ("utagaiRiyu", "1")]).code, "K40024")
    expect("off", d.approve()[1], {"approved": 1})
    expect("off", a.ok("fugo", "getStatus", [("edaban", edaban)]).get("jotai"), "取得済")


def worlds(d):
    return [w["name"] for w in d.control("GET", "/_sim/worlds")[1]["worlds"]]


def main():
    d = desk.Desk("--check-invariants")
    d.start()
    try:
        expect("not started", worlds(d), ["lot2", "lot3"])
        expect("create", d.control("POST", "/_sim/worlds", {"name": WORLD, "fixture": WORLD})[0], 200)
        off(d)
        walk = Walk(d)
        walk.register()
        walk.stopped()
        walk.answered()
        walk.corrected()
        walk.broken_later()
        walk.explained()
        walk.in_bulk()
        walk.without_number()
        walk.gone_and_hidden()
        walk.a.close()
        walk.b.close()
        d.stop()
        d.start()
        expect("started again", worlds(d), ["lot2", "lot3", WORLD])
        walk.overdue()
        walk.silent()
        in_time(d)
    finally:
        for w in wrong[:20]:
            print(w)
        d.stop()
    if not wrong:
        d.clean()
    print("togo: %d wrong" % len(wrong))
    return 1 if wrong else 0


sys.exit(main())
