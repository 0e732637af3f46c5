#!/usr/bin/env python3
# Called by access.sh: what a run of all tests ends with (tests/tools/accesses.py) is right for a daemon whose generations end in every way
# there is, with questions on their way as well, and is refused where one account, record or charge is missing.
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
ALL = os.environ.get("CHUKAND_ACCESSES")
OWN = os.environ["CHUKAND_ACCESSES"] = tempfile.mkstemp(prefix="chukan-test-accesses-")[1]
import desk  # noqa: E402
import honnin  # noqa: E402

wrong = honnin.wrong


def told(lines):
    """What the runner says of these lines, and its end."""
    with tempfile.NamedTemporaryFile("w", prefix="chukan-test-accesses-") as f:
        f.write("".join(lines))
        f.flush()
        p = subprocess.run([sys.executable, os.path.join(desk.ROOT, "tests", "tools", "accesses.py"), f.name], capture_output=True, text=True)
    return p.returncode, p.stdout.split("\n")


class Asking:
    """Asks of somebody, always the same; counts what 住基ネット must have counted."""

    def __init__(self, d, person):
        self.d, self.person, self.n = d, person, 0

    def ask(self, world="lot2", on_the_way=False):
        a = honnin.Office(self.d, honnin.A, world)
        code = a.ask(kojinBango=self.person)[1].get("kekkaCode")
        honnin.expect("an answer", code is None, on_the_way)
        self.n += not on_the_way
        a.close()

    def control(self, method, path, body=None):
        status, answer = self.d.control(method, "/_sim/worlds" + path, {} if body is None else body)
        honnin.expect("%s %s" % (method, path), status in (200, 201), True)
        return answer


def every_end(d, x):
    x.ask()
    x.ask()
    x.control("POST", "/lot2/reset")
    x.control("PUT", "/lot2/progress", {"juki": {"how": "time", "seconds": 100}})
    x.ask(on_the_way=True)
    x.control("POST", "/lot2/reset")
    x.control("POST", "", {"name": "tsugi", "fixture": "lot2"})
    x.ask("tsugi")
    x.control("DELETE", "/tsugi")
    x.control("POST", "", {"name": "tsugi", "fixture": "lot2"})
    x.ask()
    x.control("POST", "/lot2/snapshots", {"name": "hozon"})
    x.ask()
    x.control("POST", "/lot2/snapshots/hozon/restore")
    x.ask()
    shown = d.control("GET", "/metrics")[1].decode().split("\n")
    honnin.expect("/metrics", [l.split()[1] for l in shown if l.startswith("chukan_juki_access_total ")], [str(x.n)])
    d.kill()
    d.start()
    x.ask()
    honnin.expect("exit", d.stop(), 0)
    d.start()
    x.ask("tsugi")
    d.kill()


def refused(lines):
    """Each of the runner's reasons, by lines that lack something."""
    asked = [i for i, l in enumerate(lines) if l.startswith("end ") and int(l.split()[1]) > 0]
    lost = [l for l in lines if not (l.startswith("end ") and l.split()[-1] == lines[asked[0]].split()[-1])]
    honnin.expect("no account", (told(lost)[0], "asked 2 times, no account" in "\n".join(told(lost)[1])), (1, True))
    for what, column in (("answered", 2), ("recorded", 3), ("charged", 5)):
        words = lines[asked[-1]].split(" ")
        words[column] = str(int(words[column]) - 1)
        honnin.expect("one less %s" % what, told(lines[:asked[-1]] + [" ".join(words)] + lines[asked[-1] + 1:])[0], 1)
    again = [l for l in lines if l.startswith("asked ")][-1].split(" ")
    more = "asked %d %s" % (int(again[1]) + 1, again[2])
    honnin.expect("asked once more", (told(lines + [more])[0], "no account" in "\n".join(told(lines + [more])[1])), (1, True))


def main():
    d = desk.Desk("--check-invariants").start()
    try:
        x = Asking(d, honnin.table("honnin_shitei")[0]["kojin_bango"])
        every_end(d, x)
        wrong.extend(l for l in open(d.log, errors="replace") if "invariant" in l)
    finally:
        d.clean()
    with open(OWN) as f:
        lines = f.readlines()
    os.unlink(OWN)
    if ALL:
        with open(ALL, "a") as f:
            f.writelines(lines)
    lines = [l for l in lines if os.path.realpath(d.data) in l]  # without the daemon that makes the stock of certificates (stock.sh)
    # lot2: four generations; lot3; tsugi twice
    want = "住基ネットへのアクセス: %d 件、記録 %d 件（うち届く前 1）、請求 %d 件 %d 円（ほかに応答の途中 0）、世代 7" % (x.n, x.n + 1, x.n, 10 * x.n)
    honnin.expect("the sum", told(lines), (0, [want, ""]))
    refused(lines)
    for w in wrong[:20]:
        print("FAIL %s" % w[:500])
    print("%d passed, %d failed" % (not wrong, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
