# What can be seen of a person after a dan, for the rows of stories-kekka.csv: each word of the column nani is one function here.
# Called by story.py.
import sys

sys.dont_write_bytecode = True
from ways import KYUFU, SHIKAKU, UNKNOWN  # noqa: E402


def caller_of(world, k):
    return world.callers[k.hokensha], world.edaban.get((k.hokensha, k.id, k.hito), UNKNOWN)


def kanyusha(world, k, name):
    caller, edaban = caller_of(world, k)
    return caller.call("kanyusha", "get", [("edaban", edaban)]).get(name) or "なし"


def rireki(world, k):
    """How many rows 資格履歴 has."""
    caller, edaban = caller_of(world, k)
    return str(len(caller.call("kanyusha", "getShikakuRireki", [("edaban", edaban)]).items()))


def edaban_of(world, k):
    """Whose 枝番 the person's 個人番号 gives."""
    number = world.tables.people[k.id, k.hito]["kojinBango"]
    found = world.callers[k.hokensha].call("kanyusha", "getEdaban", [("kojinBango", number)]).get("edaban")
    return next((h for (i, s, h), e in world.edaban.items() if (i, s, e) == (k.hokensha, k.id, found)), "なし")


def shokai(world, k, code):
    """How many 副本 another insurer (first word of atai) is answered for a day (second word)."""
    asker, day = k.atai.split()[:2]
    caller, edaban = world.callers[asker], world.edaban.get((asker, k.id, k.hito), UNKNOWN)
    r = caller.call("shokai", "request", [("edaban", edaban), ("teikyoHokensha", world.lot.hokensha[k.hokensha]),
                                          ("jimuCode", "JM00000000000003"), ("tokuteiKojinJohoCode", code), ("kijunYmd", day)])
    if r.kubun not in ("1", "2"):
        return "%s %s" % (r.code, r.get("message"))
    world.settle()
    answer = caller.call("shokai", "getResult", [("shokaiBango", r.get("shokaiBango"))])
    if answer.get("kekkaKubun") not in ("該当あり", "該当なし"):
        return "%s %s %s" % (asker, day, answer.get("kekkaKubun") or answer.code)
    return "%s %s %d" % (asker, day, len(answer.items()))


def oshirase(world, k):
    """How many of that kind お知らせ has of the person that are not over."""
    caller, edaban = caller_of(world, k)
    kind = k.atai.split()[0]
    mine = [i for i in caller.ok("oshirase", "list").items() if i.get("edaban") == edaban and i.get("shubetsu") == kind]
    return "%s %d" % (kind, len([i for i in mine if i.get("jotai") != "解消"]))


def fukuhon(world, k):
    """How many 副本 of a kind there are, or the 版 of the one with that key."""
    caller, edaban = caller_of(world, k)
    words = k.atai.split()
    found = caller.call("fukuhon", "get", [("edaban", edaban), ("shubetsu", words[0])]).items()
    if k.nani == "fukuhon":
        return "%s %d" % (words[0], len(found))
    han = [i.get("han") for i in found if words[1] in i.all("atai")]
    return "%s %s %s" % (words[0], words[1], " ".join(han) or "なし")


def fugo(world, k):
    caller, edaban = caller_of(world, k)
    return caller.call("fugo", "getStatus", [("edaban", edaban)]).get("jotai") or "なし"


SEEN = {
    "jotai": lambda w, k: kanyusha(w, k, "jotai"),
    "shutoku": lambda w, k: kanyusha(w, k, "shutokuYmd"),
    "soshitsu": lambda w, k: kanyusha(w, k, "soshitsuYmd"),
    "rireki": rireki,
    "edaban": edaban_of,
    "shikaku": lambda w, k: shokai(w, k, SHIKAKU),
    "kyufu": lambda w, k: shokai(w, k, KYUFU),
    "oshirase": oshirase,
    "fukuhon": fukuhon,
    "han": fukuhon,
    "fugo": fugo,
}


def seen(world, k):
    return SEEN[k.nani](world, k)
