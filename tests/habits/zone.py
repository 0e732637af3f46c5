# Time zone and locale of whoever starts chukand and chukan change no byte of what they write: results of CSV, XML and zip, files of
# warnings, the report in each form, the audit table, what is kept as a fixture, masters, populations, reports of the check. The same is
# done under each of ZONES. Called by tests/habits/zone.sh.
import calendar
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

INSURER, WORLD, DAY = "06139992", "lot2", "20170508"
# far east and far west of each other, with halves of an hour and summer time; locales that are not there. The last zone has no hour in
# which the clock of the world stands: what goes through local time comes out later (the library of zips has its stamps do so).
ZONES = ({"TZ": "UTC", "LC_ALL": "C"}, {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}, {"TZ": "America/New_York", "LC_ALL": "POSIX"},
         {"TZ": "Pacific/Kiritimati", "LC_ALL": "ja_JP.UTF-8", "LANG": "ja_JP.UTF-8"}, {"TZ": "XYZ+11:30", "LC_ALL": "tr_TR.UTF-8"},
         {"TZ": ":/nowhere", "LC_NUMERIC": "de_DE.UTF-8", "LC_TIME": "ja_JP.eucJP"}, {"TZ": "AAA0BBB,M5.2.1/9,M10.1.0", "LC_ALL": "C"})


class Writing:
    """All that is written under one of ZONES, by name."""

    def __init__(self, zone):
        self.folder = tempfile.mkdtemp(prefix="chukan-test-")
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TZ"))}
        self.env.update(zone)
        self.files = {}

    def chukan(self, name, *words, status=(0,)):
        """What it prints is a file, too, but for the path of the folder."""
        r = subprocess.run([desk.binary("chukan"), *words], env=self.env, cwd=self.folder, capture_output=True, stdin=subprocess.DEVNULL,
                           timeout=120 * desk.SLOWER)
        if r.returncode not in status:
            raise desk.Broken("%s: %d %s" % (words, r.returncode, r.stderr.decode("utf-8", "replace")[-400:]))
        if name:
            self.files[name] = r.stdout
        return r.stdout

    def take(self, folder):
        for at, _, names in os.walk(os.path.join(self.folder, folder)):
            for n in names:
                with open(os.path.join(at, n), "rb") as f:
                    self.files[os.path.relpath(os.path.join(at, n), self.folder)] = f.read()


def populations(w):
    """What needs no daemon."""
    w.chukan("gen", "gen", "--members", "40", "--seed", "5", "--out", "csv", "--errors", "0.05", "--jumin", "--diff", "0.2")
    w.chukan("gen zip", "gen", "--members", "40", "--seed", "5", "--out", "zip", "--kind", "kanyushaToroku,shikakuJoho", "--zip")
    w.chukan("gen xml", "gen", "--members", "40", "--seed", "5", "--out", "xml", "--kind", "kanyushaToroku,shikakuJoho", "--format", "xml")
    for form in ("text", "json", "csv", "junit"):
        w.chukan("check " + form, "check", "csv/kanyushaToroku.csv", "zip/shikakuJoho.zip", "xml/kanyushaToroku.xml", "--date", DAY, "--format",
                 form, status=(0, 1))
    for folder in ("csv", "zip", "xml"):
        w.take(folder)


def results(w, d, who):
    """Link files of each form, with rows that are refused and rows that warn."""
    rows = [b"1,R%d,,%s,\x82\x50,%d,1,\x89\xcb\x8b\xf3\x81\x40\x88\xea\x98\x59,\x83\x4a\x83\x4e\x83\x45\x81\x40\x83\x43\x83\x60\x83\x8d\x83\x45,1,"
            b"%d0101,\x89\xcb\x8b\xf3\x8c\xa7,20160401,,,\r\n" % (i, desk.kojin_bango(i, 8).encode(), 9000 + i, 1980 if i % 3 else 1899)
            for i in range(9)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:  # ZipInfo: of 1980, not of now
        z.writestr(zipfile.ZipInfo("kanyushaToroku-b.csv"), b"".join(rows[:3]) + b"1,X,,,,,,,,,,,,,,\r\n")
        z.writestr(zipfile.ZipInfo("kanyushaToroku-a.csv"), b"".join(rows[3:6]))
    with open(os.path.join(w.folder, "xml", "kanyushaToroku.xml"), "rb") as f:
        xml = f.read()
    for name, content in (("kanyushaToroku.csv", b"".join(rows[6:])), ("kanyushaToroku.zip", out.getvalue()), ("kanyushaToroku.xml", xml)):
        taken = who.upload("kanyushaToroku", name, content)
        d.settle(WORLD)
        number = taken.get("uketsukeBango")
        w.files["kekka " + name] = who.result(number)
        reply = who.call("file", "getResult", [("uketsukeBango", number), ("shurui", "keikoku")])
        w.files["keikoku " + name] = reply.text.encode()


def reports(w, d):
    """What the control port gives, as chukan saves it."""
    control = ("--control", "http://127.0.0.1:%d" % d.ports["control"], "--world", WORLD)
    for form in ("html", "junit", "csv", "json"):
        w.chukan(None, "report", "--format", form, "--out", "report." + form, *control)
    w.chukan(None, "audit", "export", "--out", "audit.csv", *control)
    w.chukan("digest", "digest", "--format", "json", *control)
    w.chukan("journal", "journal", *control)
    w.chukan(None, "world", "save", "naka", *control)
    w.chukan(None, "world", "keep", "naka", "--as", "nokoshi", *control)
    for name in ("report.html", "report.junit", "report.csv", "report.json", "audit.csv"):
        with open(os.path.join(w.folder, name), "rb") as f:
            w.files[name] = f.read()
    kept = os.path.join(d.fixtures, "worlds", "nokoshi")
    for name in sorted(os.listdir(kept)):
        if name.endswith((".xml", ".csv")):
            with open(os.path.join(kept, name), "rb") as f:
                w.files["kept " + name] = f.read()


def masters(w, d):
    at = ("--url", "http://127.0.0.1:%d" % d.ports["plain"], "--plain", "--system", "KS%sA" % INSURER, "--world", WORLD,
          "--control", "http://127.0.0.1:%d" % d.ports["control"])
    w.chukan("master list", "master", "list", *at)
    w.chukan("master get", "master", "get", "--release", "2", "--out", "master", *at)
    w.take("master")


def written(zone):
    w = Writing(zone)
    os.environ.update(zone)
    d = desk.Desk()
    try:
        populations(w)
        d.start()
        who = desk.Caller(d, INSURER, WORLD)
        results(w, d, who)
        masters(w, d)
        reports(w, d)
        who.close()
        if d.stop() != 0:
            raise desk.Broken("chukand の終了コードが 0 でない")
    finally:
        d.clean()
        shutil.rmtree(w.folder, ignore_errors=True)
        for name in zone:
            os.environ.pop(name, None)
    return {name: unreal(content) for name, content in w.files.items()}


def unreal(content):
    """Without the time of day on which it was written, if that is told as Japan's, and without links and sums of databases that have some:
    each daemon has a key of its own."""
    now = time.time() + 9 * 3600

    def hidden(match):
        told = calendar.timegm(time.strptime(match.group(1).decode() + match.group(2).decode(), "%Y-%m-%d%H:%M:%S"))
        return b"NOW" if 0 <= now + 1 - told < 900 * desk.SLOWER else match.group()

    content = re.sub(rb"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.][0-9]+)?(?:[+]09:00)?", hidden, content)
    return re.sub(rb",[a-p]{32}\n| sums=\"[0-9a-f]{64}\"", b"LINK", content)


def place(one, other):
    """Where two differ, for a person."""
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return "%d バイトめから %r と %r" % (at, one[max(0, at - 40):at + 40], other[max(0, at - 40):at + 40])


def main():
    for name in [k for k in os.environ if k.startswith(("LC_", "LANG", "TZ"))]:
        del os.environ[name]
    wrong, first = [], written(ZONES[0])
    if len(first) < 60 or any(not v for k, v in first.items() if k.startswith(("kekka", "report", "audit"))):
        wrong.append("書いたファイルが足りない: %d %s" % (len(first), sorted(k for k, v in first.items() if not v)))
    for zone in ZONES[1:]:
        other = written(zone)
        if sorted(first) != sorted(other):
            wrong.append("%s: ファイルの名前が違う: %s" % (zone, sorted(set(first) ^ set(other))[:5]))
        wrong += ["%s: %s が違う: %s" % (zone, k, place(first[k], other[k])) for k in first if k in other and first[k] != other[k]]
    for line in wrong[:20]:
        print(line)
    print("%d ファイル、時間帯とロケール %d、違い %d" % (len(first), len(ZONES), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
