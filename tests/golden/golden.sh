#!/usr/bin/env bash
# runs: every request of index.txt in order against a fresh world; replies must be equal byte for byte and valid (UPDATE=1 rewrites)
# limit: 120
# turns
. "$(dirname "$0")/../lib.sh"

chukand_start
/usr/bin/python3 tests/golden/golden.py "$plain" "$control" "$WORK" || fail 'golden'
chukand_stop

# none of these replies, byte-equal to those of this run, holds a 符号 that the run issued or a 個人番号 of the residents
/usr/bin/python3 - "$WORK" <<'END' || fail '符号 が発行されていない'
import glob, sqlite3, sys
found = set()
for path in glob.glob(sys.argv[1] + "/data/worlds/*/gen-*/chukan.db"):
    db = sqlite3.connect(path)
    found.update(r[0] for r in db.execute("SELECT fugo FROM fugo WHERE fugo IS NOT NULL"))
open(sys.argv[1] + "/fugo.txt", "w").write("\n".join(sorted(found)) + "\n")
sys.exit(not found)
END
tail -n +2 fixtures/common/jumin.csv | cut -d, -f2 >"$WORK/numbers.txt"
[ "$(wc -l <"$WORK/numbers.txt")" -ge 1000 ] || fail '住民が 1,000 人に足りない'
"$B/tests/privacy/scan" "$WORK/numbers.txt" "$WORK/fugo.txt" tests/golden/reply/*
case $? in
0) ;;
3) fail '応答に 符号 か 個人番号 がある' ;;
*) fail "応答を調べられない: $B/tests/privacy/scan（make unit で作る）" ;;
esac
