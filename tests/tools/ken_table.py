# Which 操作可能業務 every operation and every kind of link file needs, and what the 標準ロール are made of, by the sources
# themselves: README's tables of rights (wsdl.py), and what tests/ken holds the daemon against.
import csv
import glob
import os
import re
import sqlite3

import registry

PATH = "server/store/sosa.def"
JIMU = ("KANYUSHA", "FUKUHON", "SHOKAI", "KANRI")
SHOKUSHO = ("TOROKU", "SANSHO", "SHOKAI", "KANRI")


def sosa():
    """{NAME: (code, 名, 事務, 職掌, 利用 of 2.9)}, in their order."""
    rows = re.findall(r'^SOSA\((\w+), "(\w+)", "([^"]+)", (\w+), (\w+), (\w+)\)', registry.read("server", "store", "sosa.def"), re.M)
    return {r[0]: r[1:] for r in rows}


NONE = ("-", "", "-", "-", "RENDO")  # of SOSA_NONE: store/sosa.c


def by_kind():
    """Operations whose 利用 their kind of file or master says."""
    return registry.marked("OP_BY_KIND")


def roles():
    """{標準ロール: (名, codes of 操作可能業務)}, in their order, as the migrations of kanri.db leave them."""
    db = sqlite3.connect(":memory:")
    for path in sorted(glob.glob(os.path.join(registry.ROOT, "server", "store", "sql", "kanri-*.sql"))):
        with open(path, encoding="utf-8") as f:
            db.executescript(f.read())
    found = db.execute("SELECT role_name, mei, sosa FROM role WHERE hokensha = '' ORDER BY jun, role_name").fetchall()
    db.close()
    return {name: (mei, set(codes.split())) for name, mei, codes in found}


def definitions(kind):
    """The text of every `const struct KIND KIND_name = …;` of the services, by name; a macro that gives the right is in it."""
    texts, macros = {}, {}
    for path in glob.glob(os.path.join(registry.ROOT, "server", "service", "**", "*.[ch]"), recursive=True):
        text = registry.read(path)
        texts.update(re.findall(r"^const struct %s %s_(\w+) =\s*(.*?);$" % (kind, kind), text, re.M | re.S))
        for name, body in re.findall(r"^#define (\w+)(?:\([^)]*\))?((?:.*\\\n)*.*)$", text, re.M):
            given = re.search(r"\.sosa = SOSA_(\w+)", body)
            if given:
                macros[name] = given[0]
    return {name: text + " " + " ".join(macros[w] for w in re.findall(r"\w+", text) if w in macros) for name, text in texts.items()}


def needed():
    """{operation, or file:kind: NAME of its 操作可能業務, or NONE}, in the order of the registries."""
    out = {}
    ops, bulks = definitions("op"), definitions("bulk")
    for name in registry.words("ops.def", "OP"):
        names = [re.search(r'\.%s = "(\w+)"' % key, ops[name]) for key in ("service", "name")]
        if not all(names):  # a macro's two arguments would be new here
            raise KeyError("ops.def: %s" % name)
        out[".".join(m[1] for m in names)] = re.search(r"\.sosa = SOSA_(\w+)", ops[name])[1]
    for name in registry.words("bulks.def", "BULK|FUKUHON"):
        out["file:" + re.search(r'"(\w+)"', bulks[name])[1]] = re.search(r"\.sosa = SOSA_(\w+)", bulks[name])[1]
    return out


def table():
    """README's rows."""
    have, standard, of = sosa(), roles(), needed()
    words = {}
    for path, name in ((r"jimu_words\[\] = \{(.*?)\};", "事務"), (r"shokusho_words\[\] = \{(.*?)\};", "職掌")):
        found = re.search(path, registry.read("server", "store", "sosa.c"), re.S)
        words[name] = dict(re.findall(r'\{"(\w+)", "([^"]+)"', found[1]))
    rows = ["| 操作可能業務 | 名称 | 事務 | 職掌 | 利用 | %s | 操作、ファイル種別 |" % " | ".join("%s %s" % (n, mei) for n, (mei, _) in standard.items()),
            "|---|---|---|---|---|%s---|" % (":-:|" * len(standard))]
    for name, (code, mei, jimu, shokusho, riyo) in have.items():
        uses = ["`%s`" % x.replace("file:", "") for x, s in of.items() if s == name]
        rows.append("| %s | %s | %s | %s | `%s` | %s | %s |" % (
            code, mei, "`%s` %s" % (jimu, words["事務"][jimu]), "`%s` %s" % (shokusho, words["職掌"][shokusho]), riyo.lower(),
            " | ".join("○" if code in codes else "" for _, codes in standard.values()), "、".join(uses)))
    free = [x for x, s in of.items() if s == "NONE"]
    for riyo, names in (("`%s`" % NONE[4].lower(), [x for x in free if x not in by_kind()]), ("種別による", [x for x in free if x in by_kind()])):
        rows.append("| （なし） | だれでも | | | %s | %s | %s |" % (riyo, " | ".join("○" for _ in standard), "、".join("`%s`" % x for x in names)))
    return "\n".join(rows) + "\n"


def users():
    """{標準ロール: users of the fixtures who have it, of whichever insurer}."""
    found = {}
    for path in sorted(glob.glob(os.path.join(registry.ROOT, "fixtures", "worlds", "*", "user.csv"))):
        with open(path, encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                for role in row["roles"].split():
                    found.setdefault(role, []).append(row["user"])
    return {role: sorted(set(names)) for role, names in found.items()}


def role_table():
    """README's rows, one a 標準ロール: the same rights, read from whom one has."""
    have, of, who = sosa(), needed(), users()
    rows = ["| ロール | できること | 操作 | ファイル種別 | 初期データのユーザー |", "|---|---|---|---|---|"]
    for role, (mei, codes) in roles().items():
        names = [name for name, (code, *_) in have.items() if code in codes]
        asked = [x for x, s in of.items() if s in names]
        ops, files = (["`%s`" % x.replace("file:", "") for x in asked if x.startswith("file:") == file] for file in (False, True))
        rows.append("| `%s` %s | %s | %s | %s | %s |" % (role, mei, "、".join(have[name][1] for name in names), "、".join(ops), "、".join(files),
                                                        "、".join("`%s`" % u for u in who.get(role, []))))
    return "\n".join(rows) + "\n"
