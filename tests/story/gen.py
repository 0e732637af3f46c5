#!/usr/bin/env python3
# Called by gen.sh: a population with the stories among it, as `chukan gen --stories` makes it for an insurer, is held against what gen
# says is expected: by a world to which the files are sent in order, and by `chukan check` over all of them.
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402
from stories_gen import KINDS  # noqa: E402
from tables import Lot  # noqa: E402

MEMBERS, DAY = 200, "20170508"
WORLDS = ((2, "A", "0"), (3, "C", "0.05"))  # CP932 and codes as ours; UTF-8 and codes of its own
KEKKA = "kekka.csv"  # of 加入者情報, so that check knows who has which 枝番
UNJUDGED = "P40004"  # what check cannot tell without the 資格情報 that were sent before


def want(ok, what):
    if not ok:
        raise desk.Broken(what)


def generate(out, lot, insurer, *more):
    subprocess.run([desk.binary("chukan"), "gen", "--out", out, "--members", str(MEMBERS), "--seed", "5", "--hokensha", lot.hokensha[insurer],
                    "--encoding", lot.encoding[insurer].upper(), "--code-map", os.path.join(lot.folder, "gyomu_code.csv"), "--date", DAY,
                    "--kind", ",".join(KINDS), "--jumin", *more], check=True, stdout=subprocess.DEVNULL)


class Expected:
    """What gen says of its files: codes of every row, and of those of the stories whose they are and their warnings."""

    def __init__(self, folder):
        self.folder, self.codes, self.rows = folder, {}, {}
        for kind in KINDS:
            with open(os.path.join(folder, kind + ".csv.expected.csv"), encoding="utf-8") as f:
                self.codes[kind] = {int(line): code for line, code in csv.reader(l for l in f if l[0].isdigit())}
        with open(os.path.join(folder, "stories.csv"), encoding="utf-8", newline="") as f:
            for r in csv.DictReader(f):
                self.rows[r["file"][:-4], int(r["line"])] = r
        self.story = {r["edaban"]: r["id"] for r in self.rows.values() if r["edaban"]}
        for (kind, line), r in self.rows.items():
            want(self.codes[kind][line] == r["code"], "%s %d行目: expected.csv と stories.csv のコードが違う" % (kind, line))

    def warnings(self, kind, told):
        """told: [(line, 枝番 or the line of its 新規, code)]; line 0 of what the file has left. Held against what the file's rows of each story want."""
        must, have = {}, {}
        for (of, line), r in self.rows.items():
            if of == kind:
                for code in r["keikoku"].split():
                    must.setdefault((r["id"], code), []).append(line)
        for line, edaban, code in told:
            row = self.rows.get((kind, line))
            new = re.search(r"(\d+)行目の新規", edaban)
            row = row or new and self.rows.get((kind, int(new.group(1))))
            story = row["id"] if row else self.story.get(edaban)
            lines = must.get((story, code), [])
            want(lines and (not line or line in lines), "%s %d行目 枝番 %s: 期待しない警告 %s" % (kind, line, edaban, code))
            have[story, code] = have.get((story, code), 0) + 1
        for key, lines in must.items():
            want(have.get(key, 0) == len(lines), "%s: 話 %s の警告 %s が %d 件、期待 %d 件" % ((kind,) + key + (have.get(key, 0), len(lines))))
        return len(told)


def offline(e, lot, insurer):
    paths = [os.path.join(e.folder, kind + ".csv") for kind in KINDS]
    r = subprocess.run([desk.binary("chukan"), "check", *paths, "--encoding", lot.encoding[insurer].upper(), "--date", DAY, "--format", "json",
                        "--hokensha", lot.hokensha[insurer], "--code-map", os.path.join(lot.folder, "gyomu_code.csv"),
                        "--edaban", os.path.join(e.folder, KEKKA)], capture_output=True)
    want(r.returncode == 1, "check の終了コード %d: %s" % (r.returncode, r.stderr.decode()[-400:]))
    told = 0
    for kind, file in zip(KINDS, json.loads(r.stdout)["files"]):
        errors = {x["line"]: x["code"] for x in file["errors"]}
        lacking = [line for line, code in e.codes[kind].items() if code == UNJUDGED]
        want(sum(u["count"] for u in file["unknown"]) == len(lacking), "%s: 判定できません %s" % (kind, file["unknown"]))
        expected = {line: code for line, code in e.codes[kind].items() if code not in ("C00000", UNJUDGED)}
        want(errors == expected, "check %s: 期待 %s、実際 %s" % (kind, expected, errors))
        told += e.warnings(kind, [(w["line"], w.get("edaban") or "", w["code"]) for w in file["warnings"]])
    return told


def records(content, lot, insurer):
    return list(csv.reader(io.StringIO(content.decode(lot.encoding[insurer]), newline="")))


def sent(d, e, lot, insurer):
    world, told = os.path.basename(lot.folder), 0
    caller = desk.Caller(d, lot.hokensha[insurer], world)
    for kind in KINDS:
        with open(os.path.join(e.folder, kind + ".csv"), "rb") as f:
            taken = caller.upload(kind, kind + ".csv", f.read())
        want(taken.kubun in ("1", "2"), taken.text[-400:])
        d.settle(world)
        columns = list(lot.columns("kanyushaKekka" if kind == "kanyushaToroku" else "fukuhonKekka", DAY))
        result = caller.result(taken.get("uketsukeBango"))
        if kind == "kanyushaToroku":
            with open(os.path.join(e.folder, KEKKA), "wb") as f:
                f.write(result)
        rows = [dict(zip(columns, r)) for r in records(result, lot, insurer)]
        codes = {int(r["gyo"]): r["kekkaCode"] for r in rows}
        differ = {n: (e.codes[kind].get(n), codes.get(n)) for n in set(codes) | set(e.codes[kind]) if e.codes[kind].get(n) != codes.get(n)}
        want(not differ, "%s: {行: (期待, 実際)} %s" % (kind, differ))
        for r in rows:
            row = e.rows.get((kind, int(r["gyo"])))
            want(not row or row["code"] != "C00000" or row["edaban"] == r["edaban"], "%s %s行目: 枝番 %s" % (kind, r["gyo"], r["edaban"]))
        reply = caller.call("file", "getResult", [("uketsukeBango", taken.get("uketsukeBango")), ("shurui", "keikoku")])
        content = desk.base64.b64decode(reply.get("naiyo") or "")
        told += e.warnings(kind, [(int(w[1] or 0), w[3], w[5]) for w in records(content, lot, insurer) if w])
    caller.close()
    return told


def same(folder, again, alone):
    """The same seed makes the same bytes, and the people of the population are those of a run without stories."""
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f, open(os.path.join(again, name), "rb") as g:
            content = f.read()
            want(content == g.read(), "%s: 同じ種で違う" % name)
        if name != "stories.csv":
            with open(os.path.join(alone, name), "rb") as f:
                want(content.startswith(f.read()), "%s: 話を混ぜると、ほかの行が変わる" % name)


def residents(folder):
    """jumin.csv has the very people of 加入者情報, and no number twice."""
    with open(os.path.join(folder, "jumin.csv"), encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    for column in ("juminhyo_code", "kojin_bango"):
        want(len({r[column] for r in rows}) == len(rows) > MEMBERS + 100, "jumin.csv の %s が重なる" % column)
    return {r["kojin_bango"]: r["seinengappi"] for r in rows}


def world(d, number, insurer, errors):
    lot = Lot(number)
    folder, again, alone = (os.path.join(d.base, "%s%d" % (x, number)) for x in ("gen", "again", "alone"))
    generate(folder, lot, insurer, "--errors", errors, "--stories")
    generate(again, lot, insurer, "--errors", errors, "--stories")
    generate(alone, lot, insurer, "--errors", errors)
    same(folder, again, alone)
    e, people = Expected(folder), residents(folder)
    columns = list(lot.columns("kanyushaToroku", DAY))
    with open(os.path.join(folder, "kanyushaToroku.csv"), "rb") as f:
        for line, r in enumerate((dict(zip(columns, r)) for r in records(f.read(), lot, insurer)), 1):
            want(not r["kojinBango"] or r["kojinBango"] in people or e.codes["kanyushaToroku"][line] != "C00000", "加入者情報 %d行目の人が jumin.csv にいない" % line)
    shutil.copy(os.path.join(folder, "jumin.csv"), os.path.join(d.fixtures, "worlds", os.path.basename(lot.folder), "jumin.csv"))
    return lot, e


def main():
    d = desk.Desk()
    try:
        made = [(w[1],) + world(d, *w) for w in WORLDS]
        d.start()
        for insurer, lot, e in made:
            told, checked = sent(d, e, lot, insurer), offline(e, lot, insurer)
            want(checked == told > 20, "警告が check は %d 件、chukand は %d 件" % (checked, told))
            print("%s %s: 話 %d、その行 %d、全部の行 %d、警告 %d" % (os.path.basename(lot.folder), insurer, len({r["id"] for r in e.rows.values()}),
                                                       len(e.rows), sum(map(len, e.codes.values())), told))
        want(d.stop() == 0, "chukand が正常に終わらない")
    except desk.Broken as e:
        print("失敗: %s" % e)
        return 1
    finally:
        d.clean()
    return 0


sys.exit(main())
