#!/usr/bin/env python3
# Called by limits.sh: policy kansaSaidai of a world and chukand --audit-former.
import glob
import os
import sys

sys.dont_write_bytecode = True
import audit  # noqa: E402
from audit import W, desk, expect  # noqa: E402

MOST, SEGMENT, WINDOW, TIMES = 4 << 20, 2 << 20, 64 << 10, 16384 * 8
LONG = '"' * 96  # of a caller's texts as much as a record takes; a quote takes two bytes
FORMER = 2


class Few(audit.Play):
    def __init__(self):
        super().__init__()
        self.d = desk.Desk("--audit-former", str(FORMER))
        path = os.path.join(self.d.fixtures, "worlds", "lot2", "world.xml")
        text = open(path, encoding="utf-8").read()
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace("</world>", '<policy name="kansaSaidai" value="%d"/></world>' % MOST))

    def fill(self, who):
        """Records of more than a kilobyte each."""
        for _ in range(400):
            r = who.call("kanri", "ping", system=LONG, password="x", busho=LONG, user=LONG)
        expect("refused", r.code, "C50005")

    def bytes(self):
        return sum(os.path.getsize(f) for f in glob.glob(self.folder + "/*"))


def pruned(p):
    who = desk.Caller(p.d, audit.A)
    edaban = p.register()
    head = p.sound("before")
    rounds = 0
    while p.list(limit=1)[0]["banme"] == 1 and rounds < 40:
        p.fill(who)
        rounds += 1
        expect("bytes", p.bytes() <= MOST + SEGMENT + WINDOW + TIMES, True)
    p.fill(who)
    who.close()
    first = p.list(limit=1)[0]
    expect("the oldest went", (first["koto"], first["banme"] > 1000), ("audit.hajime", True))
    gone = p.list(op="audit.seiri")
    expect("told", [(e["keiro"], "mae=%d:" % (first["banme"] - 1) in e["biko"]) for e in gone][-1:], [("記録", True)])
    expect("what went is not found", p.list(edaban=edaban, op="kanyusha"), [])
    v = p.verify()
    expect("verified", (v["kekka"], v["ijo"], v["saisho"], v["kukiri"]), ("正常", [], first["banme"], len(glob.glob(p.folder + "/*.csv"))))
    p.sound("a head noted of what went", head)
    p.sound("a head noted since", v["head"])
    p.d.kill()
    p.d.start()
    p.sound("behind kill -9", v["head"])
    expect("first, behind kill -9", p.list(limit=1)[0]["banme"], first["banme"])
    p.d.stop()
    expect("offline", p.offline("--world", "lot2").returncode, 0)
    taken = sorted(glob.glob(p.folder + "/*.csv"))[0]
    os.rename(taken, p.d.base + "/taken")
    expect("offline, one more gone", p.offline("--world", "lot2").returncode, 1)
    os.rename(p.d.base + "/taken", taken)
    p.d.start()


def former(p):
    for name in ("ichi", "ni", "san", "yon"):
        expect("create", p.d.control("POST", "/_sim/worlds", {"name": name, "fixture": "lot2"})[0], 200)
        expect("advance", p.d.control("POST", "/_sim/worlds/%s/clock/advance" % name, {"seconds": 1})[0], 200)
        expect("drop", p.d.control("DELETE", "/_sim/worlds/" + name)[0], 200)
    expect("kept", sorted(os.listdir(os.path.join(p.d.data, "audit-former"))), ["san-3", "san-3.head", "yon-4", "yon-4.head"])
    p.d.stop()
    expect("verified", p.offline().returncode, 0)


def main():
    p = Few()
    try:
        p.d.start()
        pruned(p)
        former(p)
    finally:
        p.d.clean()
    print("\n".join(audit.wrong) or "ok")
    return 1 if audit.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
