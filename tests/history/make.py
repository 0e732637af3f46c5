# Random histories of one to three people, mostly lawful: each candidate is judged by the model, a refused one is kept now and then, and one
# that several codes would refuse never, since which of them is told is nobody's promise. Called by history.py.
import datetime
import random

from model import HITO, OK, Rekishi, Step

DAYS = ("20170508", "20170620", "20170801")  # the clock's, in turn; a 喪失 told for later takes effect meanwhile
NUMBERS = 4  # 個人番号 that a history may use
REFUSED = 0.15
KANA = ("サキヤマ", "ミホン", "レイジ", "カリノ", "シケン", "タメシ")
KANJI = ("崎山", "見本", "例示", "仮野", "試験", "試")


def later(day, n):
    return (datetime.datetime.strptime(day, "%Y%m%d") + datetime.timedelta(n)).strftime("%Y%m%d")


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.rekishi, self.units, self.outcomes = Rekishi(), [], []
        self.most = self.r.choices((1, 2, 3), (14, 5, 1))[0]
        self.day = DAYS[0]

    def make(self):
        """The units of a history: lists of steps that must go in one file."""
        count = self.r.randint(8, 12)
        cuts = sorted(self.r.randint(1, count) for _ in DAYS[1:])
        while len(self.units) < count:
            self.day = DAYS[sum(c <= len(self.units) for c in cuts)]
            self.add()
        return self.units

    def add(self):
        for _ in range(60):
            unit = self.candidate()
            codes = self.rekishi.judge(unit) if unit else {"", "-"}
            if len(codes) > 1 or (codes and self.r.random() > REFUSED):
                continue
            self.outcomes += self.rekishi.apply(unit)
            self.units.append(unit)
            return
        raise AssertionError("no step fits: %s" % self.units)

    def candidate(self):
        people = [n for n, h in enumerate(self.rekishi.hito)]
        if not people:
            return self.join()
        live = [n for n in people if not self.rekishi.hito[n].cancelled]
        self.at = self.r.choice(live if live and self.r.random() < 0.8 else people)
        self.h = self.rekishi.hito[self.at]
        kinds = {self.join: 4 if len([h for h in self.rekishi.hito if not h.cancelled]) < self.most else 0, self.again: 9, self.past: 11,
                 self.change: 14, self.correct: 8, self.swap: 9 if self.most > 1 else 0, self.lose: 16, self.cancel: 10, self.cancel_loss: 6,
                 self.nobody: 1, self.shikaku: 24, self.shobyo: 16}
        return self.r.choices(list(kinds), list(kinds.values()))[0]()

    # --- days --------------------------------------------------------------------------------------------------------------

    def anywhere(self):
        return later("20080401", self.r.randint(0, 3500))

    def near(self):
        """A day on or beside one at which something of the person begins or ends, the clock's days among them."""
        edges = [d for s in self.h.shikaku for d in (s["shutokuYmd"], s["soshitsuYmd"]) if d] + [self.day]
        return later(self.r.choice(edges), self.r.choice((-400, -31, -1, -1, 0, 0, 0, 1, 1, 30, 200)))

    def loss(self, first):
        """A day of 喪失 not long after; every third is still to come."""
        to_come = self.r.random() < 0.3
        return self.r.choice(("20170601", "20170619", "20170620", "20170621", "20170731", "20170801", "20170802", "20180401")) if to_come \
            else later(first, self.r.choice((0, 1, 30, 200, 365, 900)))

    # --- 加入者情報 ----------------------------------------------------------------------------------------------------------

    def step(self, kubun, values, hito=None, number=None, changed=()):
        return Step("kanyushaToroku", kubun, hito, number, values, tuple(changed), self.day)

    def named(self):
        n = self.r.randrange(len(KANA))
        return {"shimei": "架空　" + KANJI[n], "shimeiKana": "カクウ　" + KANA[n]}

    def person(self):
        return {**self.named(), "seibetsu": self.r.choice("12"), "seinengappi": later("19550401", self.r.randint(0, 12000)),
                "jusho": "架空県見本市%d番" % self.r.randint(1, 99)}

    def member(self):
        honnin = self.r.choice("1112")
        return {"kigo": self.r.choice(("３３", "５０", "甲")), "bango": str(self.r.randint(1, 999)), "honninKazoku": honnin}

    def given(self, **more):
        """A row that tells what is registered, but for what is named."""
        return {**self.h.koto, **self.h.now, "soshitsuYmd": "", **more}

    def join(self):
        free = [n for n in range(NUMBERS) if not self.rekishi.holder(n)]
        if not free:
            return None
        shutoku = self.anywhere()
        v = {**self.person(), **self.member(), "shutokuYmd": shutoku, "soshitsuYmd": "", "ninteiYmd": ""}
        if self.r.random() < 0.15:
            v["soshitsuYmd"] = later(shutoku, self.r.choice((0, 1, 400)))
        if v["honninKazoku"] == "2":
            v["ninteiYmd"] = shutoku
        if self.r.random() < 0.03:
            v["seinengappi"] = later(shutoku, 1)
        return [self.step("1", v, number=self.r.choice(free))]

    def back(self, shutoku, soshitsu):
        """新規 of one who is known, or was cancelled."""
        v = {**self.h.koto, **self.member(), "shutokuYmd": shutoku, "soshitsuYmd": soshitsu, "ninteiYmd": ""}
        change = self.r.random()
        if change < 0.1:
            v["seinengappi"] = later(v["seinengappi"], 1)
        if change < 0.05 or change > 0.9:
            v["shimeiKana"] += "ノ"
        return [self.step("1", v, number=self.h.number)]

    def again(self):
        shutoku = self.near()
        return self.back(shutoku, self.loss(shutoku) if self.r.random() < 0.2 else "")

    def past(self):
        shutoku = self.near() if self.r.random() < 0.6 else self.anywhere()
        return self.back(shutoku, later(shutoku, self.r.choice((0, 1, 30, 200, 365))))

    def change(self):
        what = self.r.choice(("hito", "hito", "jusho", "umare", "sho", "sho", "shutoku", "shutoku", "nintei", "onaji"))
        new = {"hito": self.named, "jusho": lambda: {"jusho": "架空県仮想町%d" % self.r.randint(1, 99)},
               "umare": lambda: {"seinengappi": later(self.h.koto["seinengappi"], self.r.choice((-1, 1, 365)))}, "sho": self.member,
               "shutoku": lambda: {"shutokuYmd": self.near()}, "nintei": lambda: {"ninteiYmd": self.h.now["shutokuYmd"]},
               "onaji": lambda: {"seibetsu": self.h.koto["seibetsu"]}}[what]()
        return [self.step("2", self.given(**new), self.at, changed=new)]

    def correct(self):
        jiyu = self.r.choice(("", "1", "2"))
        return [self.step("3", self.given(teiseiJiyu=jiyu), self.at, self.r.randrange(NUMBERS))]

    def swap(self):
        """Two or three exchange their numbers, the rows in any order."""
        live = [n for n, h in enumerate(self.rekishi.hito) if not h.cancelled]
        if len(live) < 2:
            return None
        who = self.r.sample(live, self.r.randint(2, len(live)))
        numbers = [self.rekishi.hito[n].number for n in who]
        out = []
        for n, number in zip(who, numbers[1:] + numbers[:1]):
            self.h = self.rekishi.hito[n]
            out.append(self.step("3", self.given(teiseiJiyu=self.r.choice(("", "1", "2"))), n, number))
        return self.r.sample(out, len(out))

    def of_one(self, **more):
        """A row about one of the person's 資格."""
        s = self.r.choice(self.h.shikaku[-1:] * 2 + self.h.shikaku)
        return {**self.h.koto, **s, "soshitsuYmd": "", **more}

    def lose(self):
        v = self.of_one()
        which = self.r.random()
        v["soshitsuYmd"] = self.near() if which < 0.3 else self.h.which(v["shutokuYmd"])["soshitsuYmd"] if which < 0.4 else ""
        v["soshitsuYmd"] = v["soshitsuYmd"] or self.loss(v["shutokuYmd"])
        if self.r.random() < 0.05:
            v["shutokuYmd"] = later(v["shutokuYmd"], 1)
        return [self.step("4", v, self.at)]

    def cancel(self):
        if len(self.h.shikaku) == 1 and self.r.random() < 0.4:
            return None
        v = self.of_one()
        if self.r.random() < 0.2:
            v["shutokuYmd"] = later(v["shutokuYmd"], 1)
        return [self.step("5", v, self.at)]

    def cancel_loss(self):
        return [self.step("6", self.given(), self.at)]

    def nobody(self):
        s = self.r.choice((self.change, self.lose, self.cancel, self.cancel_loss, self.correct, self.shikaku, self.shobyo))()
        return s and [s[0]._replace(hito=None)]

    # --- 副本 ------------------------------------------------------------------------------------------------------------------

    def fukuhon(self, kind, values):
        """Mostly new, or changes or deletes one that is there."""
        kubun, have = self.r.choices("123", (6, 2, 2))[0], sorted(k for k in self.h.fukuhon if k[0] == kind)
        if have and (kubun in "23" or self.r.random() < 0.1):
            stored = self.h.fukuhon[self.r.choice(have)][0]
            fixed = ("shutokuYmd",) if kind == "shikakuJoho" else ("kikanFrom", "renban", "kikanTo", "ketteiYmd")
            if kubun == "1" and self.r.random() < 0.5:
                values = stored
            values = {**values, **{k: stored[k] for k in fixed}}
            if values.get("soshitsuYmd") and values["soshitsuYmd"] < values["shutokuYmd"]:
                values["soshitsuYmd"] = ""
        elif kubun in "23" and self.r.random() < 0.8:
            return None
        return [Step(kind, kubun, self.at, None, values, (), self.day)]

    def flag(self):
        return "1" if self.r.random() < 0.04 else "0"

    def shikaku(self):
        s = self.r.choice(self.h.shikaku)
        v = {**s, "fukaiji": self.flag(), "jikoTeikyoFuka": self.flag(), "shikakuKubun": self.r.choice(("", "", "1", "2"))}
        return self.fukuhon("shikakuJoho", v)

    def shobyo(self):
        first = self.near() if self.r.random() < 0.7 else self.anywhere()
        last = later(first, self.r.choice((0, 13, 30, 89)))
        kettei = later(first, -1) if self.r.random() < 0.03 else later(last, 10)
        v = {"ketteiYmd": kettei, "kikanFrom": first, "kikanTo": last, "kingaku": str(self.r.randint(1, 99) * 1000),
             "jidoOtoFuka": self.flag(), "renban": self.r.choice("1112")}
        return self.fukuhon("shobyoTeatekin", v)


class History:
    """The units of a history, and what the model makes of them. name: seed and number. place: which 個人番号 it uses."""

    def __init__(self, name, units, place):
        self.name, self.units, self.place = name, units, place
        self.rekishi = Rekishi()
        self.outcomes = [self.rekishi.apply(u) for u in units]

    def prefix(self, n, place):
        return History(self.name, self.units[:n], place)

    def asked(self):
        """[(number, kind, day)] that another insurer asks at the end: days on which an answer changes, those beside them, and all."""
        r, out = random.Random(len(self.units)), []
        for number in range(NUMBERS):
            h = self.rekishi.holder(number)
            for kind in ("shikakuJoho", "shobyoTeatekin"):
                days = set()
                for k, (v, _) in (h.fukuhon.items() if h else ()):
                    ends = (v["shutokuYmd"], v["soshitsuYmd"]) if k[0] == "shikakuJoho" else (v["kikanFrom"], v["kikanTo"])
                    days |= {later(d, n) for d in ends if d and k[0] == kind for n in (-1, 0, 1)}
                days = sorted(days) or ["20170508"]
                out += [(number, kind, d) for d in r.sample(days, min(len(days), 4)) + [""] * (h is not None)]
        return out

    def text(self):
        out = []
        for unit, outcomes in zip(self.units, self.outcomes):
            for s, o in zip(unit, outcomes):
                shown = {k: v for k, v in s.values.items() if v and (k in s.changed or k not in HITO or s.kubun == "1")}
                out.append("  %s %s 処理区分%s 人%s 番号%s %s → %s%s" %
                           (s.day, s.kind, s.kubun, "-" if s.hito is None else s.hito, "-" if s.number is None else s.number,
                            " ".join("%s=%s" % x for x in shown.items()), o.code, "" if o.code != OK else " 人%d" % o.hito))
        return "\n".join(out)


def histories(seed, count):
    return [History("%d/%d" % (seed, n), Maker("%d/%d" % (seed, n)).make(), n) for n in range(count)]
