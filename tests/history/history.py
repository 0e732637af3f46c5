#!/usr/bin/env python3
# COUNT random histories of some ten corrections each, played three times: in as few link files as their order allows, one file a step, and
# mixed with SOAP calls, each in a world of its own. Every way must come to what the model says, and all to the same content of both
# databases. What differs is told with its seed, its steps and the shortest beginning that still differs. Usage: history.py SEED COUNT
import collections
import csv
import os
import shutil
import sqlite3
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make  # noqa: E402
from play import Play, desk, number  # noqa: E402
from split import plans  # noqa: E402
from tables import Lot  # noqa: E402

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


def prepare(lot, residents):
    """A daemon, not started yet, with a fixture whose residents have all the numbers, and whose 符号取得要求 nobody needs to approve."""
    d = desk.Desk()
    place = os.path.join(d.fixtures, "worlds", "rekishi")
    shutil.copytree(os.path.join(d.fixtures, "worlds", os.path.basename(lot.folder)), place)
    with open(os.path.join(place, "world.xml"), encoding="utf-8") as f:
        text = f.read()
    with open(os.path.join(place, "world.xml"), "w", encoding="utf-8") as f:
        f.write(text.replace('name="approveFugo" value="0"', 'name="approveFugo" value="1"'))
    with open(os.path.join(d.fixtures, "common", "jumin.csv"), encoding="utf-8") as f:
        head = next(csv.reader(f))
    with open(os.path.join(place, "jumin.csv"), "w", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows([head] + [resident(n) for n in range(residents)])
    return d


def resident(n):
    ten = "97%08d" % (n + 1)
    r = sum(int(x) * w for x, w in zip(reversed(ten), (2, 3, 4, 5, 6, 7, 2, 3, 4, 5))) % 11
    code = ten + ("0" if r <= 1 else str(11 - r))
    return [code, number(n // make.NUMBERS, n % make.NUMBERS), "R%07d" % n, "世帯主", "架空　本人", "カクウ　ホンニン", "1", "19500101", "架空県",
            "有効", ""]


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


def compare(histories, plays, contents):
    """{place: [text]}: what is not as the model has it, and what differs between the ways."""
    wrong = collections.defaultdict(list)
    for way, play in plays.items():
        for place, texts in play.wrong.items():
            wrong[place] += ["%s: %s" % (way, t) for t in texts]
    first = next(iter(contents))
    strangers = {way: [k for k in c if isinstance(k, str)] for way, c in contents.items()}
    if any(strangers.values()):
        raise desk.Broken("歴史のだれのものでもない枝番: %s" % strangers)
    for way, have in contents.items():
        for h in histories:
            for n in range(len(h.rekishi.hito)):
                for table in TABLES:
                    a, b = contents[first][h.place, n][table], have[h.place, n][table]
                    if a != b:
                        wrong[h.place].append("%s と %s: 人%d 表 %s: %s と %s" % (first, way, n, table, differ(a, b), differ(b, a)))
    return wrong


def differ(a, b):
    return [x for x in a if x not in b] or a


def play_all(daemon, lot, histories, seed, name, said=lambda text: None):
    """Answers {place: [text]}. The daemon, which keeps the databases to itself, is stopped afterwards."""
    plays = {}
    daemon.start()
    for n, (way, plan) in enumerate(plans(histories, seed).items()):
        begun = time.monotonic()
        plays[way] = Play(daemon, "%s-%d" % (name, n), lot, histories, plan)
        plays[way].run()
        said("%s: ファイル %d、電文 %d、判定と照会 %d、%.1f 秒" % (way, plays[way].files, plays[way].calls, plays[way].seen, time.monotonic() - begun))
    if daemon.stop() != 0:
        raise desk.Broken("chukand が正常に終わらない")
    return compare(histories, plays, {way: content(daemon, play) for way, play in plays.items()})


def shortest(daemon, lot, history, seed, nth):
    """The beginnings of a history, all of them at once, in worlds of their own."""
    beginnings = [history.prefix(n + 1, n) for n in range(len(history.units))]
    wrong = play_all(daemon, lot, beginnings, seed, "saisho-%d" % nth)
    return next(((b, wrong[b.place]) for b in beginnings if wrong.get(b.place)), None)


def tell(daemon, lot, history, texts, seed, nth):
    found = shortest(daemon, lot, history, seed, nth)
    print("違い: %s" % history.name)
    print(history.text())
    for t in texts[:8]:
        print("  ! " + t)
    if not found:
        print("  単独では違わない")
        return
    print(" 最短: %s" % found[0].name)
    print(found[0].text())
    for t in found[1][:8]:
        print("  ! " + t)


def main():
    if len(sys.argv) != 3:
        sys.exit("Usage: history.py SEED COUNT")
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    lot, histories = Lot(2), make.histories(seed, count)
    daemon = prepare(lot, make.NUMBERS * max(count, 20))
    try:
        wrong = play_all(daemon, lot, histories, seed, "rekishi", lambda text: print(text, flush=True))
        for nth, place in enumerate(sorted(wrong)[:3]):
            tell(daemon, lot, histories[place], wrong[place], seed, nth)
    finally:
        daemon.clean()
    print("種 %d: 歴史 %d、段 %d、違う歴史 %d" % (seed, count, sum(len(h.units) for h in histories), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
