#!/usr/bin/env python3
# Called by audit.sh: every request is in the audit record, with whom it concerns; what was acknowledged as written is there after kill -9
# and after a power cut that takes all of the table that was not on the disk; a reset and a restore close its chain; a change is found.
import csv
import glob
import io
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, W = "06139992", "/_sim/worlds/lot2"
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


class Play:
    def __init__(self):
        self.d = desk.Desk()
        self.n = 0

    def call(self, service, op, fields=(), **more):
        who = desk.Caller(self.d, A)
        try:
            return who.call(service, op, fields, **more)
        finally:
            who.close()

    def register(self):
        self.n += 1
        r = self.call("kanyusha", "register", desk.person(self.n, desk.kojin_bango(self.n, 3)))
        expect("register", r.kubun, "1")
        return r.get("edaban")

    def look(self, edaban):
        expect("get", self.call("kanyusha", "get", [("edaban", edaban)]).code, "C00000")

    def list(self, **args):
        query = "&".join("%s=%s" % i for i in args.items())
        status, answer = self.d.control("GET", W + "/audit?" + query)
        expect("list " + query, status, 200)
        return answer["entries"]

    def kotos(self, **args):
        return [(e["koto"], e["code"]) for e in self.list(**args)]

    def verify(self, head=None):
        status, answer = self.d.control("POST", W + "/audit/verify" + ("?head=" + head if head else ""), {})
        expect("verify", status, 200)
        return answer

    def sound(self, where, head=None):
        v = self.verify(head)
        expect("verify " + where, (v["kekka"], v["ijo"]), ("正常", []))
        return v["head"]

    def offline(self, *more):
        return subprocess.run([desk.binary("chukan"), "audit", "verify", "--data", self.d.data] + list(more), capture_output=True)

    @property
    def folder(self):
        return os.path.join(self.d.data, "worlds", "lot2", "audit")


def recorded(p):
    """Who, what, about whom, with what outcome."""
    d = p.d
    edaban = p.register()
    p.look(edaban)
    expect("wrong password", p.call("kanri", "ping", password="chigau").code, "C50006")
    expect("unknown 部署", p.call("kanyusha", "get", [("edaban", edaban)], busho="B999").kubun, "9")
    expect("advance", d.control("POST", W + "/clock/advance", {"seconds": 60})[0], 200)
    expect("approve", d.approve()[0], 200)
    expect("no such action", d.control("POST", W + "/operator/nani", {})[0], 404)
    expect("of the 枝番", [(e["koto"], e["code"], e["hokensha"], e["busho"], e["user"], e["ninzu"]) for e in p.list(edaban=edaban)],
           [("kanyusha.register", "C00000", A, "B001", "u001", "1"), ("kanyusha.get", "C00000", A, "B001", "u001", "1"),
            ("kanyusha.get", "C50008", A, "B999", "u001", "1")])
    expect("of an operation", len(p.list(op="kanyusha")), 3)
    for op, want in (("get", 2), ("kanyusha.get", 2), ("ge", 0), ("operator", 2), ("fugo-approve", 1), ("fugo", 1), ("/operator/fugo", 1),
                     ("POST%20/operator/fugo-approve", 1), ("approv", 0), ("clock/advance", 1)):
        expect("of " + op, len(p.list(op=op)), want)
    expect("refused, as whom", [(e["koto"], e["hokensha"], e["busho"], e["user"], e["system"]) for e in p.list(code="C50006")],
           [("kanri.ping", A, "B001", "u001", "KS%sA" % A)])
    ways = {(e["keiro"], e["koto"], e["code"]) for e in p.list()}
    for want in (("制御", "POST /clock/advance", "C00000"), ("制御", "POST /operator/fugo-approve", "C00000"), ("記録", "audit.hajime", "")):
        expect("%s %s" % want[:2], want in ways, True)
    expect("an unknown action", [e["koto"] for e in p.list() if e["code"] not in ("", "C00000", "C50006", "C50008")], ["POST /operator/nani"])
    first = p.list(limit=2)
    expect("pages", [e["banme"] for e in first + p.list(since=first[-1]["banme"], limit=1)], [1, 2, 3])
    everything = b"".join(open(f, "rb").read() for f in glob.glob(p.folder + "/*"))
    expect("a 個人番号", [n for n in range(1, p.n + 1) if desk.kojin_bango(n, 3).encode() in everything], [])
    return p.sound("at work")


def acted(p):
    """On what: the record names it, and no secret; refused: on which item, what was wanted, and what was had."""
    secret, d, since = "Himitsu-2017x", p.d, p.list()[-1]["banme"]

    def act(action, body, want=200):
        status, answer = d.control("POST", W + "/operator/" + action, body)
        expect(action, status, want)
        return answer

    def call(op, *fields):
        expect(op, p.call("kanri", op, fields).kubun, "1")

    shinsei = str(act("shomeisho-shinsei", {"shubetsu": "接続システム", "cn": "KS%sA" % A, "hokensha": A})["shinseiBango"])
    act("shomeisho-shinsa", {"shinseiBango": shinsei, "kekka": "承認"})
    login = act("shomeisho-tsuchi", {"shinseiBango": shinsei})
    act("shomeisho-download", {"loginId": login["loginId"], "password": secret}, 403)
    bango = str(act("shomeisho-download", {"loginId": login["loginId"], "password": login["password"]})["bango"])
    act("shomeisho-shikko", {"bango": bango, "riyu": "鍵の漏えい"})
    act("shomeisho-shikko", {"bango": "999", "riyu": "x"}, 409)
    expect("advance", d.control("POST", W + "/clock/advance", {"seconds": 60})[0], 200)
    expect("advance", d.control("POST", W + "/clock/advance", {"seconds": "x"})[0], 400)
    call("userToroku", ("shoriKubun", "1"), ("user", "u100"), ("busho", "B001"), ("shimei", "見本　新人"), ("roles", "KANYUSHA KANRI"))
    call("passwordShokika", ("user", "u100"))
    call("systemToroku", ("shoriKubun", "1"), ("system", "KS200"), ("mei", "基幹"), ("password", secret))
    call("bushoToroku", ("shoriKubun", "1"), ("busho", "B100"), ("mei", "見本課"))
    rows = [(e["koto"].replace("POST /operator/", ""), e["hokensha"], e["biko"]) for e in p.list(since=since)]
    cn, number = "cn=KS%sA" % A, "bango=" + bango
    for want in (("shomeisho-shinsei", A, "%s shinseiBango=%s shubetsu=接続システム" % (cn, shinsei)), ("shomeisho-shinsa", A, "shinseiBango=%s kekka=承認 %s %s jotai=発行済" % (shinsei, number, cn)),
                 ("shomeisho-tsuchi", A, "shinseiBango=%s %s %s shubetsu=接続システム" % (shinsei, number, cn)),
                 ("shomeisho-download", A, "loginId=%s %s %s shubetsu=接続システム" % (login["loginId"], number, cn)), ("shomeisho-shikko", A, "%s %s riyu=鍵の漏えい" % (number, cn)),
                 ("shomeisho-shikko", "", "bango=999 / 指定の電子証明書か申請はありません。項目「証明書番号」 期待: 発行した電子証明書の番号（shomeisho-list）、実際: 999"),
                 ("POST /clock/advance", "", "seconds=60"), ("kanri.userToroku", A, "shoriKubun=1 user=u100 busho=B001 roles=「KANYUSHA KANRI」"),
                 ("kanri.passwordShokika", A, "user=u100"), ("kanri.systemToroku", A, "shoriKubun=1 system=KS200"),
                 ("kanri.bushoToroku", A, "shoriKubun=1 busho=B100")):
        expect("acted on: %s %s %s" % want, want if want in rows else [r for r in rows if r[0] == want[0]], want)
    for koto, words in (("shomeisho-download", ("loginId=%s / " % login["loginId"], "項目「password」 期待: 発行通知にあるもの、実際: 一致しない値")),
                        ("POST /clock/advance", ("項目「seconds」 期待: ",))):
        expect("%s: refused, why" % koto, [all(w in b for w in words) for k, _, b in rows if k == koto and "項目" in b], [True])
    everything = b"".join(open(f, "rb").read() for f in glob.glob(p.folder + "/*"))
    expect("secrets", [s for s in (secret, login["password"], "見本　新人") if s.encode() in everything], [])
    expect("names without an end", [k for k, _, _ in rows if k != k.strip()], [])


def exported(p):
    out = subprocess.run([desk.binary("chukan"), "audit", "export", "--world", "lot2", "--control", "http://127.0.0.1:%d" % p.d.ports["control"]],
                         capture_output=True, check=True, timeout=60 * desk.SLOWER).stdout.decode()
    rows = list(csv.DictReader(io.StringIO(out)))
    listed = p.list()
    expect("that it was exported", [(e["koto"], e["biko"]) for e in listed[len(rows):]], [("GET /audit/export", "since=0")])
    listed = listed[:len(rows)]
    expect("export", [(int(r["banme"]), r["koto"], r["edaban"], r["link"]) for r in rows],
           [(e["banme"], e["koto"], e["edaban"], e["link"]) for e in listed])


def killed(p):
    edabans = [p.register() for _ in range(3)]
    for e in edabans:
        p.look(e)
    before = p.list()
    p.d.kill()
    p.d.start()
    expect("behind kill -9", p.list()[:len(before)], before)
    p.sound("behind kill -9")


def power(p):
    """All that had come to the table since a moment is not on the disk: what was committed is there all the same."""
    for _ in range(3):
        p.sound("before the power goes")
        kept = p.folder + "-kept"
        shutil.copytree(p.folder, kept)
        shutil.copy(p.folder + ".head", kept + ".head")
        edaban = p.register()
        p.look(edaban)
        p.d.kill()
        shutil.rmtree(p.folder)
        os.rename(kept, p.folder)
        os.rename(kept + ".head", p.folder + ".head")
        p.d.start()
        expect("behind a power cut", [(e["koto"], e["code"]) for e in p.list(edaban=edaban, op="kanyusha")], [("kanyusha.register", "C00000")])
        p.sound("behind a power cut")
        p.d.kill()
        p.d.start()
        expect("once", len(p.list(edaban=edaban, op="kanyusha")), 1)


def closed(p):
    """A reset and a restore close the chain, and number the next one."""
    of = {e["kuiki"] for e in p.list()}
    expect("one chain", of, {1})
    before = p.register()
    expect("save", p.d.control("POST", W + "/snapshots", {"name": "a"})[0], 200)
    after = p.register()
    expect("keep", p.d.control("POST", W + "/snapshots/a/keep", {"fixture": "totteoki"})[0], 200)
    expect("create", p.d.control("POST", "/_sim/worlds", {"name": "utsushi", "fixture": "totteoki"})[0], 200)
    expect("of another world", p.d.control("GET", "/_sim/worlds/utsushi/audit")[1]["entries"], [])
    expect("drop", p.d.control("DELETE", "/_sim/worlds/utsushi")[0], 200)
    expect("restore", p.d.control("POST", W + "/snapshots/a/restore", {})[0], 200)
    expect("reset", p.d.control("POST", W + "/reset", {})[0], 200)
    again = p.register()
    p.d.kill()
    p.d.start()
    for edaban, kuiki in ((before, 1), (after, 1), (again, 3)):
        expect("kept by number", [e["kuiki"] for e in p.list(edaban=edaban, op="kanyusha.register") if e["kuiki"] == kuiki], [kuiki])
    expect("chains", [(e["koto"], e["kuiki"], e["biko"].split()[-1]) for e in p.list(op="audit.shime")],
           [("audit.shime", 1, "復元"), ("audit.shime", 2, "初期化")])
    keys = [e["kagi"] for e in p.list() if e["kagi"] and e["keiro"] != "記録"]
    expect("no write twice", len(keys), len(set(keys)))
    p.sound("behind a reset")


def flip(path, at):
    with open(path, "r+b") as f:
        f.seek(at)
        byte = f.read(1)[0]
        f.seek(at)
        f.write(bytes([byte ^ 1]))


def changed(p, head):
    """At rest: a byte that is changed is found wherever a table lies, and where it is; in that of a world that lives by the daemon too."""
    p.d.stop()
    places = ["worlds/lot2/audit", "audit", "audit-former/kari-2", "audit-former/utsushi-1"]
    r = p.offline()
    lines = r.stdout.decode().splitlines()
    expect("offline", (r.returncode, [l.split(": ")[0] for l in lines]), (0, places))
    expect("offline, each", [l.split(": ")[1].split("、")[0] for l in lines], ["正常"] * 4)
    for place in places:
        path = sorted(glob.glob(os.path.join(p.d.data, place, "*.csv")))[0]
        at = os.path.getsize(path) - 20
        flip(path, at)
        r = p.offline()
        expect(place + ", changed", (r.returncode, [l.split()[0] for l in r.stdout.decode().splitlines() if "異常" in l]), (1, [place + ":"]))
        expect(place + ", where", place + "/" + os.path.basename(path) in r.stdout.decode(), True)
        expect("a world alone", p.offline("--world", "lot2").returncode, 1 if place == places[0] else 0)
        flip(path, at)
    former = os.path.join(p.d.data, places[3])
    os.rename(former, former + "-away")
    r = p.offline()
    expect("a former one that is gone", (r.returncode, (places[3] + ": 異常").encode() in r.stdout), (1, True))
    os.rename(former + "-away", former)
    for more, want in ((("--world", "nashi"), 1), (("--head", head), 2), (("--head", head, "--world", "lot2"), 0), (("--head", "5", "--world", "lot2"), 2)):
        expect("offline %s" % (more,), p.offline(*more).returncode, want)
    path = sorted(glob.glob(p.folder + "/*.csv"))[0]
    flip(path, 1000)
    p.d.start()
    expect("changed", p.verify()["kekka"], "異常")
    flip(path, 1000)
    p.sound("put back", head)


def gone(p):
    """The whole table: its head, beside it, misses it; and what is left tells it for ever."""
    p.d.stop()
    had = int(re.search(r"head (\d+):", p.offline("--world", "lot2").stdout.decode())[1])
    shutil.rmtree(p.folder)
    expect("offline, gone", p.offline().returncode, 1)
    p.d.start()
    v = p.verify()
    expect("gone, in the log", "ワールド lot2: 監査記録に欠けがあります" in open(p.d.log, errors="replace").read(), True)
    expect("gone", (v["kekka"], "kara=1 made=%d" % had in str(v["ijo"])), ("異常", True))
    p.register()
    p.d.kill()
    p.d.start()
    expect("gone, told for ever", (p.verify()["kekka"], p.list()[0]["banme"]), ("異常", had + 1))


def dropped(p):
    d = p.d
    expect("create", d.control("POST", "/_sim/worlds", {"name": "kari", "fixture": "lot2"})[0], 200)
    expect("reset", d.control("POST", "/_sim/worlds/kari/reset", {})[0], 200)
    expect("drop", d.control("DELETE", "/_sim/worlds/kari")[0], 200)
    expect("former", sorted(os.listdir(os.path.join(d.data, "audit-former"))), ["kari-2", "kari-2.head", "utsushi-1", "utsushi-1.head"])
    own = [(e["koto"], e["biko"]) for e in d.control("GET", "/_sim/audit")[1]["entries"] if e["keiro"] == "制御"]
    expect("of no world", own, [x for name, fixture in (("utsushi", "totteoki"), ("kari", "lot2"))
                                for x in (("POST /worlds", "name=%s fixture=%s" % (name, fixture)), ("DELETE /", "world=" + name))])
    expect("of no world, verified", d.control("POST", "/_sim/audit/verify", {})[1]["kekka"], "正常")


def main():
    p = Play()
    try:
        p.d.start()
        head = recorded(p)
        acted(p)
        exported(p)
        killed(p)
        power(p)
        closed(p)
        dropped(p)
        changed(p, head)
        gone(p)
        p.d.stop()
    finally:
        p.d.clean()
    print("\n".join(wrong) or "ok")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
