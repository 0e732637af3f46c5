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
    expect("refused", p.kotos(code="C50006"), [("POST kanri", "C50006")])  # its body is not looked at
    ways = {(e["keiro"], e["koto"], e["code"]) for e in p.list()}
    for want in (("制御", "POST /clock/advance", "C00000"), ("制御", "POST /operator/fugo-approve", "C00000"), ("記録", "audit.hajime", "")):
        expect("%s %s" % want[:2], want in ways, True)
    expect("an unknown action", [e["koto"] for e in p.list() if e["code"] not in ("", "C00000", "C50006", "C50008")], ["POST /operator/nani"])
    first = p.list(limit=2)
    expect("pages", [e["banme"] for e in first + p.list(since=first[-1]["banme"], limit=1)], [1, 2, 3])
    everything = b"".join(open(f, "rb").read() for f in glob.glob(p.folder + "/*"))
    expect("a 個人番号", [n for n in range(1, p.n + 1) if desk.kojin_bango(n, 3).encode() in everything], [])
    return p.sound("at work")


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
    own = [(e["keiro"], e["koto"]) for e in d.control("GET", "/_sim/audit")[1]["entries"]]
    expect("of no world", [x for x in own if x[0] == "制御"], [("制御", "POST /worlds"), ("制御", "DELETE /")] * 2)
    expect("of no world, verified", d.control("POST", "/_sim/audit/verify", {})[1]["kekka"], "正常")


def main():
    p = Play()
    try:
        p.d.start()
        head = recorded(p)
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
