#!/usr/bin/env python3
# Called by password.sh: how often a password is hashed (2.12.1 ⑤⑥), by the daemon's own count and never by time: not at a start
# whose fixtures are compiled, once when a system calls first, then not again until who may call has changed. And no byte of a
# password that somebody sends or a fixture has stands in the databases, the log with all its traces, the journal or the digest.
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, B = "06139992", "06139984"
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def hashes(d):
    return int(re.search(r"^chukan_password_hashes_total (\d+)$", d.control("GET", "/metrics")[1].decode(), re.M)[1])


def call(d, hokensha, op, fields=(), **more):
    who = desk.Caller(d, hokensha)
    try:
        return who.call("kanri", op, fields, **more)
    finally:
        who.close()


def counts(d):
    d.start()
    d.stop()  # the first start compiles the fixtures
    d.start()
    expect("at a start", hashes(d), 0)
    expect("ping", [call(d, A, "ping").code for _ in range(3)], ["C00000"] * 3)
    expect("of one system", hashes(d), 1)
    expect("another's", [call(d, B, "ping").code for _ in range(3)], ["C00000"] * 3)
    expect("of two", hashes(d), 2)
    expect("a wrong one", call(d, A, "ping", password="pw-ks06139992b").code, "C50006")
    expect("again", call(d, A, "ping").code, "C00000")
    expect("behind a wrong one", hashes(d), 3)
    expect("a change", call(d, A, "lockKaijo", [("user", "u002")]).code, "C00000")
    expect("behind a change", ([call(d, A, "ping").code for _ in range(2)], hashes(d)), (["C00000"] * 2, 4))
    expect("reset", d.control("POST", "/_sim/worlds/lot2/reset", {})[0], 200)
    expect("behind a reset", ([call(d, A, "ping").code for _ in range(2)], hashes(d)), (["C00000"] * 2, 5))


def left(d, secrets):
    """Files below the daemon's folder, and what it tells, that hold one of the secrets."""
    found = []
    paths = ["/_sim/worlds/lot2/" + p for p in ("journal", "digest", "report?format=json")] + ["/metrics"]
    told = [(p, str(d.control("GET", p)[1]).encode()) for p in paths]
    d.stop()
    for folder, _, names in os.walk(d.base):
        if not folder.startswith(d.fixtures):
            told += [(n, open(os.path.join(folder, n), "rb").read()) for n in names if os.path.isfile(os.path.join(folder, n))]
    for name, data in told:
        found += ["%s: %s" % (name, s) for s in secrets if s.encode() in data]
    return found, len(told)


def nothing_left(d):
    sent = ["Himitsu-%d" % n for n in range(6)]
    expect("passwordHenko", call(d, A, "passwordHenko", [("genPassword", sent[0]), ("shinPassword", sent[1])]).code, "A50011")
    expect("too long", call(d, A, "passwordHenko", [("genPassword", sent[2]), ("shinPassword", sent[3] * 9)]).code, "C20008")
    expect("too many", call(d, A, "passwordHenko", [("genPassword", sent[4]), ("shinPassword", sent[4]), ("shinPassword", sent[5])]).code, "C20008")
    expect("login", call(d, A, "ping", password=sent[5]).code, "C50006")
    system = [("shoriKubun", "1"), ("system", "KS77"), ("mei", "見本"), ("password", sent[0])]
    expect("systemToroku", [call(d, A, "systemToroku", f).code for f in (system, system, system[:3] + [("password", sent[1] * 9)])],
           ["C00000", "A40021", "F30006"])
    expect("systemToroku, too many", call(d, A, "systemToroku", system + system[3:]).code, "C20008")
    expect("in another's place", call(d, A, "userToroku", [("shoriKubun", "1"), ("user", "u900"), ("password", sent[2])]).code, "C20008")
    found, looked = left(d, ["Himitsu-", "pw-ks06139992a", "pw-ks06139984a", "pw-u001", "pw-u002"])
    expect("passwords left behind", found, [])
    if looked < 10:
        wrong.append("only %d places looked at" % looked)


def main():
    d = desk.Desk("--trace", "http,soap,sql")
    try:
        counts(d)
        nothing_left(d)
    finally:
        d.clean()
    print("\n".join(wrong))
    sys.exit(bool(wrong))


main()
