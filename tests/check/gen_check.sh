#!/usr/bin/env bash
# runs: chukan gen → chukan check: every kind in every encoding and form, right and wrong, gets exactly the verdicts expected;
# runs: the people without errors keep to the law on whatever day (lawful.py)
# limit: 300
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan
out=$WORK/out

# same NAME [OPTIONS of gen]: generates, checks
same() {
    local name=$1
    shift
    rm -rf "$out"
    "$chukan" gen --out "$out" "$@" >"$WORK/said" 2>&1 || fail "$name: gen $* が失敗した: $(cat "$WORK/said")"
    python3 tests/check/same.py "$chukan" "$out" --date 20170501 >"$WORK/said" || fail "$name: $(cat "$WORK/said")"
    say "$name: $(tail -1 "$WORK/said")"
}

for encoding in CP932 UTF-8 UTF-8-BOM UTF-16LE UTF-16BE EUC-JP; do
    same "$encoding 正しい行" --encoding $encoding --members 3000 --diff 0.2
    same "$encoding エラー 2割" --encoding $encoding --members 3000 --diff 0.2 --errors 0.2 --seed 7
    same "$encoding XML 正しい行" --encoding $encoding --members 1000 --diff 0.2 --format xml
    same "$encoding XML エラー 2割" --encoding $encoding --members 1000 --diff 0.2 --errors 0.2 --seed 8 --format xml
done
for kind in missing tooLong wrongClass forbidden badDate checkDigit unknownCode dateOrder days gaiji kojinBango duplicate; do
    same "$kind" --members 1000 --errors $kind=0.3
done
for how in columnCount unclosed badByte longRecord; do
    for encoding in CP932 UTF-8 UTF-16LE EUC-JP; do
        for form in csv xml; do
            same "$how $encoding $form" --members 300 --break $how --encoding $encoding --errors 0.1 --format $form
        done
    done
done
same 'zip CSV' --members 1000 --errors 0.1 --zip
same 'zip XML' --members 1000 --errors 0.1 --zip --format xml --encoding UTF-8
for day in 20170501 20170815 20180331 20190401; do
    rm -rf "$out"
    "$chukan" gen --out "$out" --members 4000 --diff 0.3 --encoding UTF-8 --seed "$day" --date $day >/dev/null || fail "gen --date $day"
    python3 tests/check/lawful.py "$out" $day >"$WORK/said" || fail "$(cat "$WORK/said")"
    say "$(tail -1 "$WORK/said")"
done
