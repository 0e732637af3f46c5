#!/usr/bin/env python3
# Called by zip.sh: a zip of CSV and XML link files goes through a daemon that is killed at each turn of its way (seen by
# the files in the spool) and started again, beside one that is not: the same result, digest and spool. Usage: zip.py [SEED]
import glob
import hashlib
import io
import os
import random
import sys
import time
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

WORLD, WHO, ROWS, ROUNDS = "lot2", "06139984", (12000, 12000, 6000), 2
COLUMNS = "shoriKubun seiriBango edaban kojinBango kigo bango honninKazoku shimei shimeiKana seibetsu seinengappi jusho shutokuYmd".split()
# the turns of its way: a file of the spool that is there (and not empty) then, all of them deep in the work
TURNS = ("*.in.002", "*-kekka.zip.001", "*-kekka.zip.002", "*.in.003", "*-kekka.zip.003", "*-kekka.zip.new*", "*-kekka.zip")


def as_xml(lines):
    rows = (zip(COLUMNS, line.split(",")) for line in lines)
    return "<kanyushaToroku>\n%s\n</kanyushaToroku>\n" % "\n".join(
        "<gyo>%s</gyo>" % "".join("<%s>%s</%s>" % (c, v, c) for c, v in row if v) for row in rows)


def upload():
    lines = desk.kanyusha_rows(sum(ROWS), 3).decode().splitlines()
    one, two, three = lines[:ROWS[0]], lines[ROWS[0]:ROWS[0] + ROWS[1]], lines[ROWS[0] + ROWS[1]:]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("3.csv", "\r\n".join(three) + "\r\n")
        z.writestr("1.csv", "\r\n".join(one) + "\r\n")
        z.writestr("2.xml", as_xml(two))
    return out.getvalue()


def spool(d):
    return glob.glob(os.path.join(d.data, "worlds", WORLD, "gen-*", "spool"))


def there(d, pattern):
    return any(os.path.exists(p) and os.path.getsize(p) for s in spool(d) for p in glob.glob(os.path.join(s, pattern)))


def at_the_turn(d, pattern):
    """Looks without a pause until the file is there; False when the work was over first."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if there(d, pattern):
            return True
    return False


def run(content, chance):
    d, kills = desk.Desk("--check-invariants").start(), 0
    try:
        who = desk.Caller(d, WHO, WORLD)
        no = who.upload("kanyushaToroku", "三つ.zip", content).get("uketsukeBango")
        who.close()
        for pattern in TURNS if chance else ():
            if at_the_turn(d, pattern):
                time.sleep(chance.random() * 0.02)  # the moment of the kill, not a wait for anything
                d.kill()
                kills += 1
                d.start()
        d.settle(WORLD)
        status = who.ok("file", "getStatus", [("uketsukeBango", no)])
        state = (status.get("jotai"), status.get("gyoSu"), status.get("seijoSu"), status.get("ijoSu"))
        result = who.result(no)
        who.close()
        left = sorted(os.path.basename(p) for s in spool(d) for p in glob.glob(os.path.join(s, "*")))
        return {"result": hashlib.sha256(result).hexdigest(), "state": state, "spool": left, "digest": d.digest(WORLD)["digest"]}, kills, result
    finally:
        d.stop()
        d.clean()


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    content, chance, wrong, kills = upload(), random.Random(seed), [], 0
    calm, _, result = run(content, None)
    with zipfile.ZipFile(io.BytesIO(result)) as z:
        counts = [z.read(n).count(b"\r\n") for n in z.namelist()]
        if z.namelist() != ["1-kekka.csv", "2-kekka.xml", "3-kekka.csv"] or counts != [ROWS[0], ROWS[1] + 3, ROWS[2]]:
            wrong.append("the undisturbed result has %s with %s lines" % (z.namelist(), counts))
    if len(calm["spool"]) != 2:
        wrong.append("left in the spool: %s" % calm["spool"])
    for _ in range(ROUNDS):
        shaken, n, _ = run(content, chance)
        kills += n
        wrong += ["%s: want %s, have %s" % (k, calm[k], shaken[k]) for k in calm if calm[k] != shaken[k]]
    if kills < ROUNDS * 4:
        wrong.append("only %d kills fell into the work" % kills)
    print("kills: %d in %d rounds; seed %d; %s" % (kills, ROUNDS, seed, calm["state"]))
    for w in wrong:
        print("FAIL %s" % w)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
