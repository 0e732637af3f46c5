# What the databases of a stopped daemon hold of the histories' people, against the model and between the ways. Called by history.py.
import collections
import json
import os
import sqlite3
import sys

sys.dont_write_bytecode = True
from make import DAYS  # noqa: E402
from model import HITO, SHIKAKU, kept, period  # noqa: E402
from play import desk, number  # noqa: E402

# Without 受付番号, 要求番号, 副本番号 and times; of one who is cancelled the 符号, too: whether it came before the 取消 is chance.
TABLES = {
    "kanyusha": ("unyo", "SELECT edaban, kojin_bango, kigo, bango, honnin_kazoku, shimei, shimei_kana, seibetsu, seinengappi, jusho, "
                 "shutoku_ymd, nintei_ymd, soshitsu_ymd, jotai, version, ido, ido_ymd FROM kanyusha WHERE hokensha = ?"),
    "shikaku": ("unyo", "SELECT k.edaban, s.shutoku_ymd, s.soshitsu_ymd, s.kigo, s.bango, s.honnin_kazoku, s.nintei_ymd FROM shikaku s "
                "JOIN kanyusha k ON k.id = s.kanyusha WHERE k.hokensha = ? ORDER BY 2, 3"),
    "shikaku_rireki": ("unyo", "SELECT k.edaban, r.renban, r.ido, r.ido_ymd, r.kigo, r.bango, r.honnin_kazoku, r.shutoku_ymd, r.soshitsu_ymd "
                       "FROM shikaku_rireki r JOIN kanyusha k ON k.id = r.kanyusha WHERE k.hokensha = ? ORDER BY 2"),
    "fukuhon": ("chukan", "SELECT edaban, shubetsu, kagi, kara, owari, komoku, han FROM fukuhon WHERE hokensha = ? ORDER BY 2, 3"),
    "fugo": ("chukan", "SELECT edaban, ido, CASE ido WHEN '取消' THEN '' ELSE jotai END, CASE ido WHEN '取消' THEN '' ELSE fugo END "
             "FROM fugo WHERE hokensha = ?"),
}


def content(daemon, play):
    """{(place, hito): {table: rows}} of a world; a 枝番 that the model does not know stands for itself."""
    whose = {e: k for k, e in play.edaban.items()}
    out = collections.defaultdict(lambda: collections.defaultdict(list))
    for table, (db, text) in TABLES.items():
        path = os.path.join(daemon.data, "worlds", play.name, "gen-1", db + ".db")
        c = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
        for row in c.execute(text, (play.lot.hokensha["A"],)):
            out[whose.get(row[0], row[0])][table].append(row[1:])
        c.close()
    return out


def modelled(history, n):
    """What the model says of the tables, in the columns that `stored` takes."""
    p = history.rekishi.hito[n]
    now = tuple(p.now[k] or None for k in ("shutokuYmd", "ninteiYmd", "soshitsuYmd"))
    koto = tuple(p.now[k] for k in SHIKAKU[:3]) + tuple(p.koto[k] for k in HITO)
    mae = [tuple(s[k] or None for k in ("shutokuYmd", "soshitsuYmd", "kigo", "bango", "honninKazoku", "ninteiYmd"))
           for s in sorted(p.shikaku[:-1], key=period)]
    return {
        "kanyusha": (int(number(history.place, p.number)),) + koto + now + (p.jotai(DAYS[-1]), len(p.rireki)),
        "shikaku": mae,
        "fukuhon": [(k[0], kept(v), han) for k, (v, han) in sorted(p.fukuhon.items())],
        "fugo": p.jotai(DAYS[-1]),
    }


def stored(tables):
    k, f = tables["kanyusha"], tables["fugo"]
    return {
        "kanyusha": k[0][:-2] if k else None,
        "shikaku": tables["shikaku"],
        "fukuhon": [(kind, json.loads(komoku), han) for kind, _, _, _, komoku, han in tables["fukuhon"]],
        "fugo": f[0][0] if f else None,
    }


def compare(histories, plays, contents):
    """{place: [text]}: what is not as the model has it, and what differs between the ways."""
    wrong = collections.defaultdict(list)
    for way, play in plays.items():
        for place, texts in play.wrong.items():
            wrong[place] += ["%s: %s" % (way, t) for t in texts]
    for h in histories:
        for n in range(len(h.rekishi.hito)):
            wrong[h.place] += of_one(h, n, {way: c[h.place, n] for way, c in contents.items()})
    wrong = {place: texts for place, texts in wrong.items() if texts}
    strangers = {way: [k for k in c if isinstance(k, str)] for way, c in contents.items()}
    if any(strangers.values()) and not wrong:
        raise desk.Broken("歴史のだれのものでもない枝番: %s" % strangers)
    return wrong


def of_one(history, n, ways):
    out, model = [], modelled(history, n)
    (first, a), *rest = ways.items()
    have = stored(a)
    out += ["%s: 人%d 表 %s: 期待 %s、実際 %s" % (first, n, t, model[t], have[t]) for t in model if model[t] != have[t]]
    for way, b in rest:
        out += ["%s と %s: 人%d 表 %s: %s と %s" % (first, way, n, t, differ(a[t], b[t]), differ(b[t], a[t])) for t in TABLES if a[t] != b[t]]
    return out


def differ(a, b):
    return [x for x in a if x not in b] or a
