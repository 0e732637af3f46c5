#!/usr/bin/env python3
# Called by about.sh: two insurers have switched access control on (2.12.1 ①). What belongs to another アクセスグループ, or is a
# 特定個人情報 that the 部署 or its group does not handle, is refused by its number and left out of lists, whose pages stay full; and
# so is what belongs to another insurer, and what somebody saw before it moved or lost a role.
import sys

import doors
import ways
from office import A, B, C, desk, world

from every import SHOBYO, hold, toi  # noqa: E402
from play import CITY, JM, RESIDENTS, TM, Play, Wrong, fukuhon, kanyusha, want  # noqa: E402

ROLES = "KANYUSHA FUKUHON SHOKAI KANRI"
# 部署: アクセスグループ, 特定個人情報 that it handles
BUSHO = {"B001": ("G1", "*"), "B002": ("G2", "*"), "B003": ("G1", "*"), "B004": ("G3", "*"), "B005": ("G1", "shobyoTeatekin " + SHOBYO), "B006": ("", "*")}
GROUP = {"G1": "*", "G2": "*", "G3": "shikakuJoho " + TM}
passed = 0


def tables():
    insurers, rows = (A, B, C), {}
    rows["busho"] = [dict(hokensha=h, busho=b, mei="課", tokutei=t, access_group=g) for h in insurers for b, (g, t) in BUSHO.items()]
    rows["access_group"] = [dict(hokensha=h, access_group=g, mei="組", tokutei=t) for h in insurers for g, t in GROUP.items()]
    rows["user"] = [dict(hokensha=h, user="u" + b[1:], busho=b, shimei="人", roles=ROLES) for h in insurers for b in BUSHO]
    rows["user"].append(dict(hokensha=A, user="kanri", busho="B001", shimei="人", roles="KANRI"))
    return rows


class By:
    """Somebody of a 部署 calls."""

    def __init__(self, p, hokensha, busho, user=None):
        self.p, self.hokensha, self.who = p, hokensha, dict(busho=busho, user=user or "u" + busho[1:])

    def ok(self, op, fields=()):
        return self.p.ok(self.hokensha, op, fields, **self.who)

    def no(self, code, op, fields=()):
        global passed
        r = self.p.call(self.hokensha, op, fields, **self.who)
        want("%s %s %s" % (self.who["busho"], op, list(fields)), r.code, code)
        want("%s: nothing is told" % op, (r.items(), r.get("naiyo"), r.get("jotai"), r.get("edaban")), ([], None, None, None))
        passed += 1

    def sees(self, right, op, item, fields=()):
        global passed
        want("%s %s %s" % (self.who["busho"], op, list(fields)), self.ok(op, fields).all(item), right)
        passed += 1

    def send(self, shubetsu, rows):
        content = "".join(",".join(r) + "\r\n" for r in rows).encode("cp932")
        r = self.p.who(self.hokensha).upload(shubetsu, shubetsu + ".csv", content, **self.who)
        want("%s: %s" % (shubetsu, r.text[-300:]), r.kubun, "1")
        number = r.get("uketsukeBango")
        want("処理ステータス", self.ok("file.getStatus", [("uketsukeBango", number)]).get("jotai"), "処理完了")
        return number

    def pages(self, right, op, item, fields=(), behind=None, most=2):
        """The list in pages of `most`: every page but the last is full."""
        global passed
        have, after = [], []
        while True:
            r = self.ok(op, list(fields) + after + [("kensu", str(most))])
            have.append(r.all(item))
            if r.get("tsuzuki") != "1":
                break
            after = [(behind, have[-1][-1])]
        want("%s %s: pages" % (self.who["busho"], op), have, [right[i:i + most] for i in range(0, len(right), most)] or [[]])
        passed += 1


def shobyo(edaban, kubun="1"):
    return [kubun, A, edaban, "20170310", "20170201", "20170228", "80000", "0"]


def files(p, of, a):
    """A file is its group's, and of 副本, of those who handle the kind; its result is for who may send one."""
    mine = of["B001"].send("shobyoTeatekin", [shobyo(a)])
    other = of["B002"].send("kanyushaToroku", [kanyusha(50)[:3] + [""] + kanyusha(50)[4:]])  # no 個人番号: it warns
    kind = of["B001"].send("shikakuJoho", [["2", A, a, "３３", "1", "1", "20100401", "", "", "0", "0"]])
    for b in ("B001", "B003", "B005"):
        of[b].ok("file.getStatus", [("uketsukeBango", mine)])
        of[b].ok("file.getResult", [("uketsukeBango", mine)])
    for b, number, code in (("B002", mine, "C50015"), ("B004", mine, "C50015"), ("B001", other, "C50015"), ("B003", other, "C50015"),
                            ("B006", mine, "C50015"), ("B005", kind, "C50014")):
        of[b].no(code, "file.getStatus", [("uketsukeBango", number)])
        of[b].no(code, "file.getResult", [("uketsukeBango", number)])
    of["kanri"].ok("file.getStatus", [("uketsukeBango", mine)])
    of["kanri"].no("C50010", "file.getResult", [("uketsukeBango", mine)])
    of["B005"].no("C50014", "file.upload", [("shubetsu", "shikakuJoho"), ("fileMei", "a.csv"), ("naiyo", "MQ==")])
    of["B004"].no("C50015", "file.upload", [("shubetsu", "shobyoTeatekin"), ("fileMei", "a.csv"), ("naiyo", "MQ==")])
    for b, right in (("B001", [mine, kind]), ("B003", [mine, kind]), ("B002", [other]), ("B004", []), ("B005", [mine]), ("B006", [])):
        of[b].sees(right, "file.list", "uketsukeBango")
    of["B002"].sees([other], "oshirase.list", "uketsukeBango")
    of["B001"].sees([], "oshirase.list", "uketsukeBango")


def copies(p, of, a):
    """副本 of kinds that are not handled, by the 部署 or by its group."""
    e = [("edaban", a)]
    both = of["B001"].ok("fukuhon.get", e)
    number = dict(zip(both.all("shubetsu"), both.all("fukuhonBango")))
    want("副本", sorted(number), ["shikakuJoho", "shobyoTeatekin"])
    of["B005"].sees(["shobyoTeatekin"], "fukuhon.get", "shubetsu", e)
    of["B004"].sees(["shikakuJoho"], "fukuhon.get", "shubetsu", e)
    of["B005"].no("C50014", "fukuhon.get", e + [("shubetsu", "shikakuJoho")])
    of["B004"].no("C50015", "fukuhon.get", e + [("shubetsu", "shobyoTeatekin")])
    of["B006"].no("C50015", "fukuhon.get", e)
    of["B005"].no("C50014", "fukuhon.register", fukuhon(a, "20100401"))
    of["B005"].no("C50014", "fukuhon.delete", [("fukuhonBango", number["shikakuJoho"])])
    of["B004"].no("C50015", "fukuhon.delete", [("fukuhonBango", number["shobyoTeatekin"])])
    want("none is gone", p.ok(A, "fukuhon.get", e).all("fukuhonBango"), both.all("fukuhonBango"))


def asking(edaban, code):
    return [("edaban", edaban), ("teikyoHokensha", B), ("jimuCode", JM), ("tokuteiKojinJohoCode", code)]


def questions(p, of, a):
    """情報照会 of B001 and B002 in turn, and one of another code."""
    asked = {"B001": [], "B002": []}
    for _ in range(3):
        for b in asked:
            asked[b].append(of[b].ok("shokai.request", asking(a, SHOBYO)).get("shokaiBango"))
    other = of["B003"].ok("shokai.request", asking(a, TM)).get("shokaiBango")
    for b, right in (("B001", asked["B001"] + [other]), ("B002", asked["B002"]), ("B003", asked["B001"] + [other]), ("B005", asked["B001"]), ("B004", [])):
        of[b].pages(right, "shokai.list", "shokaiBango", behind="kaishiShokaiBango")
    for op in ("getResult", "cancel"):
        of["B002"].no("C50015", "shokai." + op, [("shokaiBango", asked["B001"][0])])
        of["B005"].no("C50014", "shokai." + op, [("shokaiBango", other)])
        of["B004"].no("C50015", "shokai." + op, [("shokaiBango", asked["B002"][0])])
    of["B002"].no("C50015", "shokai.list", [("kaishiShokaiBango", asked["B001"][0])])
    of["B005"].no("C50014", "shokai.request", asking(a, TM))
    of["B004"].no("C50015", "shokai.request", asking(a, SHOBYO))
    number = of["B005"].send("kikanShokai", [["S%d" % n, a, CITY, JM, "JT00000000000303", code, ""] for n, code in ((1, "TM00000000000002"),)])
    row = of["B005"].ok("file.getStatus", [("uketsukeBango", number)])
    want("a row of what is not handled", (row.get("seijoSu"), row.get("ijoSu")), ("0", "1"))
    return asked, other


def answers(p, of_b):
    """提供: what B is asked, of two codes in turn. The 部署 that handles one sees that one."""
    asked = [toi(p) for _ in range(2)]
    every_one = of_b["B001"].ok("teikyo.list").items()
    some = [i.get("tsuban") for i in every_one if i.get("tokuteiKojinJohoCode") == SHOBYO]
    rest = [i.get("tsuban") for i in every_one if i.get("tokuteiKojinJohoCode") == TM]
    want("both codes", (len(some), len(rest)), (8, 1))
    of_b["B001"].pages([i.get("tsuban") for i in every_one], "teikyo.list", "tsuban", behind="kaishiTsuban")
    of_b["B005"].pages(some, "teikyo.list", "tsuban", behind="kaishiTsuban", most=3)
    of_b["B004"].pages(rest, "teikyo.list", "tsuban", behind="kaishiTsuban")
    of_b["B004"].sees([], "teikyo.list", "tsuban", [("jotai", "回答待ち")])
    of_b["B004"].no("C50015", "teikyo.answer", [("tsuban", asked[0])])
    of_b["B004"].no("C50015", "teikyo.refuse", [("tsuban", asked[0]), ("riyu", "申出")])
    of_b["B005"].ok("teikyo.answer", [("tsuban", asked[0])])
    of_b["B002"].ok("teikyo.refuse", [("tsuban", asked[1]), ("riyu", "申出")])


def records(p, of):
    """情報提供等記録 by their code."""
    every_one = of["B001"].ok("kiroku.list").items()
    some = [i.get("tsuban") for i in every_one if i.get("tokuteiKojinJohoCode") == SHOBYO]
    rest = [i.get("tsuban") for i in every_one if i.get("tokuteiKojinJohoCode") == TM]
    want("both codes", (len(some), len(rest), len(every_one)), (6, 1, 7))
    of["B005"].pages(some, "kiroku.list", "tsuban", behind="kaishiTsuban", most=4)
    of["B004"].pages(rest, "kiroku.list", "tsuban", behind="kaishiTsuban")
    hide = [("gawa", "照会"), ("fukaiji", "1")]
    of["B005"].no("C50014", "kiroku.setFukaiji", [("tsuban", rest[0])] + hide)
    of["B004"].no("C50015", "kiroku.setFukaiji", [("tsuban", some[0])] + hide)
    of["B005"].ok("kiroku.setFukaiji", [("tsuban", some[0])] + hide)


def identities(of):
    """本人確認 by operation, in turn."""
    asked = {"B001": [], "B002": []}
    for n in range(3):
        for b in asked:
            asked[b].append(of[b].ok("honnin.request", [("kojinBango", RESIDENTS[n]), ("shokaiRiyu", "01")]).get("honninBango"))
    for b, right in (("B001", asked["B001"]), ("B003", asked["B001"]), ("B002", asked["B002"]), ("B004", [])):
        of[b].pages(right, "honnin.list", "honninBango", behind="kaishiHonninBango")
    of["B003"].ok("honnin.getResult", [("honninBango", asked["B001"][0])])
    of["B002"].no("C50015", "honnin.getResult", [("honninBango", asked["B001"][0])])
    of["B001"].no("C50015", "honnin.getResult", [("honninBango", asked["B002"][2])])
    of["B006"].no("C50015", "honnin.list")


def former(p, of):
    """Somebody who moves to another 部署 leaves behind what the old one has, then loses a role, then goes."""
    mine = of["B003"].ok("file.list").all("uketsukeBango")[0]
    theirs = of["B002"].ok("file.list").all("uketsukeBango")[0]
    moved = By(p, A, "B002", "u003")
    moved.no("C50009", "kanri.ping")
    of["B001"].send("userToroku", [["2", "u003", "B002", "", ""]])
    of["B003"].no("C50009", "file.getStatus", [("uketsukeBango", mine)])
    moved.no("C50015", "file.getStatus", [("uketsukeBango", mine)])
    moved.ok("file.getResult", [("uketsukeBango", theirs)])
    of["B001"].send("userToroku", [["2", "u003", "", "", "SHOKAI"]])
    moved.ok("file.getStatus", [("uketsukeBango", theirs)])
    moved.no("C50010", "file.getResult", [("uketsukeBango", theirs)])
    moved.no("C50010", "honnin.list")
    of["B001"].send("userToroku", [["3", "u003", "", "", ""]])
    moved.no("C50009", "file.list")


def foreign(p, of, a):
    """Another insurer, by every number of A's: none of them is known there, and nothing is listed."""
    b, c = By(p, B, "B002"), By(p, C, "B001")
    first = {op: of["B001"].ok(op).all(item)[0] for op, item in
             (("file.list", "uketsukeBango"), ("shokai.list", "shokaiBango"), ("honnin.list", "honninBango"), ("kiroku.list", "tsuban"))}
    number = of["B001"].ok("fukuhon.get", [("edaban", a)]).get("fukuhonBango")
    for who in (b, c):
        for op in ("file.getStatus", "file.getResult"):
            who.no("F40001", op, [("uketsukeBango", first["file.list"])])
        for op in ("shokai.getResult", "shokai.cancel"):
            who.no("S40001", op, [("shokaiBango", first["shokai.list"])])
        who.no("H40001", "honnin.getResult", [("honninBango", first["honnin.list"])])
        who.no("P40002", "fukuhon.delete", [("fukuhonBango", number)])
    for op, item in (("file.list", "uketsukeBango"), ("shokai.list", "shokaiBango"), ("honnin.list", "honninBango"), ("kiroku.list", "tsuban")):
        c.sees([], op, item)
    c.no("R40001", "kiroku.setFukaiji", [("tsuban", first["kiroku.list"]), ("gawa", "照会"), ("fukaiji", "1")])
    c.no("T40001", "teikyo.answer", [("tsuban", first["kiroku.list"])])


def play(d):
    p = Play(d, "about", new=True)
    of = {b: By(p, A, b) for b in BUSHO}
    of["kanri"] = By(p, A, "B001", "kanri")
    a, _ = hold(p)
    p.ok(A, "fukuhon.register", fukuhon(a, "20100401"))
    identities(of)
    files(p, of, a)
    copies(p, of, a)
    questions(p, of, a)
    answers(p, {b: By(p, B, b) for b in BUSHO})
    records(p, of)
    foreign(p, of, a)
    former(p, of)
    of["B006"].ok("kanri.ping")
    p.end()


def main():
    global passed
    d = desk.Desk()
    wrong = 0
    try:
        d.fixtures = world(d.base, "about", tables(), seigyo=(A, B))
        ways.fixtures(d.base)
        d.start()
        play(d)
        passed += ways.run(d)
        passed += doors.run(d)
        d.stop()
        doors.logged(d)
    except (Wrong, desk.Broken) as e:
        print("FAIL %s" % e)
        wrong = 1
    finally:
        d.clean()
    print("%d passed, %d failed" % (passed, wrong))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
