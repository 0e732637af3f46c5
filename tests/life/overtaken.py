#!/usr/bin/env python3
# Called by overtaken.sh: uploads that a reset, a drop, a creation of the same name or a restore overtakes, seen from outside.
#   held   the head and half of the file are there when it happens: the rest is read, and the answer names what happened to the
#          world; never the disk. The world that is there afterwards works, and no copy of the file is left behind
#   race   uploaders at full speed, against a hand that does all four in turn: each is answered by a receipt or by what became of
#          the world, and what was acknowledged in the last stretch is loaded to its end
# Usage: overtaken.py [ROUNDS]   of race (12)
import base64
import collections
import http.client
import os
import socket
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, WORLD = "06139992", "run"
UPLOADERS = 6
failed = []


def expect(what, have, want):
    if have != want:
        failed.append("%s: want %s, have %s" % (what, want, have))


def control(d, method, path, body=None):
    status, answer = d.control(method, path, body)
    expect("%s %s: %s" % (method, path, answer.get("code")), status, 200)


def reset(d):
    control(d, "POST", "/_sim/worlds/run/reset", {})


def drop(d):
    control(d, "DELETE", "/_sim/worlds/run")


def create(d):
    control(d, "POST", "/_sim/worlds", {"name": WORLD, "fixture": "lot2"})
    control(d, "POST", "/_sim/worlds/run/snapshots", {"name": "mae"})


def again(d):
    drop(d)
    create(d)


def restore(d):
    control(d, "POST", "/_sim/worlds/run/snapshots/mae/restore", {})


# --- held --------------------------------------------------------------------------------------------------------

def inline(content):
    fields = [("shubetsu", "kanyushaToroku"), ("fileMei", "a.csv"), ("naiyo", base64.b64encode(content).decode())]
    who = desk.Caller(None, A)
    return desk.envelope("file", "upload", fields, who.system, who.password).encode(), "text/xml; charset=UTF-8"


def mtom(content):
    who = desk.Caller(None, A)
    fields = [("shubetsu", "kanyushaToroku"), ("fileMei", "a.csv")]
    include = '<t:naiyo><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:a@b"/></t:naiyo>'
    root = desk.envelope("file", "upload", fields, who.system, who.password, raw=include).encode()
    parts = ((b'<r@b>', b'application/xop+xml; charset=UTF-8; type="text/xml"', root), (b"<a@b>", b"application/octet-stream", content))
    body = b"".join(b"--part\r\nContent-Type: %s\r\nContent-ID: %s\r\nContent-Transfer-Encoding: binary\r\n\r\n%s\r\n" % (kind, name, text)
                    for name, kind, text in parts) + b"--part--\r\n"
    return body, 'multipart/related; boundary=part; type="application/xop+xml"; start="<r@b>"; start-info="text/xml"'


class Held:
    """An upload of which all but the last bytes are sent."""

    def __init__(self, d, body, kind):
        self.rest = body[-1000:]
        self.socket = socket.create_connection(("127.0.0.1", d.ports["plain"]), 60)
        self.socket.sendall(("POST /run/soap/file HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                             % (kind, len(body))).encode() + body[:-1000])

    def end(self):
        self.socket.sendall(self.rest)
        r = http.client.HTTPResponse(self.socket)
        r.begin()
        reply = desk.Reply(r.status, r.read().decode())
        self.socket.close()
        return reply


def spooled(d):
    """Copies of files that came, in every generation there is."""
    found = []
    for folder, _, names in os.walk(os.path.join(d.data, "worlds")):
        if os.path.basename(folder) == "spool":
            found += [os.path.join(folder, n) for n in names]
    return found


def wait_for(what, condition):
    end = time.monotonic() + 60 * desk.SLOWER
    while not condition():
        if time.monotonic() > end:
            raise desk.Broken("%s: not in time" % what())
        time.sleep(0.01)


GONE = (500, "C90005", "動いているワールド")
BEGUN_ANEW = (500, "C90001", "要求が届いた時のままのワールド")


def held():
    d = desk.Desk().start()
    try:
        create(d)
        content = desk.kanyusha_rows(3000, 1, "cp932")
        for how, want in ((reset, BEGUN_ANEW), (again, GONE), (restore, BEGUN_ANEW), (drop, GONE)):
            for form in (inline, mtom):
                upload = Held(d, *form(content))
                wait_for(lambda: "copy of the file", lambda: spooled(d))
                how(d)
                r = upload.end()
                what = "%s, %s" % (how.__name__, form.__name__)
                expect(what, (r.status, r.code, r.get("want")), want)
                if how is drop:
                    create(d)
                who = desk.Caller(d, A, WORLD)
                wait_for(lambda: "%s: copies left: %s" % (what, spooled(d)), lambda: not spooled(d))
                expect("%s: afterwards" % what, who.call("kanri", "ping").code, "C00000")
                who.close()
        expect("exit", d.stop(), 0)
        print("held: 4 ways, inline and MTOM")
    finally:
        d.clean()


# --- race --------------------------------------------------------------------------------------------------------

class Uploader(threading.Thread):
    MAY = {"C00000", "C10006", "C90001", "C90005"}  # taken; there is no such world just now; it was begun anew; it went

    def __init__(self, d, n, over):
        super().__init__()
        self.who, self.n, self.over = desk.Caller(d, A, WORLD), n, over
        self.codes, self.taken, self.odd = collections.Counter(), [], None

    def one(self, k):
        r = self.who.upload("kanyushaToroku", "%d-%d.csv" % (self.n, k), desk.kanyusha_rows(20, self.n, "cp932"))
        self.codes[r.code] += 1
        if r.code not in self.MAY:
            self.odd = r.text[-600:]
        return r

    def run(self):
        try:
            k = 0
            while not self.over.is_set() and not self.odd:
                self.one(k)
                k += 1
            self.taken = [self.one(k + i).get("uketsukeBango") for i in range(2)]
        except Exception as e:  # the main thread tells
            self.odd = repr(e)


def race(rounds):
    d = desk.Desk().start()
    try:
        create(d)
        over = threading.Event()
        crew = [Uploader(d, n, over) for n in range(UPLOADERS)]
        for u in crew:
            u.start()
        for n in range(rounds):
            (reset, again, restore)[n % 3](d)
            taken = sum(u.codes["C00000"] for u in crew)
            wait_for(lambda: "round %d: uploads go on" % n, lambda: sum(u.codes["C00000"] for u in crew) > taken + UPLOADERS or any(u.odd for u in crew))
        over.set()
        for u in crew:
            u.join(60 * desk.SLOWER)
            expect("uploader %d" % u.n, u.odd, None)
        d.settle(WORLD)
        who = desk.Caller(d, A, WORLD)
        for u in crew:
            for uketsuke in u.taken:
                expect("rows of %s" % uketsuke, who.result(uketsuke).count(b"\r\n"), 20)
        who.close()
        expect("exit", d.stop(), 0)
        print("race: %d rounds, %s" % (rounds, dict(sum((u.codes for u in crew), collections.Counter()))))
    finally:
        d.clean()


held()
race(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
for f in failed:
    print("NG", f)
sys.exit(1 if failed else 0)
