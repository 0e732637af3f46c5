#!/usr/bin/env python3
# Called by shikaku.sh: each correction of 加入者 by link file at one insurer and by SOAP at another must end in the same 資格履歴
# and the same person. Numbers change places between people by rows of one file, in every order of its rows, also when they lie in
# different chunks and the daemon is killed in between: the digest is that of a daemon that was not. A 喪失 to come takes effect on
# its day, through kill -9, and is forgotten by a reset.
import csv
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

A, B = "06139992", "06139984"
CODES = {A: "cp932", B: "utf-8"}
wrong = []


def expect(what, have, want):
    if have != want:
        wrong.append("%s: want %s, have %s" % (what, want, have))


def control(d, method, path, body):
    status, answer = d.control(method, "/_sim/worlds/lot2/" + path, body)
    if status != 200:
        raise desk.Broken("%s %s: %s %s" % (method, path, status, answer))


def row(kubun, n, edaban="", number="", **other):
    """One row of a file about the n-th person."""
    f = dict(desk.person(n, number), soshitsuYmd="", ninteiYmd="") | other
    return ",".join([kubun, "R%d" % n, edaban, number if kubun in "13" else "", f["kigo"], f["bango"], f["honninKazoku"], f["shimei"],
                     f["shimeiKana"], f["seibetsu"], f["seinengappi"], f["jusho"], f["shutokuYmd"], f["soshitsuYmd"],
                     f["ninteiYmd"]]) + "\r\n"


class Insurer:
    def __init__(self, d, hokensha):
        self.d, self.hokensha = d, hokensha

    def raw(self, service, op, **fields):
        who = desk.Caller(self.d, self.hokensha)
        try:
            return who.call(service, op, list(fields.items()))
        finally:
            who.close()

    def send(self, rows):
        """A file of these rows; 受付番号."""
        who = desk.Caller(self.d, self.hokensha)
        number = who.upload("kanyushaToroku", "k.csv", "".join(rows).encode(CODES[self.hokensha])).get("uketsukeBango")
        who.close()
        return number

    def result(self, number):
        """(枝番, 処理結果コード) of each row, when the file has ended."""
        status = self.raw("file", "getStatus", uketsukeBango=number)
        expect("処理ステータス", status.get("jotai"), "処理完了")
        who = desk.Caller(self.d, self.hokensha)
        lines = who.result(number).decode(CODES[self.hokensha]).split("\r\n")
        who.close()
        return [tuple(l.split(",")[3:5]) for l in lines if l]

    def rows(self, rows):
        number = self.send(rows)
        self.d.settle()
        return self.result(number)

    def rireki(self, edaban):
        r = self.raw("kanyusha", "getShikakuRireki", edaban=edaban)
        return [" ".join(i.get(x) or "-" for x in ("renban", "ido", "idoYmd", "kigo", "shutokuYmd", "soshitsuYmd")) for i in r.items()]

    def person(self, edaban):
        r = self.raw("kanyusha", "get", edaban=edaban)
        return tuple(r.get(x) for x in ("kigo", "shimei", "jusho", "shutokuYmd", "soshitsuYmd", "jotai"))

    def edaban(self, number):
        return self.raw("kanyusha", "getEdaban", kojinBango=number).get("edaban")


# --- one after the other, by file and by SOAP ------------------------------------------------------------------------------------

# 処理区分, what is told beside 枝番 (by SOAP what the operation takes of it), code
STEPS = [
    ("4", {"soshitsuYmd": "20170401"}, "C00000"),
    ("4", {"soshitsuYmd": "20170401"}, "K40003"),
    ("4", {"soshitsuYmd": "20170501"}, "C00000"),
    ("2", {"jusho": "架空県仮想市見本町９番"}, "C00000"),
    ("6", {}, "C00000"),
    ("6", {}, "K40013"),
    ("2", {"shutokuYmd": "20100402"}, "C00000"),
    ("1", {"shutokuYmd": "20080401", "soshitsuYmd": "20100403"}, "K20003"),
    ("1", {"shutokuYmd": "20080401", "soshitsuYmd": "20100402", "kigo": "７７"}, "C00000"),
    ("1", {"shutokuYmd": "20060401", "soshitsuYmd": "20080401"}, "C00000"),
    ("2", {"shutokuYmd": "20100401"}, "K20003"),
    ("5", {"shutokuYmd": "20050401"}, "K20001"),
    ("5", {"shutokuYmd": "20060401"}, "C00000"),
    ("4", {"soshitsuYmd": "20170430", "shutokuYmd": "20100402"}, "C00000"),
    ("1", {"shutokuYmd": "20170501"}, "C00000"),
    ("4", {"soshitsuYmd": "20170601", "shutokuYmd": "20170501"}, "C00000"),
    ("4", {"soshitsuYmd": "20100401", "shutokuYmd": "20080401"}, "C00000"),
    ("5", {"shutokuYmd": "20170501"}, "C00000"),
    ("6", {}, "C00000"),
]
OPS = {"1": "register", "2": "change", "4": "lose", "5": "cancel", "6": "cancelLoss"}
TAKES = {"2": ("jusho", "shutokuYmd"), "4": ("soshitsuYmd", "shutokuYmd"), "5": ("shutokuYmd",), "6": ()}


def by_file(one, number, edaban, start):
    shutoku = start
    for kubun, told, code in STEPS:
        told = {"shutokuYmd": shutoku} | told
        got = one.rows([row(kubun, 1, "" if kubun == "1" else edaban, number, **told)])
        expect("file %s %s" % (kubun, told), got, [(edaban if code == "C00000" else got[0][0], code)])
        if kubun == "2" and code == "C00000":
            shutoku = told["shutokuYmd"]


def by_soap(one, number, edaban):
    order = [k for k, _ in desk.person(1, number)] + ["soshitsuYmd"]
    for kubun, told, code in STEPS:
        if kubun == "1":
            f = dict(desk.person(1, number)) | told
            fields = [(k, f[k]) for k in order if k in f]
        else:
            fields = [("edaban", edaban)] + [(k, told[k]) for k in TAKES[kubun] if k in told]
        r = one.raw("kanyusha", OPS[kubun], **dict(fields))
        expect("SOAP %s %s" % (kubun, told), (r.code, r.get("edaban")), (code, edaban if code == "C00000" else None))


def corrections(d):
    number = desk.kojin_bango(900001)
    a, b = Insurer(d, A), Insurer(d, B)
    ea = a.rows([row("1", 1, "", number)])[0][0]
    eb = b.rows([row("1", 1, "", number)])[0][0]
    by_file(a, number, ea, "20100401")
    by_soap(b, number, eb)
    expect("資格履歴 by file and by SOAP", a.rireki(ea), b.rireki(eb))
    expect("steps", len(a.rireki(ea)), 1 + sum(code == "C00000" for _, _, code in STEPS))
    expect("the person", a.person(ea), b.person(eb))
    expect("the person in the end", a.person(ea)[3:], ("20100402", None, "有効"))
    told = {tuple(i.get(x) for x in ("shutokuYmd", "soshitsuYmd", "aiteShutokuYmd", "aiteSoshitsuYmd"))
            for i in a.raw("oshirase", "list", jotai="重複中").items() if i.get("edaban") == ea}
    both = [("20080401", "20100401"), ("20100402", None)]
    expect("資格重複 of what there is", told, {x + x for x in both})


# --- another person, and what is dropped -------------------------------------------------------------------------------------------


def confusions(d):
    one, number = Insurer(d, A), desk.kojin_bango(930000)
    e = one.rows([row("1", 1, "", number)])[0][0]
    one.rows([row("4", 1, e, soshitsuYmd="20170401")])
    other = {"shutokuYmd": "20170501", "shimeiKana": "カリヤマ　ベツジン", "seinengappi": "19900101"}
    expect("another person by file", [c for _, c in one.rows([row("1", 1, "", number, **other)])], ["K40010"])
    fields = dict(desk.person(1, number)) | other
    expect("another person by SOAP", one.raw("kanyusha", "register", **fields).code, "K40010")
    told = one.rows([row("4", 1, e, soshitsuYmd="20170402", shimei="仮山　別人", jusho="架空県別市")])
    expect("another name", told, [(e, "C00000")])
    r = one.raw("kanyusha", "lose", edaban=e, soshitsuYmd="20170403", shutokuYmd="20100402")
    expect("a 取得日 of no 資格, by SOAP", (r.kubun, r.code, "20100402" in r.get("message")), ("9", "K20001", True))


# --- numbers that change places --------------------------------------------------------------------------------------------------


def exchange(d):
    """Every order of the rows of 2, of 3, of a chain that ends in a free number, and what cannot be."""
    one = Insurer(d, A)
    numbers = [desk.kojin_bango(910000 + i) for i in range(4)]
    people = [one.rows([row("1", i, "", numbers[i])])[0][0] for i in range(3)]
    holds = dict(zip(people, numbers))

    def moves(changes, codes):
        """changes: [(who, number)] of indexes; codes: of the rows, or one for all."""
        got = one.rows([row("3", i, people[i], numbers[k]) for i, k in changes])
        expect("訂正 %s" % changes, [c for _, c in got], codes if isinstance(codes, list) else [codes] * len(changes))
        for (i, k), (_, code) in zip(changes, got):
            if code == "C00000":
                holds[people[i]] = numbers[k]
        for e, n in holds.items():
            expect("who has it after %s" % changes, one.edaban(n), e)

    at = lambda i: numbers.index(holds[people[i]])
    for order in ((0, 1), (1, 0)):
        now = {0: at(1), 1: at(0)}
        moves([(i, now[i]) for i in order], "C00000")
    for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
        now = {0: at(1), 1: at(2), 2: at(0)}
        moves([(i, now[i]) for i in order], "C00000")
    for order in ((0, 1, 2), (2, 1, 0), (0, 2, 1)):
        free = ({0, 1, 2, 3} - {at(0), at(1), at(2)}).pop()
        now = {0: at(1), 1: at(2), 2: free}
        moves([(i, now[i]) for i in order], "C00000")
    moves([(0, at(1))], "K40002")
    moves([(0, at(1)), (1, at(1))], ["K40002", "K40005"])  # the other one stays
    moves([(0, at(1)), (1, at(2))], "K40002")  # the third does not move
    moves([(0, at(1)), (2, at(1))], "K40002")
    moves([(0, at(1)), (1, at(0)), (1, at(0))], ["K40002", "K40002", "K40002"])  # which of the two rows?
    now = (at(0), at(1))
    soap = lambda i, k: one.raw("kanyusha", "correctKojinBango", edaban=people[i], kojinBango=numbers[k]).code
    free = ({0, 1, 2, 3} - {at(0), at(1), at(2)}).pop()
    expect("by SOAP not in two", soap(0, now[1]), "K40002")
    expect("by SOAP in three", (soap(0, free), soap(1, now[0]), soap(0, now[1])), ("C00000",) * 3)


MOST = 10000  # people in one exchange, as the handbook says


def longest(d):
    """As many as may change places in a ring, and one more."""
    one = Insurer(d, A)
    for n, code in ((MOST, "C00000"), (MOST + 1, "K40002")):
        first = 1300000 + 20000 * (n - MOST)
        people = [e for e, _ in one.rows([row("1", first + i, "", desk.kojin_bango(first + i)) for i in range(n)])]
        got = one.rows([row("3", first + i, people[i], desk.kojin_bango(first + (i + 1) % n)) for i in range(n)])
        expect("a ring of %d" % n, {c for _, c in got}, {code})


STUCK = 5000  # each of whom takes the next one's number; the last one keeps theirs


def stuck(d):
    """Numbers that slipped by a row: refused while one holds on to theirs, moved from the row on that frees it."""
    one, first = Insurer(d, A), 1200000
    number = lambda i: desk.kojin_bango(first + i)
    people = [e for e, _ in one.rows([row("1", first + i, "", number(i)) for i in range(STUCK)])]
    slips = [row("3", first + i, people[i], number(i + 1)) for i in range(STUCK - 1)]
    expect("nobody moves", {c for _, c in one.rows(slips)}, {"K40002"})
    half = STUCK // 2
    got = one.rows(slips[:half] + [row("5", first, people[-1])] + slips[half:])
    expect("before it is free", {c for _, c in got[:half]}, {"K40002"})
    expect("once it is free", {c for _, c in got[half:]}, {"C00000"})
    expect("who has it", [one.edaban(number(i)) for i in (0, half, half + 1, STUCK - 1)],
           [people[0], None, people[half], people[STUCK - 2]])


class Model:
    """What becomes of 訂正 and 取消 of one file, row by row."""

    def __init__(self, holds, rows):
        self.holds, self.ahead = dict(holds), set()
        once = [e for kubun, e, _ in rows if kubun == "3"]
        self.to_come = {e: n for kubun, e, n in rows if kubun == "3" and once.count(e) == 1}

    def who(self, number):
        return next((e for e, n in self.holds.items() if n == number), None)

    def chain(self, e, number):
        """Who takes what when e takes the number, or None."""
        out, other = {e: number}, self.who(number)
        while other:
            takes = self.to_come.get(other)
            if takes is None or takes == self.holds[other] or takes in out.values():
                return None
            out[other] = takes
            other = None if takes == self.holds[e] else self.who(takes)
        return out

    def row(self, kubun, e, number):
        if e not in self.holds:
            return "K40004"
        if kubun == "5":
            del self.holds[e]
            return "C00000"
        if e in self.ahead:
            self.ahead.remove(e)
            return "C00000"
        if self.holds[e] == number:
            return "K40005"
        self.to_come.pop(e, None)
        moves = self.chain(e, number)
        if not moves:
            return "K40002"
        self.holds.update(moves)
        for other in moves:
            if other != e:
                self.ahead.add(other)
                self.to_come.pop(other, None)
        return "C00000"


# The people of a case, counted from 0, have the numbers of that count: (who, number that it takes), or the one who is cancelled.
# Found at random: a 取消 opens a ring that others lead into, who were kept from moving before.
FOUND = [
    (9, [(3, 5), 4, (3, 5), (5, 6), (0, 1), (8, 0), (7, 8), (2, 4), (6, 7), (4, 6), (1, 2)]),
]


class Case:
    """Some people, the numbers that they have and one or two that nobody has, and corrections in any order."""

    def __init__(self, first, n, corrections):
        self.first, self.n, self.corrections = first, n, corrections
        self.numbers = [desk.kojin_bango(first + i) for i in range(n + 2)]
        self.register = [row("1", first + i, "", self.numbers[i]) for i in range(n)]

    def settle(self, people):
        """With the 枝番 of the people: rows to send, and what the model says becomes of them."""
        rows = [("5", people[c], "") if isinstance(c, int) else ("3", people[c[0]], self.numbers[c[1]]) for c in self.corrections]
        self.model = Model(dict(zip(people, self.numbers)), rows)
        self.want = [self.model.row(*r) for r in rows]
        self.sent = [row(kubun, self.first + people.index(e), e, number) for kubun, e, number in rows]


def tight(rnd):
    """Most take the next one's number."""
    n = rnd.randint(4, 9)
    rows = [(i, min(n + 1, (i + rnd.choice((1, 1, 1, 2))) % (n + rnd.randint(0, 1)))) for i in range(n)]
    return n, rows + [rnd.randrange(n) for _ in range(rnd.randint(0, 2))] + rnd.sample(rows, rnd.randint(0, 1))


def wide(rnd):
    """Any number, more people, several corrections of one."""
    n = rnd.randint(2, 25)
    rows = [(i, rnd.randrange(n + 2)) for i in range(n) for _ in range(rnd.choice((0, 1, 1, 1, 1, 2, 3)))]
    return n, rows + [rnd.randrange(n) for _ in range(rnd.choice((0, 1, 2, 5)))]


def draw(rnd, first, count, kinds):
    cases = [Case(first + 40 * i, *f) for i, f in enumerate(FOUND)]
    while len(cases) < count:
        n, corrections = rnd.choice(kinds)(rnd)
        rnd.shuffle(corrections)
        cases.append(Case(first + 40 * len(cases), n, corrections))
    return cases


def mixed(rnd, cases):
    """The rows of the cases in one file, each case's in its order: one after the other, all mixed, or a few at a time."""
    near = rnd.choice((1, 8, len(cases)))
    order = sorted((i for i, c in enumerate(cases) for _ in c.sent), key=lambda i: (i // near, rnd.random() if near > 1 else 0))
    rest = [iter(zip(c.sent, c.want)) for c in cases]
    return order, [next(rest[i]) for i in order]


def parted(order, codes, cases):
    """What became of the rows of each case."""
    out = [[] for _ in cases]
    for i, code in zip(order, codes):
        out[i].append(code)
    return out


def at_random(d, seed, files=5, count=24):
    """Corrections in any order, whoever they depend on: the daemon, the model and check agree row by row."""
    rnd, one = random.Random(seed), Insurer(d, A)
    temp = tempfile.mkdtemp(prefix="chukan-test-")
    for f in range(files):
        cases = draw(rnd, 1400000 + 10000 * f, count, (tight, tight, tight, wide))
        register = [r for c in cases for r in c.register]
        people = [e for e, _ in one.rows(register)]
        at = 0
        for c in cases:
            c.settle(people[at:at + c.n])
            at += c.n
        order, rows = mixed(rnd, cases)
        got = parted(order, [c for _, c in one.rows([r for r, _ in rows])], cases)
        said = parted(order, checked(temp, register, people, [r for r, _ in rows]), cases)
        for i, c in enumerate(cases):
            expect("rows of case %d of file %d of seed %d, %s" % (i, f, seed, c.corrections), got[i], c.want)
            expect("check of case %d of file %d of seed %d, %s" % (i, f, seed, c.corrections), said[i], c.want)
            expect("who has the numbers of case %d of file %d" % (i, f), [one.edaban(n) for n in c.numbers],
                   [c.model.who(n) for n in c.numbers])
    shutil.rmtree(temp)


def offline(seed, count=3000):
    """Many more, by check alone, in one file."""
    rnd = random.Random(seed)
    cases = draw(rnd, 0, count, (tight, tight, wide))
    people = []
    for c in cases:
        mine = ["%010d" % (c.first + i + 1) for i in range(c.n)]
        c.settle(mine)
        people += mine
    order, rows = mixed(rnd, cases)
    temp = tempfile.mkdtemp(prefix="chukan-test-")
    said = parted(order, checked(temp, [r for c in cases for r in c.register], people, [r for r, _ in rows]), cases)
    for i, c in enumerate(cases):
        expect("check of case %d of seed %d, %s" % (i, seed, c.corrections), said[i], c.want)
    shutil.rmtree(temp)


def checked(temp, register, people, sent):
    """What check says of the rows, the 枝番 of the people given as a result file."""
    result = ["%d,1,R,%s,C00000,\r\n" % (i + 1, e) for i, e in enumerate(people)]
    names = [os.path.join(temp, n) for n in ("kanyushaToroku-1.csv", "kanyushaToroku-2.csv", "result.csv")]
    for name, lines in zip(names, (register, sent, result)):
        with open(name, "wb") as out:
            out.write("".join(lines).encode(CODES[A]))
    r = subprocess.run([desk.binary("chukan"), "check", names[0], names[1], "--date", "20170508", "--format", "csv", "--encoding", "CP932",
                        "--edaban", names[2]], capture_output=True, text=True)
    codes = ["C00000"] * len(sent)
    for line in csv.DictReader(io.StringIO(r.stdout)):
        if line["file"] == names[1] and line["kubun"] == "エラー":
            codes[int(line["line"]) - 1] = line["code"]
        else:
            expect("check of %s" % line["file"], line, None)
    return codes


PEOPLE, FAR = 24000, 11000  # the rows of a pair lie FAR from each other, in different chunks


def far(d, kills):
    """Half of the people exchange their numbers with the other half, rows of one file."""
    one = Insurer(d, B)
    first = 100000
    got = one.rows([row("1", first + i, "", desk.kojin_bango(first + i)) for i in range(PEOPLE)])
    people = [e for e, _ in got]
    take = lambda i: desk.kojin_bango(first + (i + PEOPLE // 2) % PEOPLE)
    chosen = [i for i in range(PEOPLE) if i % (PEOPLE // 2) < FAR]
    number = one.send([row("3", first + i, people[i], take(i)) for i in chosen])
    for _ in range(kills):
        d.kill()
        d.start()
    d.settle()
    codes = [c for _, c in one.result(number)]
    expect("far apart", (len(codes), set(codes)), (len(chosen), {"C00000"}))
    for i in (0, 1, FAR - 1, PEOPLE // 2, PEOPLE // 2 + FAR - 1):
        expect("who has number %d" % i, one.edaban(take(i)), people[i])


# --- a loss to come --------------------------------------------------------------------------------------------------------------


def to_come(d, kills):
    one = Insurer(d, A)
    number = desk.kojin_bango(920000)
    e = one.rows([row("1", 5, "", number)])[0][0]
    expect("to come", one.rows([row("4", 5, e, soshitsuYmd="20170520")]), [(e, "C00000")])
    expect("still a member", one.person(e)[3:], ("20100401", "20170520", "有効"))
    for _ in range(kills):
        d.kill()
        d.start()
    control(d, "POST", "clock/advance", {"to": "2017-05-19T23:59:59+09:00"})
    expect("the last day", one.person(e)[5], "有効")
    control(d, "POST", "clock/advance", {"seconds": 1})
    expect("the day", one.person(e)[5], "喪失")
    expect("the number is still theirs", one.edaban(number), e)


def began(d, kills):
    """The part that is told by its digest: numbers far apart, and a loss to come."""
    far(d, kills)
    to_come(d, kills)
    return d.digest()


def still(d):
    control(d, "PUT", "clock", {"frozen": True, "at": "2017-05-08T09:00:00+09:00"})
    return d.digest()["digest"]


def calm(d, seed):
    fresh = still(d)
    digest = began(d, 0)
    for each in (corrections, confusions, exchange, longest, stuck, lambda d: at_random(d, seed)):
        control(d, "POST", "reset", {})
        expect("after a reset", still(d), fresh)
        each(d)
    return digest


def shaken(d):
    fresh = still(d)
    digest = began(d, 3)
    control(d, "POST", "reset", {})
    expect("after a reset", d.digest()["digest"], fresh)
    return digest


def desk_of(work):
    """What the work at a daemon of its own tells."""
    d = desk.Desk("--check-invariants")
    try:
        d.start()
        told = work(d)
        expect("exit status", d.stop(), 0)
        return told
    except Exception:
        print(open(d.log, errors="replace").read()[-2000:])
        raise
    finally:
        d.clean()


def main():
    seed = int(os.environ.get("SEED") or random.randrange(1 << 30))
    offline(seed)
    want, have = desk_of(lambda d: calm(d, seed)), desk_of(shaken)
    for table in want["tables"]:
        expect("digest of %s" % table, have["tables"].get(table), want["tables"][table])
    for w in wrong[:20]:
        print("FAIL %s" % w)
    print("%d passed, %d failed" % (0 if wrong else 1, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
