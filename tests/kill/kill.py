#!/usr/bin/env python3
# Called by kill.sh: one daemon on a temporary folder, killed with SIGKILL at 50 seeded moments and started again, beside one that is not
# Proves DESIGN 2.3: what was acknowledged is there, a file is applied row by row exactly once, nothing is doubled, and
# the world ends with the digest of an undisturbed run. Usage: kill.py [SEED]   (SEED defaults to 1; it is printed)
import glob
import hashlib
import http.client
import os
import random
import shutil
import socket
import sqlite3
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WORLD, A, B, C = "lot2", "06139992", "06139984", "06139976"
ROWS_BIG, ROWS_SMALL, PEOPLE = 60000, 15000, 30
# Where the kills fall: step -> {phase: how many}. Together fifty.
PLAN = {"K1": {"body": 3, "reply": 2, "growth": 4, "work": 5}, "K2": {"body": 3, "reply": 1, "growth": 2, "work": 2},
        "F1": {"body": 2, "reply": 1, "growth": 3, "work": 5}, "online": {"flight": 4, "acked": 8}, "approve": {"flight": 4, "reply": 1}}
assert sum(n for phases in PLAN.values() for n in phases.values()) == 50
LOST = (OSError, http.client.HTTPException)


class Run:
    """The same work with or without kills; answers the digest and what was acknowledged."""

    def __init__(self, seed=None, times=None):
        self.desk = desk.Desk("--check-invariants")
        self.random = random.Random(seed) if seed is not None else None
        self.times = times or {}  # seconds each step's work took undisturbed
        self.kills, self.landed = 0, {}
        self.acked, self.results = [], {}
        self.wrong = []
        self.sizes = None  # of the result files, as last seen

    def caller(self, hokensha):
        return desk.Caller(self.desk, hokensha, WORLD)

    def count(self, step, phase):
        return PLAN.get(step, {}).get(phase, 0) if self.random else 0

    def killed(self, step, phase, detail):
        """After the kill: start again on the same folder; what was acknowledged last must be there."""
        self.kills += 1
        committed = self.cursor(step)
        self.desk.start()
        self.landed.setdefault(phase, []).append(committed)
        print("kill %2d/50  %-7s %-7s %s%s" % (self.kills, step, phase, detail, "" if committed is None else
                                                 ", %d rows were committed" % committed), flush=True)
        if phase in ("flight", "acked"):  # file.list waits for the work in flight, which other phases mean to hit
            for check in self.acked[-3:]:
                check()

    def cursor(self, step):
        """How many rows of the newest file the dead daemon had committed: read from a copy, so that only it recovers."""
        if step not in ("K1", "K2", "F1"):
            return None
        name = "chukan" if step == "F1" else "unyo"
        rows = 0
        # the next generation may lie there already, empty
        for path in glob.glob(os.path.join(self.desk.data, "worlds", WORLD, "gen-*", name + ".db")):
            with tempfile.TemporaryDirectory(prefix="chukan-test-") as copy:
                for f in glob.glob(path + "*"):
                    if not f.endswith("-shm"):
                        shutil.copy(f, copy)
                db = sqlite3.connect(os.path.join(copy, name + ".db"))
                row = db.execute("SELECT ok_count + err_count FROM torikomi ORDER BY uketsuke DESC LIMIT 1").fetchone()
                db.close()
                rows = max(rows, row[0] if row else 0)
        return rows

    def expect(self, what, have, want):
        if have != want:
            self.wrong.append("%s: want %s, have %s" % (what, want, have))

    # --- uploads ---------------------------------------------------------------------------------------------

    def upload(self, step, hokensha, shubetsu, name, content):
        who, sha = self.caller(hokensha), hashlib.sha256(content).hexdigest()
        uketsuke = None
        cuts = self.count(step, "body")
        for k in range(cuts):
            uketsuke = self.upload_cut(step, who, shubetsu, name, content, step == "K2" and k == cuts - 1)
        for k in range(max(1, self.count(step, "reply"))):
            if uketsuke is None:
                began = time.monotonic()
                uketsuke = who.upload(shubetsu, name, content).get("uketsukeBango")
                self.times.setdefault("upload " + step, time.monotonic() - began)
            if k < self.count(step, "reply"):
                who.close()
                self.desk.kill()
                self.killed(step, "reply", "just after the 受付番号")
        self.acked.append(lambda: self.expect("%s accepted once" % name, self.listed(hokensha, name, sha), [uketsuke]))
        return uketsuke, sha

    def upload_cut(self, step, who, shubetsu, name, content, may_end):
        """Kills while the body is on its way, or (may_end) about its end; answers the 受付番号 if the file was taken."""
        fields = [("shubetsu", shubetsu), ("fileMei", name), ("naiyo", desk.base64.b64encode(content).decode())]
        body = desk.envelope("file", "upload", fields, who.system, who.password).encode()
        part = 1.0 if may_end else self.random.random()
        delay = self.random.random() * self.times.get("upload " + step, 0.05)

        def pieces():
            for at in range(0, int(len(body) * part), 65536):
                yield body[at:min(at + 65536, int(len(body) * part))]
            if part < 1.0:
                self.desk.kill()
                raise OSError("killed")

        timer = None
        try:
            if part == 1.0:
                timer = threading.Timer(delay, self.desk.kill)
                timer.start()
            who.post(who.path("file"), pieces(), {"Content-Type": "text/xml; charset=utf-8", "Content-Length": str(len(body))})
        except LOST:
            pass
        if timer:
            timer.join()
        who.close()
        self.killed(step, "body", "after %d%% of the body" % (100 * part) if part < 1.0 else
                    "%.1f ms after the body began" % (1000 * delay))
        if not may_end:
            return None
        taken = self.listed(who.hokensha, name, hashlib.sha256(content).hexdigest())
        self.expect("%s taken at most once" % name, len(taken) <= 1, True)
        return taken[0] if taken else None

    def listed(self, hokensha, name, sha):
        who = self.caller(hokensha)
        r = who.ok("file", "list")
        who.close()
        return [i.get("uketsukeBango") for i in r.items() if i.get("fileMei") == name and i.get("sha256") == sha]

    def work(self, step):
        """Waits for the work in flight, killing while it goes on."""
        for _ in range(self.count(step, "growth")):
            self.await_growth(1 + self.random.randrange(3))
            self.desk.kill()
            self.killed(step, "growth", "as the result file grew, before the commit that counts its lines")
        kills = self.count(step, "work")
        for _ in range(kills):
            delay = self.random.random() * 3 * self.times[step] / (kills + 1)  # most fall before the end
            time.sleep(delay)  # the moment of the kill, not a wait for anything
            self.desk.kill()
            self.killed(step, "work", "after %.0f ms of work" % (1000 * delay))
        began = time.monotonic()
        self.desk.settle(WORLD)
        self.times.setdefault(step, time.monotonic() - began)

    def await_growth(self, times):
        """Looks at the result files without a pause until one has grown so many times; gives up when the work is done."""
        end = time.monotonic() + 3
        spools = glob.glob(os.path.join(self.desk.data, "worlds", WORLD, "gen-*", "spool"))
        while times and time.monotonic() < end:
            before = self.sizes if self.sizes is not None else {}
            self.sizes = {e.path: e.stat().st_size for s in spools for e in os.scandir(s) if e.name.endswith("-kekka.csv")}
            times -= any(size > before.get(path, 0) for path, size in self.sizes.items())

    def file(self, step, hokensha, shubetsu, name, content):
        """One link file from upload to result, whose rows must each be there exactly once, in order."""
        uketsuke, sha = self.upload(step, hokensha, shubetsu, name, content)
        self.work(step)
        who = self.caller(hokensha)
        status = who.call("file", "getStatus", [("uketsukeBango", uketsuke)])
        rows = content.count(b"\r\n")
        self.expect("%s 処理ステータス" % name, (status.get("jotai"), status.get("gyoSu")), ("処理完了", str(rows)))
        result = who.result(uketsuke)
        who.close()
        lines = result.split(b"\r\n")[:-1]
        self.expect("%s line numbers" % name, [l.split(b",")[0] for l in lines] == [b"%d" % n for n in range(1, rows + 1)], True)
        self.results[name] = (uketsuke, hashlib.sha256(result).hexdigest(), lines)
        return lines

    # --- online ----------------------------------------------------------------------------------------------

    def register_killed(self, who, n, number, phase):
        """Kills while the request is in flight, or on the first byte of its reply; answers the 枝番 if one came back."""
        edaban = None
        if phase == "flight":
            delay = self.random.random() * 0.006
            who.connect().connect()
            timer = threading.Timer(delay, self.desk.kill)
            timer.start()
            try:
                edaban = who.ok("kanyusha", "register", desk.person(n, number)).get("edaban")
            except LOST:
                pass
            timer.join()
            detail = "%.1f ms after sending, %s" % (1000 * delay, "acknowledged" if edaban else "no reply")
        else:
            body = desk.envelope("kanyusha", "register", desk.person(n, number), who.system, who.password).encode()
            with socket.create_connection(("127.0.0.1", self.desk.ports["plain"])) as s:
                s.sendall(("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
                           % (who.path("kanyusha"), len(body))).encode() + body)
                reply = s.recv(65536)
                self.desk.kill()
            edaban = desk.Reply(200, reply.decode()).get("edaban")
            detail = "on the reply"
        who.close()
        self.killed("online", phase, detail)
        there = who.call("kanyusha", "getEdaban", [("kojinBango", number)]).get("edaban")
        if edaban:
            self.expect("acknowledged registration %d" % n, there, edaban)
        return there

    def register(self, n, phase):
        number = desk.kojin_bango(n, 7)
        who = self.caller(C)
        edaban = None
        if phase:
            edaban = self.register_killed(who, n, number, phase)
        if edaban is None:
            edaban = who.ok("kanyusha", "register", desk.person(n, number)).get("edaban")
        who.close()
        self.acked.append(lambda: self.expect("registration %d" % n, self.edaban_of(number), edaban))
        return edaban

    def edaban_of(self, number):
        who = self.caller(C)
        r = who.call("kanyusha", "getEdaban", [("kojinBango", number)]).get("edaban")
        who.close()
        return r

    def approve(self):
        """取りまとめ機関 approves all requests, again and again until that is acknowledged: a second time does no harm."""
        began = time.monotonic()
        for _ in range(self.count("approve", "flight")):
            delay = self.random.random() * self.times["approve"]
            timer = threading.Timer(delay, self.desk.kill)
            timer.start()
            try:
                self.desk.approve(WORLD)
            except LOST:
                pass
            timer.join()
            self.killed("approve", "flight", "%.1f ms after the approval was sent" % (1000 * delay))
        self.desk.approve(WORLD)
        for _ in range(self.count("approve", "reply")):
            self.desk.kill()
            self.killed("approve", "reply", "just after the approval")
        self.desk.settle(WORLD)
        self.times.setdefault("approve", time.monotonic() - began)
        who = self.caller(B)
        for n in (1, ROWS_BIG // 3, ROWS_BIG // 2):
            states = who.ok("fugo", "getStatus", [("edaban", "%07d" % n)]).all("jotai")
            self.expect("符号 request of 枝番 %d ended" % n, (len(states), "処理中" in states), (1, False))
        who.close()

    # --- the whole -------------------------------------------------------------------------------------------

    def recorded(self, issued):
        """The audit record is whole, and has all that was acknowledged."""
        said = self.desk.control("POST", "/_sim/worlds/%s/audit/verify" % WORLD, {})[1]
        self.expect("the audit record", (said["kekka"], said["ijo"]), ("正常", []))
        said = self.desk.control("GET", "/_sim/worlds/%s/audit?op=kanyusha.register&code=C00000&limit=10000" % WORLD)[1]
        self.expect("registrations that are not recorded", set(issued) - {e["edaban"] for e in said["entries"]}, set())

    def everything(self):
        self.desk.start()
        lines = self.file("K1", B, "kanyushaToroku", "k1.csv", desk.kanyusha_rows(ROWS_BIG, 1))
        self.file("K2", A, "kanyushaToroku", "k2.csv", desk.kanyusha_rows(ROWS_SMALL, 2, "cp932"))
        phases = [p for p in ("flight", "acked") for _ in range(self.count("online", p))] + [None] * PEOPLE
        phases = phases[:PEOPLE]
        if self.random:
            self.random.shuffle(phases)
        issued = [self.register(n, phase) for n, phase in enumerate(phases)]
        self.expect("枝番 of the online registrations differ", len(set(issued)), PEOPLE)
        cells = [l.decode().split(",") for l in lines]
        edaban = [c[3] for c in cells if c[3]]
        self.expect("枝番 of the file differ", len(set(edaban)), len(edaban))
        self.expect("rows with a 枝番", len(edaban), ROWS_BIG - ROWS_BIG // 500)
        self.approve()
        shikaku = "".join("1,%s,%s,３３,%d,1,20100401,,,0,0\r\n" % (B, e, n) for n, e in enumerate(edaban)).encode()
        self.file("F1", B, "shikakuJoho", "f1.csv", shikaku)
        for check in self.acked:
            check()
        answer = self.desk.digest(WORLD)
        self.recorded(issued)
        self.expect("exit status on SIGTERM", self.desk.stop(), 0)
        return answer


def compare(calm, shaken, digest_calm, digest_shaken):
    wrong = calm.wrong + shaken.wrong
    for name in calm.results:
        if calm.results[name][:2] != shaken.results.get(name, (None, None))[:2]:
            wrong.append("%s: 受付番号 or result differ from the undisturbed run" % name)
    for table in sorted(set(digest_calm["tables"]) | set(digest_shaken["tables"])):
        if digest_calm["tables"].get(table) != digest_shaken["tables"].get(table):
            wrong.append("digest of table %s differs" % table)
    if digest_calm["digest"] != digest_shaken["digest"]:
        wrong.append("digest of the world differs")
    return wrong


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    began = time.monotonic()
    calm = Run()
    try:
        digest_calm = calm.everything()
    finally:
        calm.desk.clean()
    print("undisturbed run: %.1f s; seed %d" % (time.monotonic() - began, seed), flush=True)
    shaken = Run(seed, calm.times)
    try:
        digest_shaken = shaken.everything()
    except Exception:
        print(open(shaken.desk.log, errors="replace").read()[-3000:])
        raise
    finally:
        shaken.desk.clean()
    wrong = compare(calm, shaken, digest_calm, digest_shaken)
    ends = (0, ROWS_BIG, ROWS_SMALL, ROWS_BIG - ROWS_BIG // 500)
    inside = sum(1 for all_of in shaken.landed.values() for c in all_of if c is not None and c not in ends)
    print("kills: %d, of them %d in the middle of a file; %.1f s" % (shaken.kills, inside, time.monotonic() - began))
    for w in wrong[:20]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
