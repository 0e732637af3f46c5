# What a person's history must come to, by README 5 alone: a Hito is one 枝番 with its 資格, its 資格履歴 and its 副本, a Rekishi a few people
# whose 個人番号 are their own affair. A step is judged (every code that may refuse it) and, when none does, applied. Called by make.py
# and history.py.
import collections

OPEN = "99999999"
HITO = ("shimei", "shimeiKana", "seibetsu", "seinengappi", "jusho")
SHIKAKU = ("kigo", "bango", "honninKazoku", "shutokuYmd", "soshitsuYmd", "ninteiYmd")
FLAGS = ("fukaiji", "jikoTeikyoFuka", "jidoOtoFuka")  # for the provider alone: no answer has them
NOT_KEPT = ("shoriKubun", "hokensha", "edaban")
OK = "C00000"

# kind: 種別. hito: which Hito of the history has the 枝番; None: nobody, or 新規. number: which of the history's 個人番号. values: the other
# cells of a link file's row. changed: of a 変更, what SOAP sends. day: the clock's.
Step = collections.namedtuple("Step", "kind kubun hito number values changed day")
# What a step comes to. hito: whose 枝番 is answered. new: it is a new one.
Outcome = collections.namedtuple("Outcome", "code hito new")


def period(s):
    return s["shutokuYmd"], s["soshitsuYmd"] or OPEN


def overlap(a, b):
    """The day of 喪失 has no 資格. The same period twice is the same 資格, even one without a day."""
    return a == b or not (a[1] <= b[0] or b[1] <= a[0])


def key(kind, values):
    return (kind, values["shutokuYmd"]) if kind == "shikakuJoho" else (kind, values["kikanFrom"], values["renban"])


def kept(values):
    return {k: v for k, v in values.items() if v and k not in NOT_KEPT}


def covers(kind, values, day):
    """Whether a 副本 is about that day; of a 資格情報 the day of 喪失 is not in it."""
    if kind == "shikakuJoho":
        return values["shutokuYmd"] <= day < (values["soshitsuYmd"] or OPEN)
    return values["kikanFrom"] <= day <= values["kikanTo"]


class Hito:
    """One 枝番. shikaku: all its 資格 in the order of time, the last is the present one."""

    def __init__(self, number, values):
        self.number, self.koto = number, {k: values[k] for k in HITO}
        self.shikaku, self.rireki, self.fukuhon = [], [], {}
        self.cancelled = self.corrected = False

    @property
    def now(self):
        return self.shikaku[-1]

    def jotai(self, day):
        return "取消" if self.cancelled else "喪失" if (self.now["soshitsuYmd"] or OPEN) <= day else "有効"

    def line(self, ido, ymd, s=None):
        """One more line of 資格履歴, about s."""
        s = s or self.now
        self.rireki.append((ido, ymd) + tuple(s[k] for k in ("kigo", "bango", "honninKazoku", "shutokuYmd", "soshitsuYmd")))

    def which(self, shutoku):
        """The 資格 that began on that day; None: none did."""
        return next((s for s in reversed(self.shikaku) if s["shutokuYmd"] == shutoku), None)

    def clash(self, new, but=None):
        return any(overlap(period(s), new) for s in self.shikaku if s is not but)

    def join(self, values):
        self.shikaku.append({k: values[k] for k in SHIKAKU})

    def first(self):
        """The first day of any 資格情報; None: there is none."""
        return min((v["shutokuYmd"] for (kind, *_), (v, _) in self.fukuhon.items() if kind == "shikakuJoho"), default=None)


class Rekishi:
    def __init__(self):
        self.hito = []

    def holder(self, number):
        """Who has a 個人番号; a cancelled registration has given its own free."""
        return next((h for h in self.hito if h.number == number and not h.cancelled), None)

    def judge(self, unit):
        """The codes that refuse the steps of a unit; two or three of 訂正 together are an exchange."""
        if len(unit) > 1:
            return set().union(*(self.live(s) for s in unit))
        return (self.kanyusha if unit[0].kind == "kanyushaToroku" else self.judge_fukuhon)(unit[0])

    def apply(self, unit):
        """[Outcome], one a step. A refused step changes nothing."""
        codes = self.judge(unit)
        if codes:
            return [Outcome(min(codes), None, False)] * len(unit)
        return [self.take(s) for s in unit]

    def take(self, s):
        if s.kind != "kanyushaToroku":
            return self.take_fukuhon(s)
        if s.kubun == "1":
            return self.shinki(s)
        {"2": self.henko, "3": self.teisei, "4": self.soshitsu, "5": self.torikeshi, "6": self.soshitsu_torikeshi}[s.kubun](s, self.hito[s.hito])
        return Outcome(OK, s.hito, False)

    # --- 加入者情報: what refuses ------------------------------------------------------------------------------------------

    def live(self, s):
        return {"K40001"} if s.hito is None else {"K40004"} if self.hito[s.hito].cancelled else set()

    def kanyusha(self, s):
        v, out = s.values, set()
        if s.kubun in "124" and v["soshitsuYmd"] and v["soshitsuYmd"] < v["shutokuYmd"]:
            out.add("K20003")
        if s.kubun in "12" and v["shutokuYmd"] < v["seinengappi"]:
            out.add("K20003")
        if s.kubun == "1":
            return out | self.known(s, self.holder(s.number))
        out |= self.live(s)
        if out & {"K40001", "K40004"}:
            return out
        return out | {"2": self.judge_henko, "3": self.judge_teisei, "4": self.judge_soshitsu, "5": self.judge_torikeshi,
                      "6": self.judge_soshitsu_torikeshi}[s.kubun](s, self.hito[s.hito])

    @staticmethod
    def known(s, h):
        """新規 of a number that h has."""
        v, out = s.values, set()
        if h is None:
            return out
        if not v["soshitsuYmd"] and h.jotai(s.day) == "有効" and v["shutokuYmd"] < (h.now["soshitsuYmd"] or OPEN):
            return {"K40002"}
        if h.clash(period(v)):
            out.add("K20003")
        if v["seinengappi"] != h.koto["seinengappi"] and v["shimeiKana"] != h.koto["shimeiKana"]:
            out.add("K40010")
        return out

    @staticmethod
    def judge_henko(s, h):
        new = (s.values["shutokuYmd"], h.now["soshitsuYmd"] or OPEN)
        return {"K20003"} if new[0] > new[1] or new != period(h.now) and h.clash(new, h.now) else set()

    def judge_teisei(self, s, h):
        return {"K40005"} if h.number == s.number else {"K40002"} if self.holder(s.number) else set()

    @staticmethod
    def judge_soshitsu(s, h):
        of = h.which(s.values["shutokuYmd"])
        if not of:
            return {"K20001"}
        new = (of["shutokuYmd"], s.values["soshitsuYmd"])
        return {"K40003"} if of["soshitsuYmd"] == new[1] else {"K20003"} if new[0] > new[1] or h.clash(new, of) else set()

    @staticmethod
    def judge_torikeshi(s, h):
        return set() if h.which(s.values["shutokuYmd"]) else {"K20001"}

    @staticmethod
    def judge_soshitsu_torikeshi(s, h):
        return set() if h.now["soshitsuYmd"] else {"K40013"}

    # --- and what it comes to ------------------------------------------------------------------------------------------------

    def shinki(self, s):
        v, h = s.values, self.holder(s.number)
        new = h is None
        if not new and v["soshitsuYmd"] and v["shutokuYmd"] < (h.now["soshitsuYmd"] or OPEN):
            return self.past(v, h)
        if new:
            h = Hito(s.number, v)
            self.hito.append(h)
        h.koto = {k: v[k] for k in HITO}
        h.join({**v, "soshitsuYmd": ""})
        h.line("取得" if new else "再取得", v["shutokuYmd"])
        if v["soshitsuYmd"]:
            h.now["soshitsuYmd"] = v["soshitsuYmd"]
            h.line("喪失", v["soshitsuYmd"])
        return Outcome(OK, self.hito.index(h), new)

    def past(self, v, h):
        """Before the present 資格: the person is as before."""
        now = h.shikaku.pop()
        h.join(v)
        h.line("取得", v["shutokuYmd"])
        h.shikaku.sort(key=period)
        h.shikaku.append(now)
        return Outcome(OK, self.hito.index(h), False)

    @staticmethod
    def henko(s, h):
        h.koto.update((k, s.values[k]) for k in HITO)
        h.now.update((k, s.values[k]) for k in SHIKAKU if k != "soshitsuYmd" and s.values[k])
        h.line("変更", s.day)

    @staticmethod
    def teisei(s, h):
        h.number, h.corrected = s.number, True
        h.line("訂正", s.day)

    @staticmethod
    def soshitsu(s, h):
        of = h.which(s.values["shutokuYmd"])
        of["soshitsuYmd"] = s.values["soshitsuYmd"]
        h.line("喪失", of["soshitsuYmd"], of)

    @staticmethod
    def torikeshi(s, h):
        if len(h.shikaku) == 1:
            h.cancelled = True
            h.line("取消", s.day)
            return
        of = h.which(s.values["shutokuYmd"])
        h.shikaku = [x for x in h.shikaku if x is not of]
        h.line("取消", s.day, of)

    @staticmethod
    def soshitsu_torikeshi(s, h):
        h.now["soshitsuYmd"] = ""
        h.line("喪失取消", s.day)

    # --- 副本 ------------------------------------------------------------------------------------------------------------------

    def judge_fukuhon(self, s):
        if s.hito is None:
            return {"P40001"}
        h, v = self.hito[s.hito], s.values
        stored = h.fukuhon.get(key(s.kind, v))
        if s.kubun == "3":
            return set() if stored else {"P40002"}
        out = {"K40004"} if h.cancelled else set()
        if s.kubun == "2" and not stored:
            out.add("P40002")
        if s.kubun == "1" and stored and kept(stored[0]) == kept(v):
            out.add("P40003")
        return out | (self.judge_kyufu(h, v) if s.kind == "shobyoTeatekin" else set())

    @staticmethod
    def judge_kyufu(h, v):
        first = h.first()
        out = {"P40004"} if first is None else {"P40005"} if v["kikanFrom"] < first else set()
        return out | ({"P40013"} if v["ketteiYmd"] < v["kikanFrom"] else set())

    def take_fukuhon(self, s):
        h, k = self.hito[s.hito], key(s.kind, s.values)
        if s.kubun == "3":
            del h.fukuhon[k]
        else:
            h.fukuhon[k] = (dict(s.values), h.fukuhon[k][1] + 1 if k in h.fukuhon else 1)
        return Outcome(OK, s.hito, False)

    def answer(self, number, kind, day):
        """What another insurer is told of the one who has the number: (照会結果区分, [項目]). day "": all there is."""
        h = self.holder(number)
        if h is None:
            return "該当なし", []
        if any(k[0] == "shikakuJoho" and v["fukaiji"] == "1" for k, (v, _) in h.fukuhon.items()):
            return "提供不可", []
        found = [v for k, (v, _) in sorted(h.fukuhon.items()) if k[0] == kind and (not day or covers(kind, v, day))]
        if any(v.get("jidoOtoFuka") == "1" for v in found):
            return "提供不可", []
        return ("該当あり" if found else "該当なし"), [{k: x for k, x in kept(v).items() if k not in FLAGS} for v in found]
