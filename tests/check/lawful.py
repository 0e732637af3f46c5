# Whether the population of a folder that `chukan gen` made (CSV in UTF-8, no errors, with differences) keeps to 健康保険法:
# lawful.py FOLDER DAY. Reads the files alone; whose 枝番 is whose it counts itself. Called by gen_check.sh.
import csv
import datetime
import os
import sys

FOLDER, DAY = sys.argv[1:3]
# what happened, the first and the last day that must lie in a 資格, whose it is: columns of the layout
BENEFITS = {"kogakuKaigoGassan": (3, 3, 4, "1"), "shussanIchijikin": (3, 3, 3, "1"), "kazokuShussanIchijikin": (3, 3, 3, "2"),
            "shussanTeatekin": (4, 6, 7, "1"), "shobyoTeatekin": (4, 4, 5, "1"), "maisoryo": (3, 3, 3, "1"), "kazokuMaisoryo": (3, 3, 3, "2")}
DECIDED = {"kogakuKaigoGassan": 5, "shussanIchijikin": 5, "kazokuShussanIchijikin": 5, "shussanTeatekin": 8, "shobyoTeatekin": 3}
WRONG = []


def want(ok, what, *rows):
    if not ok:
        WRONG.append("%s: %s" % (what, " / ".join(",".join(r) for r in rows)))


def read(kind):
    with open(os.path.join(FOLDER, kind + ".csv"), encoding="utf-8", newline="") as f:
        return list(csv.reader(f))


def days(ymd):
    return datetime.date(int(ymd[:4]), int(ymd[4:6]), int(ymd[6:])).toordinal()


def years(birth, n):
    return "%04d%s" % (int(birth[:4]) + n, birth[4:])


def holds(row, ymd):
    return row[12] <= ymd and (not row[13] or ymd < row[13])


def persons(rows):
    """{枝番: rows}, each in order of time; only the last open."""
    found, edaban = {}, {}
    for row in rows:
        key = edaban.setdefault(row[3], "%07d" % (len(edaban) + 1))
        found.setdefault(key, []).append(row)
        want(row[10] <= row[12] and row[12] <= DAY and (not row[13] or row[12] < row[13] <= DAY), "日付の前後", row)
        want(row[13] or DAY < years(row[10], 75), "75 歳以上で資格がある", row)
        want(not row[13] or row[13] <= years(row[10], 75), "75 歳の誕生日より後の喪失", row)
        want(row[6] == "2" or row[12] >= years(row[10], 15), "15 歳未満の本人", row)
    for mine in found.values():
        for before, after in zip(mine, mine[1:]):
            want(before[13] and before[13] <= after[12], "資格が重なる", before, after)
            want(before[4:6] != after[4:6] and before[6:11] == after[6:11], "別の記号番号の同じ人", before, after)
    return found


def families(rows):
    head = {}
    for row in rows:
        if row[6] == "1":
            want(tuple(row[4:6]) not in head, "本人が二人", row)
            want(not row[14], "本人の認定日", row)
            head[tuple(row[4:6])] = row
            continue
        mine = head.get(tuple(row[4:6]))
        want(mine and row[14] == row[12] and mine[12] <= row[12], "本人より先の被扶養者か、取得日でない認定日", row)
        want(mine and (not mine[13] or "" < row[13] <= mine[13]), "本人が喪失した後の被扶養者", row)


def benefits(people):
    births, paid, dead = {}, {}, set()
    for kind, (date, first, last, honnin) in BENEFITS.items():
        for row in read(kind):
            mine = [r for r in people[row[2]] if holds(r, row[first]) and holds(r, row[last])]
            decided = row[DECIDED.get(kind, 4)]
            want(mine and mine[0][6] == honnin, kind + ": 資格の外", row)
            want(mine and mine[0][12] <= decided and row[first] <= decided <= DAY and row[date] <= decided, kind + ": 決定日", row)
            if "Ichijikin" in kind:
                births.setdefault(row[2], []).append(row[date])
            elif "Maisoryo" in kind or kind == "maisoryo":
                want(row[2] not in dead and people[row[2]][-1][13] == str_of(days(row[date]) + 1), kind + ": 死亡の翌日に喪失", row)
                dead.add(row[2])
            elif "Teatekin" in kind:
                want(days(row[last]) - days(row[first]) < 550, kind + ": 日数", row)
                want(all(row[last] < a or b < row[first] for a, b in paid.get(row[2], [])), kind + ": 期間が重なる", row)
                paid.setdefault(row[2], []).append((row[first], row[last]))
    want(all(len(b) == 1 for b in births.values()), "一年に二度の出産")
    return len(births), len(paid), len(dead)


def str_of(ordinal):
    return datetime.date.fromordinal(ordinal).strftime("%Y%m%d")


def differences(people):
    """As they are after the differences: the rows of who was a member until then."""
    order = {key: n for n, key in enumerate(people)}
    now = {key: [list(r) for r in rows] for key, rows in people.items()}
    for row in read("kanyushaToroku-diff"):
        mine = now[row[2]]
        want(not mine[-1][13] and row[6] == mine[-1][6] and row[12] == mine[-1][12], "今の資格でない差分", row)
        if row[0] == "5":
            now[row[2]] = mine[:-1]
        elif row[0] != "3":
            mine[-1] = mine[-1][:4] + row[4:]
    return [r for key in sorted(now, key=order.get) for r in now[key] if not people[key][-1][13] and r[12] == people[key][-1][12]]


def main():
    rows = read("kanyushaToroku")
    people = persons(rows)
    families(rows)
    families(differences(people))
    told = [[edaban, r[12], r[13], r[14]] for edaban, mine in people.items() for r in mine]
    want([[r[2]] + r[6:9] for r in read("shikakuJoho")] == told, "資格情報が加入者情報と違う")
    counts = benefits(people)
    past = sum(bool(mine[-1][13]) for mine in people.values())
    want(0.2 < past / len(people) < 0.3, "過去の加入者 %d" % past)
    want(all(counts), "給付 %s" % (counts,))
    for line in WRONG[:10]:
        print(line)
    print("%s: %d 人 %d 行、過去の人 %d、出産・手当・死亡 %s、違反 %d" % (DAY, len(people), len(rows), past, counts, len(WRONG)))
    sys.exit(1 if WRONG else 0)


main()
