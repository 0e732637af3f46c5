#!/usr/bin/env bash
# runs: chukan gen → chukan check: every kind in every encoding, right and wrong, gets exactly the verdicts expected
# limit: 240
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan
out=$WORK/out

# same NAME [OPTIONS of gen]: generates, checks
same() {
    local name=$1
    shift
    rm -rf "$out"
    "$chukan" gen --out "$out" "$@" >"$WORK/said" || fail "$name: gen $* が失敗した: $(cat "$WORK/said")"
    python3 tests/check/same.py "$chukan" "$out" --date 20170501 >"$WORK/said" || fail "$name: $(cat "$WORK/said")"
    say "$name: $(tail -1 "$WORK/said")"
}

for encoding in CP932 UTF-8 UTF-8-BOM UTF-16LE UTF-16BE EUC-JP; do
    same "$encoding 正しい行" --encoding $encoding --members 3000 --diff 0.2
    same "$encoding 誤り 2割" --encoding $encoding --members 3000 --diff 0.2 --errors 0.2 --seed 7
done
for kind in missing tooLong wrongClass forbidden badDate checkDigit unknownCode dateOrder days gaiji kojinBango duplicate; do
    same "$kind" --members 1000 --errors $kind=0.3
done
for how in columnCount unclosedQuote badByte longRecord; do
    for encoding in CP932 UTF-8 UTF-16LE EUC-JP; do
        same "$how $encoding" --members 300 --break $how --encoding $encoding --errors 0.1
    done
done
