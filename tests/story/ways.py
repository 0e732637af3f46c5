# The three ways in which a step reaches its verdict: link files, SOAP, `chukan check` over the same files. Each answers
# {index of the step: Verdict}. Called by story.py and rules.py.
import collections
import csv
import io
import itertools
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
from tables import KEYS, Told, desk, later  # noqa: E402

XS = "{http://www.w3.org/2001/XMLSchema}"
KANYUSHA = {"1": "register", "2": "change", "3": "correctKojinBango", "4": "lose", "5": "cancel", "6": "cancelLoss"}  # by 処理区分
UNKNOWN = "9999999"  # 枝番 of somebody whose registration did not succeed
# States, told when the file ends, or by oshirase.list, because a later row may mend them.
AT_END = ("K40019", "K40014", "K40015")
# Of a value that only a file's row has.
OF_ROW = ("K40011", "K40012")
NOT_JUDGED = "判定できません"
SHIKAKU, KYUFU = "TM00000000000999", "TM00000000000050"

Verdict = collections.namedtuple("Verdict", "code keikoku bun")


def elements(service, op):
    """{name: may be absent} of a request, from the XSD; None when there is no such operation."""
    root = ET.parse(os.path.join(desk.ROOT, "schema", service + ".xsd")).getroot()
    found = root.find("%selement[@name='%s']/%scomplexType/%ssequence" % (XS, op, XS, XS))
    return None if found is None else {e.get("name"): e.get("minOccurs") == "0" for e in found if e.get("name") != "irai"}


class World:
    """A world of its own for one way: who calls, who has which 枝番, what the clock says."""

    def __init__(self, daemon, name, tables, lot, fixture=None):
        self.desk, self.name, self.tables, self.lot, self.told = daemon, name, tables, lot, Told(tables, lot)
        status, answer = daemon.control("POST", "/_sim/worlds", {"name": name, "fixture": fixture or os.path.basename(lot.folder)})
        if status != 200:
            raise desk.Broken("world %s: %s" % (name, answer))
        self.callers = {a: desk.Caller(daemon, n, name) for a, n in lot.hokensha.items()}
        self.edaban, self.day = {}, lot.start
        self.introduce()

    def close(self):
        for c in self.callers.values():
            c.close()

    def settle(self):
        self.desk.settle(self.name)

    def introduce(self):
        """An insurer that asks about somebody else's member once had him for a day, so that it has a 枝番 and a 符号 of him."""
        for story, hito, insurer in self.tables.asked():
            p, caller = self.tables.people[story, hito], self.callers[insurer]
            fields = {n: p[n] for n in ("kojinBango", "shimei", "shimeiKana", "seibetsu", "seinengappi")}
            fields.update(kigo="９０", bango=story[1:] + hito, honninKazoku="1", jusho="架空県", shutokuYmd=p["seinengappi"])
            given = [(n, fields[n]) for n in elements("kanyusha", "register") if n in fields]
            edaban = caller.ok("kanyusha", "register", given).get("edaban")
            caller.ok("kanyusha", "lose", [("edaban", edaban), ("soshitsuYmd", later(p["seinengappi"], 1))])
            self.edaban[insurer, story, hito] = edaban

    def begin(self, day):
        """Of a batch: what the one before has asked for is approved, and the clock goes on."""
        self.desk.approve(self.name)
        self.settle()
        if day > self.day:
            at = "%s-%s-%sT09:00:00+09:00" % (day[:4], day[4:6], day[6:])
            status, answer = self.desk.control("POST", "/_sim/worlds/%s/clock/advance" % self.name, {"to": at})
            if status != 200:
                raise desk.Broken("clock %s: %s" % (day, answer))
            self.day = day
            self.settle()

    def of(self, step):
        return self.edaban.get((step.hokensha, step.id, step.hito), UNKNOWN)

    def row(self, step):
        return self.told.row(step, self.lot.columns(step.shubetsu, self.day), self.of(step))

    def registered(self, step, edaban):
        if step.shubetsu == "kanyushaToroku" and step.atai["shoriKubun"] == "1" and edaban:
            self.edaban[step.hokensha, step.id, step.hito] = edaban

    def fugo(self, step):
        r = self.callers[step.hokensha].call("fugo", "request", [("edaban", self.of(step))])
        return Verdict("C00000" if r.code == "C00001" else r.code, [], r.get("message"))


def unknown_columns(step, world):
    """Names in a step that no column has."""
    return sorted(set(step.atai) - set(world.lot.columns(step.shubetsu, world.day)))


# --- link files -------------------------------------------------------------------------------------------------------

class Files:
    """One file for the rows of a batch that have insurer and kind in common. Every file is kept, for `chukan check`."""

    def __init__(self, world, folder):
        self.world, self.folder, self.sent = world, folder, []
        self.rules = {}  # {index of a step: names of the rules that warned of it}
        self.differing = []  # what `chukan check` tells otherwise at a file's end: (path, as the daemon has it, as check has it)
        self.left = {}  # {path: [(被保険者枝番, コード, 内容)] of the warnings that are of no row}
        self.has_warnings = "shurui" in elements("file", "getResult")

    def batch(self, dan, steps):
        """steps: [(index, step)]. Answers {index: Verdict}."""
        groups, out, taken = {}, {}, []
        for n, s in steps:
            if s.shubetsu == "fugo":
                out[n] = self.world.fugo(s)
            else:
                groups.setdefault((s.hokensha, s.shubetsu), []).append((n, s))
        for (insurer, kind), members in groups.items():
            taken.append((insurer, kind, members) + self.upload(insurer, kind, dan, members))
        self.world.settle()
        for insurer, kind, members, path, number in taken:
            out.update(self.result(insurer, kind, members, path, number))
        return out

    def upload(self, insurer, kind, dan, members):
        content = self.world.lot.file(insurer, kind, self.world.day, [self.world.row(s) for _, s in members])
        path = os.path.join(self.folder, "%s-%s-%s-%02d.csv" % (kind, insurer, self.world.day, dan))
        with open(path, "wb") as f:
            f.write(content)
        r = self.world.callers[insurer].upload(kind, os.path.basename(path), content)
        if r.kubun not in ("1", "2"):
            raise desk.Broken("%s: %s" % (path, r.text[-600:]))
        return path, r.get("uketsukeBango")

    def result(self, insurer, kind, members, path, number):
        caller, lot = self.world.callers[insurer], self.world.lot
        content = caller.result(number)
        rows = list(csv.reader(io.StringIO(content.decode(lot.encoding[insurer]), newline="")))
        if len(rows) != len(members):
            raise desk.Broken("%s: 結果 %d 行, 入力 %d 行" % (path, len(rows), len(members)))
        columns = list(lot.columns("kanyushaKekka" if kind == "kanyushaToroku" else "fukuhonKekka", self.world.day))
        edaban, code, bun = (columns.index(c) for c in ("edaban", "kekkaCode", "kekkaMessage"))
        result = None
        for (n, s), row in zip(members, rows):
            if row[code] == "C00000":
                self.world.registered(s, row[edaban])
        told = self.warnings(insurer, number, members, path)
        if kind == "kanyushaToroku":
            result = path[:-4] + "-kekka.csv"
            with open(result, "wb") as f:
                f.write(content)
        self.sent.append((self.world.day, insurer, path, members, result))
        return {n: Verdict(row[code], told.get(n, []), row[bun]) for (n, _), row in zip(members, rows)}

    def warnings(self, insurer, number, members, path):
        """{index of the step: codes}, from ファイル名, 行番号, 処理区分, 被保険者枝番, 規則, コード, 項目, 内容."""
        out = {}
        if not self.has_warnings:
            return out
        r = self.world.callers[insurer].call("file", "getResult", [("uketsukeBango", number), ("shurui", "keikoku")])
        content = desk.base64.b64decode(r.get("naiyo") or "").decode(self.world.lot.encoding[insurer])
        for w in csv.reader(io.StringIO(content, newline="")):
            if w:  # 行番号 is empty of a state that the file has left
                n = members[int(w[1]) - 1][0] if w[1] else at_end(members, w[5], w[3], self.world)
                if not w[1]:
                    self.left.setdefault(path, []).append((w[3], w[5], w[7]))
                out.setdefault(n, []).append(w[5])
                self.rules.setdefault(n, []).append(w[4])
        out.pop(None, None)
        return out


def at_end(members, code, edaban, world):
    """Which step of a file a warning belongs to that was found at its end: the first of the same story that wants it, else the last of
    the story; None for a story that has no row in the file."""
    stories = {(insurer, story) for (insurer, story, _), e in world.edaban.items() if e == edaban}
    own = [(n, s) for n, s in members if (s.hokensha, s.id) in stories]
    wanted = [n for n, s in own if code in [c.rstrip("?") for c in s.keikoku]]
    return wanted[0] if wanted else own[-1][0] if own else None


# --- SOAP ---------------------------------------------------------------------------------------------------------------

class Soap:
    def __init__(self, world):
        self.world, self.numbers, self.missing = world, {}, set()

    def batch(self, steps):
        return {n: self.world.fugo(s) if s.shubetsu == "fugo" else self.one(s) for n, s in steps}

    def one(self, step):
        row, caller = self.world.row(step), self.world.callers[step.hokensha]
        service, op, fields, lack = self.request(step, row)
        if lack:
            return Verdict("-", [], lack)
        r = caller.call(service, op, fields)
        if r.status != 200:
            raise desk.Broken("%s.%s: %s" % (service, op, r.text[-600:]))
        if r.code == "C00000":
            self.world.registered(step, r.get("edaban"))
            if r.get("fukuhonBango"):
                self.numbers[self.key(step, row)] = r.get("fukuhonBango")
        keikoku = [w.get("code") for w in r.items("keikoku")]
        late = [c for c in wanted(step, "soap") if c in AT_END]
        if r.code == "C00000" and late:
            keikoku = [c for c in keikoku if c not in AT_END] + self.told(step, late)
        return Verdict(r.code, keikoku, r.get("message"))

    def request(self, step, row):
        """(service, operation, fields, what the messages lack for it)."""
        if step.shubetsu == "kanyushaToroku":
            op = KANYUSHA[row["shoriKubun"]]
            known = elements("kanyusha", op)
            if known is None:
                return "kanyusha", op, [], "操作 kanyusha.%s がない" % op
            need = {c for c in ("soshitsuYmd", "teiseiJiyu", "shutokuYmd") if c in step.atai} - set(known)
            need -= {"shutokuYmd"} if row["shoriKubun"] in "346" else set()
            fields = [(n, row.get(n, "")) for n, absent in known.items() if row.get(n) or not absent]
            if op == "cancel":
                fields = [f for f in fields if f[0] == "edaban" or f[0] in step.atai]
            return "kanyusha", op, fields, "要素 %s がない" % " ".join(sorted(need)) if need else None
        if row["shoriKubun"] == "3":
            number = self.numbers.get(self.key(step, row), "P%sN00000000" % self.world.lot.hokensha[step.hokensha])
            return "fukuhon", "delete", [("fukuhonBango", number)], None
        komoku = [("komoku", [("mei", k), ("atai", v)]) for k, v in row.items() if k != "edaban"]
        return "fukuhon", "register", [("shubetsu", step.shubetsu), ("edaban", row["edaban"])] + komoku, None

    @staticmethod
    def key(step, row):
        return (step.hokensha, step.shubetsu, row.get("edaban"), row.get(KEYS.get(step.shubetsu)), row.get("renban") or "1")

    def told(self, step, codes):
        """Those of the codes that お知らせ has of the story's people."""
        r = self.world.callers[step.hokensha].ok("oshirase", "list")
        people = {e for (insurer, story, _), e in self.world.edaban.items() if (insurer, story) == (step.hokensha, step.id)}
        texts = [i.text for i in r.items() if i.get("edaban") in people or i.get("edaban") is None]
        return [c for c in codes if any(c in t for t in texts)]


def wanted(step, way):
    """Warnings that the way can have; each that may be missing ends in '?'."""
    if way != "soap" or step.shubetsu != "kanyushaToroku":
        return step.keikoku
    known = elements("kanyusha", KANYUSHA[step.atai["shoriKubun"]]) or {}
    left = set(step.atai) - set(known) - {"shoriKubun"}
    return [c for c in step.keikoku if not (left and c.rstrip("?") in OF_ROW)]


# --- chukan check -------------------------------------------------------------------------------------------------------

def offline(files, lot, options=()):
    """The files of each insurer together, on each day on which some were sent. Answers {index: Verdict}."""
    out = {}
    for day, insurer in sorted({(day, insurer) for day, insurer, _, _, _ in files.sent}):
        sent = [s for s in files.sent if s[1] == insurer and s[0] <= day]
        more = [x for s in sent if s[4] for x in ("--edaban", s[4])]
        said = check([s[2] for s in sent], lot, insurer, day, [*options, *more])
        for (at, _, path, members, _), file in zip(sent, said):
            if at == day:
                out.update(rows_of(file, members, path, files))
    return out


def check(paths, lot, insurer, day, more):
    command = [desk.binary("chukan"), "check", *paths, "--encoding", lot.encoding[insurer].upper(), "--date", day, "--format", "json",
               "--schema", os.path.join(desk.ROOT, "schema"), "--hokensha", lot.hokensha[insurer],
               "--code-map", os.path.join(lot.folder, "gyomu_code.csv"), *more]
    r = subprocess.run(command, capture_output=True, timeout=120 * desk.SLOWER)
    if r.returncode not in (0, 1):
        raise desk.Broken("check: %s" % r.stderr.decode()[-600:])
    return json.loads(r.stdout)["files"]


def rows_of(file, members, path, files):
    if file["code"] != "C00000":
        raise desk.Broken("check %s: %s" % (path, file["code"]))
    codes, keikoku = not_judged(file, members), {}
    for e in file["errors"]:
        codes[members[e["line"] - 1][0]] = (e["code"], e["message"])
    for w in file["warnings"]:
        if w["line"]:
            keikoku.setdefault(members[w["line"] - 1][0], []).append(w["code"])
    for edaban, code in left(file, path, files):
        keikoku.setdefault(at_end(members, code, edaban, files.world), []).append(code)
    return {n: Verdict(codes.get(n, ("C00000",))[0], keikoku.get(n, []), codes.get(n, ("", ""))[1]) for n, _ in members}


def left(file, path, files):
    """(被保険者枝番, code) of what the file has left in its end; the daemon has told the same, in the same order and words."""
    have = [(w["edaban"], w["code"], words(w)) for w in file["warnings"] if not w["line"]]
    files.differing += [(path, x, y) for x, y in itertools.zip_longest(files.left.get(path, []), have) if x != y]
    return [h[:2] for h in have]


def words(w):
    """As 内容 of a file of warnings has it."""
    have = (" 期待: %s、実際: %s" if w["want"] else "%s 実際: %s") % (w["want"], w["have"])
    return "%s。項目「%s」%s" % (w["message"], w["item"], have)


def not_judged(file, members):
    """{index: (code, text)} of the rows that must be refused for want of 資格情報, if check says of just as many that it cannot tell."""
    lacking = [n for n, s in members if s.code == "P40004"]
    said = sum(u["count"] for u in file["unknown"] if u["code"] == "P40004")
    return {n: ("P40004", NOT_JUDGED) for n in lacking} if said == len(lacking) else {}
