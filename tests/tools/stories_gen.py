# What `chukan gen --stories` mixes into a population: fixtures/common/stories/gen/KIND.csv, one table a kind, made from the tables of
# the stories. Its columns are id, hito, code and keikoku (as in stories-gyo.csv), eda, whose row it is, and then the layout's; codes and
# days are chukan's own. What is gen's to say stands as {hokensha}, {hokensha63} (the insurer's number of 法別 63), {eda:N}, {kojin:N}: the Nth of the
# stories' people that is registered, the Nth that has a number. jumin.csv has the residents, {jumin:N}. Called by stories.py.
import csv
import io
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "story"))
from tables import Lot, Told, Wrong, desk, residents  # noqa: E402

# In the order in which gen writes the files (client/gen/subjects.h) and they are to be sent.
KINDS = ("kanyushaToroku", "shikakuJoho", "kogakuKaigoGassan", "shussanIchijikin", "kazokuShussanIchijikin", "shussanTeatekin",
         "shobyoTeatekin", "maisoryo", "kazokuMaisoryo")
INSURER = "A"


def taken(tables):
    """The steps that one file a kind can tell: of each story the dans up to the first that is of another insurer, of another day, of
    one way only, or of a kind that was sent before."""
    out = []
    for story in tables.stories:
        last, dans = -1, {}
        for s in tables.steps:
            if s.id == story["id"]:
                dans.setdefault((s.tokei, s.dan), []).append(s)
        for (tokei, _), steps in dans.items():
            if tokei or any(s.michi not in ("", "file") or s.hokensha != INSURER or s.shubetsu not in KINDS for s in steps):
                break
            kinds = [KINDS.index(s.shubetsu) for s in steps]
            if min(kinds) <= last:
                break
            last = max(kinds)
            out += steps
    return out


class Tables:
    def __init__(self, tables, day):
        self.lot, self.steps = Lot(2), taken(tables)
        self.told = Told(tables, self.lot)
        told = {s.id for s in self.steps}
        self.kojin = {p["kojinBango"]: n for n, p in enumerate((p for who, p in tables.people.items() if who[0] in told), 1)}
        self.columns = {kind: list(self.lot.columns(kind, day)) for kind in KINDS}
        self.eda = {}  # {(story, hito): n}
        for s in self.steps:
            if s.shubetsu == "kanyushaToroku" and s.code == "C00000":
                self.eda.setdefault((s.id, s.hito), len(self.eda) + 1)

    def row(self, s):
        eda = "{eda:%d}" % self.eda[s.id, s.hito] if (s.id, s.hito) in self.eda else ""
        values = self.told.row(s, self.columns[s.shubetsu], eda)
        if "hokensha" in values:
            values["hokensha"] = "{hokensha63}" if values["hokensha"] == self.lot.alias(INSURER) else "{hokensha}"
        if values.get("kojinBango") in self.kojin:
            values["kojinBango"] = "{kojin:%d}" % self.kojin[values["kojinBango"]]
        return [s.id, s.hito, s.code, " ".join(s.keikoku), eda] + list(values.values())

    def jumin(self):
        with open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8") as f:
            rows = [f.readline().strip().split(",")]
        for r in residents():
            if r[1] in self.kojin:
                n = self.kojin[r[1]]
                rows.append(["{jumin:%d}" % n, "{kojin:%d}" % n] + r[2:])
        return rows


def text(rows):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def made(tables, day):
    """{name: bytes}."""
    t = Tables(tables, day)
    rows = {kind: [["id", "hito", "code", "keikoku", "eda"] + t.columns[kind]] for kind in KINDS}
    for s in t.steps:
        if s.shubetsu != "kanyushaToroku" and (s.id, s.hito) not in t.eda:
            raise Wrong("%s の人 %s は登録されないのに副本がある" % (s.id, s.hito))
        rows[s.shubetsu].append(t.row(s))
    out = {kind + ".csv": text(r) for kind, r in rows.items()}
    return {**out, "jumin.csv": text(t.jumin())}
