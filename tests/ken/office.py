# A fixture world whose insurers have 部署, users and groups of a test's own. Called by ken.py, about.py.
import csv
import os
import re
import shutil
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
for folder in ("tools", "order"):
    sys.path.insert(0, os.path.join(HERE, "..", folder))
import desk  # noqa: E402

A, B, C = "06139992", "06139984", "06139976"
RIGHTS = ("C50010", "C50013", "C50014", "C50015")


def world(base, name, tables, seigyo=(), **policies):
    """A copy of lot2 with these tables and policies; seigyo: the insurers that have switched access control on."""
    fixtures = os.path.join(base, "fixtures")
    if not os.path.exists(fixtures):
        shutil.copytree(os.path.join(desk.ROOT, "fixtures"), fixtures)
    to = os.path.join(fixtures, "worlds", name)
    shutil.copytree(os.path.join(fixtures, "worlds", "lot2"), to)
    with open(os.path.join(to, "hokensha.csv"), encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    tables = dict(tables, hokensha=[dict(r, access_seigyo=str(int(r["hokensha"] in seigyo))) for r in rows])
    for table, rows in tables.items():
        with open(os.path.join(to, table + ".csv"), "w", encoding="utf-8", newline="") as f:
            w = csv.DictWriter(f, list(rows[0]))
            w.writeheader()
            w.writerows(rows)
    path = os.path.join(to, "world.xml")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for policy, value in dict(policies, settleMs=600000, approveFugo=1).items():
        text, n = re.subn(r'(name="%s" value=")\d+' % policy, r"\g<1>%d" % value, text)
        assert n == 1, policy
    text = text.replace('<table name="busho"/>', '<table name="busho"/>' + "".join(
        '<table name="%s"/>' % t for t in tables if '<table name="%s"/>' % t not in text))
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return fixtures
