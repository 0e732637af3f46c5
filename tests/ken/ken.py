#!/usr/bin/env python3
# Called by ken.sh: whether may() is asked, and with what, for everything that can be called. ken.txt says for each operation and
# each kind of link file which 操作可能業務 it needs, of which 事務 and 職掌, and which 標準ロール have that. Each is called by a user
# of each role from 部署 of all, of one 事務 and of one 職掌, and, at an insurer that has switched access control on, in a group of
# all, of one 事務 and in none: the answer is the right refusal, or none of these. With --write ken.txt is made of the sources.
import os
import sys

from office import A, B, HERE, RIGHTS, desk, world

import every  # noqa: E402
import ken_table  # noqa: E402
import registry  # noqa: E402

PATH = os.path.join(HERE, "ken.txt")
ALL = " ".join
FAULT = "C20008"  # what every.py has refused by the XSD never comes to its right: such an operation needs no field
HEAD = """# Rights of every operation and every kind of link file (file:KIND): 操作可能業務, 事務, 職掌, what 接続申請 opens it with
# (利用, 2.9), 標準ロール that have it; "-": who may call may.
# Held against the sources and against the daemon by ken.py; `ken.py --write` makes it anew, for the diff to be read.
"""


def of_sources():
    sosa, roles, rows = ken_table.sosa(), ken_table.roles(), {}
    for name, need in ken_table.needed().items():
        code, _, jimu, shokusho, riyo = sosa.get(need, ken_table.NONE)
        riyo = "-" if name in ken_table.by_kind() else riyo
        rows[name] = [code, jimu, shokusho, riyo] + [r for r, (_, codes) in roles.items() if code in codes or code == "-"]
    return rows


def text(rows):
    return HEAD + "".join("%s %s\n" % (name, " ".join(row)) for name, row in rows.items())


def situations():
    """(insurer, 部署, its columns, group with its columns or None), one 部署 each."""
    every_word = dict(jimu=ALL(ken_table.JIMU), shokusho=ALL(ken_table.SHOKUSHO), tokutei="*", group="")
    out = [(A, dict(every_word))]
    out += [(A, dict(every_word, jimu=j)) for j in ken_table.JIMU] + [(A, dict(every_word, shokusho=s)) for s in ken_table.SHOKUSHO]
    out += [(B, dict(every_word)), (B, dict(every_word, group=ALL(ken_table.JIMU)))]
    return out + [(B, dict(every_word, group=j)) for j in ken_table.JIMU]


def tables(places, roles):
    """The fixture's tables of these 部署, with a user of each role in each; B001/u001 of each insurer stays."""
    busho, user, group = [], [], []
    for n, (hokensha, p) in enumerate(places):
        busho.append(dict(hokensha=hokensha, busho="K%d" % n, mei="課", jimu=p["jimu"], shokusho=p["shokusho"], tokutei="*",
                          access_group="G%d" % n if p["group"] else ""))
        user += [dict(hokensha=hokensha, user="k-%s-%d" % (r, n), busho="K%d" % n, shimei="見本", roles=r) for r in roles]
        if p["group"]:
            group.append(dict(hokensha=hokensha, access_group="G%d" % n, mei="組", jimu=p["group"]))
    return dict(busho=busho, user=user, access_group=group)


def expected(row, role, hokensha, p):
    code, jimu, shokusho, roles = row[0], row[1], row[2], row[4:]
    if code == "-":
        return "-"
    if role not in roles:
        return "C50010"
    if jimu not in p["jimu"].split() or shokusho not in p["shokusho"].split():
        return "C50013"
    return "C50015" if hokensha == B and jimu not in p["group"].split() else "-"


def ask(who, name, busho, user):
    """The refusal of rights that the daemon answers, or "-"."""
    if name.startswith("file:"):  # an empty file goes no further than its right
        fields = [("shubetsu", name[5:]), ("fileMei", "a.csv"), ("naiyo", "")]
        r = who.call("file", "upload", fields, busho=busho, user=user)
    else:
        fields, code = {row[0]: (row[1], row[3]) for row in every.REFUSED}[name]
        r = who.call(*name.split("."), () if code == FAULT else fields, busho=busho, user=user)
    if r.kubun is None:
        raise desk.Broken("%s: %s" % (name, r.text[-500:]))
    return r.code if r.code in RIGHTS else "-"


def walk(d, rows, roles, places):
    wrong = []
    callers = {h: desk.Caller(d, h, "ken") for h in (A, B)}
    for name, row in rows.items():
        for role in roles:
            for n, (hokensha, p) in enumerate(places):
                have = ask(callers[hokensha], name, "K%d" % n, "k-%s-%d" % (role, n))
                right = expected(row, role, hokensha, p)
                if have != right:
                    wrong.append("%s %s %s %s: want %s, have %s" % (name, role, hokensha, p, right, have))
    for c in callers.values():
        c.close()
    return wrong


def main():
    rows, roles = of_sources(), list(ken_table.roles())
    if sys.argv[1:] == ["--write"]:
        with open(PATH, "w", encoding="utf-8") as f:
            f.write(text(rows))
        return 0
    with open(PATH, encoding="utf-8") as f:
        have = {l.split()[0]: l.split()[1:] for l in f if not l.startswith("#")}
    wrong = ["ken.txt: %s: want %s, have %s" % (n, have.get(n), rows.get(n)) for n in sorted(set(rows) | set(have)) if rows.get(n) != have.get(n)]
    wrong += ["%s: registered, and not in ken.txt" % o for o in registry.operations() if o not in have]
    d = desk.Desk()
    try:
        places = situations()
        d.fixtures = world(d.base, "ken", tables(places, roles), seigyo=(B,))
        d.start()
        wrong += walk(d, have, roles, places)
        d.stop()
    finally:
        d.clean()
    for w in wrong[:20]:
        print("FAIL " + w)
    print("%d passed, %d failed" % (len(have) * len(roles) * len(places) - len(wrong), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
