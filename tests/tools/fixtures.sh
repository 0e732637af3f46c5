#!/usr/bin/env bash
# runs: gen_jumin.py into a temporary folder (its files must be the ones checked in), then the check digits of every number
set -u
cd "$(dirname "$0")/../.." || exit 2
export PYTHONDONTWRITEBYTECODE=1
dir=$(mktemp -d "${TMPDIR:-/tmp}/chukan-test-XXXXXX")
trap 'rm -rf "$dir"' EXIT
python3 tests/tools/gen_jumin.py "$dir" || exit 1
(cd "$dir" && find . -type f) | while read -r f; do
    cmp "$dir/$f" "$f" || exit 1
done || exit 1
python3 - <<'END'
import csv
import glob
import sys


def mod11(s, weights):
    r = sum(int(d) * w for d, w in zip(s, weights)) % 11
    return "0" if r <= 1 else str(11 - r)


def hokensha(s):
    t = sum(sum(divmod(int(d) * (1 + (i + 1) % 2), 10)) for i, d in enumerate(reversed(s)))
    return str(-t % 10)


def hojin(s):
    return str(9 - sum(int(d) * (1 + i % 2) for i, d in enumerate(reversed(s))) % 9)


# the valid and invalid ones of DOMAIN.md 8 prove the three functions
KOJIN, JUMIN = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
assert all(mod11(n, KOJIN) == n[11] for n in ("123456789018", "379474484458", "454972364860")) and mod11("507957100722", KOJIN) != "2"
assert all(mod11(n, JUMIN) == n[10] for n in ("24727059608", "24846016224", "25208017643"))
assert all(hokensha(n[:7]) == n[7] for n in ("06132013", "06139992")) and all(hojin(n[1:]) == n[0] for n in ("7123456789012", "2700150009999"))
bad = []


def want(ok, what):
    if not ok:
        bad.append(what)


rows = list(csv.DictReader(open("fixtures/common/jumin.csv", encoding="utf-8")))
want(len(rows) == 1000, "1,000 residents, have %d" % len(rows))
for column, size, weights in (("kojin_bango", 12, KOJIN), ("juminhyo_code", 11, JUMIN)):
    want(len({r[column] for r in rows}) == len(rows), "%s not distinct" % column)
    for n, r in enumerate(rows, 2):
        v = r[column]
        want(len(v) == size and v.isdigit() and mod11(v, weights) == v[-1], "jumin.csv:%d: %s" % (n, column))
families = {}
for r in rows:
    families.setdefault(r["setai"], []).append(r["zokugara"])
want(all(f.count("世帯主") == 1 for f in families.values()), "each family has one 世帯主")
for path in glob.glob("fixtures/worlds/*/hokensha.csv"):
    for r in csv.DictReader(open(path, encoding="utf-8")):
        want(hokensha(r["hokensha"][:7]) == r["hokensha"][7] and r["hokensha"][4:6] in ("99",), "%s: %s" % (path, r["hokensha"]))
        want(hojin(r["hojin_bango"][1:]) == r["hojin_bango"][0] and r["hojin_bango"][1] == "7", "%s: %s" % (path, r["hojin_bango"]))
for b in bad[:20]:
    print("FAIL " + b)
print("%d passed, %d failed" % (0 if bad else 1, len(bad)))
sys.exit(1 if bad else 0)
END
