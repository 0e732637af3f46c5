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
from tables import AT_END, IN_REPLY, KEYS, Rules, Told, desk, later  # noqa: E402

XS = "{http://www.w3.org/2001/XMLSchema}"
KANYUSHA = {"1": "register", "2": "change", "3": "correctKojinBango", "4": "lose", "5": "cancel", "6": "cancelLoss"}  # by 処理区分
UNKNOWN = "9999999"  # 枝番 of somebody whose registration did not succeed
# Of a value that only a file's row has.
OF_ROW = ("K40011", "K40012")
NOT_JUDGED = "判定できません"
SHIKAKU, KYUFU = "TM00000000000999", "TM00000000000050"

# keikoku: codes of all warnings of the row; kisoku: their rules, of a way that tells them.
Verdict = collections.namedtuple("Verdict", "code keikoku kisoku bun")
Warned = collections.namedtuple("Warned", "gyo edaban kisoku code naiyo")  # gyo: 0 of what is told at a file's end


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
        return Verdict("C00000" if r.code == "C00001" else r.code, [], None, r.get("message"))

    def people(self, insurer, edaban):
        """[(story, hito)] who have it."""
        return [(story, hito) for (i, story, hito), e in self.edaban.items() if (i, e) == (insurer, edaban)]


def unknown_columns(step, world):
    """Names in a step that no column has."""
    return sorted(set(step.atai) - set(world.lot.columns(step.shubetsu, world.day)))


# --- link files -------------------------------------------------------------------------------------------------------

Sent = collections.namedtuple("Sent", "day dan insurer kind path members result")  # result: path of that of 加入者情報


class Files:
    """One file for the rows of a batch that have insurer and kind in common. Every file is kept, for `chukan check`."""

    def __init__(self, world, folder):
        self.world, self.folder, self.sent, self.rules = world, folder, [], Rules()
        self.owari = world.tables.owari(world.lot.start)
        self.unwanted = []  # what a file tells of no row otherwise than the tables want: (path, wanted, had)
        self.differing = []  # what `chukan check` tells otherwise at a file's end: (path, as the daemon has it, as check has it)
        self.ends = {}  # {path: [Warned] of the warnings that are of no row}

    def batch(self, dan, steps):
        """steps: [(index, step)]. Answers {index: Verdict}."""
        groups, out, taken = {}, {}, []
        for n, s in steps:
            if s.shubetsu == "fugo":
                out[n] = self.world.fugo(s)
            else:
                groups.setdefault((s.hokensha, s.shubetsu), []).append((n, s))
        for (insurer, kind), members in groups.items():
            taken.append((insurer, kind, dan, members) + self.upload(insurer, kind, dan, members))
        self.world.settle()
        for sent in taken:
            out.update(self.result(*sent))
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

    def result(self, insurer, kind, dan, members, path, number):
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
        warned = self.warnings(insurer, number)
        self.ends[path] = [w for w in warned if not w.gyo]
        if kind == "kanyushaToroku":
            result = path[:-4] + "-kekka.csv"
            with open(result, "wb") as f:
                f.write(content)
        sent = Sent(self.world.day, dan, insurer, kind, path, members, result)
        self.sent.append(sent)
        return self.verdicts(sent, {n: (row[code], row[bun]) for (n, _), row in zip(members, rows)}, warned)

    def verdicts(self, sent, codes, warned):
        """codes: {index of the step: (code, text)}. A warning of the file's end is of the step that wants it, or of the file."""
        told, left = {n: [] for n, _ in sent.members}, []
        for w in warned:
            people = self.world.people(sent.insurer, w.edaban)
            n = sent.members[w.gyo - 1][0] if w.gyo else wanting(sent.members, people, w.code)
            if n is None:
                left.append((people[:1] or [("枝番", w.edaban)])[0] + (w.code, w.kisoku))
            else:
                told[n].append(w)
        want = [x + tuple(self.rules.of(sent.kind, x[2:])) for x in self.owari.get(sent[:4], ())]
        if sorted(want) != sorted(left):
            self.unwanted.append((sent.path, sorted(want), sorted(left)))
        return {n: Verdict(codes[n][0], [w.code for w in told[n]], [w.kisoku for w in told[n]], codes[n][1]) for n, _ in sent.members}

    def warnings(self, insurer, number):
        """[Warned], from ファイル名, 行番号, 処理区分, 被保険者枝番, 規則, コード, 項目, 内容. 行番号 is empty of what the file's end tells."""
        r = self.world.callers[insurer].call("file", "getResult", [("uketsukeBango", number), ("shurui", "keikoku")])
        content = desk.base64.b64decode(r.get("naiyo") or "").decode(self.world.lot.encoding[insurer])
        return [Warned(int(w[1] or 0), w[3], w[4], w[5], w[7].replace("～", "〜")) for w in csv.reader(io.StringIO(content, newline="")) if w]


def wanting(members, people, code):
    """The first step of these people that wants the state at its file's end."""
    return next((n for n, s in members if (s.id, s.hito) in people and code in AT_END and code in s.keikoku), None)


# --- SOAP ---------------------------------------------------------------------------------------------------------------

class Soap:
    def __init__(self, world):
        self.world, self.numbers, self.rules = world, {}, Rules()
        self.states = set()  # (insurer, story, hito, code, rule) that お知らせ has
        self.lasting = set()  # those that it should have

    def batch(self, steps, kekka=()):
        """A state that a call has left is told by お知らせ, and of the step that wants it when the batch is over."""
        out = {n: self.world.fugo(s) if s.shubetsu == "fugo" else self.one(s) for n, s in steps}
        self.states = self.told()
        for n, s in steps:
            found = [x[3:] for x in self.states if x[:3] == (s.hokensha, s.id, s.hito) and x[3] in s.keikoku]
            out[n].keikoku.extend(code for code, _ in found)
            late = [c for c in s.keikoku if c in AT_END and c not in IN_REPLY and s.code == "C00000"]
            self.lasting |= {(s.hokensha, s.id, s.hito, c) + tuple(self.rules.of(s.shubetsu, [c])) for c in late}
        for k in self.world.tables.ends:
            kind, *codes = k.atai.split()
            if kind == "kanyushaToroku" and any((s.id, s.dan) == (k.id, k.dan) for _, s in steps):
                self.lasting |= {(k.hokensha, k.id, k.hito, c) + tuple(self.rules.of(kind, [c])) for c in codes}
        mended = {(k.hokensha, k.id, k.hito) for k in kekka if (k.nani, k.atai) == ("oshirase", "警告 0")}
        self.lasting = {x for x in self.lasting if x[:3] not in mended}
        return out

    def one(self, step):
        row, caller = self.world.row(step), self.world.callers[step.hokensha]
        service, op, fields, lack = self.request(step, row)
        if lack:
            return Verdict("-", [], None, lack)
        r = caller.call(service, op, fields)
        if r.status != 200:
            raise desk.Broken("%s.%s: %s" % (service, op, r.text[-600:]))
        if r.code == "C00000":
            self.world.registered(step, r.get("edaban"))
            if r.get("fukuhonBango"):
                self.numbers[self.key(step, row)] = r.get("fukuhonBango")
        return Verdict(r.code, [w.get("code") for w in r.items("keikoku")], None, r.get("message"))

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

    def told(self):
        """The states in お知らせ of all insurers."""
        out = set()
        for insurer, caller in self.world.callers.items():
            for i in caller.ok("oshirase", "list", [("jotai", "警告あり")]).items():
                who = (self.world.people(insurer, i.get("edaban")) or [("枝番", i.get("edaban"))])[0]
                out.add((insurer,) + who + (i.get("code"), i.get("kisoku")))
        return out


def wanted(step, way):
    """Warnings that the way can have."""
    if way != "soap" or step.shubetsu != "kanyushaToroku":
        return step.keikoku
    known = elements("kanyusha", KANYUSHA[step.atai["shoriKubun"]]) or {}
    left = set(step.atai) - set(known) - {"shoriKubun"}
    return [c for c in step.keikoku if not (left and c in OF_ROW)]


# --- chukan check -------------------------------------------------------------------------------------------------------

def offline(files, lot, options=()):
    """The files of each insurer together, on each day on which some were sent. Answers {index: Verdict}."""
    out = {}
    for day, insurer in sorted({(s.day, s.insurer) for s in files.sent}):
        sent = [s for s in files.sent if s.insurer == insurer and s.day <= day]
        more = [x for s in sent if s.result for x in ("--edaban", s.result)]
        said = check([s.path for s in sent], lot, insurer, day, [*options, *more])
        for s, file in zip(sent, said):
            if s.day == day:
                out.update(rows_of(file, s, files))
    return out


def check(paths, lot, insurer, day, more):
    command = [desk.binary("chukan"), "check", *paths, "--encoding", lot.encoding[insurer].upper(), "--date", day, "--format", "json",
               "--schema", os.path.join(desk.ROOT, "schema"), "--hokensha", lot.hokensha[insurer],
               "--code-map", os.path.join(lot.folder, "gyomu_code.csv"), *more]
    r = subprocess.run(command, capture_output=True, timeout=120 * desk.SLOWER)
    if r.returncode not in (0, 1):
        raise desk.Broken("check: %s" % r.stderr.decode()[-600:])
    return json.loads(r.stdout)["files"]


def rows_of(file, sent, files):
    if file["code"] != "C00000":
        raise desk.Broken("check %s: %s" % (sent.path, file["code"]))
    codes = {n: ("C00000", "") for n, _ in sent.members}
    codes.update(not_judged(file, sent, files))
    codes.update({sent.members[e["line"] - 1][0]: (e["code"], e["message"]) for e in file["errors"]})
    warned = [Warned(w["line"], w["edaban"], w["rule"], w["code"], words(w)) for w in file["warnings"]]
    ends = [w for w in warned if not w.gyo]  # in the order and words of the daemon
    files.differing += [(sent.path, x, y) for x, y in itertools.zip_longest(files.ends[sent.path], ends) if x != y]
    return files.verdicts(sent, codes, warned)


def words(w):
    """As 内容 of a file of warnings has it."""
    have = (" 期待: %s、実際: %s" if w["want"] else "%s 実際: %s") % (w["want"], w["have"])
    return "%s。項目「%s」%s" % (w["message"], w["item"], have)


def not_judged(file, sent, files):
    """{index: (code, text)} of the rows that must be refused for want of 資格情報, of which check says that it cannot tell."""
    lacking = [n for n, s in sent.members if s.code == "P40004"]
    want, have = [("P40004", len(lacking))] if lacking else [], [(u["code"], u["count"]) for u in file["unknown"]]
    if have and want != have:
        files.unwanted.append((sent.path, want, have))
    return {n: ("P40004", NOT_JUDGED) for n in lacking} if have else {}
