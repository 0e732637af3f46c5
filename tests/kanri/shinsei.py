# Called by kanri.py: 接続申請 (2.9) in a world where it is strict, by the wire: of an insurer of the fixture, of one that its
# shinsei.csv says is not done, and of a new one; through kill -9 and reset. A user's own way in is asked as well.
import contextlib
import glob
import os
import sqlite3

import desk

A, B, NEW = "06279996", "06279988", "06279962"
PATH = "/_sim/worlds/lot3/"


def prepare(d):
    """lot3 becomes strict, and B has not answered for 基本計画・年度計画."""
    folder = os.path.join(d.fixtures, "worlds", "lot3")
    with open(os.path.join(folder, "world.xml"), encoding="utf-8") as f:
        text = f.read()
    with open(os.path.join(folder, "world.xml"), "w", encoding="utf-8") as f:
        f.write(text.replace("</world>", '  <policy name="setsuzokuShinsei" value="strict"/>\n</world>'))
    with open(os.path.join(folder, "shinsei.csv"), "w", encoding="utf-8") as f:
        f.write("hokensha,tetsuzuki,jotai\n%s,keikaku,手続中\n" % B)


class AtTerminal(desk.Caller):
    def __init__(self, d, hokensha, user, password):
        super().__init__(d, hokensha, "lot3")
        self.system, self.password = "TT%sA/%s" % (hokensha, user), password

    def path(self, service):
        return "/%s/terminal/soap/%s" % (self.world, service)


def call(d, hokensha, op, fields=(), who=None, **more):
    who = who or desk.Caller(d, hokensha, "lot3")
    try:
        return who.call(*op.split("."), fields, **more)
    finally:
        who.close()


def send(d, hokensha, shubetsu):
    """What becomes of a file that comes: an empty one goes no further than what is asked before."""
    return call(d, hokensha, "file.upload", [("shubetsu", shubetsu), ("fileMei", "a.csv"), ("naiyo", "")]).code


def kiroku(d, hokensha, tetsuzuki, jotai):
    return d.control("POST", PATH + "operator/shinsei-kiroku", {"hokensha": hokensha, "tetsuzuki": tetsuzuki, "jotai": jotai})


# 連動テスト, 総合運用テスト, 移行, 住基ネット, NWS; the last two by file
ACTS = (("kanri.ping", [("message", "見本")]), ("kanyusha.get", [("edaban", "9999999")]), ("kanyusha.lose", [("edaban", "9999999"), ("soshitsuYmd", "20170401")]),
        ("honnin.list", []), ("shokai.list", []))


def open_to(d, hokensha):
    """Which of them are not refused for 接続申請."""
    bits = [call(d, hokensha, op, fields).code != "C50040" for op, fields in ACTS]
    return "".join("%d" % b for b in bits + [send(d, hokensha, s) != "C50040" for s in ("kanyushaToroku", "juminShokai", "johoShokai")])


def before(d, expect):
    """As the fixture has it, then step by step."""
    fresh = d.digest("lot3")["digest"]
    expect("all is done", open_to(d, A), "11111111")
    expect("whose day has not come", open_to(d, B), "11111111")
    for tetsuzuki, jotai, right in (("keikaku", "未", "11111111"), ("kenshu", "未", "11110110"), ("kenshu", "済", "11111111"),
                                    ("setsuzokuShinsei", "手続中", "00010010"), ("hyoka", "未", "00000000"), ("hyoka", "済", "00010010")):
        expect("%s %s" % (tetsuzuki, jotai), kiroku(d, A, tetsuzuki, jotai), (200, {"changed": 1}))
        expect("%s %s opens" % (tetsuzuki, jotai), open_to(d, A), right)
    said = call(d, A, "kanri.ping", ACTS[0][1]).text
    expect("what is missing, by when, who does it", [x in said for x in ("情報提供NWSへの接続申請", "20170131", "厚生労働省", "shinsei-kiroku", "手続中")], [True] * 5)
    expect("digest", d.digest("lot3")["digest"] != fresh, True)
    return fresh


def new(d, expect):
    """The user of a new insurer may not even change its password, until 接続申請 is through."""
    expect("kikan-toroku", d.control("POST", PATH + "operator/kikan-toroku", {"hokensha": NEW, "mei": "架空新設健康保険組合"})[0], 200)
    henko = [("genPassword", "Shoki-u0011"), ("shinPassword", "Kaeta-2017")]
    for tetsuzuki in ("hyoka", "riyoToroku", "setsuzokuShinsei"):
        first = call(d, NEW, "kanri.passwordHenko", henko, AtTerminal(d, NEW, "u001", "Shoki-u0011"), busho="B000")
        expect("before %s" % tetsuzuki, first.code, "C50040")
        kiroku(d, NEW, tetsuzuki, "済")
    expect("then", call(d, NEW, "kanri.passwordHenko", henko, AtTerminal(d, NEW, "u001", "Shoki-u0011"), busho="B000").code, "C00000")
    left = [z["tetsuzuki"] for z in d.control("POST", PATH + "operator/shinsei-list", {"hokensha": NEW})[1]["tetsuzuki"] if z["jotai"] != "済"]
    expect("left", left, ["kenshu", "keikaku"])


def after(d, expect, fresh):
    """Behind a kill -9; then the day of 基本計画・年度計画 passes, and a reset brings back what the fixture says."""
    expect("after kill -9", open_to(d, A), "00010010")
    kiroku(d, A, "setsuzokuShinsei", "済")
    expect("clock", d.control("POST", PATH + "clock/advance", {"to": "2017-07-01T09:00:00+09:00"})[0], 200)
    expect("whose day is over", [open_to(d, A), open_to(d, B)], ["11110110"] * 2)
    kiroku(d, B, "keikaku", "済")
    expect("answered late", open_to(d, B), "11111111")
    expect("reset", d.control("POST", PATH + "reset", {})[0], 200)
    expect("as the fixture has it", [open_to(d, A), open_to(d, B)], ["11111111"] * 2)
    expect("digest after a reset", d.digest("lot3")["digest"], fresh)


def of_before(d, expect):
    """The daemon has stopped, and its folder is as one of a version that had no such tables: what is not asked is said."""
    for path in glob.glob(os.path.join(d.data, "worlds", "*", "**", "kanri.db"), recursive=True):
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            for table in ("shinsei", "shinsei_hiraku", "shinsei_tetsuzuki"):
                db.execute("DELETE FROM " + table)
    said = len(open(d.log, encoding="utf-8").read())
    d.start()
    warned = [line for line in open(d.log, encoding="utf-8").read()[said:].splitlines() if "setsuzokuShinsei" in line]
    expect("worlds of before", [("ワールド lot3: " in line, "chukan world reset" in line) for line in warned], [(True, True)])
