# README's table of people: who is who in the fixtures, from the rows of fixtures/common/hitobito.csv. dare: stories (S96, of
# stories.csv), members of the link files of both lots (A003, of files/kanyusha-A.csv) or of one alone (2:A036), residents (住 and the
# 住民票コード, of jumin.csv). hanashi: one line; empty: what stories.csv tells of each. Part of make wsdl (wsdl.py writes it).
import csv
import itertools
import re

PATH = "fixtures/common/hitobito.csv"
COMMON = "fixtures/common/%s.csv"
FOLDER = "fixtures/worlds/lot%s/"
LOTS, INSURERS = "23", "ABC"


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def members(lot):
    """{整理番号: 氏名}"""
    out = {}
    for insurer, own in zip(INSURERS, rows(FOLDER % lot + "hokensha.csv")):
        with open(FOLDER % lot + "files/kanyusha-%s.csv" % insurer, encoding=own["encoding"], newline="") as f:
            out.update((row[1], row[7]) for row in csv.reader(f))
    return out


def one(name):
    """As a cell of a table has it."""
    return name.replace("\u3000", " ").replace("|", "\\|")


def lot_of(key):
    """The lot (empty: both) and the rest of the key."""
    return (key[0], key[2:]) if key[1] == ":" else ("", key)


class People:
    def __init__(self):
        self.stories = {r["id"]: r for r in rows(COMMON % "stories")}
        self.members = {lot: members(lot) for lot in LOTS}
        self.residents = {r["juminhyo_code"]: r["shimei"] for r in rows(COMMON % "jumin")}

    def who(self, key):
        """KeyError: there is nobody."""
        if key in self.stories:
            return "%s %s" % (key, one(self.stories[key]["hito"]))
        if key.startswith("住"):
            return "%s（住民票コード %s）" % (one(self.residents[key[1:]]), key[1:])
        lot, seiri = lot_of(key)
        names = {one(self.members[x][seiri]) for x in lot or LOTS}
        if len(names) > 1:
            raise KeyError("%s はロットごとに別人" % key)
        return "%s %s" % (seiri, names.pop())

    def all(self, keys):
        """Those of one lot together."""
        return "。".join(("ロット%s: " % lot if lot else "") + "、".join(map(self.who, own)) for lot, own in itertools.groupby(keys, lambda k: lot_of(k)[0]))

    def story(self, key):
        """Its first sentence; what is unlawful says so."""
        story = self.stories[key]
        text = re.split("。", story["hanashi"])[0]
        return one(text) + ("（違法）" if story["hoteki"] == "違法" else "")


def table():
    people = People()
    out = ["| どんな人 | だれ | 話 |\n|---|---|---|\n"]
    for row in rows(PATH):
        keys = row["dare"].split()
        if row["hanashi"]:
            out.append("| %s | %s | %s |\n" % (row["kotogara"], people.all(keys), one(row["hanashi"])))
        else:
            out += ["| %s | %s | %s |\n" % (row["kotogara"], people.who(key), people.story(key)) for key in keys]
    return "".join(out)
