# The stories as data: fixtures/common/stories*.csv read, checked, and each step made into the cells of a link file's row.
# Called by story.py and rules.py.
#
# stories.csv        one line a story: whether it is lawful (適法, 違法), the rules that it is about, the article, the story
# stories-hito.csv   its people; one without a name is but a free 個人番号
# stories-mae.csv    what 住基ネット has of them from before; stories-hito.csv has what they are called now
# stories-gyo.csv    its rows. Those of a story with the same dan go in one file; dan runs over all stories alike: 1 加入者情報, 2 資格情報,
#                    3 on what comes after. atai: column=value;…, the rest stands as it was last registered; a value "@b" is that of
#                    person b. code: what the row must get, "K*" any of K. keikoku: every warning's code, as often as it is told;
#                    a state of the row's person (AT_END) at the end of its file. tokei: the clock's day from then on. michi: only this way.
# stories-kekka.csv  what can be seen when the dan is over. nani "owari": what a file of the dan tells at its end of somebody who has
#                    no row in it that wants it (kind and codes); "oshirase" with "警告 0": the person's states are mended
import collections
import csv
import datetime
import io
import os
import re
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import desk  # noqa: E402

COMMON = os.path.join(desk.ROOT, "fixtures", "common")
INSURERS = "ABC"
PERSON = ("shimei", "shimeiKana", "seibetsu", "seinengappi", "kojinBango", "kigo", "bango")
USUAL = {"jidoOtoFuka": "0", "fukaiji": "0", "jikoTeikyoFuka": "0", "kingaku": "100000"}
KINGAKU = {"shussanIchijikin": "420000", "kazokuShussanIchijikin": "420000", "maisoryo": "50000", "kazokuMaisoryo": "50000"}
# States, told when the file ends, or by oshirase.list, because a later row may mend them.
AT_END = ("K40019", "K40014", "K40015", "P40006", "P40009", "P40010")
SORTED_AS_TEXT = 152  # the last story whose people have their 住民票コード in the order of the text of its id
# Of these a call tells in its reply.
IN_REPLY = ("P40006", "P40009", "P40010")
KEYS = {"shikakuJoho": "shutokuYmd", "shobyoTeatekin": "kikanFrom", "shussanTeatekin": "kikanFrom", "shussanIchijikin": "shussanYmd",
        "kazokuShussanIchijikin": "shussanYmd", "maisoryo": "shiboYmd", "kazokuMaisoryo": "shiboYmd", "kogakuKaigoGassan": "keisanFrom"}

Step = collections.namedtuple("Step", "id dan hokensha shubetsu hito atai code keikoku tokei michi")
Kekka = collections.namedtuple("Kekka", "id dan hokensha hito nani atai tokei michi")


class Wrong(Exception):
    """The tables do not hold together."""


def read(name):
    with open(os.path.join(COMMON, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def cells(text):
    return dict(x.split("=", 1) for x in text.split(";")) if text else {}


def later(first, days):
    return (datetime.datetime.strptime(first, "%Y%m%d") + datetime.timedelta(days)).strftime("%Y%m%d")


class Tables:
    """All stories, or those that are named."""

    def __init__(self, only=()):
        self.stories = [r for r in read("stories.csv") if not only or r["id"] in only]
        ids = {r["id"] for r in self.stories}
        self.people = {(r["id"], r["hito"]): r for r in read("stories-hito.csv") if r["id"] in ids}
        clock, self.steps = {}, []
        for r in read("stories-gyo.csv"):
            if r["id"] in ids:
                self.steps.append(self.step(r, clock))
        rows = [Kekka(**{**r, "dan": int(r["dan"])}) for r in read("stories-kekka.csv") if r["id"] in ids]
        self.kekka, self.ends = [k for k in rows if k.nani != "owari"], [k for k in rows if k.nani == "owari"]
        self.check(ids)

    def step(self, r, clock):
        clock[r["id"]] = r["tokei"] or clock.get(r["id"], "")
        return Step(**{**r, "dan": int(r["dan"]), "atai": cells(r["atai"]), "keikoku": r["keikoku"].split(), "tokei": clock[r["id"]]})

    def check(self, ids):
        if {s.id for s in self.steps} != ids:
            raise Wrong("行のない話: %s" % sorted(ids - {s.id for s in self.steps}))
        at, kind = {}, {}
        for s in self.steps:
            if (s.id, s.hito) not in self.people:
                raise Wrong("%s の人 %s が stories-hito.csv にない" % (s.id, s.hito))
            if (s.tokei, s.dan) < at.get(s.id, ("", 0)):
                raise Wrong("%s の段 %d が前の段より後にある" % (s.id, s.dan))
            at[s.id] = (s.tokei, s.dan)
            if kind.setdefault((s.id, s.dan, s.hokensha), s.shubetsu) != s.shubetsu:
                raise Wrong("%s の段 %d に種別が二つある" % (s.id, s.dan))
        files = {(s.tokei, s.dan, s.hokensha, s.shubetsu) for s in self.steps}
        for k in self.ends if len(ids) == len(read("stories.csv")) else ():
            if (k.tokei, k.dan, k.hokensha, k.atai.split()[0]) not in files:
                raise Wrong("%s の段 %d に、終わりに知らせるファイルがない" % (k.id, k.dan))
        told = {s.id for s in self.steps if s.keikoku or s.code != "C00000"}
        for r in self.stories:
            refused = [s for s in self.steps if s.id == r["id"] and s.code != "C00000"]
            if r["hoteki"] == "適法" and refused or r["hoteki"] == "違法" and r["id"] not in told | {k.id for k in self.kekka + self.ends}:
                raise Wrong("%s は%sなのに、期待がそうなっていない" % (r["id"], r["hoteki"]))
        numbers = [p["kojinBango"] for p in self.people.values()]
        if len(set(numbers)) != len(numbers):
            raise Wrong("同じ個人番号が二人にある")
        residents = {r["kojin_bango"] for r in read("jumin.csv") if r["setai"].startswith("M")}
        if {p["kojinBango"] for p in self.people.values() if p["shimei"]} - residents:
            raise Wrong("話の人が jumin.csv にいない（tests/tools/gen_jumin.py）")

    def batches(self, start):
        """[(day, dan, steps, kekka)] in the order of clock and dan."""
        found = {}
        for place, rows in ((0, self.steps), (1, self.kekka)):
            for r in rows:
                found.setdefault((max(r.tokei, start), r.dan), ([], []))[place].append(r)
        return [(day, dan) + found[day, dan] for day, dan in sorted(found)]

    def owari(self, start):
        """{(day, dan, insurer, kind): [(story, hito, code)]} of what a file tells at its end beside what its rows want."""
        out = {}
        for k in self.ends:
            kind, *codes = k.atai.split()
            out.setdefault((max(k.tokei, start), k.dan, k.hokensha, kind), []).extend((k.id, k.hito, c) for c in codes)
        return out

    def asked(self):
        """(story, hito, asking insurer) of 照会 by an insurer that has no row of the person."""
        known = {(s.id, s.hito, s.hokensha) for s in self.steps}
        return sorted({(k.id, k.hito, k.atai.split()[0]) for k in self.kekka if k.nani in ("shikaku", "kyufu")} - known)


class Rules:
    """Which rule of schema/rules.xml warns by that code of that kind."""

    def __init__(self):
        self.names = {}
        for r in ET.parse(os.path.join(desk.ROOT, "schema", "rules.xml")).getroot():
            for kind in r.get("kinds").split() if r.get("severity") == "warn" else ():
                if self.names.setdefault((kind, r.get("code")), r.get("name")) != r.get("name"):
                    raise Wrong("%s の %s で警告する規則が二つある" % (kind, r.get("code")))

    def of(self, kind, codes):
        return sorted(self.names.get((kind, c), "（%s で警告する規則はない）" % c) for c in codes)


def residents():
    """Lines of jumin.csv for the people of all stories, so that they get a 符号. Those of a story with one surname are a household."""
    out, heads, mae = [], {}, read("stories-mae.csv")
    for code, p in coded():
        if p["shimei"]:
            head = heads.setdefault((p["id"], p["shimei"].split("　")[0]), p)
            head = p if 15 <= abs(older(p, head)) < 18 else head  # neither parent nor spouse
            since = max([p["seinengappi"], "20100401"] + [m["idoYmd"] for m in mae if (m["id"], m["hito"]) == (p["id"], p["hito"])])
            out.append([code, p["kojinBango"], "M" + p["id"] + head["hito"], zokugara(p, head), p["shimei"],
                        p["shimeiKana"], p["seibetsu"], p["seinengappi"], address(p["id"]), "有効", "", since])
    return out


def coded():
    """[(住民票コード, row of stories-hito.csv)]. Whoever comes with a later story comes after all others, so that these keep theirs."""
    for n, p in enumerate(sorted(read("stories-hito.csv"), key=lambda p: (max(int(p["id"][1:]), SORTED_AS_TEXT), p["id"], p["hito"])), 1):
        ten = "98%08d" % n
        r = sum(int(d) * w for d, w in zip(reversed(ten), (2, 3, 4, 5, 6, 7, 2, 3, 4, 5))) % 11
        yield ten + ("0" if r <= 1 else str(11 - r)), p


def former():
    """Lines of jumin_mae.csv for the people of the stories."""
    codes = {(p["id"], p["hito"]): code for code, p in coded()}
    return [[codes[m["id"], m["hito"]], m["idoYmd"], m["idoJiyu"], m["shimei"], m["shimeiKana"], address(m["id"])] for m in read("stories-mae.csv")]


def older(p, head):
    return int(head["seinengappi"][:4]) - int(p["seinengappi"][:4])


def zokugara(p, head):
    """世帯主との続柄, by age and sex."""
    if p is head:
        return "世帯主"
    years, man = older(p, head), p["seibetsu"] == "1"
    if abs(years) >= 15:
        return "子" if years < 0 else ("父" if man else "母")
    if p["seibetsu"] == head["seibetsu"] or p["seinengappi"] == head["seinengappi"]:
        return ("兄" if man else "姉") if years > 0 else ("弟" if man else "妹")
    return "夫" if man else "妻"


def address(story):
    return "架空県物語市見本町%d番地" % int(story[1:])


class Lot:
    """What a world's fixture says of its insurers, and the columns of the layouts."""

    def __init__(self, number):
        self.folder = os.path.join(desk.ROOT, "fixtures", "worlds", "lot%d" % number)
        with open(os.path.join(self.folder, "hokensha.csv"), encoding="utf-8") as f:
            rows = list(csv.DictReader(f))
        self.hokensha = {a: r["hokensha"] for a, r in zip(INSURERS, rows)}
        self.encoding = {a: r["encoding"].lower() for a, r in zip(INSURERS, rows)}
        with open(os.path.join(self.folder, "gyomu_code.csv"), encoding="utf-8") as f:
            self.codes = {(r["hokensha"], r["code_list"], r["ours"]): r["theirs"] for r in csv.DictReader(f)}
        self.start = re.search(r'start="(\d+)-(\d+)-(\d+)T', open(os.path.join(self.folder, "world.xml"), encoding="utf-8").read())
        self.start = "".join(self.start.groups())
        self.layouts = {}

    def columns(self, kind, day):
        """{column: code list or None} of the layout's version on that day."""
        if kind not in self.layouts:
            self.layouts[kind] = ET.parse(os.path.join(desk.ROOT, "schema", "layout", kind + ".xml")).getroot().findall("version")
        version = max((v for v in self.layouts[kind] if v.get("from") <= day), key=lambda v: v.get("from"))
        return {c.get("name"): c.get("codes") for c in version.findall("column")}

    def file(self, insurer, kind, day, rows):
        """The bytes of a link file as that insurer writes it: its code values, its encoding."""
        lists, text = self.columns(kind, day), io.StringIO(newline="")
        own = {(c, ours): theirs for (h, c, ours), theirs in self.codes.items() if h == self.hokensha[insurer]}
        csv.writer(text, lineterminator="\r\n").writerows([own.get((lists[c], v), v) for c, v in row.items()] for row in rows)
        return text.getvalue().encode(self.encoding[insurer])

    def alias(self, insurer):
        """The insurer's number with 法別 63 (特例退職)."""
        head = "63" + self.hokensha[insurer][2:7]
        total = sum(sum(map(int, str(int(d) * w))) for d, w in zip(reversed(head), (2, 1) * 4))
        return head + str(-total % 10)


class Told:
    """What the insurers have told of the people so far, so that a row need name only what is new. One for each way."""

    def __init__(self, tables, lot):
        self.tables, self.lot = tables, lot
        self.now, self.periods = {}, {}  # by (story, hito, insurer): the values, and {取得日: values}
        self.rows = collections.Counter()

    def at(self, step):
        who = (step.id, step.hito, step.hokensha)
        p = self.tables.people[who[:2]]
        self.periods.setdefault(who, {})
        return self.now.setdefault(who, {**{k: p[k] for k in PERSON}, "jusho": address(who[0]), "ninteiYmd": ""}), self.periods[who]

    def given(self, step):
        """The step's own values, those of other people put in."""
        out = {}
        for k, v in step.atai.items():
            if v == "@63":
                v = self.lot.alias(step.hokensha)
            elif v.startswith("@"):
                v = self.tables.people[step.id, v[1:]][k]
            out[k] = v
        return out

    def seiri(self, step):
        """整理番号: no two rows of an insurer have the same."""
        self.rows[step.id, step.hito, step.hokensha] += 1
        return "%s%s%d" % (step.id, step.hito, self.rows[step.id, step.hito, step.hokensha])

    def row(self, step, columns, edaban):
        """{column: value} of a link file's row; notes what it registers."""
        now, periods = self.at(step)
        given = self.given(step)
        if step.shubetsu == "kanyushaToroku":
            values = {**now, **given}
            for name in ("kojinBango", "soshitsuYmd"):
                values[name] = given.get(name, now["kojinBango"] if name == "kojinBango" and given["shoriKubun"] == "1" else "")
            values["seiriBango"] = self.seiri(step)
            values["edaban"] = "" if given["shoriKubun"] == "1" else edaban
            if step.code == "C00000":
                self.note(given, now, periods)
        elif given["shoriKubun"] == "3":
            values = {**given, "edaban": edaban}
        else:
            usual = {**USUAL, "kingaku": KINGAKU.get(step.shubetsu, USUAL["kingaku"])}
            shikaku = periods.get(given.get("shutokuYmd"), now)
            values = {**usual, **{k: shikaku.get(k, "") for k in ("kigo", "bango", "honninKazoku", "ninteiYmd")}, **given, "edaban": edaban}
        values.setdefault("hokensha", self.lot.hokensha[step.hokensha])
        return {c: values.get(c, "") for c in columns}

    @staticmethod
    def note(given, now, periods):
        kubun, was = given["shoriKubun"], now.get("shutokuYmd", "")
        new = {k: v for k, v in given.items() if k in now or k in ("honninKazoku", "shutokuYmd")}
        new.pop("kojinBango", None)
        if kubun == "1":
            periods[given["shutokuYmd"]] = {**now, **new}
            if given["shutokuYmd"] >= was:
                now.update(new)
        elif kubun == "2":
            now.update(new)
            periods.pop(was, None)
            periods[now["shutokuYmd"]] = dict(now)
        elif kubun == "5":
            periods.pop(given.get("shutokuYmd", was), None)
            now.update(periods[max(periods)] if periods else {})
