#!/usr/bin/env python3
# Each kind of person that a tester looks for stands in fixtures/common/hitobito.csv, in either lot, and is such a person by the rows of
# the lot's own link files. Of those who go to another insurer the stories ask 資格照会 for the days on both sides, which story.sh holds
# to be answered so. Called by who.sh.
import collections
import csv
import glob
import io
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tables import COMMON, INSURERS, Lot, Tables, desk, later, read  # noqa: E402
import people  # noqa: E402

Row = collections.namedtuple("Row", "insurer kind hito atai")  # hito: of a story; of a member who has that 個人番号


class Data:
    """The rows of a lot's link files."""

    def __init__(self, number):
        self.lot, self.number = Lot(number), str(number)
        self.stories = collections.defaultdict(list)  # {story: [Row]}, in the order in which they are sent
        self.members = collections.defaultdict(list)  # {整理番号: [Row]}
        eda = {}
        for path in sorted(glob.glob(os.path.join(COMMON, "stories", "lot%d" % number, "*.csv"))):
            day, _, insurer, kind = os.path.basename(path)[:-4].split("-")
            for values in self.rows(path, insurer, kind, day):
                seiri = values.get("seiriBango") or values["edaban"][5:-1]  # {eda:S153a1}
                story = next((s for s in (seiri[:4], seiri[:3]) if s[1:].isdigit()), None)
                if story:
                    self.stories[story].append(Row(insurer, kind, seiri[len(story)], values))
        for insurer in INSURERS:
            for values in self.rows(os.path.join(self.lot.folder, "files", "kanyusha-%s.csv" % insurer), insurer, "kanyushaToroku", self.lot.start):
                self.members[values["seiriBango"]].append(Row(insurer, "kanyushaToroku", values["kojinBango"], values))
        for values in self.rows(os.path.join(self.lot.folder, "files", "kanyusha-A-soshitsu.tmpl.csv"), "A", "kanyushaToroku", self.lot.start):
            own = self.members[values["seiriBango"]]
            own.append(Row("A", "kanyushaToroku", own[0].hito, values))

    def rows(self, path, insurer, kind, day):
        with open(path, "rb") as f:
            text = f.read().decode(self.lot.encoding[insurer])
        return [dict(zip(self.lot.columns(kind, day), r)) for r in csv.reader(io.StringIO(text, newline=""))]

    def of(self, keys):
        """The rows of those who are in this lot."""
        found = []
        for lot, key in map(people.lot_of, keys):
            if lot in ("", self.number):
                found += self.stories[key] + self.members[key]
        return found


def of(rows, kubun, insurer=None):
    """{hito: values} of the 加入者情報 rows of a 処理区分, the last of each person."""
    return {r.hito: r.atai for r in rows
            if r.kind == "kanyushaToroku" and r.atai["shoriKubun"] == kubun and insurer in (None, r.insurer)}


def some(what):
    return lambda rows, story: any(what(r.atai, r.kind) for r in rows)


def newborn(a, _):
    return a.get("honninKazoku") == "2" and a["shutokuYmd"] == a["seinengappi"] > "2016"


def short(a, _):
    return a.get("soshitsuYmd") and a.get("shutokuYmd") and a["soshitsuYmd"] <= later(a["shutokuYmd"], 62)


def alike(rows, _):
    four = ("shimei", "shimeiKana", "seibetsu", "seinengappi")
    found = {tuple(r.atai[c] for c in four) for r in rows if r.kind == "kanyushaToroku"}
    return len(found) == 1 and len({r.atai["kojinBango"] for r in rows}) == 2


def rare(a, kind):
    try:
        a.get("shimei", "").encode("cp932")
        return False
    except UnicodeEncodeError:
        return kind == "kanyushaToroku"


def renamed(rows, _):
    names = collections.defaultdict(set)
    for r in rows:
        if r.atai.get("shimei"):
            names[r.hito].add(r.atai["shimei"])
    return any(len(n) > 1 for n in names.values())


def moved(rows, hito):
    """The day on which this person lost with A and acquired with B; None: did not."""
    lost, got = (of(rows, kubun, insurer).get(hito, {}) for kubun, insurer in (("4", "A"), ("1", "B")))
    return lost["soshitsuYmd"] if lost and lost["soshitsuYmd"] == got.get("shutokuYmd") else None


def closed(rows, hito):
    """The last 資格情報 of A has the day of the loss."""
    own = [r.atai for r in rows if (r.insurer, r.kind, r.hito) == ("A", "shikakuJoho", hito)]
    return bool(own) and own[-1]["soshitsuYmd"] == moved(rows, hito)


def asked(story, hito, day):
    """資格照会 is made for the days before and of the move, each insurer by the other."""
    before = later(day, -1)
    want = {("A", "B %s 1" % before), ("A", "B %s 0" % day), ("B", "A %s 0" % before), ("B", "A %s 1" % day)}
    return want <= {(k.hokensha, k.atai) for k in TABLES.kekka if (k.id, k.hito, k.nani) == (story, hito, "shikaku")}


def goes(rows, story, hito):
    day = moved(rows, hito)
    return bool(day) and closed(rows, hito) and asked(story, hito, day)


def divorced(rows, story):
    """被扶養者 who leave without their 本人, one of them to be 本人 elsewhere under another surname."""
    first = of(rows, "1", "A")
    gone = [h for h, a in first.items() if a["honninKazoku"] == "2" and goes(rows, story, h)]
    stays = [h for h, a in first.items() if a["honninKazoku"] == "1" and h not in of(rows, "4", "A")]
    new = of(rows, "1", "B")
    return len(stays) == 1 and any(new[h]["honninKazoku"] == "1" and new[h]["shimei"] != first[h]["shimei"] and
                                   new[h]["kojinBango"] == first[h]["kojinBango"] for h in gone)


def whole(rows, story):
    """A whole family, 本人 and 被扶養者, on one day that is not the first of a month."""
    first = of(rows, "1", "A")
    days = {moved(rows, h) for h in first}
    return (sorted({a["honninKazoku"] for a in first.values()}) == ["1", "2"] and len({a["bango"] for a in first.values()}) == 1 and
            len(days) == 1 and None not in days and not days.pop().endswith("01") and all(goes(rows, story, h) for h in first))


KINDS = {
    "任意継続": some(lambda a, _: a.get("shikakuKubun") == "2"),
    "特例退職": some(lambda a, _: a.get("shikakuKubun") == "3"),
    "新生児": some(newborn),
    "死亡": some(lambda a, kind: kind in ("maisoryo", "kazokuMaisoryo")),
    "離婚": divorced,
    "氏名が変わった人": renamed,
    "家族そろっての異動（月の途中）": whole,
    "同姓同名で生年月日も同じ別人": alike,
    "外字・異体字": some(rare),
    "短い間だけの加入": some(short),
}
TABLES = Tables()


def main():
    os.chdir(desk.ROOT)
    wrong, table = [], people.rows(people.PATH)
    for number in (2, 3):
        data = Data(number)
        for kind, told in KINDS.items():
            lines = [r["dare"].split() for r in table if r["kotogara"] == kind]
            groups = [[key] for keys in lines for key in keys if key in data.stories] + lines
            if not any(told(data.of(keys), keys[0]) for keys in groups if data.of(keys)):
                wrong.append("ロット%d の%sがいない（%s）" % (number, kind, "、".join(" ".join(keys) for keys in lines) or "行がない"))
    for m in read("stories-mae.csv"):
        if not any(r.hito == m["hito"] and r.atai.get("shimei") == m["shimei"] for r in data.stories[m["id"]]):
            wrong.append("stories-mae.csv の %s %s は、どの行にもその氏名でいない" % (m["id"], m["hito"]))
    for line in wrong:
        print("違い: " + line)
    print("どんな人 %d、ロット 2、違い %d" % (len(KINDS), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
