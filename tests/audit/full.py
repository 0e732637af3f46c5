#!/usr/bin/env python3
# Called by full.sh: a chukand whose disk is full, in each of two ways: files may not grow (which holds for root, in any chroot), and, as
# "full.py mount" in a mount namespace of its own, a small file system without room.
import os
import resource
import subprocess
import sys

sys.dont_write_bytecode = True
import audit  # noqa: E402
from audit import W, desk, expect  # noqa: E402

NOWHERE = "/doko/soap/kanri"  # no world


class Limit:
    """Files may not grow."""
    name = "limit"

    def place(self, base):
        return None

    def fill(self, d):
        resource.prlimit(d.pid, resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    def empty(self, d):
        resource.prlimit(d.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    def clean(self):
        pass


class Small:
    """A file system of 64 MiB, and a file that takes all of it."""
    name = "mount"

    def place(self, base):
        self.at, stock = os.path.join(base, "data"), os.path.join(base, "stock")
        subprocess.run([os.path.join(desk.ROOT, "tests", "tools", "stock.sh"), stock], check=True)
        os.mkdir(self.at)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", self.at], check=True)
        subprocess.run(["cp", "-R", stock + "/.", self.at], check=True)

    def fill(self, d):
        with open(os.path.join(self.at, "ballast"), "ab", buffering=0) as f:
            try:
                while True:
                    f.write(bytes(4096))
            except OSError:
                pass

    def empty(self, d):
        os.unlink(os.path.join(self.at, "ballast"))

    def clean(self):
        subprocess.run(["umount", "-l", self.at], check=True)


class Full(audit.Play):
    def __init__(self, way):
        super().__init__()
        self.way, self.edaban, self.acked, self.refused = way, [], [], 0
        self.who = desk.Caller(self.d, audit.A)
        way.place(self.d.base)

    def get(self):
        """Whether it was shown; what is refused has nothing of the person."""
        r = self.who.call("kanyusha", "get", [("edaban", self.edaban)])
        if r.code == "C00000":
            return True
        self.refused += 1
        expect("a read that is not recorded", (r.code, "監査記録" in r.text, "仮山" in r.text), ("C90003", True, False))
        return False

    def until_refused(self):
        shown = 0
        while self.get():
            shown += 1
            if shown == 3000:
                raise desk.Broken("reads are never refused")
        return shown

    def write(self):
        """Whether it was acknowledged: then it is recorded for good."""
        self.n += 1
        r = self.who.call("kanyusha", "register", desk.person(self.n, desk.kojin_bango(self.n, 3)))
        if r.code == "C00000":
            self.acked.append(r.get("edaban"))
        else:
            self.refused += 1
            expect("a write on a full disk", r.code, "C90003")
        return r.code == "C00000"

    def all_there(self, where):
        have = {e["edaban"] for e in self.list(op="kanyusha.register", code="C00000")}
        expect("acknowledged, not recorded, " + where, [e for e in self.acked if e not in have], [])

    def of(self, path):
        return self.d.control("GET", path + "?limit=10000")[1]["entries"]

    def told(self, path, want, refused):
        """There is room again: of the refusals those that are not in the table are counted there, and verify says that."""
        rows = self.of(path)
        gaps = [e["biko"] for e in rows if e["koto"] == "audit.kake"]
        lost = sum(int(b.split()[0].partition("=")[2]) for b in gaps)
        expect("%s: refusals" % path, lost + sum(refused(e) for e in rows), want)
        verdict = self.d.control("POST", path + "/verify", {})[1]
        expect("%s: verified" % path, [i["what"] for i in verdict["ijo"]], ["欠けの記録: " + b for b in gaps])
        return lost


def reads(p):
    """What can't be recorded is not shown, and that it was refused is recorded still: nothing is missing."""
    p.way.fill(p.d)
    expect("shown before", p.until_refused() > 10, True)
    expect("a page", p.who.post("/lot2/soap/kanyusha?wsdl", None, {}, "GET").status, 503)
    status, answer = p.d.control("GET", W + "/audit?edaban=" + p.edaban)
    expect("the audit record itself", (status, answer.get("code"), "entries" in answer), (503, "C90003", False))
    p.refused += 2
    while len(p.acked) < 500 and p.write():
        pass
    p.way.empty(p.d)
    expect("with room", p.get(), True)
    p.sound("behind reads that were refused")
    expect("refusals", len(p.list(code="C90003")), p.refused)
    p.all_there("with room")


def lost(p):
    """Where not even refusals can be recorded, they are counted."""
    p.way.fill(p.d)
    p.until_refused()
    for _ in range(400):
        p.get()
    p.write()
    p.way.empty(p.d)
    expect("with room again", p.get(), True)
    missing = p.told(W + "/audit", p.refused, lambda e: e["code"] == "C90003")
    expect("some are missing, not all (%d)" % missing, 0 < missing < 400, True)
    p.all_there("with room again")


def own(p):
    """That of the daemon likewise."""
    sent = 600
    expect("no world, before", p.who.post(NOWHERE, "<a/>").status, 500)
    p.way.fill(p.d)
    expect("own, itself, with room", p.d.control("GET", "/_sim/audit")[0], 200)
    expect("no world", {p.who.post(NOWHERE, "<a/>").status for _ in range(sent)}, {500})
    expect("own, itself", p.d.control("GET", "/_sim/audit")[0], 503)
    p.way.empty(p.d)
    expect("no world, with room", p.who.post(NOWHERE, "<a/>").status, 500)
    missing = p.told("/_sim/audit", sent + 3, lambda e: e["koto"] == "POST doko/kanri" or e["code"] == "C90003")
    expect("own: some are missing", 0 < missing < sent, True)


def unusable(p):
    """A table that can't be made, though there is room: neither read nor write goes on without it."""
    place = os.path.join(p.d.data, "worlds", "lot3", "audit")
    who = desk.Caller(p.d, "06279996", "lot3")
    before = p.d.digest("lot3")["digest"]
    open(place, "w").close()
    expect("read", who.call("kanri", "ping").code, "C90003")
    expect("write", who.call("kanyusha", "register", desk.person(1, desk.kojin_bango(1, 3))).code, "C90003")
    expect("nothing was written", p.d.digest("lot3")["digest"], before)
    os.unlink(place)
    expect("read, mended", who.call("kanri", "ping").code, "C00000")
    expect("write, mended", who.call("kanyusha", "register", desk.person(1, desk.kojin_bango(1, 3))).code, "C00000")
    who.close()
    verdict = p.d.control("POST", "/_sim/worlds/lot3/audit/verify", {})[1]  # the two refusals could not be recorded
    expect("verified, mended", [i["what"].split()[1] for i in verdict["ijo"]], ["kensu=2"])


def said(p):
    """Whoever runs the daemon hears of it, once each time; the log lies elsewhere, but may not grow either in the first way."""
    log = open(p.d.log, encoding="utf-8", errors="replace").read()
    times = 4  # unusable, reads, lost, own
    expect("the log: full", log.count("監査記録に書き込めません"), times if p.way.name == "mount" else 1)
    expect("the log: goes on", log.count("監査記録に再び書き込んでいます"), times)


def run(way):
    p = Full(way)
    try:
        p.d.start()
        p.edaban = p.register()
        p.acked.append(p.edaban)
        unusable(p)
        reads(p)
        lost(p)
        own(p)
        said(p)
        p.d.kill()
        p.d.start()
        p.who.close()
        p.all_there("behind kill -9")
        p.d.stop()
    finally:
        if p.d.process and p.d.process.poll() is None:
            p.d.kill()
        way.clean()
        p.d.clean()


def main():
    ways = [Limit()] + ([Small()] if sys.argv[1:] == ["mount"] else [])
    for way in ways:
        before = len(audit.wrong)
        run(way)
        audit.wrong[before:] = ["%s: %s" % (way.name, w) for w in audit.wrong[before:]]
    print("\n".join(audit.wrong) or "ok: " + " ".join(w.name for w in ways))
    return 1 if audit.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
