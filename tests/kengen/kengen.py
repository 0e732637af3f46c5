#!/usr/bin/env python3
# Called by kengen.sh: walks fixtures/common/kengen.csv. Of each row every question that it allows is asked, from whichever
# side insurers are on, and for each element one that differs in it alone and that no row allows: S50001, and nothing of it
# is left with who asks, with who is asked, or in 情報提供等記録.
import csv
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

WORLD, A, B = "lot2", "06139992", "06139984"
COMMON = os.path.join(HERE, "..", "..", "fixtures", "common")


def table(name):
    with open(os.path.join(COMMON, name + ".csv"), encoding="UTF-8", newline="") as f:
        return list(csv.DictReader(f))


KENGEN, KIKAN = table("kengen"), table("kikan")
IN_FORCE = {r["code"] for r in table("haishin_master") if r["release_jun"] == "3"}  # リリース3
TETSUZUKI = [t for t in table("jimu_tetsuzuki") if t["code"] in IN_FORCE]
OUTSIDE = {k["shubetsu"]: k["code"] for k in reversed(KIKAN) if not k["hokensha"]}  # the first of each kind
CODES = [t["code"] for t in table("tokutei_kojin_joho")]
NUMBER = next(j["kojin_bango"] for j in table("jumin") if j["jotai"] == "有効")
JIMU = sorted({k["jimu_code"] for k in KENGEN})


class Question:
    """Kinds of 機関 and codes; tetsuzuki None: not said."""

    def __init__(self, shokaisha, jimu, tetsuzuki, teikyosha, code):
        self.shokaisha, self.jimu, self.tetsuzuki, self.teikyosha, self.code = shokaisha, jimu, tetsuzuki, teikyosha, code

    def but(self, **other):
        return Question(**{**self.__dict__, **other})

    def __repr__(self):
        return " ".join(str(x) for x in self.__dict__.values())

    def allowed(self):
        return any(self.jimu == k["jimu_code"] and self.shokaisha in k["shokaisha"].split() and self.teikyosha in k["teikyosha"].split()
                   and self.code in k["code"].split() and self.may(k) for k in KENGEN)

    def may(self, k):
        if self.tetsuzuki is None:
            return True
        own = any(t["code"] == self.tetsuzuki and t["jimu_code"] == k["jimu_code"] for t in TETSUZUKI)
        return own and (not k["tetsuzuki"] or self.tetsuzuki in k["tetsuzuki"].split())


def of_row(k):
    """What the row allows, but that 事務手続 are taken one by one with the first of the other elements only."""
    own = k["tetsuzuki"].split() or [t["code"] for t in TETSUZUKI if t["jimu_code"] == k["jimu_code"]]
    first = None
    for s in k["shokaisha"].split():
        for t in k["teikyosha"].split():
            for code in k["code"].split():
                q = Question(s, k["jimu_code"], None, t, code)
                yield q
                first = first or q
    for t in own:
        yield first.but(tetsuzuki=t)


def others(q):
    """For each element the first other value with which no row allows it: {element: question}."""
    kinds = sorted(OUTSIDE)
    values = {"shokaisha": kinds, "jimu": JIMU, "tetsuzuki": [t["code"] for t in TETSUZUKI], "teikyosha": kinds, "code": CODES}
    return {e: next((x for x in (q.but(**{e: v}) for v in values[e]) if not x.allowed()), None) for e in values}


class Walk:
    def __init__(self, d):
        self.d, self.a, self.b = d, desk.Caller(d, A, WORLD), desk.Caller(d, B, WORLD)
        self.wrong, self.asked, self.received, self.outside, self.refused = [], 0, 0, 0, 0

    def check(self, what, fine):
        if not fine:
            self.wrong.append(what)

    def prepare(self):
        fields = desk.person(1, NUMBER)
        self.of_a = self.a.ok("kanyusha", "register", fields).get("edaban")
        self.of_b = self.b.ok("kanyusha", "register", fields).get("edaban")
        self.d.approve(WORLD)
        self.d.settle(WORLD)
        for kind, items in (("shikakuJoho", "kigo=３３ bango=1 honninKazoku=1 shutokuYmd=20100401 fukaiji=0 jikoTeikyoFuka=1"),
                            ("shobyoTeatekin", "ketteiYmd=20170501 kikanFrom=20170410 kikanTo=20170420 kingaku=60000 jidoOtoFuka=0")):
            self.b.ok("fukuhon", "register", [("shubetsu", kind), ("edaban", self.of_b)]
                      + [("komoku", list(zip(("mei", "atai"), i.split("=")))) for i in items.split()])

    def by_insurer(self, q):
        """A asks; the reply's code."""
        to = ("teikyoHokensha", B) if q.teikyosha == "kenpo" else ("teikyoKikan", OUTSIDE[q.teikyosha])
        return self.a.call("shokai", "request", [("edaban", self.of_a), to, ("jimuCode", q.jimu), ("jimuTetsuzukiCode", q.tetsuzuki),
                                                 ("tokuteiKojinJohoCode", q.code)])

    def of_insurer(self, q):
        """Another institution asks B; (status, answer)."""
        body = {"shokaisha": OUTSIDE[q.shokaisha], "teikyoHokensha": B, "jimuCode": q.jimu, "tokuteiKojinJohoCode": q.code, "kojinBango": NUMBER}
        if q.tetsuzuki:
            body["jimuTetsuzukiCode"] = q.tetsuzuki
        return self.d.control("POST", "/_sim/worlds/%s/operator/nws-toi" % WORLD, body)

    def allow(self, row, q):
        if q.shokaisha == "kenpo":
            r = self.by_insurer(q)
            self.check("行 %s: 許される照会 %s: %s" % (row, q, r.text[-500:]), r.kubun == "2")
            self.asked += 1
            self.received += q.teikyosha == "kenpo"
        if q.teikyosha == "kenpo":
            status, answer = self.of_insurer(q)
            self.check("行 %s: 許される外からの照会 %s: %s %s" % (row, q, status, answer), status == 200 and answer["tsuban"])
            self.outside += 1
            self.received += 1

    def refuse(self, row, what, q):
        if q.shokaisha == "kenpo":
            r = self.by_insurer(q)
            self.check("行 %s: %s の違う照会 %s: %s" % (row, what, q, r.text[-500:]), r.code == "S50001" and r.get("shokaiBango") is None)
            self.refused += 1
        if q.teikyosha == "kenpo":
            status, answer = self.of_insurer(q)
            self.check("行 %s: %s の違う外からの照会 %s: %s %s" % (row, what, q, status, answer), status == 403 and answer["code"] == "S50001")
            self.check("行 %s: 最も近い行が示されない: %s" % (row, answer), "別表第二 項" in answer.get("want", ""))
            self.refused += 1

    def row(self, k):
        questions = [q for q in of_row(k) if "kenpo" in (q.shokaisha, q.teikyosha)]
        self.check("行 %s: 健保組合がどちらの側にもいない" % k["bango"], questions)
        for q in questions:
            self.allow(k["bango"], q)
        before, refused = len(self.wrong), self.refused
        for element, other in others(questions[-1]).items():
            self.check("行 %s: %s の違う照会がない" % (k["bango"], element), other or element == "code")
            if other:
                self.refuse(k["bango"], element, other)
        self.check("行 %s: 一つも断られていない" % k["bango"], self.refused > refused or len(self.wrong) > before)

    def pages(self, who, service, fields=()):
        """All that is listed."""
        found, more = [], []
        while True:
            r = who.ok(service, "list", list(fields) + more)
            found += r.items()
            if r.get("tsuzuki") != "1":
                return found
            more = [("kaishiTsuban", found[-1].get("tsuban"))]

    def left(self):
        """What there is of it all is what was allowed."""
        self.d.settle(WORLD)
        _, toi = self.d.control("POST", "/_sim/worlds/%s/operator/nws-toi-list" % WORLD, {})
        teikyo = self.pages(self.b, "teikyo")
        for what, want, have in (("照会した側の一覧", self.asked, len(self.a.ok("shokai", "list").items())),
                                 ("照会した側の記録", self.asked, len(self.pages(self.a, "kiroku", [("gawa", "照会")]))),
                                 ("受けた照会の一覧", self.received, len(teikyo)),
                                 ("提供した側の記録", self.received, len(self.pages(self.b, "kiroku", [("gawa", "提供")]))),
                                 ("外からの照会", self.outside, len(toi["toi"])),
                                 ("外への回答", self.outside, sum(1 for t in toi["toi"] if t["kekkaKubun"] in ("該当あり", "該当なし")))):
            self.check("%s: 期待 %d 件、実際 %d 件" % (what, want, have), want == have)
        self.check("該当ありの回答が一つもない", any(t["kekkaKubun"] == "該当あり" and t["kaito"] for t in toi["toi"]))
        self.check("自動で答えられていないもの", all(t.get("jotai") == "回答済" for t in teikyo))


def main():
    d = desk.Desk("--check-invariants")
    d.start()
    walk = Walk(d)
    try:
        walk.prepare()
        for k in KENGEN:
            walk.row(k)
        walk.left()
    finally:
        d.stop()
    for w in walk.wrong[:20]:
        print(w)
    if not walk.wrong:
        d.clean()
    print("kengen: %d 行、許される照会 %d 件、断られる照会 %d 件、エラー %d 件" % (len(KENGEN), walk.asked + walk.outside, walk.refused, len(walk.wrong)))
    return 1 if walk.wrong else 0


sys.exit(main())
