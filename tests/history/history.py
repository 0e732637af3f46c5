#!/usr/bin/env python3
# COUNT random histories of some ten corrections each, played three times: in as few link files as their order allows, one file a step, and
# mixed with SOAP calls, each in a world of its own. Every way must come to what the model says, and all to the same content of both
# databases. What differs is told with its seed, its steps and the shortest beginning that still differs. Usage: history.py SEED COUNT
import csv
import os
import shutil
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make  # noqa: E402
from content import compare, content  # noqa: E402
from play import Play, desk, number  # noqa: E402
from split import plans  # noqa: E402
from tables import Lot  # noqa: E402


def prepare(lot, residents):
    """A daemon, not started yet, with a fixture whose residents have all the numbers."""
    d = desk.Desk()
    place = os.path.join(d.fixtures, "worlds", "rekishi")
    shutil.copytree(os.path.join(d.fixtures, "worlds", os.path.basename(lot.folder)), place)
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
            "有効", "", ""]


def play_all(daemon, lot, histories, name, said=lambda text: None):
    """Answers {place: [text]}. The daemon, which keeps the databases to itself, is stopped afterwards."""
    plays = {}
    daemon.start()
    for n, (way, plan) in enumerate(plans(histories).items()):
        begun = time.monotonic()
        plays[way] = Play(daemon, "%s-%d" % (name, n), lot, histories, plan)
        plays[way].run()
        said("%s: ファイル %d、電文 %d、判定と照会 %d、%.1f 秒" % (way, plays[way].files, plays[way].calls, plays[way].seen, time.monotonic() - begun))
    if daemon.stop() != 0:
        raise desk.Broken("chukand が正常に終わらない")
    return compare(histories, plays, {way: content(daemon, play) for way, play in plays.items()})


def shortest(daemon, lot, history, nth):
    """The beginnings of a history, all of them at once, in worlds of their own."""
    beginnings = [history.prefix(n + 1, n) for n in range(len(history.units))]
    wrong = play_all(daemon, lot, beginnings, "saisho-%d" % nth)
    return next(((b, wrong[b.place]) for b in beginnings if wrong.get(b.place)), None)


def tell(daemon, lot, history, texts, nth):
    found = shortest(daemon, lot, history, nth)
    print("違い: 種と番号 %s" % history.name)
    print(history.text())
    for t in texts[:8]:
        print("  ! " + t)
    if not found:
        print("  単独では違わない")
        return
    print("  最短: 初めの %d 段" % len(found[0].units))
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
        wrong = play_all(daemon, lot, histories, "rekishi", lambda text: print(text, flush=True))
        # the codes first: one registration too many, and the 枝番 of all that come after it are others
        first = sorted(wrong, key=lambda p: (not any("段 " in t and "枝番" not in t for t in wrong[p]), p))
        for nth, place in enumerate(first[:3]):
            tell(daemon, lot, histories[place], wrong[place], nth)
    finally:
        daemon.clean()
    print("種 %d: 歴史 %d、段 %d、違う歴史 %d" % (seed, count, sum(len(h.units) for h in histories), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
