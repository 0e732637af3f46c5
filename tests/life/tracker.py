#!/usr/bin/env python3
# Called by tracker.sh: the record of test cases (data/worlds/W/case/run-N.log) through the life of a world. Parts:
#   killed    the same work with kill -9 within a file of ROWS rows and without: every row once, the same report, the same digest
#   late      who was in the last few rows of a file, and is dealt with much later, is found again
#   spoilt    half a block at its end is cut off; a restart gives the same report
#   apart     the digest is the same without the record and with notes in it; other worlds have nothing
#   repeated  a restored world gives the same 枝番 and 受付番号 once more: they are other people and files
#   reset     a reset clears it; keep: ["tracker"] begins run 2, whose report has the verdicts of run 1; then a reset begins anew
#   restored  save and restore leave it as it is
#   dropped   drop takes it away, and a new world of that name knows nothing
# Usage: tracker.py [ROWS]
import os
import struct
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, WORLD, KILLS = "06139992", "lot2", (1, 2, 4, 6)
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 40000
RESIDENT = "539371733090"  # of fixtures/common/jumin.csv
BLOCK, FACT, MAGIC = struct.Struct("<IIIIqq24s"), struct.Struct("<HHBBHIIQQ"), 0x4B4F5431  # server/world/case/tracker.h
REGISTER, DONE = "kanyusha.register", ("2-030", "2-040")  # what the work is
failed = []


def expect(what, have, want):
    if have != want:
        failed.append("%s: want %.300s, have %.300s" % (what, want, have))


def log_path(d, world=WORLD, run=1):
    return os.path.join(d.data, "worlds", world, "case", "run-%d.log" % run)


def log_bytes(d, world=WORLD, run=1):
    with open(log_path(d, world, run), "rb") as f:
        return f.read()


def row_facts(data):
    """(受付番号, row) -> how it ended, of each row; how often a row was told again; where the last block begins."""
    found, again, at, last = {}, 0, 0, 0
    while at < len(data):
        head = BLOCK.unpack_from(data, at)
        if head[0] != MAGIC or at + head[1] > len(data):
            break  # a block that is just being written, or half of one
        fact = at + BLOCK.size
        for _ in range(head[2]):
            f = FACT.unpack_from(data, fact)
            if f[5]:
                key, end = (head[6].rstrip(b"\0"), f[5]), (f[1], f[2], f[7], f[8])
                again += key in found
                if found.setdefault(key, end) != end:
                    failed.append("%s: told in two ways: %s, %s" % (key, found[key], end))
            fact += f[0]
        last, at = at, at + head[1]
    return found, again, last


def report(d, world=WORLD, query=""):
    """Without what says when, and how far the record was read."""
    status, r = d.control("GET", "/_sim/worlds/%s/report%s" % (world, query))
    if status != 200:
        raise desk.Broken("report: %s %s" % (status, r))
    for part in [r] + r["cases"] + [s for c in r["cases"] for s in c["steps"] + c["attempts"]]:
        part.pop("realAt", None)
    for name in ("seen", "generation"):
        r.pop(name)
    return r


def passed(r):
    return tuple(c["id"] for c in r["cases"] if c["jidoHantei"] == "合格")


# --- the work ----------------------------------------------------------------------------------------------------

def one_person(d, world=WORLD):
    """2-040."""
    who = desk.Caller(d, A, world)
    fields = [("seibetsu", "1") if f[0] == "seibetsu" else f for f in desk.person(1, RESIDENT, bango=900001)]
    edaban = [("edaban", who.ok("kanyusha", "register", fields).get("edaban"))]
    expect("before", who.ok("fugo", "getStatus", edaban).get("jotai"), "処理中")
    d.approve(world)
    d.settle(world)
    expect("after", who.ok("fugo", "getStatus", edaban).get("jotai"), "取得済")
    who.ok("kanyusha", "get", edaban)
    who.close()


def work(d, disturb):
    """2-040, then a large file with wrong rows, and one of them put right (2-030). disturb: called while the file is at work."""
    one_person(d)
    who = desk.Caller(d, A)
    content = desk.kanyusha_rows(ROWS, 1, "cp932")
    taken = [who.upload("kanyushaToroku", "large.csv", content).get("uketsukeBango")]
    who.close()
    disturb()
    status = who.ok("file", "getStatus", [("uketsukeBango", taken[0])])
    expect("rows", (status.get("seijoSu"), status.get("ijoSu")), (str(ROWS - ROWS // 500), str(ROWS // 500)))
    who.result(taken[0])
    right = content.decode("cp932").split("\r\n")[499].split(",")
    right[3] = desk.kojin_bango(499, 1)
    taken.append(who.upload("kanyushaToroku", "right.csv", (",".join(right) + "\r\n").encode("cp932")).get("uketsukeBango"))
    who.result(taken[1])
    who.close()
    d.settle()
    return taken


def kills(d):
    """kill -9 when the record has grown by so many blocks, before the file is done."""
    landed = []
    for blocks in KILLS:
        end, was = time.monotonic() + 5, os.path.getsize(log_path(d))
        while blocks and time.monotonic() < end:
            now = os.path.getsize(log_path(d))
            blocks, was = blocks - (now > was), now
        d.kill()
        landed.append(len(row_facts(log_bytes(d))[0]))
        d.start()
    print("killed after %s of %d rows" % (", ".join(map(str, landed)), ROWS))
    expect("kills within the file", sum(0 < n < ROWS for n in landed) >= 2, True)


def killed():
    calm, hunted = desk.Desk().start(), desk.Desk().start()
    try:
        ends = []
        for d, disturb in ((calm, lambda: None), (hunted, lambda: kills(hunted))):
            taken = work(d, disturb)
            found, again, _ = row_facts(log_bytes(d))
            for uketsuke, rows in zip(taken, (ROWS, 1)):
                expect("%s: rows" % uketsuke, sorted(n for u, n in found if u == uketsuke.encode()) == list(range(1, rows + 1)), True)
            # a 個人番号 is told apart by a key of the world's own
            ends.append((taken, {k: v[:3] for k, v in found.items()}, report(d), d.digest()))
            print("%d rows, %d told again" % (len(found), again))
        for what, one, other in zip(("受付番号", "rows", "report", "digest"), *ends):
            expect("with kills and without: %s" % what, other == one, True)
        expect("passed", passed(ends[1][2]), DONE)
        expect("stop", calm.stop(), 0)
        return hunted
    finally:
        calm.clean()


# --- the rest, with the world that was killed ---------------------------------------------------------------------

def spoilt(d):
    before, data = report(d), log_bytes(d)
    last = row_facts(data)[2]
    for half in (data[last:last + (len(data) - last) // 2], data[last:last + 20], b"\0" * 100):
        d.kill()
        with open(log_path(d), "ab") as f:
            f.write(half)
        d.start()
        expect("half a block is cut off", log_bytes(d), data)
        expect("report after it", report(d) == before, True)
    desk.Caller(d, A).ok("kanri", "ping")
    expect("it goes on", len(log_bytes(d)) > len(data), True)
    expect("stop", d.stop(), 0)
    d.start()
    expect("report after a restart", passed(report(d)), DONE)


def late(d):
    """2-020 with somebody of the last rows, which are not held when the file is read; the report is looked at in between."""
    expect("create", d.control("POST", "/_sim/worlds", {"name": "late", "fixture": "lot2"})[0], 200)
    who = desk.Caller(d, A, "late")
    taken = who.upload("kanyushaToroku", "late.csv", desk.kanyusha_rows(1040, 3, "cp932")).get("uketsukeBango")
    rows = [line.split(b",") for line in who.result(taken).split(b"\r\n")]
    one = [("edaban", rows[1030][3].decode())]
    d.approve("late")
    d.settle("late")
    expect("not yet", passed(report(d, "late")), ())
    expect("it fails", who.ok("fugo", "getStatus", one).get("jotai"), "失敗")
    who.ok("kanyusha", "correctKojinBango", one + [("kojinBango", RESIDENT)])
    who.ok("fugo", "request", one)
    d.approve("late")
    d.settle("late")
    expect("it is there", who.ok("fugo", "getStatus", one).get("jotai"), "取得済")
    who.close()
    expect("passed", passed(report(d, "late")), ("2-020",))
    expect("drop", d.control("DELETE", "/_sim/worlds/late")[0], 200)


def apart(d):
    was = d.digest()
    status, _ = d.control("PUT", "/_sim/worlds/lot2/report/2-040", {"comment": "見た"})
    expect("note", (status, d.digest() == was), (200, True))
    expect("stop", d.stop(), 0)
    os.rename(os.path.dirname(log_path(d)), d.base + "/case")
    d.start()
    expect("without the record: digest, passed", (d.digest() == was, passed(report(d))), (True, ()))
    expect("stop", d.stop(), 0)
    os.unlink(log_path(d))
    os.rmdir(os.path.dirname(log_path(d)))
    os.rename(d.base + "/case", os.path.dirname(log_path(d)))
    d.start()
    expect("with it again", (d.digest() == was, passed(report(d))), (True, DONE))
    expect("lot3", (log_bytes(d, "lot3"), passed(report(d, "lot3")), report(d, "lot3")["hokensha"]), (b"", (), []))


def reset(d):
    expect("reset", d.control("POST", "/_sim/worlds/lot2/reset", {"keep": ["tracker"]})[0], 200)
    r = report(d)
    expect("run 2", (r["run"], passed(r), r["hokensha"]), (2, (), []))
    expect("the verdicts of run 1", tuple(c["id"] for c in r["cases"] if c["runs"] == [{"run": 1, "hantei": "合格", "why": None}]), DONE)
    expect("run 1 stays", row_facts(log_bytes(d))[2] > 0, True)
    html = d.control("GET", "/_sim/worlds/lot2/report?format=html")[1].decode()
    expect("what was passed before stands in the page of who has done nothing", html.count("<dt>前の回</dt><dd>1 回目 合格</dd>") >= len(DONE), True)
    who = desk.Caller(d, A)
    edaban = [("edaban", who.ok("kanyusha", "register", desk.person(1, RESIDENT)).get("edaban"))]
    who.ok("fugo", "getStatus", edaban)
    who.ok("kanyusha", "get", edaban)
    html = d.control("GET", "/_sim/worlds/lot2/report?format=html")[1].decode()
    expect("the former run in the page", "<dt>前の回</dt><dd>1 回目 合格</dd>" in html, True)
    before = report(d)
    d.kill()
    d.start()
    expect("run 2 after kill -9", report(d) == before, True)
    for _ in range(2):
        expect("reset", d.control("POST", "/_sim/worlds/lot2/reset", {})[0], 200)
        r = report(d)
        expect("anew", (r["run"], passed(r), r["hokensha"], [c["id"] for c in r["cases"] if c["runs"]]), (1, (), [], []))
        expect("its files", (os.listdir(os.path.dirname(log_path(d))), log_bytes(d)), (["run-1.log"], b""))


def told(r):
    """What it says of all that was tried; hints for what was not are about the world as it is now."""
    return [(c["id"], c["jidoHantei"], c["jidoHantei"] != "未実施" and (c["why"], c["steps"], c["attempts"])) for c in r["cases"]]


def restored(d):
    one_person(d)
    expect("save", d.control("POST", "/_sim/worlds/lot2/snapshots", {"name": "then"})[0], 200)
    was, digest, data = report(d), d.digest()["digest"], log_bytes(d)
    desk.Caller(d, A).ok("kanyusha", "register", desk.person(2, desk.kojin_bango(2)))
    d.settle()
    more = report(d)
    expect("restore", d.control("POST", "/_sim/worlds/lot2/snapshots/then/restore", {})[0], 200)
    expect("what was restored", d.digest()["digest"], digest)
    expect("the record is left alone", (log_bytes(d)[:len(data)] == data, len(log_bytes(d)) > len(data), told(report(d)) == told(more)), (True, True, True))
    expect("2-040", (passed(was), passed(report(d))), (("2-040",), ("2-040",)))
    d.kill()
    d.start()
    expect("after kill -9", told(report(d)) == told(more), True)


def repeated(d):
    """What was done between a save and a restore did not happen to who comes after it, by whatever number they are known."""
    world = "again"
    expect("create", d.control("POST", "/_sim/worlds", {"name": world, "fixture": "lot2"})[0], 200)
    expect("save", d.control("POST", "/_sim/worlds/%s/snapshots" % world, {"name": "empty"})[0], 200)
    who = desk.Caller(d, A, world)
    first = who.ok("kanyusha", "register", desk.person(1, RESIDENT)).get("edaban")
    who.ok("fugo", "getStatus", [("edaban", first)])
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../fixtures/worlds/lot2/files/kanyusha-A.csv"), "rb") as f:
        rows = f.read().splitlines(True)
    uketsuke = who.upload("kanyushaToroku", "wrong.csv", b"".join(rows[:22])).get("uketsukeBango")  # the last three are wrong
    who.result(uketsuke)
    who.close()
    expect("restore", d.control("POST", "/_sim/worlds/%s/snapshots/empty/restore" % world, {})[0], 200)
    who = desk.Caller(d, A, world)
    expect("the same number", who.upload("kanyushaToroku", "right.csv", b"".join(rows[:10])).get("uketsukeBango"), uketsuke)
    who.result(uketsuke)
    who.ok("fugo", "getStatus", [("edaban", first)])
    expect("approve", d.approve(world)[0], 200)
    d.settle(world)
    expect("another person's", who.ok("fugo", "getStatus", [("edaban", first)]).get("jotai"), "取得済")
    who.ok("kanyusha", "get", [("edaban", first)])
    who.close()
    expect("2-010 by what came after, 2-040 by nobody", passed(report(d, world)), ("2-010",))
    d.kill()
    d.start()
    expect("after kill -9", passed(report(d, world)), ("2-010",))
    expect("drop", d.control("DELETE", "/_sim/worlds/%s" % world)[0], 200)


def dropped(d):
    for _ in range(2):
        expect("create", d.control("POST", "/_sim/worlds", {"name": "case-world", "fixture": "lot2"})[0], 200)
        expect("nothing yet", (log_bytes(d, "case-world"), passed(report(d, "case-world"))), (b"", ()))
        one_person(d, "case-world")
        expect("2-040", passed(report(d, "case-world")), ("2-040",))
        before = log_bytes(d)
        expect("drop", d.control("DELETE", "/_sim/worlds/case-world")[0], 200)
        expect("its folder", os.path.exists(os.path.join(d.data, "worlds", "case-world")), False)
        expect("its report", d.control("GET", "/_sim/worlds/case-world/report")[0], 404)
        expect("lot2", (log_bytes(d) == before, passed(report(d))), (True, ("2-040",)))


def main():
    d = killed()
    try:
        for part in (late, spoilt, apart, reset, restored, repeated, dropped):
            part(d)
            print(part.__name__)
        expect("stop", d.stop(), 0)
    finally:
        d.clean()
    print("\n".join(failed) or "the record lives as its world does")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
