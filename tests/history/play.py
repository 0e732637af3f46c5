# One way of sending, played in a world of its own: every row's code and 枝番, then what 加入者情報, 資格履歴 and 情報照会 say at the end,
# against the model. What is not so is noted by history. Called by history.py.
import collections
import csv
import io
import json
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "story"))
from make import DAYS, NUMBERS  # noqa: E402
from model import OK  # noqa: E402
from split import edaban  # noqa: E402
from tables import desk  # noqa: E402
from ways import KANYUSHA, KYUFU, SHIKAKU, UNKNOWN, elements  # noqa: E402

CODES = {"shikakuJoho": SHIKAKU, "shobyoTeatekin": KYUFU}
KEYS = {"shikakuJoho": ("shutokuYmd",), "shobyoTeatekin": ("kikanFrom", "renban")}


def number(place, n):
    return desk.kojin_bango(place * NUMBERS + n)


class Play:
    def __init__(self, daemon, name, lot, histories, plan):
        self.desk, self.name, self.lot, self.histories, self.plan = daemon, name, lot, histories, plan
        status, answer = daemon.control("POST", "/_sim/worlds", {"name": name, "fixture": "rekishi"})
        if status != 200:
            raise desk.Broken("world %s: %s" % (name, answer))
        self.a, self.b = (desk.Caller(daemon, lot.hokensha[x], name) for x in "AB")
        self.edaban = edaban(plan)
        self.wrong = collections.defaultdict(list)  # {place: [text]}
        self.elements = {op: elements("kanyusha", op) for op in KANYUSHA.values()}
        self.files = self.calls = self.seen = 0

    def run(self):
        self.introduce()
        for day, layers in self.plan:
            self.advance(day)
            sent = []
            for layer in layers:
                for s in layer:
                    sent += self.soap(s) if s.soap else [self.upload(s)]
            self.approve()
            for sending, uketsuke in sent:
                self.result(sending, uketsuke)
        self.ask_again()
        self.look()
        self.ask()
        for c in (self.a, self.b):
            c.close()

    def note(self, history, text):
        self.wrong[history.place].append(text)

    def advance(self, day):
        if day != DAYS[0]:
            at = "%s-%s-%sT09:00:00+09:00" % (day[:4], day[4:6], day[6:])
            status, answer = self.desk.control("POST", "/_sim/worlds/%s/clock/advance" % self.name, {"to": at})
            if status != 200:
                raise desk.Broken("clock %s: %s" % (day, answer))
            self.desk.settle(self.name)

    def approve(self):
        """The 符号取得要求 so far go on, and all comes to its end."""
        self.desk.settle(self.name)
        self.desk.approve(self.name)
        self.desk.settle(self.name)

    def numbers(self):
        return [(h.place, n) for h in self.histories for n in range(NUMBERS)]

    def send(self, caller, insurer, kind, rows):
        columns = self.lot.columns(kind, DAYS[0])
        content = self.lot.file(insurer, kind, DAYS[0], [{c: row.get(c, "") for c in columns} for row in rows])
        self.files += 1
        r = caller.upload(kind, "%s-%s-%d.csv" % (kind, insurer, self.files), content)
        if r.kubun not in ("1", "2"):
            raise desk.Broken("%s: %s" % (kind, r.text[-600:]))
        return r.get("uketsukeBango")

    def read(self, caller, insurer, uketsuke):
        text = caller.result(uketsuke).decode(self.lot.encoding[insurer])
        return list(csv.reader(io.StringIO(text, newline="")))

    # --- the steps ---------------------------------------------------------------------------------------------------------

    def introduce(self):
        """The insurer that asks once had everybody for a day, so that it has a 枝番 and a 符号 of each number."""
        rows = [{"shoriKubun": "1", "seiriBango": "B%d" % i, "kojinBango": number(*n), "kigo": "９０", "bango": "1", "honninKazoku": "1",
                 "shimei": "架空　本人", "shimeiKana": "カクウ　ホンニン", "seibetsu": "1", "seinengappi": "19500101", "jusho": "架空県",
                 "shutokuYmd": "19900401", "soshitsuYmd": "19900402"} for i, n in enumerate(self.numbers())]
        uketsuke = self.send(self.b, "B", "kanyushaToroku", rows)
        self.approve()
        told = [(row[4], row[3]) for row in self.read(self.b, "B", uketsuke)]
        if told != [(OK, "%07d" % (i + 1)) for i in range(len(rows))]:
            raise desk.Broken("照会する保険者の登録: %s" % [t for t in told if t[0] != OK][:3])

    def step(self, row):
        history, n, i = row
        return history.units[n][i], history.outcomes[n][i]

    def of(self, history, hito):
        return UNKNOWN if hito is None else self.edaban[history.place, hito]

    def cells(self, row):
        history, n, _ = row
        s, _ = self.step(row)
        v = dict(s.values, shoriKubun=s.kubun, hokensha=self.lot.hokensha["A"], edaban=self.of(history, s.hito))
        if s.kind == "kanyushaToroku":
            v["seiriBango"] = "H%dS%d" % (history.place, n)
            v["kojinBango"] = "" if s.number is None else number(history.place, s.number)
            if s.kubun == "1":
                v["edaban"] = ""
        elif s.kubun == "3":
            v = {k: v[k] for k in ("shoriKubun", "hokensha", "edaban") + KEYS[s.kind]}
        return v

    def upload(self, sending):
        return sending, self.send(self.a, "A", sending.kind, [self.cells(row) for row in sending.rows])

    def result(self, sending, uketsuke):
        rows = self.read(self.a, "A", uketsuke)
        columns = list(self.lot.columns("kanyushaKekka" if sending.kind == "kanyushaToroku" else "fukuhonKekka", DAYS[0]))
        code, edaban_at, bun = (columns.index(c) for c in ("kekkaCode", "edaban", "kekkaMessage"))
        if len(rows) != len(sending.rows):
            raise desk.Broken("結果 %d 行、入力 %d 行" % (len(rows), len(sending.rows)))
        for row, told in zip(sending.rows, rows):
            self.verdict(row, told[code], told[edaban_at], told[bun])

    def verdict(self, row, code, of, bun):
        s, o = self.step(row)
        self.seen += 1
        if code != o.code:
            self.note(row[0], "段 %d: 期待 %s、実際 %s %s" % (row[1] + 1, o.code, code, bun))
        elif code == OK and s.kind == "kanyushaToroku" and of != self.of(row[0], o.hito):
            self.note(row[0], "段 %d: 期待する枝番 %s、実際 %s" % (row[1] + 1, self.of(row[0], o.hito), of))

    def soap(self, sending):
        for row in sending.rows:
            r = self.call(self.step(row)[0], self.cells(row))
            self.calls += 1
            if r.status != 200:
                raise desk.Broken("%s: %s" % (sending.kind, r.text[-600:]))
            self.verdict(row, r.code, r.get("edaban"), r.get("message"))
        return []

    def call(self, s, v):
        if s.kind == "kanyushaToroku":
            op = KANYUSHA[s.kubun]
            sends = set(s.changed) | {"edaban"} if s.kubun == "2" else self.elements[op]
            return self.a.call("kanyusha", op, [(n, v[n]) for n in self.elements[op] if n in sends and v.get(n)])
        if s.kubun == "3":
            return self.a.call("fukuhon", "delete", [("fukuhonBango", self.bango(s, v))])
        komoku = [("komoku", [("mei", n), ("atai", x)]) for n, x in v.items() if x and n in self.lot.columns(s.kind, DAYS[0]) and n != "edaban"]
        return self.a.call("fukuhon", "register", [("shubetsu", s.kind), ("edaban", v["edaban"])] + komoku)

    def bango(self, s, v):
        """副本番号 by key; one that nobody has when there is none."""
        for item in self.a.call("fukuhon", "get", [("edaban", v["edaban"]), ("shubetsu", s.kind)]).items():
            has = dict(zip(item.all("mei"), item.all("atai")))
            if all(has.get(k) == v[k] for k in KEYS[s.kind]):
                return item.get("fukuhonBango")
        return "P%sN09999999" % self.lot.hokensha["A"]

    # --- what can be seen at the end ----------------------------------------------------------------------------------------

    def people(self):
        return [(h, n, p, self.edaban[h.place, n]) for h in self.histories for n, p in enumerate(h.rekishi.hito)]

    def ask_again(self):
        """訂正 sets the 符号 free, or asked with the number of before: it is asked for again."""
        for history, n, p, of in self.people():
            if p.corrected and not p.cancelled:
                r = self.a.call("fugo", "request", [("edaban", of)])
                if r.kubun not in ("1", "2"):
                    self.note(history, "人%d fugo.request: %s %s" % (n, r.code, r.get("message")))
        self.approve()

    def look(self):
        for history, n, p, of in self.people():
            want = {**p.koto, **p.now, "jotai": p.jotai(DAYS[-1])}
            r = self.a.call("kanyusha", "get", [("edaban", of)])
            have = {k: r.get(k) or "" for k in want}
            self.same(history, "人%d kanyusha.get" % n, want, have)
            lines = [tuple(i.get(k) or "" for k in ("ido", "idoYmd", "kigo", "bango", "honninKazoku", "shutokuYmd", "soshitsuYmd"))
                     for i in self.a.call("kanyusha", "getShikakuRireki", [("edaban", of)]).items()]
            self.same(history, "人%d 資格履歴" % n, p.rireki, lines)

    def same(self, history, what, want, have):
        self.seen += 1
        if want != have:
            if isinstance(want, dict):
                want, have = ({k: x.get(k) for k in want if want[k] != have[k]} for x in (want, have))
            elif what.endswith("資格履歴"):
                want, have = [x for x in want if x not in have] or want, [x for x in have if x not in want] or have
            self.note(history, "%s: 期待 %s、実際 %s" % (what, want, have))

    def ask(self):
        """情報照会 by another insurer, in one file; what is held for a person is refused."""
        of = {n: "%07d" % (i + 1) for i, n in enumerate(self.numbers())}
        asked = [(h,) + q for h in self.histories for q in h.asked()]
        rows = [{"seiriBango": "Q%d" % i, "edaban": of[h.place, n], "teikyoHokensha": self.lot.hokensha["A"], "jimuCode": "JM00000000000003",
                 "tokuteiKojinJohoCode": CODES[kind], "kijunYmd": day} for i, (h, n, kind, day) in enumerate(asked)]
        uketsuke = self.send(self.b, "B", "johoShokai", rows)
        self.desk.settle(self.name)
        for held in self.a.ok("teikyo", "list", [("jotai", "回答待ち")]).items():
            self.a.ok("teikyo", "refuse", [("tsuban", held.get("tsuban")), ("riyu", "自動応答不可")])
        self.desk.settle(self.name)
        told = collections.defaultdict(lambda: [None, []])
        columns = list(self.lot.columns("johoShokaiKekka", DAYS[0]))
        gyo, kubun, code, komoku = (columns.index(c) for c in ("gyo", "kekkaKubun", "kekkaCode", "komoku"))
        for row in self.read(self.b, "B", uketsuke):
            got = told[int(row[gyo])]
            got[0] = row[kubun] or row[code]
            if row[komoku]:
                got[1].append(json.loads(row[komoku]))
        for i, (h, n, kind, day) in enumerate(asked):
            self.same(h, "照会 番号%d %s %s" % (n, kind, day or "日なし"), list(h.rekishi.answer(n, kind, day)), told[i + 1])
