#!/usr/bin/env python3
# Called by differ.sh: files of several kinds, as CSV, XML and zip and in every encoding, with bytes flipped, left out, put in,
# doubled, swapped, cut off and taken from other files, go to `chukan check` and to a daemon. Both must say the same: the code
# of a refused file, and the first code of each row. What only the daemon's databases know is none of the checker's matter: such
# a row is one that the checker accepts.  Usage: differ.py [SEED [FILES of an encoding]]
import csv
import io
import os
import random
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

FILES, ROWS = 60, 12  # of an encoding; of a file
DAY = "20170522"
# world, 医療保険者, encoding: ours, Python's, what XML calls it, mark
INSURERS = [("lot2", "06139992", "CP932", "cp932", "Windows-31J", b""), ("lot2", "06139984", "UTF-8", "utf-8", "UTF-8", b""),
            ("lot2", "06139976", "EUC-JP", "euc_jp", "EUC-JP", b""),
            ("lot3", "06279996", "UTF-16LE", "utf-16-le", "UTF-16", b"\xff\xfe"),
            ("lot3", "06279988", "UTF-16BE", "utf-16-be", "UTF-16", b"\xfe\xff"),
            ("lot3", "06279970", "UTF-8-BOM", "utf-8", "UTF-8", b"\xef\xbb\xbf")]
# and the layouts of their results
KINDS = {"kanyushaToroku": "kanyushaKekka", "shikakuJoho": "fukuhonKekka", "shobyoTeatekin": "fukuhonKekka",
         "shussanTeatekin": "fukuhonKekka", "bushoToroku": "kanriKekka", "juminShokai": "juminKekka"}
# Codes of rows that the form of a file alone decides; the others are known to databases, or to both.
FORM = {"F30006", "F30007", "F30009", "K20002"}
# Of departments and users, whom the store had before.
STORED = {"A40001", "A40004"}
# What the daemon asks before the rules: whom the 中間サーバー does not know, or not yet, has no 副本. No file tells it.
STRANGER = "P40001"
PIECES = [b'"', b'""', b",", b"\r\n", b"\n", b"\r", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<", b"</", b"<!-- -->", b"&amp;",
          b"&#13;", b"&#x10FFFF;", b"<![CDATA[,]]>", b"<gyo/>", b"\x81", b"\xeb\x9f", b"\xf0\x40", b"\x8f\xa1\xa1", b"\xed\xa0\x80",
          b"123456789018", b"\t", b"\x1a", b"PK\5\6"]


def fixtures(base):
    """The house's, with an encoding for each insurer and none of the insurers' own codes."""
    to = os.path.join(base, "fixtures")
    shutil.copytree(os.path.join(desk.ROOT, "fixtures"), to)
    for world in ("lot2", "lot3"):
        folder = os.path.join(to, "worlds", world)
        for name, change in (("hokensha.csv", lambda l: [",".join(x.split(",")[:-1] + [i[2] for i in INSURERS if x.startswith(i[1])])
                                                         for x in l]), ("gyomu_code.csv", lambda l: [])):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                lines = f.read().splitlines()
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write("\n".join(lines[:1] + change(lines[1:])) + "\n")
    return to


def right(twelve):
    """The check digit is that of a 個人番号."""
    rest = sum(int(d) * w for d, w in zip(twelve, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
    return int(twelve[11]) == (0 if rest < 2 else 11 - rest)


def secret(run):
    """What str_mask hides: so many digits, but those that may be a mistyped 機関コード and are nowhere a 個人番号."""
    return not 15 <= len(run) <= 17 or any(right(run[i:i + 12]) for i in range(len(run) - 11))


def unmasked(text):
    for found in re.finditer("(?<![0-9a-f])[0-9]{12,}(?![0-9a-f])", text):
        if secret(found.group()):
            raise desk.Broken("伏せていない番号: %s" % text[max(0, found.start() - 200):found.end() + 20])


def columns(layout):
    root = ET.parse(os.path.join(desk.ROOT, "schema", "layout", layout + ".xml")).getroot()
    return [c.get("name") for c in root.find("version").findall("column")]


def as_xml(kind, content, insurer):
    _, _, _, python, name, mark = insurer
    rows = csv.reader(io.StringIO(content[len(mark) if content.startswith(mark) else 0:].decode(python, "replace"), newline=""))
    text = '<?xml version="1.0" encoding="%s"?>\n<%s>\n' % (name, kind)
    for row in rows:
        text += "<gyo>%s</gyo>\n" % "".join("<%s>%s</%s>" % (c, escape(v), c) for c, v in zip(columns(kind), row) if v)
    return mark + (text + "</%s>\n" % kind).encode(python, "xmlcharrefreplace")


def as_zip(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for i, (name, content) in enumerate(entries):
            z.writestr(zipfile.ZipInfo(name, (2017, 5, 22, 9, 0, 0)), content, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[i % 2])
    return out.getvalue()


def damaged(r, content, others):
    b = bytearray(content)
    for _ in range(r.choice((0, 1, 1, 1, 2, 3))):
        at, n = r.randrange(len(b) + 1), r.choice((1, 1, 2, 5, 40))
        how = r.choice(("flip", "flip", "byte", "byte", "delete", "insert", "insert", "double", "cut", "swap", "splice"))
        if how == "insert":
            b[at:at] = r.choice(PIECES)
        elif how == "splice":
            other = r.choice(others)
            start = r.randrange(len(other))
            b[at:at + r.choice((0, n))] = other[start:start + r.choice((n, 300))]
        elif how == "delete":
            del b[at:at + n]
        elif how == "double":
            b[at:at] = b[max(0, at - n * 8):at]
        elif how == "cut":
            del b[at:]
        elif at < len(b):
            if how == "flip":
                b[at] ^= 1 << r.randrange(8)
            elif how == "byte":
                b[at] = r.randrange(256)
            elif at + 1 < len(b):
                b[at], b[at + 1] = b[at + 1], b[at]
    return bytes(b)


def seeds(base, insurer):
    """{kind: [CSV, …]}: a few rows, right and wrong."""
    found, end = {k: [] for k in KINDS}, "\r\n".encode(insurer[3])
    for seed, errors in (("1", []), ("2", ["--errors", "0.4"])):
        folder = os.path.join(base, "seeds", insurer[1] + seed)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        subprocess.run([desk.binary("chukan"), "gen", "--out", folder, "--members", "100", "--diff", "0.5", "--hokensha", insurer[1],
                        "--encoding", insurer[2], "--seed", seed, "--kind", ",".join(KINDS)] + errors, check=True,
                       stdout=subprocess.DEVNULL)
        for name in sorted(os.listdir(folder)):
            kind = re.match("[A-Za-z]*", name).group()
            if kind in found and name.endswith(".csv") and ".expected" not in name:
                with open(os.path.join(folder, name), "rb") as f:
                    rows = f.read().split(end)[:-1][:ROWS]
                if rows:
                    found[kind].append(end.join(rows) + end)
    return found


def files(r, base, insurer, count):
    """(kind, name, bytes) of damaged files."""
    seed = seeds(base, insurer)
    others = [x for k in KINDS for c in seed[k] for x in (c, as_xml(k, c, insurer))]
    for i in range(count):
        kind, form = list(KINDS)[i % len(KINDS)], r.choice(("csv", "csv", "xml", "xml", "zip"))
        content = r.choice(seed[kind])
        if form == "xml":
            content = as_xml(kind, content, insurer)
        elif form == "zip":
            inner = damaged(r, content, others) if r.randrange(2) else content
            entries = [("%s-%s.csv" % (kind, "b"), inner), ("%s-%s.xml" % (kind, "a"), as_xml(kind, r.choice(seed[kind]), insurer))]
            content = as_zip(entries)
            if inner is not entries[0][1] or r.randrange(3) == 0:
                yield kind, "%s-%d.zip" % (kind, i), content
                continue
        yield kind, "%s-%d.%s" % (kind, i, form), damaged(r, content, others)


def errors(base, insurer, names, options):
    """{name: {(file, line): code}} of one call; line 0 is the file as a whole."""
    folder, said = os.path.join(base, "files", insurer[1]), {name: {} for name in names}
    run = subprocess.run([desk.binary("chukan"), "check", "--format", "csv", "--encoding", insurer[2], "--date", DAY] + options +
                         [os.path.join(folder, name) for name in names], stdout=subprocess.PIPE, check=False)
    if run.returncode > 1:
        raise desk.Broken("chukan check: %d" % run.returncode)
    for row in csv.DictReader(io.StringIO(run.stdout.decode("utf-8"), newline="")):
        unmasked("|".join(row.values()))
        name, _, entry = row["file"][len(folder) + 1:].partition("/")
        if row["kubun"] == "エラー":
            said[name].setdefault((entry, int(row["line"])), row["code"])
    return said


def checked(base, insurer, sent):
    """Of all files, by their kinds: what holds of those that are refused as a whole."""
    folder, said = os.path.join(base, "files", insurer[1]), {}
    os.makedirs(folder)
    for _, name, content in sent:
        with open(os.path.join(folder, name), "wb") as f:
            f.write(content)
    for kind in KINDS:
        said.update(errors(base, insurer, [name for k, name, _ in sent if k == kind], ["--kind", kind]))
    return said


def together(base, insurer, results):
    """The same of the files that the daemon has taken, in their order and with what it has answered: by then the rules between files
    and rows hold as in its store. results: [(kind, name, result)]."""
    folder, edaban = os.path.join(base, "files", insurer[1]), []
    for kind, name, content in results:
        if kind == "kanyushaToroku":
            for n, part in sorted(parts(name, content)):
                edaban += ["--edaban", os.path.join(folder, "kekka-%s-%s" % (name, n or name))]
                with open(edaban[-1], "wb") as f:
                    f.write(part)
    return errors(base, insurer, [name for _, name, _ in results], edaban)


def parts(name, content):
    """[(file of a zip or "", bytes)] of a result."""
    if not name.endswith(".zip"):
        return [("", content)]
    with zipfile.ZipFile(io.BytesIO(content)) as z:
        return [(n.replace("-kekka", ""), z.read(n)) for n in z.namelist()]


def rows_of(kind, name, content, insurer):
    """{line: (code, 被保険者枝番 or "")} of a result file; delimiters are no part of a character in any of the codes, but of UTF-16."""
    text, names = content.decode(insurer[3] if insurer[2].startswith("UTF-16") else "latin-1", "replace"), columns(KINDS[kind])
    if name.endswith(".xml"):
        found = re.findall(r"<gyo>(\d+)</gyo>(.*?)<kekkaCode>(\w+)</kekkaCode>", text, re.S)
        return {int(n): (code, (re.findall("<edaban>(.*?)</edaban>", others) + [""])[0]) for n, others, code in found}
    text = text[1 if text.startswith("\ufeff") else 3 if text.startswith("\xef\xbb\xbf") else 0:]
    code, edaban = names.index("kekkaCode"), names.index("edaban") if "edaban" in names else None
    return {int(row[0]): (row[code], "" if edaban is None else row[edaban]) for row in csv.reader(io.StringIO(text, newline=""))}


def answered(who, insurer, kind, name, taken):
    """({(file, line): (code, 被保険者枝番)}, every row is there; the result, None of a file that is refused)."""
    if taken.kubun == "9":
        unmasked(taken.text)
        return {("", 0): (taken.code, "")}, None
    result = who.call("file", "getResult", [("uketsukeBango", taken.get("uketsukeBango"))])
    if result.kubun == "9":
        unmasked(result.text)
        halted = re.findall(r"（([A-Z][0-9]{5}) ", result.text) or re.findall(r"([A-Z][0-9]{5}) ", result.text)
        return {("", 0): (halted[-1] if halted else result.text[-600:], "")}, None
    content = desk.base64.b64decode(result.get("naiyo"))
    return {(n, line): row for n, part in parts(name, content) for line, row in rows_of(kind, n or name, part, insurer).items()}, content


def differences(check, daemon, strangers):
    """Of one file."""
    refused = sorted((k, code) for k, code in check.items() if k[1] == 0)
    if refused or ("", 0) in daemon:
        want, have = refused[0][1] if refused else "C00000", daemon.get(("", 0), ("C00000",))[0]
        return [] if want == have else ["ファイル全体: check %s、chukand %s" % (want, have)]
    found = []
    for at in sorted(set(check) | set(daemon)):
        want, (have, edaban) = check.get(at, "C00000"), daemon.get(at, ("行がない", ""))
        if want in STORED or (want[0] == "P" and edaban in strangers):
            continue
        if want != have and (want != "C00000" or have in FORM or not re.fullmatch("[A-Z][0-9]{5}", have)):
            found.append("%s %d行目: check %s、chukand %s" % (at + (want, have)))
    return found


def run(d, r, count):
    """What differs."""
    found, codes, wholes, rows = [], {}, 0, 0
    for insurer in INSURERS:
        who, sent = desk.Caller(d, insurer[1], insurer[0]), list(files(r, d.base, insurer, count))
        check = checked(d.base, insurer, sent)
        taken = [(kind, name, who.upload(kind, name, content)) for kind, name, content in sent]
        d.settle(insurer[0])
        answers = {name: answered(who, insurer, kind, name, reply) for kind, name, reply in taken}
        check.update(together(d.base, insurer, [(kind, name, answers[name][1]) for kind, name, _ in taken if answers[name][1] is not None]))
        strangers = {edaban for daemon, _ in answers.values() for code, edaban in daemon.values() if code == STRANGER}
        for kind, name, reply in taken:
            daemon, _ = answers[name]
            wholes, rows = wholes + (("", 0) in daemon), rows + len(daemon)
            for code, _ in daemon.values():
                codes[code] = codes.get(code, 0) + 1
            found += ["%s %s %s" % (insurer[2], name, x) for x in differences(check[name], daemon, strangers)]
        who.close()
    print("%d ファイル（全体が受け付けられないもの %d）、%d 行: %s" % (count * len(INSURERS), wholes, rows - wholes, " ".join(
        "%s×%d" % x for x in sorted(codes.items()))))
    return found


def main():
    seed, count = int((sys.argv + ["1"])[1]), int((sys.argv + ["", str(FILES)])[2]) if len(sys.argv) > 2 else FILES
    base = desk.tempfile.mkdtemp(prefix="chukan-test-")
    d = desk.Desk(fixtures=fixtures(base), keep=base)
    try:
        d.start()
        found = run(d, random.Random(seed), count)
        for line in found[:20]:
            print(line)
        if d.stop() != 0:
            raise desk.Broken("chukand の終了コードが 0 でない")
        with open(d.log, encoding="utf-8", errors="replace") as f:
            unmasked(f.read())
        left = [f for w in ("lot2", "lot3") for at, _, names in os.walk(os.path.join(d.data, "worlds", w)) for f in names
                if re.search(r"\.(in|zip|csv|xml)\.", f)]
        if left:
            raise desk.Broken("spool に残ったもの: %s" % left[:5])
    finally:
        if not os.environ.get("KEEP"):
            d.clean()
    print("種 %d、食い違い %d" % (seed, len(found)))
    return 1 if found else 0


sys.exit(main())
