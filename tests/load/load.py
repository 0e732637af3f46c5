#!/usr/bin/env python3
# Called by load.sh: one daemon with --check-invariants; eight threads read, write, upload and reset at once, a fixed number of requests each
# Looks for crashes, torn replies, broken invariants and late work of an older generation. Measures nothing.
# Usage: load.py [SEED]
import http.client
import os
import random
import sys
import threading

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WORLD, INSURERS = "lot2", ("06139992", "06139984", "06139976")
STEPS = 250
# What a request may meet while others write and reset: refusals of an emptied world, and the faults of a reset.
MAY_FAIL = {"C90001", "C90002", "K40001", "K40002", "K40003", "K40004", "K40005", "K40006", "F40001", "F40002", "F40003", "G40001", "G40002",
            "P40001", "P40002", "P40003", "P40004", "S40001", "S40003", "C00002"}


class Worker(threading.Thread):
    def __init__(self, d, n, seed, wrong):
        super().__init__()
        self.who = desk.Caller(d, INSURERS[n % 3], WORLD)
        self.d, self.n, self.random, self.wrong = d, n, random.Random(seed * 100 + n), wrong
        self.edaban, self.files, self.shokai, self.done = ["0000001"], [], [], 0

    def run(self):
        try:
            for step in range(STEPS):
                self.random.choice(self.kinds())(step)
                self.done += 1
        except Exception as e:  # a dead daemon or a torn reply: the test fails
            self.wrong.append("thread %d, step %d: %s: %s" % (self.n, self.done, type(e).__name__, e))
        self.who.close()

    def kinds(self):
        if self.n == 0:
            return [self.operate]
        if self.n == 1:
            return [self.upload]
        return [self.read, self.read, self.register, self.change, self.shokai_round, self.nonsense]

    def check(self, what, r):
        """Every reply is whole and is a 処理結果 or a Fault with a code that may come."""
        code = r.code
        if "Envelope>" not in r.text[-40:] or code is None:
            self.wrong.append("%s: not a whole reply: %s %s" % (what, r.status, r.text[-200:]))
        elif r.kubun not in ("1", "2") and code not in MAY_FAIL:
            self.wrong.append("%s: %s" % (what, r.text[-400:]))
        return r

    def call(self, service, op, fields=()):
        return self.check(service + "." + op, self.who.call(service, op, fields))

    def read(self, step):
        e = [("edaban", self.random.choice(self.edaban))]
        op = self.random.choice([("kanyusha", "get"), ("kanyusha", "getShikakuRireki"), ("fugo", "getStatus"), ("fukuhon", "get"),
                                 ("file", "list"), ("shokai", "list"), ("kanri", "ping")])
        self.call(op[0], op[1], e if op[1] in ("get", "getShikakuRireki") else ())

    def register(self, step):
        n = self.n * 100000 + step
        edaban = self.call("kanyusha", "register", desk.person(n, desk.kojin_bango(n, 3))).get("edaban")
        if edaban:
            self.edaban.append(edaban)
            self.edaban = self.edaban[-50:]

    def change(self, step):
        e = ("edaban", self.random.choice(self.edaban))
        op, fields = self.random.choice([("change", [("jusho", "架空県仮想市%d" % step)]), ("lose", [("soshitsuYmd", "20170401")]), ("cancel", []),
                                         ("correctKojinBango", [("kojinBango", desk.kojin_bango(self.n * 100000 + step, 4))])])
        self.call("kanyusha", op, [e] + fields)
        self.call("fugo", "request", [e])

    def shokai_round(self, step):
        others = [h for h in INSURERS if h != self.who.hokensha]
        r = self.call("shokai", "request", [("edaban", self.random.choice(self.edaban)), ("teikyoHokensha", self.random.choice(others)),
                                            ("jimuCode", "JM00000000000003"), ("tokuteiKojinJohoCode", "TM00000000000050")])
        if r.get("shokaiBango"):
            self.call("shokai", "getResult", [("shokaiBango", r.get("shokaiBango"))])

    def upload(self, step):
        if step % 10:
            self.call("file", self.random.choice(["getStatus", "getResult"]),
                      [("uketsukeBango", self.random.choice(self.files or ["U06139992N0000001"]))])
            return
        rows = desk.kanyusha_rows(self.random.choice([1, 10, 500, 3000]), 5, "cp932" if self.who.hokensha != INSURERS[1] else "utf-8",
                                  ("M", "F") if self.who.hokensha == INSURERS[2] else ("1", "2"))
        r = self.check("file.upload", self.who.upload("kanyushaToroku", "load%d.csv" % step, rows))
        if r.get("uketsukeBango"):
            self.files.append(r.get("uketsukeBango"))

    def operate(self, step):
        kind = self.random.randrange(8)
        path = "/_sim/worlds/%s" % WORLD
        status, answer = (self.d.control("POST", path + "/reset", {}) if step % 25 == 24 else self.d.approve(WORLD) if kind < 4 else
                          self.d.control("GET", path + "/digest") if kind < 6 else self.d.control("GET", path + "/journal?since=0") if kind < 7
                          else self.d.control("POST", path + "/clock/advance", {"seconds": 60}))
        if status not in (200, 503):
            self.wrong.append("control: %s %s" % (status, answer))

    def nonsense(self, step):
        """Bodies that end early and connections that go away, while others work."""
        c = http.client.HTTPConnection("127.0.0.1", self.d.ports["plain"], timeout=60 * desk.SLOWER)
        c.putrequest("POST", self.who.path("kanyusha"))
        c.putheader("Content-Length", "1000")
        c.putheader("Content-Type", "text/xml")
        c.endheaders(b"<s:Envelope")
        c.close()


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    wrong = []
    d = desk.Desk("--check-invariants")
    try:
        d.start()
        fresh = d.digest(WORLD)["digest"]
        workers = [Worker(d, n, seed, wrong) for n in range(8)]
        for w in workers:
            w.start()
        for w in workers:
            w.join()
        if d.process.poll() is not None:
            wrong.append("chukand ended with %s" % d.process.returncode)
        else:
            d.settle(WORLD)
            status, answer = d.control("POST", "/_sim/worlds/%s/reset" % WORLD, {})
            if status != 200 or d.digest(WORLD)["digest"] != fresh:
                wrong.append("the world after the last reset is not the fresh one: %s %s" % (status, answer))
            if d.stop() != 0:
                wrong.append("exit status %s on SIGTERM" % d.process.returncode)
        bugs = [l for l in open(d.log, errors="replace") if "BUG" in l or "Sanitizer" in l or "invariant" in l]
        wrong += ["log: " + l.rstrip() for l in bugs[:10]]
    finally:
        d.clean()
    for w in wrong[:20]:
        print("FAIL seed %d: %s" % (seed, w))
    print("%d passed, %d failed" % (sum(w.done for w in workers), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
