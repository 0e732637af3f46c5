#!/usr/bin/env python3
# From the stories of fixtures/common/stories*.csv: the link files of each lot (fixtures/common/stories/LOT/DAY-DAN-INSURER-KIND.csv,
# templates with {eda:整理番号}), what gen mixes into a population (stories/gen, stories_gen.py) and a test case for each story
# (fixtures/cases/ITEM-sNN.xml). `make stories` writes all;
# tests/story/kept.sh holds what is kept against the tables. Usage: stories.py [OUT]
import os
import sys
from xml.sax.saxutils import escape, quoteattr

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
sys.path.insert(0, os.path.join(HERE, "..", "story"))
import stories_gen  # noqa: E402
from tables import AT_END, Lot, Tables, Told, read  # noqa: E402

LOTS = (2, 3)
START = "20170508"  # when the stories begin in either lot
UNKNOWN = "9999999"  # 枝番 of somebody whose registration did not succeed
NOT_HERE = ("shikaku", "kyufu", "oshirase", "han")  # what tests/story looks at with more than one insurer, or two looks
MEI = {"kanyushaToroku": "加入者情報", "shikakuJoho": "資格情報", "shobyoTeatekin": "傷病手当金", "shussanTeatekin": "出産手当金",
       "shussanIchijikin": "出産育児一時金", "kazokuShussanIchijikin": "家族出産育児一時金", "maisoryo": "埋葬料",
       "kazokuMaisoryo": "家族埋葬料", "kogakuKaigoGassan": "高額介護合算"}
KANYUSHA = {"1": ("kanyusha.register", "登録"), "2": ("kanyusha.change", "変更"), "3": ("kanyusha.correctKojinBango", "訂正"),
            "4": ("kanyusha.lose", "喪失"), "5": ("kanyusha.cancel", "取消"), "6": ("kanyusha.cancelLoss", "喪失取消")}
FUKUHON = {"1": ("fukuhon.register", "新規"), "2": ("fukuhon.change", "変更"), "3": ("fukuhon.delete", "削除")}
# What can be seen of each (server/file/case/koto.def), without what need not be told.
SEEN = {
    "kanyusha.register": "honninKazoku seibetsu shutokuYmd soshitsuYmd ninteiYmd kojinBango kigo bango shimei shimeiKana seinengappi jusho",
    "kanyusha.change": "kigo bango honninKazoku shimei shimeiKana seibetsu seinengappi jusho ninteiYmd",
    "kanyusha.correctKojinBango": "kojinBango", "kanyusha.lose": "soshitsuYmd", "kanyusha.cancel": "", "kanyusha.cancelLoss": "",
    "fugo.request": ""}
DAYS = ("shutokuYmd", "soshitsuYmd", "ninteiYmd", "seinengappi")


def wanted(s):
    """By this way, a link file."""
    return s.michi in ("", "file")


class Files:
    """The link files of a lot, made as tests/story makes them, but that a 枝番 stands as the 整理番号 of who was given it."""

    def __init__(self, tables, number):
        self.lot = Lot(number)
        self.told, self.seiri, self.days = Told(tables, self.lot), {}, []
        self.files = {}  # {(day, dan, insurer, kind): bytes}
        for day, dan, steps, _ in tables.batches(START):
            self.batch(day, dan, [s for s in steps if wanted(s)])

    def edaban(self, s):
        seiri = self.seiri.get((s.hokensha, s.id, s.hito))
        return "{eda:%s}" % seiri if seiri else UNKNOWN

    def batch(self, day, dan, steps):
        groups, new = {}, {}
        for s in steps:
            if s.shubetsu == "fugo":
                continue
            row = self.told.row(s, self.lot.columns(s.shubetsu, day), self.edaban(s))
            groups.setdefault((s.hokensha, s.shubetsu), []).append(row)
            if s.shubetsu == "kanyushaToroku" and s.atai["shoriKubun"] == "1" and s.code == "C00000":
                new.setdefault((s.hokensha, s.id, s.hito), row["seiriBango"])
        for who, seiri in new.items():
            self.seiri.setdefault(who, seiri)
        for (insurer, kind), rows in groups.items():
            self.files[day, dan, insurer, kind] = self.lot.file(insurer, kind, day, rows)


def file_name(day, dan, insurer, kind):
    return "%s-%02d-%s-%s.csv" % (day, dan, insurer, kind)


# --- a story as a case --------------------------------------------------------------------------------------------------

class Case:
    def __init__(self, tables, story, includes, start):
        self.story, self.id = story, story["id"]
        self.batches = [(day, dan, [s for s in steps if s.id == self.id and wanted(s)], [k for k in kekka if k.id == self.id and wanted(k)])
                        for day, dan, steps, kekka in tables.batches(start)]
        self.batches = [b for b in self.batches if b[2] or b[3]]
        self.steps = [s for b in self.batches for s in b[2]]
        self.people = {h: p for (i, h), p in tables.people.items() if i == self.id}
        self.first = self.steps[0].hokensha  # whose case it is
        self.item = "3" if any(s.shubetsu not in ("kanyushaToroku", "fugo") for s in self.steps) else "2"
        self.name = "%s-%s" % (self.item, self.id.lower())
        self.includes, self.start = includes, start
        looks = [k for b in self.batches for k in b[3]]
        self.fugo = any(x.shubetsu == "fugo" for x in self.steps) or any(k.nani == "fugo" for k in looks)  # its story is about 符号
        self.registered = {}  # {(insurer, hito): (label, 整理番号)}
        self.families = {}  # {(insurer, 記号, 番号): the step that registered the first of them}
        self.te, self.observe, self.drive = [], [], []
        self.owari, self.at_end = tables.owari(start), []
        self.days = sorted({b[0] for b in self.batches})
        for b in self.batches:
            self.batch(*b)

    # what is seen of a row, whoever does it
    def koto(self, s):
        if s.shubetsu == "fugo":
            return "fugo.request", "再要求"
        return (KANYUSHA if s.shubetsu == "kanyushaToroku" else FUKUHON)[s.atai["shoriKubun"]]

    def judged(self, s, what, columns):
        """The days and codes that the story is about; the rest is anybody's own."""
        if what.startswith("fukuhon."):
            names = [c for c in columns if c not in ("shoriKubun", "edaban")]
            judged = [c for c in names if c in s.atai and not s.atai[c].startswith("@") and what != "fukuhon.delete"]
            optional = [c for c in s.atai if c == "renban" or c == "shikakuKubun"] if what != "fukuhon.delete" else []
            judged = [c for c in judged if c == "honninKazoku" or c.endswith("Ymd") or c.startswith(("kikan", "keisan"))] + optional
            return judged, [c for c in names if c not in judged]
        names = SEEN[what].split()
        judged = [c for c in names if c in s.atai and (c in DAYS or c == "honninKazoku") and c != "seinengappi"]
        if what in ("kanyusha.register", "kanyusha.lose"):
            judged += [c for c in names if c in ("shutokuYmd", "soshitsuYmd") and c not in judged]
        return judged, [c for c in names if c not in judged]

    def related(self, s, what, name, day):
        """What ties the row to another: the family's 記号・番号; a loss that is still to come."""
        out = []
        if what == "kanyusha.register":
            p = {**self.people[s.hito], **s.atai}
            family = (s.hokensha, p["kigo"], p["bango"])
            if family in self.families:
                out.append("setai=%s.setai" % self.families[family])
            self.families.setdefault(family, name)
        if what == "kanyusha.lose" and s.atai.get("soshitsuYmd", "") > day:
            out.append("soshitsuYmd>%s.hi" % name)
        return out

    def warned_of(self, s, what):
        """What the rules say of the row; of a state that later rows may mend the end of the file tells, or the reply of a call."""
        codes = [c for c in s.keikoku if c not in AT_END]
        if what == "fugo.request" or s.code != "C00000" or (s.michi and s.shubetsu == "shikakuJoho"):
            return []  # the last: a call is told in its reply
        return ["keikokuCode=%s" % c for c in dict.fromkeys(codes)] or ["keikoku="]

    def told_at_end(self, day, dan, insurer, kind, steps):
        """Codes that the file tells when it ends."""
        states = [c for s in steps if s.code == "C00000" for c in s.keikoku if c in AT_END]
        return states + [code for story, _, code in self.owari.get((day, dan, insurer, kind), ()) if story == self.id]

    def seen_end(self, insurer, kind, te, ends):
        by = "" if insurer == self.first else ' by="aite"'
        codes = " ".join("keikokuCode=%s" % c for c in dict.fromkeys(ends))
        self.observe.append('    <step id="完了%d" te="%d" what="file.end" shubetsu="%s"%s file="f%d" judged="jotai=処理完了 %s" free="gyoSu seijoSu ijoSu"/>' %
                            (len(self.observe) + 1, te, kind, by, te, codes))

    def seen(self, s, te, columns, day, ends):
        what, mei = self.koto(s)
        judged, free = self.judged(s, what, columns)
        attributes = ['id="%s%d"' % (mei, len(self.observe) + 1), 'te="%d"' % te, 'what="%s"' % what]
        if what.startswith("fukuhon."):
            attributes.append('shubetsu="%s"' % s.shubetsu)
        if s.hokensha != self.first:
            attributes.append('by="aite"')
        if what != "kanyusha.register" or s.code == "C00000":
            attributes.append('hito="%s%s"' % (s.hito, "" if s.hokensha == self.first else s.hokensha.lower()))
        if ends:
            attributes.append('file="f%d"' % te)
        if s.code != "C00000":
            attributes.append('code="%s"' % ("*" if "*" in s.code else s.code))
        related = self.related(s, what, "%s%d" % (mei, len(self.observe) + 1), day)
        if any(r.startswith("setai") for r in related):
            free = [c for c in free if c not in ("kigo", "bango")]
        judged = ["%s=%s" % (c, s.atai.get(c, "")) for c in judged] + related + self.warned_of(s, what)
        if judged:
            attributes.append('judged="%s"' % escape(" ".join(judged)))
        if free:
            attributes.append('free="%s"' % " ".join(free))
        self.observe.append("    <step %s/>" % " ".join(attributes))

    # what chukan does
    def upload(self, day, dan, insurer, kind, steps, ends):
        label = "f%d" % (len(self.te))
        name = "%s%d.csv" % (self.id, len(self.te))
        labels = sorted({l for (i, _), (l, _) in self.registered.items() if i == insurer})
        needs = " from " + " ".join(labels) if labels else ""
        self.drive += ["as KS${hokensha%s}A" % insurer,
                       "fill %s common/stories/${lot}/%s#%s%s" % (name, file_name(day, dan, insurer, kind), self.id, needs),
                       "upload %s %s %s" % (label, kind, name), "wait %s" % label, "result %s" % label,
                       "expect %s count(row) = %d" % (label, len(steps))]
        for n, s in enumerate(steps, 1):
            self.drive.append("expect %s row[%d].kekkaCode %s" % (label, n, "contains " + s.code[0] if "*" in s.code else "= " + s.code))
            if kind == "kanyushaToroku" and s.atai["shoriKubun"] == "1" and s.code == "C00000":
                if (insurer, s.hito) not in self.registered:
                    self.registered[insurer, s.hito] = (label, None)
                    self.drive.append("let eda%s%s from %s row[%d].edaban" % (insurer, s.hito, label, n))
        self.warned(label, [c for s in steps for c in s.keikoku if c not in AT_END] + ends)

    def warned(self, label, codes):
        self.drive += ["result %s keikoku" % label, "expect %s count(keikoku) = %d" % (label, len(codes))]
        for c in sorted(set(codes)):
            self.drive.append("expect %s count(keikoku[code=%s]) = %d" % (label, c, codes.count(c)))

    def look(self, n, k):
        eda, label = "${eda%s%s}" % (k.hokensha, k.hito), "k%d" % n
        calls = {"jotai": ("kanyusha.get edaban=" + eda, "kanyusha.jotai"), "shutoku": ("kanyusha.get edaban=" + eda, "kanyusha.shutokuYmd"),
                 "soshitsu": ("kanyusha.get edaban=" + eda, "kanyusha.soshitsuYmd"),
                 "rireki": ("kanyusha.getShikakuRireki edaban=" + eda, "count(item)"), "fugo": ("fugo.getStatus edaban=" + eda, "item.jotai"),
                 "fukuhon": ("fukuhon.get edaban=%s shubetsu=%s" % (eda, k.atai.split()[0]), "count(item)")}
        if k.nani not in calls or (k.hokensha, k.hito) not in self.registered:
            return []
        call, path = calls[k.nani]
        want = k.atai.split()[-1] if k.nani == "fukuhon" else k.atai
        return ["as KS${hokensha%s}A" % k.hokensha, "call %s %s" % (label, call),
                "expect %s %s %s" % (label, path, "absent" if want == "なし" else "= " + want)]

    def batch(self, day, dan, steps, kekka):
        self.drive += ['', 'step "%s"' % self.title_of(day, dan, steps)]
        if self.te and self.fugo:
            self.drive += ["operator fugo-approve", "operator settle"]
        if day > self.start:
            self.drive += ["clock advance %s-%s-%sT09:00:00+09:00" % (day[:4], day[4:6], day[6:])]
        groups = {}
        for s in steps:
            groups.setdefault((s.hokensha, s.shubetsu), []).append(s)
        for (insurer, kind), own in groups.items():
            ends = self.told_at_end(day, dan, insurer, kind, own)
            # they are seen of a file alone; a lawful story asks nobody to be in such a state on the way
            looked = ends if self.story["hoteki"] == "違法" else []
            self.te.append(self.te_of(day, insurer, kind, own, looked))
            columns = [] if kind == "fugo" else [c for c in self.columns(kind, day)]
            for s in own:
                self.seen(s, len(self.te), columns, day, looked)
            if ends:
                self.at_end.append("%sのファイルの終わりに、%s が警告される" % (MEI[kind], "、".join(dict.fromkeys(ends))))
            if looked:
                self.seen_end(insurer, kind, len(self.te), looked)
            if kind == "fugo":
                self.request(insurer, own)
            else:
                self.upload(day, dan, insurer, kind, own, ends)
        self.drive.append("operator settle")
        for n, k in enumerate(kekka):
            self.drive += self.look(len(self.drive) + n, k)

    def request(self, insurer, steps):
        self.drive.append("as KS${hokensha%s}A" % insurer)
        self.drive += ["call r%d fugo.request edaban=${eda%s%s}" % (n, insurer, s.hito) for n, s in enumerate(steps)]

    def columns(self, kind, day):
        out = []
        for v in self.lot.layouts.get(kind) or (self.lot.columns(kind, day) and self.lot.layouts[kind]):
            if v.get("from") <= day:
                out = [c.get("name") for c in v.findall("column") if c.get("mayLack") != "true"]
        return out

    def title_of(self, day, dan, steps):
        return "%s%s" % ("、".join(sorted({MEI.get(s.shubetsu, "符号") for s in steps})) or "確かめる", "" if day <= self.start else "（%s）" % day)

    def te_of(self, day, insurer, kind, steps, ends):
        if kind == "fugo":
            return "符号の取得を要求し直す。"
        lines = []
        for s in steps:
            given = "、".join("%s %s" % (self.mei(kind, c), v if not v.startswith("@") else "（%s のもの）" % v[1:])
                             for c, v in s.atai.items() if c != "shoriKubun" and c != "kojinBango")
            lines.append("%s の%s%s" % (s.hito, self.koto(s)[1], "（%s）" % given if given else ""))
        when = "" if day <= self.start else "%s年%d月%d日に、" % (day[:4], int(day[4:6]), int(day[6:]))
        where = "" if insurer == self.first else "相手の保険者が、"
        return "%s%s%sを%s登録する: %s。" % (when, where, MEI[kind], "ファイルで" if ends else "", "、".join(lines))

    def mei(self, kind, column):
        for v in self.lot.layouts[kind]:
            for c in v.findall("column"):
                if c.get("name") == column:
                    return c.get("mei")
        return column

    def expected(self):
        out = []
        for n, s in enumerate(self.steps, 1):
            codes = [c for c in dict.fromkeys(s.keikoku) if c not in AT_END]
            if s.code != "C00000":
                out.append("%s の%sは %s で断られる" % (s.hito, self.koto(s)[1], s.code.replace("*", "…")))
            elif codes:
                out.append("%s の%sは登録され、%s が警告される" % (s.hito, self.koto(s)[1], "、".join(codes)))
        out += self.at_end
        return "。".join(dict.fromkeys(out)) + "。" if out else "どの行も断られず、警告もない。"

    def xml(self):
        s, first = self.story, self.story["hanashi"].split("。")[0]
        title = first if len(first) <= 60 else first[:59] + "…"
        people = "、".join("%s（%s %s生まれ、性別 %s）" % (h, p["shimei"], p["seinengappi"], p["seibetsu"]) for h, p in self.people.items() if p["shimei"])
        role = ["  <role>公開されていません [A]。</role>"] if self.item == "3" else []
        ningen = " ".join(p["kojinBango"] for p in self.people.values())
        includes = " includes=%s" % quoteattr(" ".join(self.includes)) if self.includes else ""
        return "\n".join([
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<!-- fixtures/common/stories*.csv の話 %s から作ったもの（make stories）。直すのは表のほう -->" % self.id,
            "<case id=%s item=%s lots=%s title=%s start=%s>" % tuple(quoteattr(x) for x in (
                self.name, self.item, " ".join(map(str, LOTS)), "話 %s: %s" % (self.id, title), "%s-%s-%sT09:00:00" % (START[:4], START[4:6], START[6:]))),
            "  <kanten>%s（%s。%s）。</kanten>" % (escape(s["hanashi"].rstrip("。")), s["hoteki"], escape(s["jobun"])),
            "  <data>%s。個人番号は自分のもの。</data>" % escape(people),
            "  <tejun>"] + ["    <te>%s</te>" % escape(t) for t in self.te] + ["  </tejun>"] + role + [
            "  <expected>%s</expected>" % escape(self.expected()),
            "  <observe%s ningen=%s>" % (includes, quoteattr(ningen))] + self.observe + ["  </observe>", "  <drive><![CDATA["] + self.drive[1:] + ["]]></drive>", "</case>", ""])


def includes():
    """{話: cases that whoever does it passes as well}, of stories.csv."""
    return {r["id"]: r["fukumu"].split() for r in read("stories.csv")}


def made():
    """{path below fixtures: bytes}."""
    out, tables, also = {}, Tables(), includes()
    files = {number: Files(tables, number) for number in LOTS}
    for number, f in files.items():
        for key, content in f.files.items():
            out["common/stories/lot%d/%s" % (number, file_name(*key))] = content
    for name, content in stories_gen.made(tables, START).items():
        out["common/stories/gen/" + name] = content
    Case.lot = files[LOTS[0]].lot
    for story in tables.stories:
        c = Case(tables, story, also[story["id"]], START)
        out["cases/%s.xml" % c.name] = c.xml().encode()
    return out


def main():
    out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "fixtures")
    for path, content in made().items():
        os.makedirs(os.path.dirname(os.path.join(out, path)), exist_ok=True)
        with open(os.path.join(out, path), "wb") as f:
            f.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
