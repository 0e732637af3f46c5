#!/usr/bin/env python3
# Whether <observe> of a test case notices what it should: mutants.py [--bin DIR] [--sample N --seed S] [ID…]
#
# Each mutant is a copy of a case whose drive is changed in one place: a statement or a row of an uploaded file is left out,
# two statements that belong to steps are swapped, or one item of a statement or row gets another value. All run in a copy of
# fixtures/ with `chukan run --go-on --seen`; what the daemon then says of the copy is held against what its observe promises:
# a judged item must turn it red and be named, a free one must leave it green.
# `expect` of the drive is left out of all mutants: it would only fail. A `step` before each statement tells which one failed.
import argparse
import csv
import datetime
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
LOT = "lot2"
BATCH, GROUP = 400, 8  # cases of one run (chukand takes 1,000), rows that are left out together at first
TIMEOUT = 5  # seconds for which an await may go on that its mutant has made endless
GREEN = "合格"
ROW_KINDS = {"1": "register", "2": "change", "3": "delete"}
PEOPLE_KINDS = {"1": "register", "2": "change", "3": "correctKojinBango", "4": "lose", "5": "cancel", "6": "cancelLoss"}
OPERATORS = {"fugo-approve": "fugo.approve", "fugo-reject": "fugo.reject", "ikkatsu-start": "ikkatsu.start",
             "portal": "portal.show", "shinsei-kiroku": "shinsei.kiroku", "kikan-toroku": "kikan.toroku",
             **{"shomeisho-" + a: "shomeisho." + a for a in ("shinsei", "shinsa", "tsuchi", "download", "koshin", "shikko")},
             "nws-toi": "teikyo.uketsuke"}
COVERS = {"ningen": ("kojinBango",), "setai": ("kigo", "bango")}
NAMES = {"edaban": "hito", "shokaiBango": "no", "fukuhonBango": "no", "uketsukeBango": "file", "tsuban": "no",
         "honninBango": "no"}
NOBODY = {"edaban": "9999999", "shokaiBango": "S06139992N9999999", "fukuhonBango": "P06139992N99999999",
          "uketsukeBango": "U06139992N9999999", "tsuban": "T06139992N9999999",
          "honninBango": "H06139992N9999999"}
CODES = {"teikyoKikan": "kikan", "jimuTetsuzukiCode": "tetsuzuki", "tokuteiKojinJohoCode": "johoCodes",
         "release": "releases", "master": "masters"}
TEXTS = {"shimei": ("仮島　別人", "架村　別名"), "shimeiKana": ("カリシマ　ベツト", "カケムラ　ベツナ"),
         "jusho": ("架空県例示市試験町九丁目９番９号", "模擬県検証郡雛形町八丁目８番８号")}
# both insurers do the same to each other, so that the report may tell of the one that did the other half
MUTUAL = {"6-060"}
RECORD, VERDICT = "item.", ("itchi", "soiSu", "kubun", "code")  # what is reported of a 配信マスター, and what is said of it
LEFT_OUT = object()


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


# --- what the project says -------------------------------------------------------------------------------------------------

class Known:
    """The layouts, codes, kinds and residents that values are taken from."""

    def __init__(self, fixtures, schema):
        self.fixtures = fixtures
        self.columns = {}
        for name in sorted(os.listdir(os.path.join(schema, "layout"))):
            root = ET.parse(os.path.join(schema, "layout", name)).getroot() if name.endswith(".xml") else None
            if root is not None and root.tag == "layout":
                self.columns[root.get("name")] = root.findall("version")[-1].findall("column")
            elif root is not None:
                self.codes = {l.get("name"): [c.get("value") for c in l] for l in root}
        source = read(os.path.join(ROOT, "server", "file", "case", "koto.def"))
        kinds = re.findall(r'KOTO\(\w+, (\w+)[^,"]*, "([^"]+)", "[^"]+",\s*"([^"]*)"', source)
        self.looks = {what for act, what, _ in kinds if act == "LOOK"}
        self.items = {what: items.replace("~", "").split() for _, what, items in kinds}
        komoku = read(os.path.join(ROOT, "server", "file", "case", "komoku.def"))
        self.mei = {mei: name for name, mei in re.findall(r'KOMOKU\("([^"]+)", "([^"]+)"\)', komoku) if name != "hokensha"}
        self.logins = set(re.findall(r'^S\(\w+, \d+, AUTH, "(\w+)"', read(os.path.join(ROOT, "server", "base", "status.def")), re.M))
        self.residents = [r for r in self.table("common/jumin.csv") if r["jotai"] == "有効"]
        self.insurers = [r["hokensha"] for r in self.table("worlds/%s/hokensha.csv" % LOT)]
        self.kikan = [r["code"] for r in self.table("common/kikan.csv") if not r["hokensha"]]
        self.tetsuzuki = [r["code"] for r in self.table("common/jimu_tetsuzuki.csv")]
        self.johoCodes = [r["code"] for r in self.table("common/tokutei_kojin_joho.csv")]
        self.releases = [r["release"] for r in self.table("common/haishin.csv")]
        self.masters = sorted({r["master"] for r in self.table("common/haishin_master.csv")})
        self.theirs = self.table("worlds/%s/gyomu_code.csv" % LOT)
        inc = read(os.path.join(fixtures, "scenarios", LOT + ".inc"))
        self.lets = dict(re.findall(r"^let (\S+) = (\S+)$", inc, re.M), lot=LOT, world=LOT)

    def table(self, name):
        return list(csv.DictReader(io.StringIO(read(os.path.join(self.fixtures, name)))))

    def column(self, item, kind=None):
        for name in [kind] if kind else ["kanyushaToroku"] + sorted(self.columns):
            for c in self.columns.get(name, ()):
                if c.get("name") == item:
                    return c
        return None

    def items_of(self, step):
        """Its items by name; those of the records it is about as well."""
        items = list(self.items[step.what])
        if "+" in items:
            items += [c.get("name") for c in self.columns.get(step.shubetsu, ()) if c.get("name") not in ("shoriKubun", "edaban")]
        return items


class Judged:
    def __init__(self, text, ids):
        self.item, self.op, self.value = re.match(r"(\w+)(!=|<=|>=|=|<|>)(.*)$", text).groups()
        ref = re.match(r"([^.]+)\.(\w+?)([+-]\d+)?$", self.value)
        self.step = ref.group(1) if ref and ref.group(1) in ids else None
        self.ref = ref.group(2) if self.step else None
        self.days = int(ref.group(3) or 0) if self.step else 0

    def covers(self, item):
        return item == self.item or item in COVERS.get(self.item, ())

    def refers(self, step, item):
        return self.step == step.id and (item == self.ref or item in COVERS.get(self.ref, ()))


class Step:
    def __init__(self, at, node, ids):
        self.at, self.id = at, node.get("id") or node.get("what")
        self.what, self.shubetsu, self.code = node.get("what"), node.get("shubetsu"), node.get("code")
        self.names = {n: node.get(n) for n in ("hito", "file", "no")}
        self.after, self.beside = (node.get("after") or "").split(), (node.get("with") or "").split()
        self.judged = [Judged(w, ids) for w in (node.get("judged") or "").split()]
        self.free = (node.get("free") or "").split()

    def follows(self, other, looks):
        """Whether it must come after the other, which stands before it."""
        if other.id in self.after:
            return True
        if other.id in self.beside or (self.what in looks and other.what in looks):
            return False
        return any(v and v == other.names[n] for n, v in self.names.items())


# --- a drive -----------------------------------------------------------------------------------------------------------------

def words_of(line):
    """As client/scenario/split.c reads them."""
    words, i = [], 0
    while True:
        while i < len(line) and line[i] in " \t\r　":
            i += 1
        if i == len(line) or line[i] == "#":
            return words
        if line[i] == "{":
            return words + [line[i:].rstrip(" \t\r　")]
        word, quoted = "", False
        while i < len(line) and (quoted or line[i] not in " \t\r　"):
            if line[i] == '"':
                quoted = not quoted
            elif quoted and line[i] == "\\" and line[i + 1:i + 2] in ('"', "\\"):
                i += 1
                word += line[i]
            else:
                word += line[i]
            i += 1
        words.append(word)


def word_text(word):
    if word.startswith("{") or (word and not re.search(r'[\s　"#]', word)):
        return word
    return '"%s"' % word.replace("\\", "\\\\").replace('"', '\\"')


class Statement:
    def __init__(self, at, words):
        self.at, self.verb, self.words = at, words[0], words
        self.system = self.insurer = None  # `as` that is in force

    def text(self):
        return " ".join(word_text(w) for w in self.words)

    def op(self):
        at = {"call": 2, "await": 2, "refuse": 3}.get(self.verb)
        return self.words[at] if at and len(self.words) > at else None

    def label(self):
        return self.words[1] if self.verb in ("call", "refuse", "await", "page", "upload", "wait", "result") else None

    def arguments(self):
        """(index of the word, item, value), a pair of komoku being one item, which stands at its atai."""
        found, mei = [], None
        for i in range(self.words.index(self.op()) + 1, len(self.words)):
            name, eq, value = self.words[i].partition("=")
            if name == "komoku.mei":
                mei = value
            elif name == "komoku.atai":
                found.append((i, mei, value))
            elif eq:
                found.append((i, name, value))
        return found

    def uses(self):
        """Labels that must be known."""
        w = self.words
        if self.verb in ("wait", "result", "save"):
            return [w[1]]
        if self.verb == "let" and w[2] == "from":
            return [w[3]]
        return w[w.index("from") + 1:] if self.verb == "fill" and "from" in w else []

    def changed(self, words):
        s = Statement(self.at, words)
        s.system, s.insurer = self.system, self.insurer
        return s


def lines_of(drive, folder):
    """Its lines as words; those of a file that it includes stand in its place."""
    for line in re.sub(r"\\\r?\n", "", drive).split("\n"):
        words = words_of(line)
        if words and words[0] == "include":
            yield from lines_of(read(os.path.join(folder, words[1])), folder)
        else:
            yield words


def statements_of(drive, folder):
    found, system = [], None
    for words in lines_of(drive, folder):
        if not words or words[0] in ("expect", "step", "print", "tally", "title", "digest", "same", "differ"):
            continue
        s = Statement(len(found), words)
        if s.verb in ("as", "tanmatsu"):
            system = s
        s.system = system
        s.insurer = system.words[1][:-1] if system else None
        found.append(s)
    return found


BUILTIN = ("operator", "clock", "reset", "progress", "digest")


def possible(statements, lets):
    """Without those whose labels or variables no statement before defines any more: chukan does not begin otherwise."""
    variables, labels, kept = set(lets), set(BUILTIN), []
    for s in statements:
        used = re.findall(r"\$\{([^}]+)\}", " ".join(s.words))
        if any(v not in variables for v in used) or any(l not in labels for l in s.uses()):
            continue
        if s.verb == "let":
            variables.add(s.words[1])
        elif s.verb in ("call", "refuse", "await", "page", "upload"):
            labels.add(s.words[1])
        kept.append(s)
    return kept


class Rows:
    """A CSV file that the drive uploads, or the template that it is filled from."""

    def __init__(self, path, layout, known):
        with open(path, "rb") as f:
            data = f.read()
        self.encoding = "utf-8"
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            self.encoding = "cp932"
            text = data.decode("cp932", "surrogateescape")
        self.end = "\r\n" if "\r\n" in text else "\n"
        self.lines = [l for l in text.split(self.end) if l]
        self.layout, self.columns = layout, [c.get("name") for c in known.columns.get(layout, ())]
        self.master = ["kanri.%s" % layout] if "kanri.%s" % layout in known.items else None

    def cells(self, row):
        return next(csv.reader([self.lines[row]]), [])

    def regular(self, row):
        return len(self.cells(row)) == len(self.columns)

    def numbers(self, rows):
        """整理番号 of new people, which templates and later statements ask for."""
        if self.layout != "kanyushaToroku":
            return set()
        return {c[1] for c in map(self.cells, rows) if len(c) > 1 and c[0] == "1"}

    def kinds(self, row):
        first = (self.cells(row) or [""])[0]
        if self.layout == "kanyushaToroku":
            return ["kanyusha." + PEOPLE_KINDS[first]] if first in PEOPLE_KINDS else []
        if self.layout in ("johoShokai", "kikanShokai"):
            return ["shokai.request", "shokai.getResult"]
        if self.layout == "juminShokai":
            return ["honnin.request", "honnin.getResult"]
        if self.layout == "masterHokoku":
            return []
        if self.master:
            return self.master
        return ["fukuhon." + ROW_KINDS[first]] if first in ROW_KINDS else []

    def without(self, rows):
        return self.bytes([l for i, l in enumerate(self.lines) if i not in rows])

    def with_row(self, row, cells):
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(cells)
        return self.bytes(self.lines[:row] + [out.getvalue()] + self.lines[row + 1:])

    def bytes(self, lines):
        return "".join(l + self.end for l in lines).encode(self.encoding, "surrogateescape")


class Case:
    def __init__(self, path, known):
        self.path, self.text, self.known = path, read(path), known
        root = ET.fromstring(self.text)
        self.id = root.get("id")
        nodes = root.findall("observe/step")
        ids = {n.get("id") or n.get("what") for n in nodes}
        self.steps = [Step(i, n, ids) for i, n in enumerate(nodes)]
        self.step = {s.id: s for s in self.steps}
        self.statements = statements_of(root.findtext("drive") or "", os.path.dirname(path))
        self.files = {s.at: self.rows_of(s) for s in self.statements if s.verb == "upload"}
        self.base = None
        self.owner = {}  # place -> step
        self.numbers = set(re.findall(r"(?<!\d)\d{12}(?!\d)", self.text))
        for rows in self.files.values():
            for line in rows.lines if rows else ():
                self.numbers.update(re.findall(r"(?<!\d)\d{12}(?!\d)", line))

    def source(self, upload):
        """The statement `fill` that makes the file, or None; and the name of what is there to be changed."""
        for s in reversed(self.statements[:upload.at]):
            if s.verb == "fill" and s.words[1] == upload.words[3]:
                return s, s.words[2]
        return None, upload.words[3]

    def rows_of(self, upload):
        return self.rows(self.source(upload)[1], upload.words[2])

    def template(self, fill):
        return self.rows(fill.words[2], None)

    def rows(self, name, layout):
        name = re.sub(r"\$\{(\w+)\}", lambda m: self.known.lets.get(m.group(1), ""), name)
        for at in (os.path.dirname(self.path), os.path.join(self.known.fixtures, "worlds", LOT), self.known.fixtures):
            path = os.path.join(at, name)
            if os.path.exists(path):
                return Rows(path, layout, self.known) if name.endswith(".csv") else None
        return None

    def uketsuke(self, upload):
        """Its 受付番号 in the unmutated run."""
        before = [s for s in self.statements[:upload.at + 1] if s.verb == "upload" and s.insurer == upload.insurer and
                  not any(w.startswith("refuse=") for w in s.words)]
        return "U%sN%07d" % (self.insurer(upload), len(before))

    def insurer(self, s):
        """Who does it, or whom the operator does it for; "": everybody."""
        name = (s.insurer or "")[2:]
        if s.verb == "operator":
            name = next((w[9:] for w in s.words if w.startswith("hokensha=")), "")
        return re.sub(r"\$\{(\w+)\}", lambda m: self.known.lets.get(m.group(1), ""), name)

    def block(self, upload):
        """The upload, its wait and its result."""
        found = [upload]
        for s in self.statements[upload.at + 1:]:
            if s.verb == "upload" and s.label() == upload.label():
                break
            if s.verb in ("wait", "result") and s.label() == upload.label():
                found.append(s)
        return found

    def kinds(self, s):
        """What the daemon may see of it, rows aside."""
        if s.verb == "refuse" and s.words[2] in self.known.logins:
            return ["login"]
        if s.op() == "fukuhon.register":
            sort = [v for _, n, v in s.arguments() if n == "shoriKubun"]
            return ["fukuhon." + ROW_KINDS.get(sort[0] if sort else "1", "register")]
        if s.op():
            return [s.op()]
        if s.verb == "upload":
            return ["file.upload", "file.end", "file.getStatus"]
        if s.verb == "operator":
            return [OPERATORS[s.words[1]]] if s.words[1] in OPERATORS else []
        return {"page": ["page", "wsdl"], "check": ["kikannai.check"],
                "result": ["file.getResult", "file.getKeikoku", "shokai.getResult"]}.get(s.verb, [])


# --- mutants -----------------------------------------------------------------------------------------------------------------

class Mutant:
    def __init__(self, case, sort, what, statements, data=None):
        self.case, self.sort, self.what = case, sort, what
        self.statements = statements
        self.data = {} if data is None else {"@DATA@": data}  # files, by what stands for them in the statements
        self.place = self.item = self.step = self.judged = self.named = None
        self.hantei, self.told, self.failed, self.errors = None, {}, {}, {}

    def drive(self, names):
        lines = []
        for s in possible(self.statements, self.case.known.lets):
            text = re.sub(r"@DATA\d*@", lambda m: names[m.group()], s.text())
            lines += ['step "s%d"' % s.at, text]
            if s.verb == "wait":
                lines += ['step "p%d"' % s.at, "expect %s ijoSu < 0" % s.label()]
        return "\n".join(lines)

    def green(self):
        return self.hantei == GREEN

    def kekka(self, step):
        return self.told.get(step.id, {}).get("kekka", "未")

    def differences(self):
        """(step, the difference) of all that differs."""
        return [(s, d) for s in self.case.steps for d in self.told.get(s.id, {}).get("difference", ())]

    def refused(self):
        """Something was refused that is not refused in the unmutated run, or the other way round."""
        base = self.case.base
        return self.failed != base.failed or self.errors != base.errors or any(d["item"] == "kekka" for _, d in self.differences())

    def report(self):
        words = ["%s %s" % (s.id, self.kekka(s)) for s in self.case.steps if self.kekka(s) != "済"]
        words += ["%s: %s 期待%s 実際%s" % (s.id, d["mei"], d["want"], d["have"]) for s, d in self.differences()]
        return "%s%s" % (self.hantei, "（%s）" % "; ".join(words) if words else "")


class Bench:
    """Runs mutants in a copy of fixtures/."""

    def __init__(self, args):
        self.args, self.n = args, 0
        self.dir = tempfile.mkdtemp(prefix="chukan-mutants-")

    def close(self):
        shutil.rmtree(self.dir, ignore_errors=True)

    def lay_out(self, where):
        fixtures = os.path.join(where, "fixtures")
        data = os.path.join(fixtures, "cases", "data")
        os.makedirs(data)
        for name in os.listdir(self.args.fixtures):
            if name != "cases":
                os.symlink(os.path.join(self.args.fixtures, name), os.path.join(fixtures, name))
        real = os.path.join(self.args.fixtures, "cases", "data")
        for name in os.listdir(real):
            os.symlink(os.path.join(real, name), os.path.join(data, name))
        os.mkdir(os.path.join(where, "seen"))
        return fixtures

    def put(self, fixtures, mutant, key):
        names = {mark: "data/%s-%d.csv" % (key, n) for n, mark in enumerate(mutant.data)}
        text = re.sub(r'(<case\b[^>]*?\bid=")[^"]*"', lambda m: m.group(1) + key + '"', mutant.case.text, count=1)
        text = re.sub(r'(<observe\b[^>]*?)\s+includes="[^"]*"', r"\1", text, count=1)
        drive = "<drive>%s\n</drive>" % escape("\n" + mutant.drive(names))
        text = re.sub(r"<drive>.*</drive>", lambda m: drive, text, count=1, flags=re.S)
        with open(os.path.join(fixtures, "cases", key + ".xml"), "w", encoding="utf-8") as f:
            f.write(text)
        for mark, data in mutant.data.items():
            with open(os.path.join(fixtures, "cases", names[mark]), "wb") as f:
                f.write(data)

    def run(self, mutants):
        for i in range(0, len(mutants), BATCH):
            self.batch(mutants[i:i + BATCH])
            if sys.stderr.isatty():
                print("\r%d / %d " % (min(i + BATCH, len(mutants)), len(mutants)), end="", file=sys.stderr)

    def batch(self, mutants):
        where = tempfile.mkdtemp(dir=self.dir)
        fixtures, keys = self.lay_out(where), {}
        for m in mutants:
            self.n += 1
            keys["m%05d" % self.n] = m
            self.put(fixtures, m, "m%05d" % self.n)
        seen, junit = os.path.join(where, "seen"), os.path.join(where, "junit.xml")
        done = subprocess.run([os.path.join(self.args.bin, "chukan"), "run", "--lot", LOT[3:], "--case", "all", "--go-on",
                               "--fixtures", fixtures, "--schema", self.args.schema, "--seen", seen, "--junit", junit,
                               "--chukand", os.path.join(self.args.bin, "chukand"), "--timeout", str(TIMEOUT)],
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")
        if not os.path.exists(junit):
            sys.exit("chukan が実行できません:\n" + done.stdout[-2000:] + done.stderr[-2000:])
        for key, m in keys.items():
            self.take(m, os.path.join(seen, "%s-%s.json" % (LOT[3:], key)))
        self.failures(junit, keys)
        if not self.args.keep:
            shutil.rmtree(where)

    def take(self, mutant, path):
        try:
            told = json.loads(read(path))["cases"][0]
        except (OSError, ValueError, LookupError) as e:
            sys.exit("%s %s: chukand の報告がありません（%s）" % (mutant.case.id, mutant.what, e))
        mutant.hantei, mutant.told = told["hantei"], {s["id"]: s for s in told["steps"]}

    @staticmethod
    def failures(junit, keys):
        for suite in ET.parse(junit).getroot():
            m, before = keys[suite.get("name").split(" ")[0]], ""
            for t in suite.findall("testcase"):
                why = t.find("failure")
                at = re.match(r"([sp])(\d+)$", t.get("name"))
                if why is None or not at:
                    continue
                text = re.sub(r"^\S+:\d+: ", "", why.get("message")).rpartition("  ")[0].strip()
                new = text[len(before):] if text.startswith(before) else text  # chukan appends each failure to those before
                before = text
                if at.group(1) == "p":
                    have = re.search(r"実際「(-?\d+)」", new)
                    m.errors[int(at.group(2))] = have.group(1) if have else "?"
                else:
                    m.failed[int(at.group(2))] = new


# --- left out ----------------------------------------------------------------------------------------------------------------

def without(case, gone):
    ats = {s.at for s in gone}
    return [s for s in case.statements if s.at not in ats]


def with_data(case, upload):
    """The statements with @DATA@ in the place of what is uploaded there."""
    fill, _ = case.source(upload)
    name = [] if any(w.startswith("name=") for w in upload.words[4:]) else ["name=" + os.path.basename(upload.words[3])]
    out = []
    for s in case.statements:
        if s is upload:
            s = s.changed(s.words[:3] + ["mutant.csv" if fill else "@DATA@"] + s.words[4:] + name)
        out.append(s)
        if fill and s is fill:
            out.append(s.changed(["fill", "mutant.csv", "@DATA@"] + s.words[3:]))
    return out


def left_out(case):
    """Each statement of which the daemon sees anything."""
    for s in case.statements:
        if s.verb in ("call", "refuse", "await", "upload", "result", "page", "check") or (s.verb == "operator" and case.kinds(s)):
            m = Mutant(case, "out", "%s を抜く" % shown(s), without(case, case.block(s) if s.verb == "upload" else [s]))
            m.place = (s.at, None)
            yield m


def rows_out(case, upload, rows):
    m = Mutant(case, "out", "%s の %s 行目を抜く" % (shown(upload), "、".join(str(r + 1) for r in rows)),
               with_data(case, upload), case.files[upload.at].without(set(rows)))
    m.place, m.rows = (upload.at, rows[0]), rows
    fill_without(m, upload, {n for r in rows for n in case.files[upload.at].numbers([r])})
    return m


def fill_without(m, upload, numbers):
    """Who was left out, and is in no later file, is left out of the templates as well: a fill with a gap fails as a whole."""
    case = m.case
    for at, rows in case.files.items():
        if rows and at > upload.at:
            numbers -= rows.numbers(range(len(rows.lines)))
    for i, s in enumerate(m.statements):
        rows = case.template(s) if s.verb == "fill" and s.at > upload.at else None
        gone = {r for r, line in enumerate(rows.lines) if any("{eda:%s}" % n in line for n in numbers)} if rows else ()
        if gone:
            mark = "@DATA%d@" % len(m.data)
            m.data[mark] = rows.without(gone)
            m.statements[i] = s.changed(s.words[:2] + [mark] + s.words[3:])


def shown(s):
    return " ".join(w for w in s.words[:4] if "=" not in w)


def kinds_at(case, place):
    s = case.statements[place[0]]
    return case.kinds(s) if place[1] is None else case.files[s.at].kinds(place[1])


def candidates(case, place):
    """Steps that what stands there could meet."""
    s = case.statements[place[0]]
    kinds, found = kinds_at(case, place), []
    given = [v for _, n, v in s.arguments() if n == "shubetsu"] if s.op() else []
    shubetsu = s.words[2] if s.verb == "upload" else given[0] if given else None
    for step in case.steps:
        if step.what not in kinds or (s.op() and (step.code is not None) != (s.verb == "refuse")):
            continue
        if step.shubetsu and shubetsu and step.shubetsu != shubetsu and step.what != "shokai.getResult":
            continue
        found.append(step)
    return found


NOT_THIS = -1


def likeness(case, place, step):
    """How much of what the step showed in the unmutated run is what stands there; NOT_THIS: it showed something else."""
    p = Place(case, place, step)
    insurer, there = case.insurer(p.s), case.base.told.get(step.id, {}).get("hokensha")
    if insurer and there and insurer != there:
        return NOT_THIS
    file = case.base.told.get(step.id, {}).get("uketsukeBango")
    if p.rows and file and file != case.uketsuke(p.s):
        return NOT_THIS
    if not p.rows and file and step.what.split(".")[0] in ("kanyusha", "fukuhon"):
        return NOT_THIS
    if not p.rows and not p.s.op():
        return 0
    here = {name: case.known.lets.get(value[2:-1], value) for _, name, value in p.items()}
    told, n = case.base.told.get(step.id, {}), 0
    for mei, _, value in (pair.partition("=") for pair in (told.get("jissai") or "").split("、")):
        name = case.known.mei.get(mei, mei)
        if name in here and not here[name].startswith("${") and "*" not in value:  # what looks like a 個人番号 is masked
            if here[name] != value and step.what not in case.known.looks:
                return NOT_THIS
            n += here[name] == value
    return n


def harmed(m, step):
    """Whether the step, or one that is about the same or judged against it, is not there any more."""
    def near(s):
        return s is step or any(v and v == step.names[n] for n, v in s.names.items()) or any(j.step == step.id for j in s.judged)
    return any(m.kekka(s) != "済" for s in m.case.steps if near(s))


def likely(m):
    """Steps that what was left out may belong to: they showed most of what stands there, and are harmed. Second: so far as
    they themselves are not there any more."""
    like = {s: likeness(m.case, m.place, s) for s in candidates(m.case, m.place)}
    found = [s for s, n in like.items() if n > NOT_THIS and harmed(m, s)]

    def most(steps):
        return tuple(s for s in steps if like[s] == max(like[t] for t in steps))
    return most(found), most([s for s in found if m.kekka(s) != "済"] or found)


def set_owners(case, mutants):
    """One step each; steps that are alike go in order to as many that may be theirs."""
    groups = {}
    for m in sorted(mutants, key=lambda m: (m.place[0], m.place[1] or 0)):
        steps, gone = likely(m)
        groups.setdefault(steps, []).append((m, gone))
    for steps, alike in groups.items():
        for n, (m, gone) in enumerate(alike):
            case.owner[m.place] = steps[n] if len(alike) == len(steps) else gone[0] if gone else None


def find_owners(bench, cases):
    """Leaves out statements, then rows by groups, then rows alone; all of these mutants."""
    first = [m for c in cases for m in left_out(c)]
    bench.run(first)
    groups = []
    for m in first:
        rows = m.case.files.get(m.place[0])
        s = m.case.statements[m.place[0]]
        if s.verb == "upload" and not m.green() and rows:
            wanted = {x.what for x in m.case.steps}
            seen = [r for r in range(len(rows.lines)) if wanted & set(rows.kinds(r))]
            groups += [rows_out(m.case, s, seen[i:i + GROUP]) for i in range(0, len(seen), GROUP)]
    bench.run(groups)
    single = [g for g in groups if len(g.rows) == 1]
    rest = [rows_out(g.case, g.case.statements[g.place[0]], [r]) for g in groups if len(g.rows) > 1 and not g.green() for r in g.rows]
    bench.run(rest)
    found = first + single + rest
    for c in cases:
        set_owners(c, [m for m in found if m.case is c and not m.green()])
    return found


def all_of_kind_out(case, step):
    """Every statement and row that could meet the step."""
    gone, m = [], None
    for s in case.statements:
        kinds = case.kinds(s)
        rows = case.files.get(s.at)
        if rows:
            kinds = kinds + [k for r in range(len(rows.lines)) for k in rows.kinds(r)]
        if step.what in kinds or (s.verb == "upload" and not rows):
            gone += case.block(s) if s.verb == "upload" else [s]
        elif s.verb == "wait" and step.what == "file.getStatus":
            gone.append(s)
    m = Mutant(case, "kind", "「%s」になりうる文をすべて抜く" % step.id, without(case, gone))
    m.step = step
    return m


# --- swapped -----------------------------------------------------------------------------------------------------------------

def swapped(case):
    owners = [(case.statements[at], step) for (at, row), step in sorted(case.owner.items(), key=str) if row is None and step]
    for a, first in owners:
        for b, second in owners:
            if a.at < b.at and first.at < second.at and second.follows(first, case.known.looks):
                alike = any(first.names[n] and first.names[n] == second.names[n] for n in ("hito", "no")) or first.id in second.after
                if a.verb == "upload" and (b in case.block(a) or not alike):  # which file it is may be another's
                    continue
                if not twins(first, second):
                    yield swap(case, a, b, first, second)


def twins(first, second):
    """Whether each may stand for the other: of one kind and one person, and nothing is said of them but that they differ."""
    of = [(s.what, s.shubetsu, s.code, s.names) for s in (first, second)]
    said = [j for s in (first, second) for j in s.judged]
    return of[0] == of[1] and second.id != first.id and all(j.op == "!=" and j.step in (first.id, second.id) for j in said) and \
        first.id not in second.after


def needed(case, b):
    """Whether others that could meet its step need its answer: that it belongs to the step is then not certain."""
    rest = without(case, [b])
    kept = possible(rest, case.known.lets)
    return any(s not in kept and set(case.kinds(s)) & set(case.kinds(b)) for s in rest)


def swap(case, a, b, first, second):
    moved = case.block(a) if a.verb == "upload" else [a]
    last = (case.block(b) if b.verb == "upload" else [b])[-1]
    out = []
    for s in case.statements:
        if s not in moved:
            out.append(s)
        if s is last:
            out += [a.system.changed(a.system.words)] if a.system else []
            out += moved + ([last.system.changed(last.system.words)] if last.system else [])
    m = Mutant(case, "swap", "%s（%s）を %s（%s）の後へ" % (shown(a), first.id, shown(b), second.id), out)
    m.step, m.unsure = first, needed(case, b)
    return m


# --- values ------------------------------------------------------------------------------------------------------------------

def day(text, days):
    at = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8])) + datetime.timedelta(days)
    return at.strftime("%Y%m%d")


def is_day(text):
    try:
        return bool(re.match(r"(19|20)\d{6}$", text or "") and day(text, 0))
    except ValueError:
        return False


def shifted(text, n):
    """A day or number so much later or greater; None: neither."""
    if is_day(text):
        return day(text, n)
    return str(int(text) + n) if re.match(r"\d+$", text or "") and int(text) + n >= 0 else None


def greater(text):
    full = "０１２３４５６７８９"
    if re.match(r"[0-9]+$", text):
        up = str(int(text) + 1)
        return up.zfill(len(text)) if len(up) <= len(text) else str(int(text) - 1)
    if text and text[-1] in full:
        return text[:-1] + full[(full.index(text[-1]) + 1) % 10]
    return None


class Values:
    """Other valid values of an item, for one case."""

    def __init__(self, case):
        self.case, self.known = case, case.known
        numbers = {r["kojin_bango"] for r in self.known.residents}
        self.spare = [r["kojin_bango"] for r in self.known.residents if r["kojin_bango"] not in case.numbers]
        self.residents = numbers

    def person(self, have):
        """Another valid number: of a resident, or of nobody when it was nobody's."""
        if have in self.residents or not re.match(r"\d{12}$", have):
            return self.spare[-1]
        for n in range(10000000000, 10000000100):
            digits = [int(d) for d in str(n)]
            rest = sum(d * w for d, w in zip(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
            number = "%d%d" % (n, 0 if rest <= 1 else 11 - rest)
            if number not in self.residents and number not in self.case.numbers:
                return number
        return None

    def other(self, item, have, kind=None, but=()):
        """Another value than the one it has and those of `but`; None: none is known."""
        for v in self.others(item, have, kind):
            if v is not None and v != have and v not in but:
                return v
        return None

    def others(self, item, have, kind):
        c = self.known.column(item, kind)
        if c is None:
            c = self.known.column(item)
        if item == "kojinBango":
            return [self.person(have)]
        if item in ("teikyoHokensha", "hokensha", "aiteHokensha"):
            return reversed([v for v in self.known.insurers if v != self.known.lets.get(have[2:-1], have)])
        if item in CODES:
            return getattr(self.known, CODES[item])
        if item in TEXTS:
            return TEXTS[item]
        if item == "jimuCode" and have[-1:].isdigit():
            return [have[:-1] + str((int(have[-1]) + 1) % 10)]
        if is_day(have):
            return [day(have, 1)]
        if c is not None and c.get("type") == "date":
            return ["20170502"]
        if c is not None and c.get("type") == "code":
            ours = [r["theirs"] for r in self.known.theirs if r["code_list"] == c.get("codes")]
            return ours if have in ours else self.known.codes.get(c.get("codes"), [])
        return [greater(have), have + "別" if have and not have.isascii() else None]

    def given(self, item, near=None):
        """Some value for what was not given."""
        c = self.known.column(item)
        if item.endswith("Ymd") or (c is not None and c.get("type") == "date"):
            return day(near, 1) if is_day(near) else "20170502"
        if item in ("teikyoHokensha", "hokensha"):
            return self.known.insurers[-1]
        if item in CODES:
            return getattr(self.known, CODES[item])[0]
        if c is not None and c.get("type") == "code":
            return self.known.codes[c.get("codes")][0]
        return "1" if c is not None and c.get("type") == "digits" else "あ"


class Place:
    """A statement or row that belongs to a step: its items, and how one is changed."""

    def __init__(self, case, place, step):
        self.case, self.place, self.step = case, place, step
        self.s = case.statements[place[0]]
        self.rows = case.files.get(place[0]) if place[1] is not None else None
        self.kind = self.rows.layout if self.rows else step.shubetsu

    def items(self):
        """(key of the item here, name, value)"""
        if not self.rows:
            return self.s.arguments()
        cells = self.rows.cells(self.place[1])
        return [(i, c, cells[i]) for i, c in enumerate(self.rows.columns)] if self.rows.regular(self.place[1]) else []

    def value(self, item):
        return next((v for _, n, v in self.items() if n == item), None)

    def mutant(self, changes, what):
        """changes: {name: value}; LEFT_OUT: not given at all."""
        if self.rows:
            cells = self.rows.cells(self.place[1])
            for key, name, _ in self.items():
                if name in changes:
                    cells[key] = "" if changes[name] is LEFT_OUT else changes[name]
            m = Mutant(self.case, "item", what, with_data(self.case, self.s), self.rows.with_row(self.place[1], cells))
        else:
            s = self.s.changed(self.words(changes))
            m = Mutant(self.case, "item", what, [s if x is self.s else x for x in self.case.statements])
        m.place, m.step = self.place, self.step
        return m

    def words(self, changes):
        words, done = list(self.s.words), set()
        for at, name, _ in reversed(self.s.arguments()):
            if name not in changes or name in done:
                continue
            done.add(name)
            pair = words[at].startswith("komoku.")
            if changes[name] is LEFT_OUT:
                del words[at - 1 if pair else at:at + 1]
            else:
                words[at] = "%s=%s" % ("komoku.atai" if pair else name, changes[name])
        for name in changes:
            if name not in done and changes[name] is not LEFT_OUT:
                columns = self.case.known.items.get(self.s.op(), [])
                words += ["komoku.mei=" + name, "komoku.atai=" + changes[name]] if "+" in columns and name not in columns \
                    else ["%s=%s" % (name, changes[name])]
        return words

    def title(self):
        return "%s%s" % (shown(self.s), "" if self.place[1] is None else " %d 行目" % (self.place[1] + 1))


class Items:
    """The mutants of the items of a case."""

    def __init__(self, case):
        self.case, self.values = case, Values(case)
        self.places = [Place(case, at, step) for at, step in sorted(case.owner.items(), key=str) if step]
        self.skipped = []

    def of(self, step):
        """The place that belongs to the step and has items."""
        found = [p for p in self.places if p.step is step and (p.rows or p.s.op())]
        return found[0] if found else None

    def seen(self, step_id, item):
        """The value that the item has in the step of the unmutated run; None: not known."""
        step = self.case.step[step_id]
        place = self.of(step)
        value = place.value(item) if place else None
        if value is not None:
            return value
        told = self.case.base.told.get(step_id, {}).get("jissai") or ""
        for pair in told.split("、"):
            mei, eq, value = pair.partition("=")
            if eq and self.case.known.mei.get(mei, mei) == item:
                return value
        if item == "kikan":
            return self.case.base.told.get(step_id, {}).get("hokensha")
        return None

    def all(self):
        for p in self.places:
            if not p.rows and not p.s.op():
                continue
            if p.rows and not p.rows.regular(p.place[1]):
                self.skipped.append("%s: %s: 列の数がレイアウトと違う行" % (self.case.id, p.title()))
                continue
            for _, name, value in p.items():
                yield from self.item(p, name, value)
            yield from self.reported(p)
            yield from self.not_given(p)

    def item(self, p, name, value):
        judged = [j for j in p.step.judged if j.covers(name)]
        if name in NAMES:
            yield from self.name(p, name, value)
        elif name == "seiriBango" or name.startswith(RECORD) or (name == "kensu" and p.s.op()):  # the latter is how many are asked for
            return
        elif name in ("shoriKubun", "shubetsu"):
            yield from self.sort(p, name, value)
        elif judged:
            for j in judged:
                yield from self.judged(p, name, value, j)
        elif value != "":
            yield from self.free(p, name, value)

    def reported(self, p):
        """The last of the records that are to be as they should."""
        if not any(j.item == "itchi" and j.value == "1" for j in p.step.judged):
            return
        for name, value in {n: v for _, n, v in p.items() if n.startswith(RECORD)}.items():
            yield from self.make(p, name, {name: self.values.other(name, value, p.kind)}, True, VERDICT)

    def make(self, p, name, changes, judged, named=()):
        if any(v is None for v in changes.values()):
            self.skipped.append("%s: %s: %s に代わりの値がない" % (self.case.id, p.title(), name))
            return
        if all(v == p.value(k) or (v is LEFT_OUT and not p.value(k)) for k, v in changes.items()):
            return
        said = "、".join("%s%s" % (k, "なし" if v is LEFT_OUT else "=" + mask(v)) for k, v in changes.items())
        m = p.mutant(changes, "%s: %s" % (p.title(), said))
        m.item, m.judged, m.named = name, judged, set(named) | {name}
        yield m

    def name(self, p, name, value):
        """Whose, or which: another one of the drive, or one that there is not."""
        mine = NAMES[name]
        yield from self.make(p, name, {name: self.other_name(p, name, value)}, bool(p.step.names[mine]), (mine,))

    def other_name(self, p, name, value):
        if p.rows:
            for r in range(len(p.rows.lines)):
                other = p.rows.cells(r)[p.rows.columns.index(name)] if p.rows.regular(r) else ""
                if other and other != value:
                    return other
            return NOBODY[name]
        for s in self.case.statements[:p.s.at]:
            if s.verb == "let" and s.insurer == p.s.insurer and s.words[2] == "from" and s.words[4].endswith(name) and \
                    "${%s}" % s.words[1] != value:
                return "${%s}" % s.words[1]
        return NOBODY[name]

    def sort(self, p, name, value):
        """What sort of row or record it is: another one is another step."""
        if name == "shoriKubun" and not p.rows:
            return
        if name == "shoriKubun":
            other = self.values.other(name, value, p.rows.layout)
        else:
            other = next(k for k in ("shikakuJoho", "shobyoTeatekin") if k != value)
        judged = name == "shoriKubun" or bool(p.step.shubetsu) or any(j.item == name for j in p.step.judged)
        yield from self.make(p, name, {name: other}, judged, ("shubetsu", "kekka", "hito", "what"))

    def free(self, p, name, value):
        refs = [(s, j) for s in self.case.steps for j in s.judged if j.refers(p.step, name)]
        for m in self.make(p, name, {name: self.values.other(name, value, p.kind)}, False):
            m.refs = refs
            yield m

    def judged(self, p, name, value, j):
        named = {j.item}
        near = p.value("shutokuYmd")
        if j.step:
            yield from self.related(p, name, value, j, named)
        elif j.op == "=" and j.value == "":
            yield from self.make(p, name, {name: self.values.given(name, near)}, True, named)
        elif j.op == "!=" and j.value == "":
            yield from self.make(p, name, {name: LEFT_OUT}, True, named)
        elif j.op == "=":
            other = self.values.other(name, value, p.kind, j.value.split("|")) if value else self.values.given(name)
            yield from self.make(p, name, {name: other}, True, named)
        elif j.op == "!=":
            yield from self.make(p, name, {name: j.value.split("|")[0]}, True, named)
        else:
            yield from self.make(p, name, {name: broken(j, j.value)}, True, named)

    def related(self, p, name, value, j, named):
        """Against an item of another step, or of its own."""
        if j.op == "=":
            changes = {name: self.values.other(name, value, p.kind) if value else self.values.given(name)}
        elif j.op == "!=" and j.item == "setai":
            if name == "bango":
                return
            changes = {n: self.seen(j.step, n) for n in ("kigo", "bango")}
        elif j.op == "!=":
            have = self.seen(j.step, name if j.item == "ningen" else j.ref)
            changes = {name: LEFT_OUT if have == "" else have}
        else:
            changes = {name: broken(j, self.seen(j.step, j.ref))}
        yield from self.make(p, name, changes, True, named)

    def not_given(self, p):
        """What is judged as not given, and is no word of the statement."""
        for j in p.step.judged:
            if j.op == "=" and j.value == "" and not p.rows and p.value(j.item) is None and j.item != "file":
                yield from self.make(p, j.item, {j.item: self.values.given(j.item, p.value("shutokuYmd"))}, True)


def broken(j, want):
    """A value for which the relation does not hold."""
    at = shifted(want, j.days) if want else None
    return {"<": at, ">": at, "<=": shifted(at, 1), ">=": shifted(at, -1)}[j.op] if at else None


def mask(value):
    return re.sub(r"(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])", "個人番号", value)


# --- verdicts ----------------------------------------------------------------------------------------------------------------

WHOSE = ("hito", "file", "no", "ningen", "setai")
WHO_IT_IS = {"honnin.getResult"}  # whose answer is somebody's 個人番号
HELD_AGAINST = {"master.report"}  # whose answer is how what is sent differs
WARNING = ("keikoku", "keikokuCode", "keikokuBun")
NUMBER = "照会番号・処理通番・副本番号="


def ident(told, name):
    """Whose or which the report says that a step is."""
    if name == "no":
        return (re.search(NUMBER + r"([^、]+)", told.get("jissai") or "") or [None, None])[1]
    return told.get({"hito": "edaban", "file": "uketsukeBango"}[name])


def done_by_another(m):
    """A changed hito, file or no that stays green because all steps are done with that one."""
    mine = NAMES.get(m.item)
    if not mine:
        return False
    told = [(s, ident(m.told.get(s.id, {}), mine)) for s in m.case.steps if s.names[mine] == m.step.names[mine]]
    return len({v for _, v in told if v}) == 1


def follows(m):
    """What differs is judged against the changed item, or is an answer of the daemon that the change has changed."""
    refs = {(s.id, j.item) for s, j in getattr(m, "refs", ())}
    found = m.differences()
    if any((s.id, d["item"]) in refs or d["item"] == "sha256" for s, d in found) or (refs and taken_over(m)):
        return "judged"
    if m.step.code and taken_over(m):
        return "refused"
    answers = [s for s, d in found if d["item"] not in WHOSE or s.what in WHO_IT_IS] if found else [s for s in m.case.steps if m.kekka(s) == "未"]
    if any(d["item"] in WARNING for _, d in found):
        return "effect"
    return "effect" if any(s.what in m.case.known.looks | HELD_AGAINST for s in answers) else None


def taken_over(m):
    """Another row or call has become the step, and what comes later does not fit it."""
    related = {j.item for j in m.step.judged if j.step}
    own = [d["item"] for s, d in m.differences() if s is m.step and d["item"] not in WHOSE]
    if m.kekka(m.step) == "未" or any(i not in related for i in own):
        return False
    return bool(own) or any(d["item"] in WHOSE for _, d in m.differences())


def missing(m):
    """Another one of something is no candidate: the step, or one about the same, is not there."""
    if m.item == "shubetsu":
        return m.kekka(m.step) == "未"
    return m.item in NAMES and any(m.kekka(s) == "未" or m.kekka(m.step) != "済" for s in m.case.steps)


def verdict_item(m):
    named = {d["item"] for _, d in m.differences()} & m.named
    if m.judged:
        if m.green():
            return "free" if done_by_another(m) else "wrong"
        if named or m.item == "shoriKubun" or missing(m):
            return "judged"
        other = taken_over(m) or follows(m) or m.case.id in MUTUAL
        return "refused" if m.refused() else "otherwise" if other else "wrong"
    if m.green():
        must = any(s.what not in m.case.known.looks and j.op == "=" and not j.days for s, j in getattr(m, "refs", ()))
        return "wrong" if must and not m.refused() else "free"
    return "refused" if m.refused() else follows(m) or "wrong"


def verdict(m):
    if m.sort == "item":
        return verdict_item(m)
    if m.sort == "out":
        return "out" if m.green() else "out noticed"
    if m.green():
        return "refused" if m.sort == "swap" and m.unsure else "wrong"
    if m.sort == "kind":
        return "out noticed"
    lost = len(m.statements) != len(possible(m.statements, m.case.known.lets))
    return "refused" if lost or m.failed != m.case.base.failed else "swapped"


# --- all of it ---------------------------------------------------------------------------------------------------------------

def cases_of(args, known):
    found = []
    folder = os.path.join(args.fixtures, "cases")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".xml") and (not args.ids or name[:-4] in args.ids) and "<observe" in read(os.path.join(folder, name)):
            c = Case(os.path.join(folder, name), known)
            if LOT[3:] in (ET.fromstring(c.text).get("lots") or "").split():
                found.append(c)
    missing = set(args.ids) - {c.id for c in found}
    if missing:
        sys.exit("observe のあるテストケースではありません: " + " ".join(sorted(missing)))
    return found


def start(bench, cases):
    """The unmutated runs; cases that are green."""
    bases = [Mutant(c, "base", "変えない", c.statements) for c in cases]
    bench.run(bases)
    for m in bases:
        m.case.base = m
    return [m for m in bases if not m.green()], [m.case for m in bases if m.green()]


def wrong_line(m):
    sort = {"item": "judged" if m.judged else "free", "swap": "入替え", "kind": "抜き", "base": "変えない"}[m.sort]
    step = "「%s」" % m.step.id if m.step else ""
    extra = "".join("; %s" % why.split("\n")[0] for at, why in sorted(m.failed.items()) if m.place and at == m.place[0])
    return "%s %s%s: %s: %s%s" % (m.case.id, step, m.what, sort, mask(m.report()), mask(extra))


def skipped_uploads(cases):
    return ["%s: %s" % (c.id, shown(s)) for c in cases for s in c.statements if s.verb == "upload" and not c.files[s.at]]


def count(judged):
    n = {}
    for m, v in judged:
        key = "judged" if v == "wrong" and m.judged else "free" if v == "wrong" and m.sort == "item" else v
        key = {"kind": "out", "swap": "swapped"}.get(m.sort, key) if v == "wrong" else key
        n[key] = n.get(key, 0) + 1
        n[key, v == "wrong"] = n.get((key, v == "wrong"), 0) + 1
    return n


def summary(judged, skipped, cases):
    n = count(judged)

    def of(key):
        return n.get(key, 0), n.get((key, False), 0)
    out = n.get("out noticed", 0)
    return "テストケース %d: judged %d（気づいた %d、ほかの項目で気づいた %d）、断られた %d、free %d（合格のまま %d）、" \
        "応答が変わった %d、抜いた %d（気づいた %d）、入れ替えた %d（気づいた %d）、飛ばした %d" % (
            (len(cases),) + of("judged") + (n.get("otherwise", 0), n.get("refused", 0)) + of("free") +
            (n.get("effect", 0), out + n.get("out", 0), out) + of("swapped") + (len(skipped),))


def options():
    p = argparse.ArgumentParser(description="テストケースの observe が、変えた drive に気づくかを確かめる")
    p.add_argument("ids", nargs="*", metavar="ID", help="テストケース（なければ observe のあるものすべて）")
    p.add_argument("--bin", default=os.path.join(ROOT, "build", "release"), help="chukan と chukand のあるフォルダー")
    p.add_argument("--fixtures", default=os.path.join(ROOT, "fixtures"))
    p.add_argument("--schema", default=os.path.join(ROOT, "schema"))
    p.add_argument("--sample", type=int, help="無作為に選んだ数だけ行う")
    p.add_argument("--seed", type=int, help="選び方の種（なければ無作為。表示する）")
    p.add_argument("--verbose", action="store_true", help="エラーでない変異の結果も表示する")
    p.add_argument("--keep", action="store_true", help="作業フォルダーを残す")
    args = p.parse_args()
    args.bin, args.fixtures, args.schema = (os.path.abspath(x) for x in (args.bin, args.fixtures, args.schema))
    if args.seed is None:
        args.seed = random.randrange(1000000)
    return args


def sampled(args, cases):
    """A sample is taken from so many cases that a case has some ten of its mutants in it."""
    if not args.sample:
        return cases
    print("seed %d" % args.seed)
    random.seed(args.seed)
    return random.sample(cases, min(len(cases), max(3, args.sample // 10)))


def without_owner(case):
    """What the case needs, and could be a step, but is none for certain. Of an upload its rows are looked at."""
    for (at, row), step in case.owner.items():
        s = case.statements[at]
        if not step and candidates(case, (at, row)) and (row is not None or s.verb != "upload"):
            yield "%s: %s%s" % (case.id, shown(s), "" if row is None else " %d 行目" % (row + 1))


def mutants_of(bench, args, cases):
    """Runs all mutants; answers them, and what is skipped."""
    judged = find_owners(bench, cases)
    skipped = skipped_uploads(cases)
    items = []
    for c in cases:
        have = set(s.id for s in c.owner.values() if s)
        items += [all_of_kind_out(c, s) for s in c.steps if s.id not in have]
        items += list(swapped(c))
        of = Items(c)
        items += list(of.all())
        skipped += of.skipped
        skipped += ["%s: どの段のものか分からない" % unknown for unknown in without_owner(c)]
    if args.sample and len(items) > args.sample:
        items = random.sample(items, args.sample)
    bench.run(items)
    return judged + items, skipped


def tell(args, bad, judged, skipped, cases):
    wrong = [m for m, v in judged if v == "wrong"] + bad
    for m, v in judged if args.verbose else ():
        print("# %s %s: %s: %s" % (v, m.case.id, m.what, mask(m.report())))
    for s in skipped if args.verbose else ():
        print("# 飛ばした " + s)
    for m in wrong:
        print(wrong_line(m))
    print(summary(judged, skipped, cases))
    return 1 if wrong else 0


def main():
    args = options()
    known = Known(args.fixtures, args.schema)
    bench = Bench(args)
    try:
        bad, cases = start(bench, sampled(args, cases_of(args, known)))
        mutants, skipped = mutants_of(bench, args, cases)
        return tell(args, bad, [(m, verdict(m)) for m in mutants], skipped, cases)
    finally:
        if args.keep:
            print(bench.dir)
        else:
            bench.close()


if __name__ == "__main__":
    sys.exit(main())
