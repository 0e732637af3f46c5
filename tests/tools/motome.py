# README's table of what the guide asks of a 健保組合 (2.7.4 to 2.7.9, 2.12, 2.13) and the test cases that show it, from the rows of
# fixtures/common/motome.csv. jirei: names of cases, spaces between; * stands for the rest of a name. Every pattern has cases of both
# lots. Part of make wsdl (wsdl.py writes it).
import csv
import fnmatch
import glob
import os
from xml.etree import ElementTree

PATH = "fixtures/common/motome.csv"
LOTS = {"2", "3"}


def cases():
    """{name: lots}"""
    found = {}
    for path in glob.glob("fixtures/cases/*.xml"):
        case = ElementTree.parse(path).getroot()
        found[case.get("id")] = set(case.get("lots").split())
        if os.path.basename(path) != case.get("id") + ".xml":
            raise ValueError("%s の id が違う" % path)
    return found


def named(jirei, known):
    """The patterns as README has them. ValueError: one has no case of a lot."""
    for pattern in jirei.split():
        have = fnmatch.filter(known, pattern)
        if set().union(*(known[c] for c in have)) != LOTS:
            raise ValueError("%s のテストケースが、ロット 2 と 3 の両方にはない" % pattern)
        yield "`%s` 全 %d 件" % (pattern, len(have)) if "*" in pattern else pattern


def table():
    known = cases()
    out = "| 節 | 健保組合に求めること | テストケース | 備考 |\n|---|---|---|---|\n"
    with open(PATH, encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f):
            if not r["jirei"]:
                raise ValueError("%s の %s にテストケースがない" % (r["setsu"], r["jun"]))
            out += "| %s | %s | %s | %s |\n" % (r["setsu"], r["motome"], "、".join(named(r["jirei"], known)), r["note"])
    return out
