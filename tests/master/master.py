#!/usr/bin/env python3
# Called by master.sh: a base system that follows the releases of the 配信マスター (手引き 2.7.8) through the months, in a world of each lot.
import base64
import csv
import hashlib
import io
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

COMMON = os.path.join(HERE, "..", "..", "fixtures", "common")
COLUMNS = {"kikan": ("han", "mei", "kikanShubetsu"), "jimuTetsuzuki": ("han", "mei", "jimuCode", "ko"), "tokuteiKojinJoho": ("han", "mei")}
INSURERS = {"lot2": ("06139992", "cp932"), "lot3": ("06279996", "utf-8")}
WRONG = []


def want(what, have, expected):
    if have != expected:
        WRONG.append("%s: 期待 %r、実際 %r" % (what, expected, have))


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

    def control(self, method, path, body):
        return self.d.control(method, "/_sim/worlds/%s/%s" % (self.world, path), body)

    def day(self, ymd):
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
            want("size", (int(r.get("size")), r.get("sha256")), (len(content), hashlib.sha256(content).hexdigest()))
            rows = list(csv.reader(io.StringIO(content.decode(self.encoding), newline="")))
            want("kensu", int(r.get("kensu")), len(rows))
            self.take(rows, master)

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

    def tekiyo(self):
        return {i.get("release"): i.get("tekiyo") for i in self.call("list").items()}


def follow(d, lot, start):
    """From リリース2 on; answers the base system."""
    b = Base(d, lot, start)
    want("before", b.call("download", release="2", master="kikan").code, "M40001")
    b.day("20170104")
    want("PMO", b.call("download", release="2", master="kikan").code, "M40002")
    want("list", [(i.get("release"), i.get("haishinJotai"), i.get("tekiyo")) for i in b.call("list").items()],
         [("2", "配信中", "0"), ("2.5", "配信前", "0"), ("3", "配信前", "0"), ("3.1", "配信前", "0")])
    return b


def main():
    d = desk.Desk()
    d.start()
    try:
        for lot in INSURERS:
            b = follow(d, lot, "2017-01-03T09:00:00+09:00")
            b.day("20170422")
            b.download("3")
            b.proves("3")
            want("tekiyo", b.tekiyo(), {"2": "0", "2.5": "0", "3": "1", "3.1": "0"})
            b.day("20170731")
            want("3.1", b.call("download", release="3.1", master="kikan").code, "M40001")
            b.day("20170801")
            b.download("3.1")
            b.proves("3.1")
            want("tekiyo", b.tekiyo(), {"2": "0", "2.5": "0", "3": "1", "3.1": "1"})
        if d.stop() != 0:
            WRONG.append("chukand が正常に終わらない")
    finally:
        d.clean()
    for line in WRONG[:40]:
        print("違い: " + line)
    print("違い %d" % len(WRONG))
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
