#!/usr/bin/env python3
# Called by master.sh: a base system that follows the releases of the 配信マスター (手引き 2.7.8) through the months, in a world of each lot.
import base64
import csv
import hashlib
import io
import os
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

COMMON = os.path.join(HERE, "..", "..", "fixtures", "common")
COLUMNS = {"kikan": ("han", "mei", "kikanShubetsu"), "jimuTetsuzuki": ("han", "mei", "jimuCode", "ko"), "tokuteiKojinJoho": ("han", "mei")}
KINDS = {"2": "zenken", "2.5": "sabun", "3": "zenken", "3.1": "sabun"}  # as `chukan master get` names their files, too
INSURERS = {"lot2": ("06139992", "cp932"), "lot2-jibun": ("06139992", "cp932"), "lot3": ("06279996", "utf-8")}
CITY, CLOSED, TEST_TWO, TEST_THREE = "9903002539729304", "9903007706070683", "9990001000000105", "9990003000000305"
TEST_JIMU, TEST_JT, TEST_TM = "JM00000000000999", "JT00000000099901", "TM00000000000998"
OTHERS = "JT00000000002601"  # of another 事務 than what is asked for
TAX, FIRST, NEW = "TM00000000000002", "JT00000000000301", "JT00000000000305"
WRONG = []


def want(what, have, expected):
    if have != expected:
        WRONG.append("%s: 期待 %r、実際 %r" % (what, expected, have))


def verdict():
    for line in WRONG[:40]:
        print("違い: " + line)
    print("違い %d" % len(WRONG))
    return 1 if WRONG else 0


def table(name, key):
    with open(os.path.join(COMMON, name + ".csv"), encoding="utf-8", newline="") as f:
        return {r[key]: r for r in csv.DictReader(f)}


class Base:
    """A base system: what it holds of each master, by code."""

    def __init__(self, d, lot, start):
        self.d, self.lot, self.world = d, lot, lot + "-master"
        hokensha, self.encoding = INSURERS[lot]
        status, answer = d.control("POST", "/_sim/worlds", {"name": self.world, "fixture": lot, "start": start})
        if status not in (200, 201):
            raise desk.Broken(answer)
        self.caller = desk.Caller(d, hokensha, self.world)
        self.held = {m: {} for m in COLUMNS}
        self.edaban = self.caller.ok("kanyusha", "register", desk.person(1, RESIDENT)).get("edaban")
        d.approve(self.world)
        d.settle(self.world)

    def control(self, method, path, body):
        return self.d.control(method, "/_sim/worlds/%s/%s" % (self.world, path), body)

    def day(self, ymd):
        self.today = "%s-%s-%s" % (ymd[:4], ymd[4:6], ymd[6:])
        status, answer = self.control("PUT", "clock", {"at": "%s-%s-%sT09:00:00+09:00" % (ymd[:4], ymd[4:6], ymd[6:])})
        if status != 200:
            raise desk.Broken(answer)

    def call(self, op, **fields):
        return self.caller.call("master", op, [(k, v) for k, v in fields.items()])

    def take(self, rows, master):
        """Applies a file: 1 追加, 2 変更, 3 削除."""
        for henko, code, *values in rows:
            if henko == "3":
                del self.held[master][code]
            else:
                self.held[master][code] = dict(zip(COLUMNS[master], values))

    def download(self, release):
        for master in COLUMNS:
            r = self.call("download", release=release, master=master)
            want("%s download %s %s" % (self.lot, release, master), r.code, "C00000")
            content = base64.b64decode(r.get("naiyo"))
            want("fileMei", r.get("fileMei"), "%sMaster-%s-%s.csv" % (master, release, KINDS[release]))
            want("size", (int(r.get("size")), r.get("sha256")), (len(content), hashlib.sha256(content).hexdigest()))
            rows = list(csv.reader(io.StringIO(content.decode(self.encoding), newline="")))
            want("kensu", int(r.get("kensu")), len(rows))
            self.take(rows, master)

    def pmo(self, release):
        for master in COLUMNS:
            status, answer = self.control("POST", "operator/pmo-master", {"release": release, "master": master})
            want("%s pmo-master %s" % (self.lot, master), status, 200)
            want("fileMei", answer["fileMei"], "%sMaster-%s-%s.csv" % (master, release, KINDS[release]))
            want("sha256", answer["sha256"], hashlib.sha256(answer["naiyo"].encode("utf-8")).hexdigest())
            rows = list(csv.reader(io.StringIO(answer["naiyo"], newline="")))
            want("kensu", answer["kensu"], len(rows))
            self.take(rows, master)

    def shipped(self, release):
        """The state that is to be expected, as the operator action tells it."""
        for master in COLUMNS:
            _, answer = self.control("POST", "operator/master-jotai", {"release": release, "master": master})
            want("%s master-jotai %s %s" % (self.lot, release, master),
                 ({k["code"]: {c: k[c] for c in COLUMNS[master]} for k in answer["kiroku"]}, answer["kensu"], answer["digest"]),
                 (self.held[master], len(self.held[master]), self.digest(master)))

    def ask(self, kikan, jt, tm, jimu="JM00000000000003"):
        return self.caller.call("shokai", "request", [("edaban", self.edaban), ("teikyoKikan", kikan), ("jimuCode", jimu)] +
                                ([("jimuTetsuzukiCode", jt)] if jt else []) + [("tokuteiKojinJohoCode", tm)])

    def lines(self, release, master):
        """As rows of masterHokoku."""
        known = ("han", "mei", "kikanShubetsu", "jimuCode", "ko")
        return [[release, master, c] + [v.get(k, "") for k in known] for c, v in sorted(self.held[master].items())]

    def by_file(self, rows):
        """(verdicts of the rows, the file of warnings); rows of masterHokoku. Each result names the record of its row."""
        number = self.caller.upload("masterHokoku", "masterHokoku.csv", "".join(",".join(r) + "\r\n" for r in rows).encode(self.encoding)).get("uketsukeBango")
        self.d.settle(self.world)
        results = list(csv.reader(io.StringIO(self.caller.result(number).decode(self.encoding), newline="")))
        want("line and code of each row", [r[:4] for r in results], [[str(n)] + r[:3] for n, r in enumerate(rows, 1)])
        r = self.caller.call("file", "getResult", [("uketsukeBango", number), ("shurui", "keikoku")])
        return [r[5] for r in results], base64.b64decode(r.get("naiyo") or "").decode(self.encoding)

    def items(self, master):
        return [("item", [("code", c)] + list(v.items())) for c, v in sorted(self.held[master].items())]

    def report(self, release, master, items=None):
        return self.caller.call("master", "report", [("release", release), ("master", master)] + (self.items(master) if items is None else items))

    def digest(self, master):
        lines = "".join(",".join([c] + [v[k] for k in COLUMNS[master]]) + "\r\n" for c, v in sorted(self.held[master].items()))
        return hashlib.sha256(lines.encode("utf-8")).hexdigest()

    def proves(self, release):
        """By digest and by records."""
        for master in COLUMNS:
            r = self.call("report", release=release, master=master, digest=self.digest(master))
            want("%s digest %s %s" % (self.lot, release, master), (r.get("itchi"), r.get("soiSu")), ("1", "0"))
            r = self.report(release, master)
            want("%s report %s %s" % (self.lot, release, master), (r.get("itchi"), r.get("kirokuSu"), r.get("soiSu")),
                 ("1", str(len(self.held[master])), "0"))

    def shogo(self, release):
        """{master: (itchi, hokokuAt)}, and the same as the operator sees it of this insurer"""
        item = next(i for i in self.call("list", release=release).items())
        own = {s.get("master"): (s.get("itchi"), s.get("hokokuAt")) for s in item.items("shogo")}
        for master in COLUMNS:
            _, answer = self.control("POST", "operator/master-jotai", {"release": release, "master": master})
            want("%s hokoku %s" % (release, master), [(str(h["itchi"]), h["hokokuAt"]) for h in answer["hokoku"] if h["hokensha"] == self.caller.hokensha],
                 [own[master]] if own[master][1] else [])
        return own

    def tekiyo(self):
        return {i.get("release"): i.get("tekiyo") for i in self.call("list").items()}


RESIDENT = next(r["kojin_bango"] for r in table("jumin", "kojin_bango").values() if r["jotai"] == "有効")


def codes(b, *questions):
    """Each (機関, 事務手続, 特定個人情報, code, word of the message)."""
    for kikan, jt, tm, code, word in questions:
        r = b.ask(kikan, jt, tm)
        want("%s %s %s" % (kikan, jt, tm), (r.code, word in r.text), (code, True))
        if code != "C00001":  # the other side's questions go by the same release
            _, answer = b.control("POST", "operator/nws-toi", {"shokaisha": kikan, "teikyoHokensha": b.caller.hokensha, "jimuCode": "JM00000000000003",
                                                               "jimuTetsuzukiCode": jt, "tokuteiKojinJohoCode": tm, "kojinBango": RESIDENT})
            want("nws-toi %s %s %s" % (kikan, jt, tm), (answer.get("code"), word in str(answer)), (code, True))


def nearest(b, *named):
    """What the refusal of a 事務手続 of another 事務 advises: those in force."""
    told = b.ask(CITY, OTHERS, TAX)
    want("nearest", (told.code, re.findall("JT[0-9]{14}", told.text.split("実際")[0])), ("S50001", ["JT%014d" % n for n in named]))


def unknown(b, release, *tests):
    """Codes of the release in force that are there to test with: 情報提供NWS knows none of them, and it is said so."""
    word, trial = "いま有効なリリース%s にあるが、情報提供NWS の表にない" % release, "検証用の記録のものでない"
    codes(b, *[q + ("S50004", word) for q in tests], *[q + ("S50004", trial) for q in tests])
    r = b.ask(CITY, None, TAX, TEST_JIMU)
    want("事務コード of " + release, (r.code, all(w in r.text for w in (TEST_JIMU, word, trial))), ("S50004", True))


def lacking(d, base):
    """What a table of the world's folder leaves out is no code of a trial; tables that it names are those of common where it has none."""
    folder = os.path.join(base, "worlds", "lot2-jibun")
    shutil.copytree(os.path.join(base, "worlds", "lot2"), folder)
    path = os.path.join(folder, "world.xml")
    text = open(path, encoding="utf-8").read()
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join(line for line in text.splitlines(True) if "jumin" not in line and "tokutei" not in line))
    for name, code, question in ((None, "C00001", (CITY, FIRST, TAX)), ("tokutei_kojin_joho", TAX, (CITY, FIRST, TAX)),
                                 ("jimu_tetsuzuki", FIRST, (CITY, FIRST, TAX)), ("kikan", CITY, (CITY, FIRST, TAX))):
        if name:
            lines = open(os.path.join(base, "common", name + ".csv"), encoding="utf-8").read().splitlines(True)
            with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as f:
                f.write("".join(line for line in lines if code not in line))
        b = Base(d, "lot2-jibun", "2017-05-08T09:00:00+09:00")
        r = b.ask(*question)
        if name:
            want("without a row of " + name, (r.code, "このワールドの初期データの %s.csv にあるコード、実際: %s" % (name, code) in r.text), ("S50004", True))
            os.remove(os.path.join(folder, name + ".csv"))
        else:
            want("with the tables of common", r.code, code)
        d.control("DELETE", "/_sim/worlds/" + b.world)


def warned(r):
    return r.code, [k.get("code") for k in r.items("keikoku")]


def foreign(b, release, rows):
    """An item that another master's records have is no part of a record of this one."""
    stray, items = [list(r) for r in rows], b.items("kikan")
    stray[0][6] = "JM00000000000003"
    want("of another master, by file", [v for v in b.by_file(stray)[0] if v != "C00000"], ["M40006"])
    want("tekiyo with an item of another master", b.tekiyo()[release], "0")
    items[0][1].append(("ko", "3"))
    r = b.report(release, "kikan", items)
    want("of another master", (r.get("itchi"), [[s.get(k) for k in ("kubun", "code", "komokuMei", "have")] for s in r.items("soi")]),
         ("0", [["値違い", rows[0][2], "別表第二の項", "3"]]))
    at = b.shogo(release)["kikan"][1]
    want("one master differs", [b.shogo(release)[m][0] for m in COLUMNS], ["0", "1", "1"])
    want("put right", (b.report(release, "kikan").get("itchi"), b.tekiyo()[release]), ("1", "1"))
    want("when", (at[:10], b.shogo(release)["kikan"]), (b.today, ("1", at)))


def by_file(b, release):
    """What is held as a link file: all of it, and with mistakes."""
    rows = [r for m in COLUMNS for r in b.lines(release, m)]
    verdicts, warnings = b.by_file(rows)
    want("%s file" % b.lot, (set(verdicts), len(verdicts), warnings), ({"C00000"}, len(rows), ""))
    want("tekiyo by file", b.tekiyo()[release], "1")
    kikan = b.lines(release, "kikan")
    stale, gone = list(kikan[0]), kikan.pop(5)
    stale[3] = "0009"
    other = list(kikan[1])
    other[4] = "ほか"
    verdicts, warnings = b.by_file([stale, other] + kikan[2:] + [kikan[3], [release, "kikan", TEST_TWO, "0001", "検証用機関一", "shichoson", "", ""],
                                                                   ["9", "kikan", kikan[4][2], "0001", "x", "", "", ""]])
    want("mistakes", [v for v in verdicts if v != "C00000"], ["M40005", "M40006", "M40008", "M40007", "M40001"])
    want("missing", [w for w in warnings.splitlines() if "M40009" in w and gone[2] in w and gone[4] in w], warnings.splitlines())
    want("tekiyo by file", b.tekiyo()[release], "0")
    want("kikan again", b.report(release, "kikan").get("itchi"), "1")
    want("tekiyo again", b.tekiyo()[release], "1")
    foreign(b, release, rows)
    for more, code in (([release, "kikan", kikan[0][2][:15], "0001", "x", "", "", ""], "F30006"),  # no record of any release
                       (kikan[0][:3] + ["x" * 11] + kikan[0][4:], "F30006")):
        verdicts, warnings = b.by_file(rows + [more])
        want("all, and one that fits no layout", ([v for v in verdicts if v != "C00000"], warnings), ([code], ""))
        want("tekiyo with a row that fits no layout", b.tekiyo()[release], "0")
        want("the other masters", b.report(release, "kikan").get("itchi"), "1")
        want("tekiyo again", b.tekiyo()[release], "1")


def severities(d):
    """What the world makes of an insurer that has applied nothing, as who asks and as who is asked; its file of questions, too."""
    for severity, code, warnings, kubun in (("refuse", "M40003", [], "提供不可"), ("warn", "C00001", ["M40003"], "該当あり"), ("off", "C00001", [], "該当あり")):
        world = "master-" + severity
        a, b = desk.Caller(d, INSURERS["lot2"][0], world), desk.Caller(d, "06139984", world)
        person = desk.person(1, RESIDENT)
        edaban, other = a.ok("kanyusha", "register", person).get("edaban"), b.ok("kanyusha", "register", person).get("edaban")
        d.approve(world)
        d.settle(world)
        b.ok("fukuhon", "register", [("shubetsu", "shikakuJoho"), ("edaban", other)] + [
            ("komoku", list(zip(("mei", "atai"), i.split("=")))) for i in
            "kigo=３３ bango=1 honninKazoku=1 shutokuYmd=20100401 fukaiji=0 jikoTeikyoFuka=0".split()])
        question = [("edaban", edaban), ("teikyoHokensha", "06139984"), ("jimuCode", "JM00000000000003"), ("jimuTetsuzukiCode", "JT00000000000303"),
                    ("tokuteiKojinJohoCode", "TM00000000000999")]
        want(severity, warned(a.call("shokai", "request", question)), (code, warnings))
        number = a.upload("johoShokai", "johoShokai.csv", ("S1,%s,06139984,JM00000000000003,TM00000000000999,\r\n" % edaban).encode()).get("uketsukeBango")
        d.settle(world)
        line = a.result(number).decode("cp932").split(",")
        want("%s file" % severity, (code if severity == "refuse" else "C00000") in line, True)
        r = a.call("file", "getResult", [("uketsukeBango", number), ("shurui", "keikoku")])
        want("%s file of warnings" % severity, (r.code, b"M40003" in base64.b64decode(r.get("naiyo") or "")),
             ("C00000", True) if warnings else ("F40004", False))
        for master in COLUMNS:  # who asks now holds it
            _, answer = d.control("POST", "/_sim/worlds/%s/operator/master-jotai" % world, {"release": "3", "master": master})
            a.ok("master", "report", [("release", "3"), ("master", master), ("digest", answer["digest"])])
            if master == "kikan" and severity == "refuse":
                want("which lack", "実際: 事務手続マスター・特定個人情報名マスター の照合がない" in a.call("shokai", "request", question).get("message"), True)
        _, answer = d.control("POST", "/_sim/worlds/%s/operator/master-jotai" % world, {"release": "3", "master": "kikan"})
        want("who has reported", [(h["hokensha"], h["itchi"]) for h in answer["hokoku"]], [(INSURERS["lot2"][0], 1)])
        r = a.call("shokai", "request", question)
        want(severity + " applied", warned(r), ("C00001", []))
        d.settle(world)
        want(severity + " provider", a.ok("shokai", "getResult", [("shokaiBango", r.get("shokaiBango"))]).get("kekkaKubun"), kubun)


def fixtures(base):
    """Worlds of each severity of masterTekiyo, which begin in the window of リリース3. Questions are asked when it is no time for them."""
    shutil.copytree(os.path.join(desk.ROOT, "fixtures"), base)
    for lot in ("lot2", "lot3"):
        path = os.path.join(base, "worlds", lot, "world.xml")
        text = open(path, encoding="utf-8").read()
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace("</world>", '<policy name="nittei" value="off"/></world>'))
    for severity in ("refuse", "warn", "off"):
        folder = os.path.join(base, "worlds", "master-" + severity)
        shutil.copytree(os.path.join(base, "worlds", "lot2"), folder)
        path = os.path.join(folder, "world.xml")
        text = open(path, encoding="utf-8").read()
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace('start="2017-05-08', 'start="2017-04-25').replace("</world>", '<rule name="masterTekiyo" severity="%s"/></world>' % severity))
    return base


def follow(d, lot):
    """From before リリース2 on; answers the base system, which has applied 3.1 at the end."""
    b = Base(d, lot, "2017-01-03T09:00:00+09:00")
    codes(b, (CITY, FIRST, TAX, "S50003", "まだどのリリースも配信されていない"))
    want("before", b.control("POST", "operator/pmo-master", {"release": "2", "master": "kikan"})[1].get("code"), "M40001")
    want("before", b.call("download", release="2", master="kikan").code, "M40001")
    r = b.call("list", release="9")
    want("no such release", (r.code, "期待: 2・2.5・3・3.1、実際: 9" in r.text), ("M40001", True))
    b.day("20170104")
    want("nothing reported", b.shogo("2"), {m: ("0", None) for m in COLUMNS})
    want("PMO", b.call("download", release="2", master="kikan").code, "M40002")
    want("list", [(i.get("release"), i.get("haishinJotai"), i.get("tekiyo")) for i in b.call("list").items()],
         [("2", "配信中", "0"), ("2.5", "配信前", "0"), ("3", "配信前", "0"), ("3.1", "配信前", "0")])
    b.pmo("2")
    want("of the 中間サーバー", b.control("POST", "operator/pmo-master", {"release": "3", "master": "kikan"})[1].get("code"), "M40001")
    b.shipped("2")
    b.proves("2")
    codes(b, (TEST_THREE, FIRST, TAX, "S50003", "リリース2.5 にある"),
          (CITY, "JT00000000000304", TAX, "S50003", "リリース2.5、3、3.1 にある"))
    unknown(b, "2", (TEST_TWO, FIRST, TAX), (CITY, TEST_JT, TAX), (CITY, FIRST, TEST_TM), (TEST_TWO, TEST_JT, TEST_TM))
    nearest(b, 301, 302, 303)
    b.day("20170325")
    b.download("2.5")
    b.shipped("2.5")
    b.proves("2.5")
    codes(b, (CITY, NEW, TAX, "S50003", "事務手続マスター リリース2.5 にあるコード"), (CITY, FIRST, TEST_TM, "S50003", "検証用の特定個人情報"))
    unknown(b, "2.5", (TEST_TWO, FIRST, TAX), (TEST_THREE, FIRST, TAX), (CITY, TEST_JT, TAX))
    nearest(b, 301, 302, 303, 304)
    b.day("20170422")
    want("PMO", b.control("POST", "operator/pmo-master", {"release": "3", "master": "kikan"})[1].get("code"), "M40002")
    want("before the window", warned(b.ask(CITY, FIRST, TAX)), ("C00001", []))
    want("report before the window", warned(b.report("3", "kikan")), ("C00000", ["M40004"]))
    warnings = b.by_file([r for m in COLUMNS for r in b.lines("3", m)])[1]
    want("report by file before the window", sum("M40004" in w for w in warnings.splitlines()), 1)
    b.day({"lot2": "20170424", "lot3": "20170501"}[lot])
    want("リリース2.5 counts for nothing", warned(b.ask(CITY, FIRST, TAX)), ("C00001", ["M40003"]))
    for master in COLUMNS:
        b.held[master] = {}
    b.download("3")
    b.shipped("3")
    b.proves("3")
    by_file(b, "3")
    want("report in the window", warned(b.report("3", "kikan")), ("C00000", []))
    want("under リリース3", warned(b.ask(CITY, FIRST, TAX)), ("C00001", []))
    want("tekiyo", b.tekiyo(), {"2": "1", "2.5": "1", "3": "1", "3.1": "0"})
    codes(b, (TEST_TWO, FIRST, TAX, "S50003", "検証用機関一（リリース2、2.5 にある）"), (CITY, NEW, TAX, "S50003", "リリース3.1 にある"),
          (CITY, FIRST, TAX, "C00001", ""), (CLOSED, FIRST, TAX, "C00001", ""))
    b.day("20170731")
    want("3.1", b.call("download", release="3.1", master="kikan").code, "M40001")
    b.day("20170801")
    b.download("3.1")
    b.shipped("3.1")
    b.proves("3.1")
    want("tekiyo", b.tekiyo(), {"2": "1", "2.5": "1", "3": "1", "3.1": "1"})
    nearest(b, 301, 302, 303, 304, 305)
    codes(b, (CITY, NEW, TAX, "C00001", ""), (CLOSED, FIRST, TAX, "S50003", "2.5、3 にある"))
    return b


def again(b):
    """A reset goes back to where the world was created to begin, and a clock that is kept applies nothing of what came since."""
    def reset(keep):
        want("reset keeping %s" % keep, b.control("POST", "reset", {"keep": keep})[0], 200)
        _, clock = b.d.control("GET", "/_sim/worlds/%s/clock" % b.world)
        return clock["now"][:10], b.tekiyo()
    before = dict.fromkeys(("2", "2.5", "3", "3.1"), "0")
    want("%s reset, clock kept" % b.lot, reset(["clock"]), ("2017-08-01", before))
    want("%s reset" % b.lot, reset([]), ("2017-01-03", before))


def main():
    place = tempfile.mkdtemp(prefix="chukan-master-")
    d = desk.Desk("--check-invariants", fixtures=fixtures(os.path.join(place, "fixtures")))
    d.start()
    try:
        severities(d)
        lacking(d, os.path.join(place, "fixtures"))
        for lot in ("lot2", "lot3"):
            again(follow(d, lot))
        if d.stop() != 0:
            WRONG.append("chukand が正常に終わらない")
    finally:
        d.clean()
        shutil.rmtree(place, ignore_errors=True)
    return verdict()


if __name__ == "__main__":
    sys.exit(main())
