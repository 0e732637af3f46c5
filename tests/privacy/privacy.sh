#!/usr/bin/env bash
# runs: one daemon through drive.py; then scan.py over everything it left, and over copies with a number planted in them
# Holds DESIGN 2.1 and 2.2: no 個人番号 outside unyo.db*, its spool and gaibu.db*; no 符号 outside chukan.db.
set -u
cd "$(dirname "$0")/../.."
export PYTHONDONTWRITEBYTECODE=1
dir=$(mktemp -d "${TMPDIR:-/tmp}/chukan-test-XXXXXX")
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); printf 'FAIL %s\n' "$*"; }
scan() { python3 tests/privacy/scan.py "$@"; }

python3 tests/privacy/drive.py "$dir" || { bad "the main job did not run"; tail -20 "$dir/chukand.log"; echo "$passed passed, $failed failed"; exit 1; }

# --- the rule ---------------------------------------------------------------------------------------------
mapfile -t all < <(find "$dir" -type f ! -name numbers.txt ! -name fugo.txt | sort)
forbidden=() no_fugo=()
for f in "${all[@]}"; do
    case $f in
    */data/pki/*) continue ;; # keys and certificates, made before any number was sent
    *chukan.db*) forbidden+=("$f") ;;
    */unyo.db* | */spool/* | */gaibu.db*) no_fugo+=("$f") ;;
    *) forbidden+=("$f") no_fugo+=("$f") ;;
    esac
done
out=$(scan "$dir/numbers.txt" - "${forbidden[@]}") && ok || bad "個人番号 where it must not be:"$'\n'"$out"
out=$(scan - "$dir/fugo.txt" "${no_fugo[@]}") && ok || bad "符号 outside chukan.db:"$'\n'"$out"
for want in chukan.db kanri.db chukand.log replies.bin control.bin; do
    printf '%s\n' "${forbidden[@]}" | grep -q "$want" && ok || bad "$want was not looked at"
done

# --- the proof that the search would find it ----------------------------------------------------------------
n=$(head -1 "$dir/numbers.txt") fugo=$(head -1 "$dir/fugo.txt")
wide=$(printf '%s' "$n" | sed 'y/0123456789/０１２３４５６７８９/')
raw() { printf '%s' "$fugo" | xxd -r -p; }
victim=$(printf '%s\n' "${forbidden[@]}" | grep chukan.db | head -1)
plant() { # plant WHAT NUMBERS FUGO: bytes on stdin go into the middle of a copy
    local size half
    size=$(stat -c %s "$victim") half=$((size / 2))
    { head -c "$half" "$victim"; printf '\001'; cat; printf '\001'; tail -c +$((half + 1)) "$victim"; } >"$dir/planted"
    if scan "$2" "$3" "$dir/planted" >/dev/null; then bad "a planted number ($1) was not found"; else ok; fi
}
N=$dir/numbers.txt F=$dir/fugo.txt
printf '%s' "$n" | plant "ASCII" "$N" -
printf '77%s88' "$n" | plant "inside a longer run" "$N" -
printf '%s-%s-%s' "${n:0:4}" "${n:4:4}" "${n:8:4}" | plant "hyphens" "$N" -
printf '%s' "$wide" | plant "full width UTF-8" "$N" -
printf '%s' "$wide" | iconv -f UTF-8 -t CP932 | plant "full width CP932" "$N" -
for c in UTF-16LE UTF-16BE; do
    printf '%s' "$n" | iconv -f UTF-8 -t $c | plant "$c" "$N" -
    printf '%s' "$wide" | iconv -f UTF-8 -t $c | plant "full width $c" "$N" -
done
for pre in "" a ab; do
    printf '%s%s,zz' "$pre" "$n" | base64 | plant "base64 after ${#pre} bytes" "$N" -
    printf '%s%s,zz' "$pre" "$wide" | base64 | plant "base64 of full width after ${#pre} bytes" "$N" -
done
printf 'a line that makes base64 fold its output somewhere inside the number .. %s' "$n" | base64 | plant "folded base64" "$N" -
printf '%s' "$n" | xxd -p | plant "hexadecimal" "$N" -
victim=$dir/control.bin
printf '%s' "$fugo" | plant "符号" - "$F"
printf '%s' "$fugo" | tr a-f A-F | plant "符号 in capitals" - "$F"
raw | plant "符号 raw" - "$F"
raw | base64 -w0 | plant "符号 base64" - "$F"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
