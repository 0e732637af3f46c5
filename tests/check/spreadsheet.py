#!/usr/bin/env python3
# Files as a user of a spreadsheet makes them (spreadsheet/KIND.csv), each with some twenty mistakes, mended as he would: by what
# the report of `chukan check` says, and nothing else. Every mistake must be told by its line, its column and the cause, in the
# number of reports that is counted here; in the end the file is its mended twin, byte for byte. Called by spreadsheet.sh.
# Usage: spreadsheet.py CHUKAN WORK_DIR
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

CHUKAN, WORK = sys.argv[1:3]
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "spreadsheet")
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
KANA = {"ｶﾘﾔﾏ ｼﾁﾛｳ": "カリヤマ シチロウ"}  # what an input method makes of it


def paper():
    """個人番号 by 整理番号: what nobody can read back from 1.23E+11 stands on paper."""
    rows = csv.reader(io.StringIO(open(os.path.join(HERE, "kanyushaToroku-naoshita.csv"), encoding="cp932", newline="").read()))
    return {row[1]: row[3] for row in rows}


PAPER = paper()


def mended(value, have, want, row):
    """The value that the report asks for; None: take the row away."""
    write = re.search(r"。(\S+) と書きます", have)
    if write:
        return write.group(1)
    if "半角カナ" in have:
        return KANA[value]
    if "半角の空白" in have:
        return value.replace(" ", "　")
    if "全角の数字" in have:
        return value.translate(WIDE)
    if "指数の表示に変わった値" in have or "エラーの値" in have:
        return PAPER[row[1]] if "桁" in want else "20100401"
    if "先頭の 0 が失われた値" in have:
        digits = re.search(r"番は (\d+)桁です", have) or re.search(r"数字 (\d+)桁", want)
        return value.rjust(int(digits.group(1)), "0")
    if "先頭に表計算ソフトの印" in have:
        return value[1:]
    if "制御文字 タブ" in have:
        return value.replace("\t", "　")
    if "空白だけ" in have:
        return "３３"
    if "前か後ろに空白" in have:
        return value.strip()
    if "小数点のある数" in have:
        return value.split(".")[0].replace(",", "")
    if "列名の並んだ行" in have or "どの項目も空の行" in have or "行目の新規）" in have:
        return None
    raise SystemExit("この報告では直せない: %r 期待 %s 実際 %s" % (value, want, have))


def columns(kind):
    root = ET.parse(os.path.join("schema", "layout", kind + ".xml")).getroot()
    return [c.get("mei") for c in root.find("version").iter("column")]


def mend_rows(lines, errors, mei):
    gone = set()
    for e in errors:
        at = e["line"] - 1
        row = lines[at].split(",")
        column = mei.index(e["item"]) if e["item"] in mei else None
        value = mended(row[column] if column is not None else "", e["have"], e["want"], row)
        if value is None:
            gone.add(at)
        else:
            row[column] = value
            lines[at] = ",".join(row)
    return [line for k, line in enumerate(lines) if k not in gone]


def mend_structure(lines, refused, twin):
    """One thing that breaks the whole file."""
    at = int(re.match(r"(\d+)行目", refused["item"]).group(1)) - 1
    have, want = refused["have"], refused["want"]
    if "0x1A" in have or have.startswith("空行"):
        del lines[at]
    elif "行の終わりの区切り文字は不要" in have:
        extra = int(re.match(r"(\d+)項目", have).group(1)) - int(re.match(r"(\d+)", want).group(1))
        lines[at] = lines[at][:-extra]
    elif int(re.match(r"(\d+)項目$", have).group(1)) < int(re.match(r"(\d+)", want).group(1)):
        lines[at] = twin[lines[at].split(",")[1]]  # he looks into his own records
    else:
        raise SystemExit("この報告では直せない: %s" % refused)
    return lines


def report(path, *options):
    r = subprocess.run([CHUKAN, "check", "--date", "20170508", "--format", "json", *options, path], capture_output=True, text=True, timeout=60,
                       check=False)
    found = next(f for f in json.loads(r.stdout)["files"] if f["file"] == path)
    if (found["shubetsu"], found["han"], found["kensaYmd"]) != (os.path.basename(path).split(".")[0], "1.0", "20170508"):
        raise SystemExit("種別・版・検査日: %s" % found)
    return found


def mend(path, found, twin):
    lines = re.split("\r?\n", open(path, encoding="cp932", newline="").read())
    lines = lines[:-1] if lines[-1] == "" else lines
    if found["refused"]:
        lines = mend_structure(lines, found["refused"], twin)
    else:
        lines = mend_rows(lines, found["errors"], columns(found["shubetsu"]))
    with open(path, "w", encoding="cp932", newline="") as f:
        f.write("".join(line + "\r\n" for line in lines))


def play(kind, want, *options):
    """want: reports until it passes, mistakes that they tell, line ends of LF."""
    path = os.path.join(WORK, kind + ".csv")
    shutil.copy(os.path.join(HERE, kind + ".csv"), path)
    twin_bytes = open(os.path.join(HERE, kind + "-naoshita.csv"), "rb").read()
    twin = {line.split(",")[1]: line for line in twin_bytes.decode("cp932").split("\r\n")[:-1]}
    reports, mistakes, lf = 0, 0, 0
    while reports < 60:
        found = report(path, *options)
        reports += 1
        lf = max(lf, found["lineEnds"]["lf"])
        if found["passed"]:
            break
        mistakes += 1 if found["refused"] else len(found["errors"])
        mend(path, found, twin)
    if open(path, "rb").read() != twin_bytes:
        raise SystemExit("%s: 直したものと違う" % kind)
    if (reports, mistakes, lf) != want:
        raise SystemExit("%s: 報告、示された間違い、LF の行が %s（期待: %s）" % (kind, (reports, mistakes, lf), want))
    print("%s: 報告 %d 回、示された間違い %d" % (kind, reports, mistakes))


def heads(kind):
    """The names of the columns above the rows, in every code, with its mark and with quotes: one error, of the first line."""
    mei, path = columns(kind), os.path.join(WORK, kind + ".csv")
    with open(os.path.join(HERE, kind + "-naoshita.csv"), encoding="cp932", newline="") as f:
        rows = f.read()
    for code in ("cp932", "utf-8", "utf-8-sig", "euc_jp", "utf-16"):
        for head in (",".join(mei), ",".join('"%s"' % m for m in mei), ",".join(m + "（必須）" for m in mei)):
            with open(path, "w", encoding=code, newline="") as f:
                f.write(head + "\r\n" + rows)
            found = report(path)
            told = [(e["line"], e["item"], e["want"]) for e in found["errors"]]
            if told != [(1, "見出し行", "データの行（見出し行は不要です）")] or found["bad"] != 1:
                raise SystemExit("%s %s: %s" % (kind, code, told))


play("kanyushaToroku", (8, 26, 4))
play("shikakuJoho", (2, 4, 0), "--edaban", os.path.join(HERE, "kanyushaKekka.csv"), os.path.join(HERE, "kanyushaToroku-naoshita.csv"))
heads("kanyushaToroku")
heads("shikakuJoho")
