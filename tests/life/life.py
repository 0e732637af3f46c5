#!/usr/bin/env python3
# Called by life.sh: worlds that can't be lost, seen from outside. One daemon a part, on a folder of its own:
#   spoilt    a world whose folder lacks something is refused by name while the others work, and a reset or drop heals it
#   borrowed  a world keeps the fixture that it was created from
#   damaged   who waits for work that a damaged database holds up is told so, and a reset heals it
#   lost      an upload whose copy is gone or changed ends by itself, nobody's file is blamed; the same of a result
#   full      a reset on a full disk says C90003 and changes nothing; the file at work goes on when there is room
#   late      of two resets of a refused world one heals it; a request that a reset or a creation overtakes gets C90001
#   namesake  reset, drop, create of one name, with 8 writers and a slowed burial: nothing acknowledged is lost
# Usage: life.py [ROUNDS [SEED]]   of namesake (30, a new seed each run, printed); 1000 takes some minutes
import http.client
import json
import os
import random
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, LOT3 = "06139992", "06279996"
WRITERS, ACKS = 8, 12
failed = []


def expect(what, have, want):
    if have != want:
        failed.append("%s: want %s, have %s" % (what, want, have))


def worlds(d):
    return {w["name"]: w for w in d.control("GET", "/_sim/worlds")[1]["worlds"]}


# --- spoilt ------------------------------------------------------------------------------------------------------

def refused(d, world, item):
    """lot2 works, and whoever turns to the other world is told which file it is."""
    expect("lot2", desk.Caller(d, A).call("kanri", "ping").code, "C00000")
    who = desk.Caller(d, LOT3, world)
    r = who.call("kanri", "ping")
    expect("Fault", (r.status, r.code, r.get("item")), (500, "C90007", item))
    expect("the Fault names the world", "ワールド %s: " % world in (r.get("have") or ""), True)
    c = http.client.HTTPConnection("127.0.0.1", d.ports["plain"], timeout=60 * desk.SLOWER)
    c.request("POST", "/%s/soap/kanri" % world, "<x/>", {"Content-Type": "application/soap+xml"})
    r = c.getresponse()
    text = r.read().decode()
    expect("SOAP 1.2 Fault", (r.status, "soap:Receiver" in text, item in text), (500, True, True))
    c.request("GET", "/%s/soap/kanri?wsdl" % world)
    r = c.getresponse()
    expect("WSDL", (r.status, b"definitions" in r.read()), (200, True))
    c.close()
    for method, path in (("GET", "/clock"), ("GET", "/digest"), ("GET", "/journal"), ("POST", "/operator/settle"), ("POST", "/clock/advance")):
        status, answer = d.control(method, "/_sim/worlds/%s%s" % (world, path), None if method == "GET" else {})
        expect(path, (status, answer.get("code"), answer.get("item")), (503, "C90007", item))
    broken = worlds(d)[world].get("broken", {})
    expect("list", (broken.get("code"), broken.get("item")), ("C90007", item))
    shown = subprocess.run([desk.binary("chukan"), "world", "list", "--control", "http://127.0.0.1:%d" % d.ports["control"]],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    expect("chukan world list", item in shown, True)


def spoilt():
    d = desk.Desk().start()
    try:
        who = desk.Caller(d, A)
        who.ok("kanyusha", "register", desk.person(1, desk.kojin_bango(1)))
        fresh = d.digest("lot3")["digest"]
        d.stop()
        shutil.copytree(d.data, d.base + "/whole")
        for item, spoil in (("gen-1/chukan.db", os.unlink), ("gen-1/unyo.db", lambda p: open(p, "w").close()), ("current", os.unlink),
                            ("gen-1/spool", shutil.rmtree), ("gen-1/kanri.db", lambda p: open(p, "r+b").write(b"x" * 100))):
            shutil.rmtree(d.data)
            shutil.copytree(d.base + "/whole", d.data)
            spoil(os.path.join(d.data, "worlds", "lot3", item))
            d.start()
            refused(d, "lot3", item)
            d.kill()
            d.start()
            refused(d, "lot3", item)
            status, answer = d.control("POST", "/_sim/worlds/lot3/reset", {})
            expect("%s: reset" % item, (status, answer.get("generation", 0) > 1), (200, True))
            expect("healed", (d.digest("lot3")["digest"], "broken" in worlds(d)["lot3"]), (fresh, False))
            expect("a call", desk.Caller(d, LOT3, "lot3").call("kanri", "ping").code, "C00000")
            d.kill()
            d.start()
            expect("a start after", desk.Caller(d, LOT3, "lot3").call("kanri", "ping").code, "C00000")
            expect("lot2's person", desk.Caller(d, A).call("kanyusha", "get", [("edaban", "0000001")]).code, "C00000")
            expect("exit", d.stop(), 0)
        logged = open(d.log, errors="replace").read()
        expect("the log says why", "ワールド lot3: " in logged and "gen-1/chukan.db" in logged, True)
        print("spoilt: 5 kinds")
    finally:
        d.clean()


def fixtures():
    """A world whose fixture folder is wrong is refused; with none left the daemon does not start."""
    d = desk.Desk()
    try:
        place = os.path.join(d.base, "fixtures")
        assert place == d.fixtures  # a copy of its own already
        xml = os.path.join(place, "worlds", "lot3", "world.xml")
        text = open(xml).read()
        open(xml, "w").write(text.replace("<world", "<welt", 1))
        d.start()
        expect("worlds", {w: x.get("broken", {}).get("code") for w, x in worlds(d).items()}, {"lot2": None, "lot3": "C90008"})
        expect("the log names the file", "world.xml" in open(d.log, errors="replace").read(), True)
        expect("exit", d.stop(), 0)
        shutil.rmtree(os.path.join(place, "worlds", "lot2"))
        shutil.rmtree(d.data)
        try:
            d.start()
            failed.append("it started without any world")
        except desk.Broken as e:
            expect("what it says", "world.xml" in str(e), True)
        open(xml, "w").write(text)
        d.start()
        expect("worlds", sorted(worlds(d)), ["lot3"])
        print("fixtures: skipped, refused, put right")
    finally:
        d.clean()


# --- borrowed ----------------------------------------------------------------------------------------------------

def borrowed():
    """A world keeps the fixture that it was created from, whatever its name, and its clock, whatever the fixture says since."""
    d = desk.Desk().start()
    try:
        expect("drop", d.control("DELETE", "/_sim/worlds/lot3")[0], 200)
        expect("create", d.control("POST", "/_sim/worlds", {"name": "lot3", "fixture": "lot2"})[0], 200)
        fresh = d.digest("lot3")["digest"]
        desk.Caller(d, A, "lot3").ok("kanyusha", "register", desk.person(1, desk.kojin_bango(1)))
        d.settle("lot3")
        was = d.digest("lot3")["digest"]
        clock = d.control("GET", "/_sim/worlds/lot2/clock")[1]
        for move in (False, True):
            expect("exit", d.stop(), 0)
            path = os.path.join(d.fixtures, "worlds", "lot2", "world.xml")
            text = open(path, encoding="utf-8").read()
            with open(path, "w", encoding="utf-8") as f:
                f.write(text.replace('start="2017', 'start="2016'))
            if move:  # the note names a place that is gone
                os.rename(d.fixtures, d.base + "/moved")
                d.fixtures = d.base + "/moved"
            d.start()
            expect("a clock that nobody has moved", d.control("GET", "/_sim/worlds/lot2/clock")[1], clock)
            expect("lot3 after a start", (d.digest("lot3")["digest"], d.digest("lot2")["digest"]), (was, fresh))
        expect("reset", d.control("POST", "/_sim/worlds/lot3/reset", {})[0], 200)
        expect("lot3 after a reset", d.digest("lot3")["digest"], fresh)
        expect("its clock", d.control("GET", "/_sim/worlds/lot3/clock")[1]["now"][:4], "2016")
        expect("a world's whose generation has not ended", d.control("GET", "/_sim/worlds/lot2/clock")[1], clock)
        expect("exit", d.stop(), 0)
        print("borrowed: two starts, a reset")
    finally:
        d.clean()


# --- full --------------------------------------------------------------------------------------------------------

def room(d, size):
    """Files may not grow beyond size: what a full disk does, for root as well."""
    resource.prlimit(d.pid, resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def full():
    d = desk.Desk().start()
    try:
        who, rows = desk.Caller(d, A), 30000
        sent = who.upload("kanyushaToroku", "full.csv", desk.kanyusha_rows(rows, 5, "cp932"))
        room(d, 0)
        for body in ({}, {"keep": ["clock"]}, {}):
            status, answer = d.control("POST", "/_sim/worlds/lot2/reset", body, timeout=60 * desk.SLOWER)
            expect("reset on a full disk", (status, answer.get("code")), (503, "C90003"))
            expect("generation", worlds(d)["lot2"]["generation"], 1)
        status, answer = d.control("POST", "/_sim/worlds", {"name": "more", "fixture": "lot2"})
        expect("create on a full disk", (status, answer.get("code"), "more" in worlds(d)), (503, "C90003", False))
        room(d, resource.RLIM_INFINITY)
        d.settle()
        r = who.call("file", "getStatus", [("uketsukeBango", sent.get("uketsukeBango"))])
        expect("the file went on", (r.code, r.get("jotai"), r.get("seijoSu")), ("C00000", "処理完了", str(rows - rows // 500)))
        status, answer = d.control("POST", "/_sim/worlds/lot2/reset", {})
        expect("reset with room", (status, answer.get("generation")), (200, 2))
        d.kill()
        d.start()
        expect("after kill -9", worlds(d)["lot2"]["generation"], 2)
        print("full: 3 resets and a creation refused, the file went on")
    finally:
        d.clean()


# --- damaged -----------------------------------------------------------------------------------------------------

def damage(path, table):
    """The first page of a table is gone: nobody notices before it is read."""
    with sqlite3.connect(path) as db:
        size, root = db.execute("PRAGMA page_size").fetchone()[0], db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
    db.close()
    with open(path, "r+b") as f:
        f.seek(size * (root - 1))
        f.write(b"\xa5" * size)


def damaged():
    """Nobody waits for work that cannot go on: whoever would have to is told which file it is."""
    d = desk.Desk().start()
    try:
        fresh = d.digest("lot2")["digest"]
        # what a call reads itself, what a message needs that the others wait for, what nothing here needs
        for item, table, met, waits in (("unyo.db", "fugo_yokyu", True, False), ("chukan.db", "fugo", True, True), ("unyo.db", "juki_access", False, False)):
            desk.Caller(d, A).ok("kanyusha", "register", desk.person(1, desk.kojin_bango(1)))
            d.settle()
            generation = worlds(d)["lot2"]["generation"]
            expect("exit", d.stop(), 0)
            damage(os.path.join(d.data, "worlds", "lot2", "gen-%d" % generation, item), table)
            size = os.path.getsize(d.log)
            d.start()
            who = desk.Caller(d, A)
            r = who.call("kanyusha", "register", desk.person(2, desk.kojin_bango(2)))  # waits for nothing
            expect("%s: a registration" % table, (r.code, item in r.text), ("C90007", True) if met and not waits else ("C00000", False))
            r = who.call("fugo", "getStatus", [("edaban", "0000001")])
            expect("%s: a call" % table, (r.status, r.code, item in r.text), (500, "C90007", True) if met else (200, "C00000", False))
            for method, path, body in (("GET", "/digest", None), ("POST", "/operator/settle", {}), ("POST", "/clock/advance", {"seconds": 1})):
                status, answer = d.control(method, "/_sim/worlds/lot2" + path, body, timeout=60 * desk.SLOWER)
                want = (503, "C90007", True) if waits or path == "/digest" else (200, None, False)
                expect("%s: %s" % (table, path), (status, answer.get("code"), item in str(answer)), want)
            expect("lot3", desk.Caller(d, LOT3, "lot3").call("kanri", "ping").code, "C00000")
            status, answer = d.control("POST", "/_sim/worlds/lot2/reset", {})
            expect("reset", (status, d.digest("lot2")["digest"]), (200, fresh))
            expect("exit", d.stop(), 0)
            with open(d.log, "rb") as f:
                f.seek(size)
                logged = f.read().decode(errors="replace")
            expect("%s: the log" % table, ("進みません" in logged, item in logged), (waits, True))
            d.start()
        print("damaged: 3 tables")
    finally:
        d.clean()


# --- lost --------------------------------------------------------------------------------------------------------

def lost():
    """Whoever sent a file is not blamed for what became of its copy while the daemon was down."""
    d = desk.Desk().start()
    try:
        who = desk.Caller(d, A)
        expect("by hand", d.control("PUT", "/_sim/worlds/lot2/progress", {"ikkatsu": {"how": "manual"}})[0], 200)
        sent = [who.upload("kanyushaToroku", "%d.csv" % n, desk.kanyusha_rows(20, n, "cp932")).get("uketsukeBango") for n in range(5)]
        expect("exit", d.stop(), 0)
        spool = os.path.join(d.data, "worlds", "lot2", "gen-1", "spool")
        paths = [os.path.join(spool, u + ".in") for u in sent]
        os.unlink(paths[0])
        os.truncate(paths[1], 0)
        os.truncate(paths[2], 900)
        with open(paths[3], "r+b") as f:
            f.seek(500)
            byte = f.read(1)
            f.seek(500)
            f.write(b"8" if byte == b"7" else b"7")
        d.start()
        expect("start", d.control("POST", "/_sim/worlds/lot2/operator/ikkatsu-start", {})[0], 200)
        who = desk.Caller(d, A)
        for u, path, have in zip(sent, paths, ("ファイルがありません", "0 バイト", "900 バイト", "中身が変わっています", None)):
            r = who.call("file", "getStatus", [("uketsukeBango", u)])
            said = r.code, "F90001" in r.text and os.path.basename(path) in r.text and have in r.text if have else r.get("seijoSu")
            expect("%s: %s" % (u, have), said, ("F40003", True) if have else ("C00000", "20"))
        size = os.path.getsize(os.path.join(spool, sent[4] + "-kekka.csv"))
        expect("result", len(who.result(sent[4])), size)
        for spoil, have in ((lambda p: open(p, "r+b").write(b"9"), "中身が変わっています"),
                            (lambda p: os.truncate(p, size - 1), "%d バイト" % (size - 1)), (os.unlink, "ありません")):
            spoil(os.path.join(spool, sent[4] + "-kekka.csv"))
            r = who.call("file", "getResult", [("uketsukeBango", sent[4])])
            expect("result: %s" % have, (r.code, sent[4] + "-kekka.csv" in r.text, have in r.text), ("F90001", True, True))
        expect("exit", d.stop(), 0)
        logged = open(d.log, errors="replace").read()
        expect("the log", [("WARN" in logged and "受付番号 %s: " % u in logged) for u in sent], [True] * 4 + [False])
        print("lost: 4 uploads, a result twice")
    finally:
        d.clean()


# --- late --------------------------------------------------------------------------------------------------------

class Pending:
    """A control request that the daemon has begun to read: its body has not been sent."""

    def __init__(self, d, method, path):
        self.socket = socket.create_connection(("127.0.0.1", d.ports["control"]), 60)
        self.socket.sendall(("%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n" % (method, path)).encode())
        said = b""
        while not said.endswith(b"\r\n\r\n"):
            said += self.socket.recv(1) or b"closed\r\n\r\n"
        expect("%s %s" % (method, path), b" 100 " in said, True)

    def send(self):
        self.socket.sendall(b"{}")
        return self

    def answer(self):
        r = http.client.HTTPResponse(self.socket)
        r.begin()
        answer = json.loads(r.read())
        self.socket.close()
        return answer


def late():
    d = desk.Desk().start()
    try:
        d.stop()
        os.unlink(os.path.join(d.data, "worlds", "lot3", "gen-1", "unyo.db"))
        shutil.rmtree(os.path.join(d.data, "worlds", "lot3", "gen-2"), ignore_errors=True)  # made ahead
        d.start()
        both = [p.send() for p in [Pending(d, "POST", "/_sim/worlds/lot3/reset") for _ in range(2)]]
        answers = [p.answer() for p in both]
        expect("resets of a refused world", sorted((a.get("generation", 0), a.get("code")) for a in answers), [(0, "C90001"), (2, None)])
        create = ("POST", "/_sim/worlds", {"name": "run", "fixture": "lot2"})
        expect("create", d.control(*create)[0], 200)
        for what, overtake in (("created", [("DELETE", "/_sim/worlds/run"), create]), ("reset", [("POST", "/_sim/worlds/run/reset", {})])):
            pending = Pending(d, "DELETE", "/_sim/worlds/run")
            for request in overtake:
                expect(request[1], d.control(*request)[0], 200)
            who = desk.Caller(d, A, "run")
            edaban = who.ok("kanyusha", "register", desk.person(1, desk.kojin_bango(1))).get("edaban")
            expect("a drop, %s since" % what, pending.send().answer().get("code"), "C90001")
            expect("acknowledged, %s" % what, who.call("kanyusha", "get", [("edaban", edaban)]).code, "C00000")
            who.close()
        expect("exit", d.stop(), 0)
        print("late: 2 resets at once, 2 drops overtaken")
    finally:
        d.clean()


# --- namesake ----------------------------------------------------------------------------------------------------

class Names:
    """What the writers and the one who resets, drops and creates know of each other."""

    def __init__(self, d):
        self.d, self.change = d, threading.Condition()
        self.epoch, self.acked = None, []  # the stable stretch there is now, None between; what was acknowledged in it
        self.over = self.hold = False
        self.resting = 0

    def open_epoch(self, n):
        with self.change:
            self.epoch, self.acked = n, []
            self.change.notify_all()

    def close_epoch(self):
        with self.change:
            self.epoch = None

    def await_acks(self):
        with self.change:
            self.change.wait_for(lambda: len(self.acked) >= ACKS or failed, 60)
            if len(self.acked) < ACKS and not failed:
                failed.append("epoch %s: the writers do not come on" % self.epoch)
            return list(self.acked)

    def pause(self, on):
        with self.change:
            self.hold = on
            self.change.notify_all()
            if on:
                self.change.wait_for(lambda: self.resting == WRITERS, 60)


class Writer(threading.Thread):
    MAY = {"C10006", "C90001", "C90005", "C90007"}  # there is no such world just now, or it went meanwhile

    def __init__(self, names, n):
        super().__init__()
        self.names, self.n, self.count = names, n, 0
        self.who = desk.Caller(names.d, A, "run")

    def run(self):
        s = self.names
        while not s.over and not failed:
            with s.change:
                while s.hold and not s.over:
                    s.resting += 1
                    s.change.notify_all()
                    self.who.close()
                    s.change.wait_for(lambda: not s.hold or s.over)
                    s.resting -= 1
                began = s.epoch  # None: it goes on all the more
            self.count += 1
            number = self.n * 1000000 + self.count
            try:
                r = self.who.call("kanyusha", "register", desk.person(number, desk.kojin_bango(number)))
            except (OSError, http.client.HTTPException) as e:
                failed.append("writer %d: %s: %s" % (self.n, type(e).__name__, e))
                return
            with s.change:
                if r.code == "C00000" or r.kubun == "1":
                    if began is not None and began == s.epoch:
                        s.acked.append((r.get("edaban"), str(number)))
                        s.change.notify_all()
                elif r.code not in self.MAY:
                    failed.append("writer %d: %s" % (self.n, r.text[-400:]))


def verify(d, what, acked):
    who = desk.Caller(d, A, "run")
    for edaban, bango in acked:
        r = who.call("kanyusha", "get", [("edaban", edaban)])
        if r.code != "C00000" or r.get("bango") != bango:
            failed.append("%s: %s was acknowledged: %s" % (what, edaban, r.text[-300:]))
            break
    who.close()


def namesake(rounds, seed):
    print("namesake: %d rounds, seed %d" % (rounds, seed), flush=True)
    d = desk.Desk("--turns", str(seed)).start()
    try:
        fresh = {w: d.digest(w)["digest"] for w in ("lot2", "lot3")}
        names = Names(d)
        writers = [Writer(names, n) for n in range(1, WRITERS + 1)]

        def stretch(what, n, path, method, body):
            names.close_epoch()
            status, answer = d.control(method, path, body)
            if status != 200:
                failed.append("%s: %s %s" % (what, status, answer))
            if method == "DELETE":
                return
            names.open_epoch(n)
            verify(d, what, names.await_acks())

        for w in writers:
            w.start()
        for n in range(rounds):
            if failed:
                break
            stretch("round %d, created" % n, 2 * n, "/_sim/worlds", "POST", {"name": "run", "fixture": "lot2"})
            stretch("round %d, reset" % n, 2 * n + 1, "/_sim/worlds/run/reset", "POST", {})
            if n % 10 == 9:
                names.pause(True)
                acked = list(names.acked)
                d.kill() if n % 20 == 9 else d.stop()
                d.start()
                verify(d, "round %d, started again" % n, acked)
                names.pause(False)
            if n < rounds - 1:
                stretch("round %d, dropped" % n, None, "/_sim/worlds/run", "DELETE", None)
        names.pause(True)
        acked = list(names.acked)
        with names.change:
            names.over = True
            names.change.notify_all()
        for w in writers:
            w.join()
        if d.process.poll() is not None:
            failed.append("chukand ended with %s" % d.process.returncode)
            return
        expect("exit", d.stop(), 0)
        d.start()
        expect("worlds", sorted(w for w, x in worlds(d).items() if "broken" not in x), ["lot2", "lot3", "run"])
        verify(d, "at the end", acked)
        for w, digest in fresh.items():
            expect("digest of " + w, d.digest(w)["digest"], digest)
        expect("exit", d.stop(), 0)
        print("namesake: %d rounds, %d registrations sent" % (rounds, sum(w.count for w in writers)))
        for line in open(d.log, errors="replace"):
            if "BUG" in line or "Sanitizer" in line:
                failed.append("log: " + line.rstrip())
    finally:
        d.clean()


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1, 1 << 31)
    for part in (spoilt, fixtures, borrowed, damaged, lost, full, late):
        if len(sys.argv) < 2:
            part()
    namesake(rounds, seed)
    for f in failed[:20]:
        print("FAIL %s" % f)
    print("failed" if failed else "passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
