# One run of a sequence: who calls, what of it is kept, what the rows are made of. Called by order.py, every.py and tests/kill.
import hashlib
import json
import os
import re
import shutil

import desk

A, B, C = "06139992", "06139984", "06139976"
CODE = {A: "cp932", B: "utf-8", C: "cp932"}
TM, JM = "TM00000000000999", "JM00000000000003"
CITY, MUTE = "9903002539729304", "9907002951785473"  # 架空県例示市, where the first resident lives; one that never answers
HAND, SELF = "hand", "self"  # worlds: 符号取得要求 approved by hand, and by itself
MATCH = "match"  # the same as by itself, and registrations are matched with 住基ネット


class Wrong(Exception):
    pass


def want(what, have, right):
    if have != right:
        raise Wrong("%s: want %s, have %s" % (what, right, have))


class Play:
    """One run of one sequence in a world that is reset, or new: every reply is kept."""

    busy = 1  # how large the files are that only keep the world at work

    def __init__(self, d, world, new=False):
        self.d, self.world, self.replies, self.callers = d, world, [], {}
        if not new:
            self.operate("reset", {})

    def who(self, hokensha):
        if hokensha not in self.callers:
            self.callers[hokensha] = desk.Caller(self.d, hokensha, self.world)
        return self.callers[hokensha]

    def call(self, hokensha, op, fields=(), **more):
        r = self.who(hokensha).call(*op.split("."), fields, **more)
        self.replies.append(re.sub("<generation>[0-9]+", "", r.text))  # each run has a world of its own
        return r

    def ok(self, hokensha, op, fields=(), **more):
        r = self.call(hokensha, op, fields, **more)
        if r.kubun not in ("1", "2"):
            raise Wrong("%s: %s" % (op, r.text[-400:]))
        return r

    def upload(self, hokensha, shubetsu, rows):
        content = "".join(",".join(r) + "\r\n" for r in rows).encode(CODE[hokensha])
        r = self.who(hokensha).upload(shubetsu, shubetsu + ".csv", content)
        self.replies.append(r.text)
        if r.kubun != "1":
            raise Wrong("upload: %s" % r.text[-400:])
        return r.get("uketsukeBango")

    def crowd(self, hokensha, first, count):
        """People whose file is at work meanwhile."""
        return self.upload(hokensha, "kanyushaToroku", [kanyusha(n) for n in range(first, first + int(count * self.busy))])

    def result(self, hokensha, number):
        """The lines of a result file, once it is there: getStatus waits for it."""
        want("処理ステータス", self.ok(hokensha, "file.getStatus", [("uketsukeBango", number)]).get("jotai"), "処理完了")
        content = self.taken(hokensha, number)
        self.replies.append(content.decode(CODE[hokensha]))
        return [l.split(",") for l in content.decode(CODE[hokensha]).split("\r\n")[:-1]]

    def taken(self, hokensha, number):
        return self.who(hokensha).result(number)

    def register(self, hokensha, n, number=None):
        return self.ok(hokensha, "kanyusha.register", desk.person(n, number or desk.kojin_bango(n))).get("edaban")

    def operate(self, action, body, method="POST"):
        path = action if action in ("reset", "progress", "clock", "clock/advance") else "operator/" + action
        status, answer = self.d.control(method, "/_sim/worlds/%s/%s" % (self.world, path), body)
        if status != 200:
            raise Wrong("%s: %s" % (action, answer))
        if path.startswith("operator/"):
            self.replies.append(json.dumps(keyless(answer), ensure_ascii=False, sort_keys=True))
        return answer

    def end(self):
        for c in self.callers.values():
            c.close()
        digest = self.d.digest(self.world)["digest"]
        return hashlib.sha256("\n".join(self.replies + [digest]).encode()).hexdigest()


def keyless(answer):
    """Without what a random key makes other each time."""
    if isinstance(answer, dict):
        return {name: keyless(v) for name, v in answer.items() if name not in ("p12", "crt", "key", "shimon")}
    return [keyless(v) for v in answer] if isinstance(answer, list) else answer


def kanyusha(n, kubun="1", edaban="", number=None, soshitsu=""):
    f = dict(desk.person(n, number or desk.kojin_bango(n)))
    return [kubun, "R%d" % n, edaban, f["kojinBango"] if kubun == "1" else "", f["kigo"], f["bango"], f["honninKazoku"], f["shimei"], f["shimeiKana"], f["seibetsu"],
            f["seinengappi"], f["jusho"], f["shutokuYmd"], soshitsu, ""]


def shikaku(hokensha, edaban, shutoku="20100401"):
    return ["1", hokensha, edaban, "３３", "1", "1", shutoku, "", "", "0", "0"]


def fukuhon(edaban, ymd):
    items = [("kigo", "３３"), ("bango", "1"), ("honninKazoku", "1"), ("shutokuYmd", ymd), ("fukaiji", "0"), ("jikoTeikyoFuka", "0")]
    return [("shubetsu", "shikakuJoho"), ("edaban", edaban)] + [("komoku", [("mei", k), ("atai", v)]) for k, v in items]


def residents():
    with open(os.path.join(desk.ROOT, "fixtures", "common", "jumin.csv"), encoding="utf-8") as f:
        head = f.readline().strip().split(",")
        rows = [dict(zip(head, line.strip().split(","))) for line in f]
    return [r for r in rows if r["jotai"] == "有効"]


JUMIN = residents()
RESIDENTS = [r["kojin_bango"] for r in JUMIN]
# of working age, with a name that every insurer's file can have
ADULTS = [n for n, r in enumerate(JUMIN) if "19700101" < r["seinengappi"] < "19900101"
          and r["shimei"] == r["shimei"].encode("cp932", "ignore").decode("cp932")]


def resident(n, **other):
    """What an insurer tells of the n-th resident, rightly but for other."""
    r = JUMIN[n]
    told = [("kojinBango", r["kojin_bango"]), ("kigo", "３３"), ("bango", str(n + 1)), ("honninKazoku", "1"), ("shimei", r["shimei"]),
            ("shimeiKana", r["shimei_kana"]), ("seibetsu", r["seibetsu"]), ("seinengappi", r["seinengappi"]), ("jusho", r["jusho"]),
            ("shutokuYmd", "20100401")]
    return [(k, other.get(k, v)) for k, v in told]


def fixtures(base):
    """Worlds whose replies wait as long as it takes."""
    to = os.path.join(base, "fixtures")
    if not os.path.exists(to):
        shutil.copytree(os.path.join(desk.ROOT, "fixtures"), to)
    for name, of, approve in ((HAND, "lot2", "0"), (SELF, "lot2", "1"), (MATCH, "today", "1")):
        shutil.copytree(os.path.join(to, "worlds", of), os.path.join(to, "worlds", name))
        path = os.path.join(to, "worlds", name, "world.xml")
        text = open(path, encoding="utf-8").read().replace(' kido="0"', "")
        for policy, value in (("settleMs", "600000"), ("approveFugo", approve)):
            text, n = re.subn(r'(name="%s" value=")\d+' % policy, r"\g<1>" + value, text)
            assert n == 1, policy
        open(path, "w", encoding="utf-8").write(text)
    return to
