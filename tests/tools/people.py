# README's table of people: who is who in the fixtures, from the rows of fixtures/common/hitobito.csv. dare: stories (S96, of
# stories.csv), members of the link files of lot 2 (A003, of files/kanyusha-A.csv), residents (住 and the 住民票コード, of
# jumin.csv). hanashi: one line; empty: what stories.csv tells of each. Part of make wsdl (wsdl.py writes it).
import csv
import re

PATH = "fixtures/common/hitobito.csv"
COMMON = "fixtures/common/%s.csv"
FILES = "fixtures/worlds/lot2/files/kanyusha-%s.csv"
ENCODINGS = {"A": "cp932", "B": "utf-8", "C": "cp932"}  # of hokensha.csv


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def members(insurer):
    """{整理番号: 氏名}"""
    with open(FILES % insurer, encoding=ENCODINGS[insurer], newline="") as f:
        return {row[1]: row[7] for row in csv.reader(f)}


def one(name):
    """As a cell of a table has it."""
    return name.replace("\u3000", " ").replace("|", "\\|")


class People:
    def __init__(self):
        self.stories = {r["id"]: r for r in rows(COMMON % "stories")}
        self.members = {seiri: mei for insurer in ENCODINGS for seiri, mei in members(insurer).items()}
        self.residents = {r["juminhyo_code"]: r["shimei"] for r in rows(COMMON % "jumin")}

    def who(self, key):
        """KeyError: there is nobody."""
        if key in self.stories:
            return "%s %s" % (key, one(self.stories[key]["hito"]))
        if key.startswith("住"):
            return "%s（住民票コード %s）" % (one(self.residents[key[1:]]), key[1:])
        return "%s %s" % (key, one(self.members[key]))

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
            out.append("| %s | %s | %s |\n" % (row["kotogara"], "、".join(map(people.who, keys)), one(row["hanashi"])))
        else:
            out += ["| %s | %s | %s |\n" % (row["kotogara"], people.who(key), people.story(key)) for key in keys]
    return "".join(out)
