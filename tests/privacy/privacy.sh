#!/usr/bin/env bash
# runs: one daemon through drive.py, chukan run with its reports; then scan over everything it left, and over copies with a number planted in them
# limit: 600
# runs: the record of test cases and its report in four forms, after drive.py and after the test cases of both lots that put a
# runs: 個人番号 where it does not belong (ALL=1: all of them; forms.py)
# What drive.py does goes by the registries: every operation, file, message, operator action and action of the control API.
# Holds DESIGN 2.1 and 2.2: no 個人番号 outside unyo.db*, its spool and gaibu.db*, but for what 照会結果 files (juminShokai) say when
# they are downloaded; no 符号 outside chukan.db.
set -u
cd "$(dirname "$0")/../.."
export PYTHONDONTWRITEBYTECODE=1
dir=$(mktemp -d "${TMPDIR:-/tmp}/chukan-test-XXXXXX")
trap '[ -n "${KEEP-}" ] || rm -rf "$dir"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); printf 'FAIL %s\n' "$*"; }
scan() { "build/${VARIANT:-release}/tests/privacy/scan" "$@"; }
scan - - "$0" || { bad "scan cannot run (make unit builds it)"; echo "$passed passed, $failed failed"; exit 1; }

python3 tests/privacy/drive.py "$dir" || { bad "the main job did not run"; tail -20 "$dir/chukand.log"; echo "$passed passed, $failed failed"; exit 1; }
client=build/${VARIANT:-release}/chukan
# those that put a 個人番号 where it does not belong, or the wrong one; all with ALL=1
cases=2-030,2-120,2-130,2-250,2-260,3-290,6-110
[ -z "${ALL-}" ] || cases=all
"$client" run fixtures/scenarios/main-job.scn --lot 2 --lot 3 --html "$dir/report.html" --junit "$dir/report.xml" >"$dir/run.log" 2>&1 &&
    "$client" run --lot 2 --lot 3 --case "$cases" --seen "$dir/seen" --html "$dir/cases.html" --junit "$dir/cases.xml" >>"$dir/run.log" 2>&1 && ok || bad "chukan run: $(tail -3 "$dir/run.log")"
said=$(python3 tests/privacy/forms.py "$dir" 2>&1) && ok || bad "the report of what the test cases leave: $said"

# --- the rule ---------------------------------------------------------------------------------------------
mapfile -t all < <(find "$dir" -type f ! -name numbers.txt ! -name words.txt ! -name fugo.txt | sort)
forbidden=() no_fugo=()
for f in "${all[@]}"; do
    case $f in
    */data/pki/*) continue ;; # keys and certificates, made before any number was sent
    *chukan.db* | "$dir"/message-chukan-chukan-*) forbidden+=("$f") ;;
    # between those that may have a 個人番号
    "$dir"/message-unyo-gaibu-* | "$dir"/message-gaibu-unyo-*) no_fugo+=("$f") ;;
    */unyo.db* | */spool/* | */gaibu.db* | "$dir/juminKekka.bin") no_fugo+=("$f") ;;
    *) forbidden+=("$f") no_fugo+=("$f") ;;
    esac
done
clean() { # clean WHAT ARGUMENTS…: scan finds nothing
    local what=$1 out rc
    out=$(scan "${@:2}" 2>&1)
    rc=$?
    [ $rc = 0 ] && ok || bad "$([ $rc = 3 ] && echo "$what" || echo "scan ended with $rc"):"$'\n'"$out"
}
# An identifier with a number in it is shown whole in texts, and the rows of the audit table that wait in a database are such; 中間サーバー
# has it nowhere.
mapfile -t stored < <(printf '%s\n' "${forbidden[@]}" | grep 'chukan\.db')
mapfile -t told < <(printf '%s\n' "${forbidden[@]}" | grep -v 'chukan\.db')
clean '個人番号 in chukan.db' "$dir/numbers.txt" - "${stored[@]}"
clean '個人番号 where it must not be' -w "$dir/words.txt" "$dir/numbers.txt" - "${told[@]}"
for word in "JM00" "op"; do
    word=$(grep "^$word" "$dir/words.txt")
    grep -rqw "$word" "$dir/chukand.log" "$dir"/replies-* "$dir/control.bin" && ok || bad "$word is shown nowhere: that it may be proves nothing"
done
clean '符号 outside chukan.db' - "$dir/fugo.txt" "${no_fugo[@]}"
scan "$dir/numbers.txt" - "$dir/juminKekka.bin" >/dev/null
[ $? = 3 ] && ok || bad "no 個人番号 in the 照会結果: the exception proves nothing"
for want in worlds/lot2/case/run-1.log worlds/lot3/case/run-1.log worlds/lot2/journal/00000001.log worlds/lot3/journal/00000001.log seen/2-2-250.log seen/3-3-290.log seen/3-3-290.json \
    case-lot2.json case-lot2.junit case-lot3.csv case-lot3.html forms/lot2.json forms/lot2.junit forms/lot3.csv forms/lot3.html; do
    printf '%s\n' "${forbidden[@]}" | grep -q "$want\$" && [ -s "$dir/${want/#worlds/data/worlds}" ] && ok || bad "$want was not looked at"
done
for want in chukan.db kanri.db chukand.log replies-kanyusha-getResponse replies-soap replies-other control.bin report.html report.xml run.log; do
    printf '%s\n' "${forbidden[@]}" | grep -q "$want" && ok || bad "$want was not looked at"
done

# What has gone to 情報提供NWS and come back was looked at: a question and an answer stand in what its database has left.
printf '%s\n' "${no_fugo[@]}" | grep 'lot2/.*gaibu\.db' | xargs cat | grep -aq 'kikanKaito' && ok || bad "no question in gaibu.db: that no 符号 is there proves nothing"

# Bodies of messages were looked at, of every registered kind as drive.py says; one that may have a 個人番号 has one.
printf '%s\n' "${forbidden[@]}" | grep -q '/message-gaibu-chukan-kikanKaito' && ok || bad "no body of a message was looked at"
scan "$dir/numbers.txt" - "$dir/message-unyo-gaibu-jukiYokyu.json" >/dev/null
[ $? = 3 ] && ok || bad "no 個人番号 in jukiYokyu: that others have none proves nothing"

# The integers are looked for in the form in which the databases hold them: unyo.db has them.
mapfile -t unyo < <(find "$dir" -name unyo.db)
scan "$dir/numbers.txt" - "${unyo[@]}" | grep -q '整数' && ok || bad "no integer found where they are: unyo.db"

# --- the proof that the search would find it ----------------------------------------------------------------
n=$(head -1 "$dir/numbers.txt") fugo=$(head -1 "$dir/fugo.txt")
wide=$(printf '%s' "$n" | sed 'y/0123456789/０１２３４５６７８９/')
victim=$(printf '%s\n' "${forbidden[@]}" | grep chukan.db | head -1)
plant() { # plant WHAT NUMBERS FUGO COMMAND…: the bytes it prints go into the middle of a copy
    local what=$1 numbers=$2 fugos=$3 size half
    shift 3
    size=$(stat -c %s "$victim") half=$((size / 2))
    { head -c "$half" "$victim"; printf '\001'; "$@"; printf '\001'; tail -c +$((half + 1)) "$victim"; } >"$dir/planted"
    scan "$numbers" "$fugos" "$dir/planted" >/dev/null
    if [ $? = 3 ]; then ok; else bad "a planted number ($what) was not found"; fi
}
N=$dir/numbers.txt F=$dir/fugo.txt
to() { printf '%s' "$1" | iconv -f UTF-8 -t "$2"; }
in64() { printf '%s' "$1" | base64 "${@:2}"; }
in16() { printf '%s' "$1" | xxd -p; }
raw() { printf '%s' "$fugo" | xxd -r -p; }
raw64() { raw | base64 -w0; }
plant "ASCII" "$N" - printf '%s' "$n"
plant "integer of a record" "$N" - python3 -c "import sys; sys.stdout.buffer.write(int('$n').to_bytes(6, 'big'))"
plant "inside a longer run" "$N" - printf '77%s88' "$n"
plant "hyphens" "$N" - printf '%s-%s-%s' "${n:0:4}" "${n:4:4}" "${n:8:4}"
plant "full width UTF-8" "$N" - printf '%s' "$wide"
plant "Arabic" "$N" - printf '%s' "$(python3 -c "print('$n'.translate(str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩')))")"
lost=$(grep -x '[0-9]\{11\}' "$N")
plant "its zero lost" "$N" - printf '%s' "$lost"
plant "its zero lost, hyphens" "$N" - printf '%s-%s-%s' "${lost:0:3}" "${lost:3:4}" "${lost:7:4}"
plant "its zero lost, base64" "$N" - in64 "$lost"
word=$(grep '^op' "$dir/words.txt")
glued=${word:2:12}
for beside in "$word" "x$word" "${word}0" "$glued" "$word-$glued" "${word:0:8}-${word:8}"; do
    printf '\001%s\001' "$beside" >"$dir/planted"
    scan -w "$dir/words.txt" "$N" - "$dir/planted" >/dev/null
    rc=$?
    [ $rc = 3 ] || { [ $rc = 0 ] && [ "$beside" = "$word" ]; } && ok || bad "$beside among identifiers: scan ended with $rc"
done
for c in CP932 UTF-16LE UTF-16BE; do plant "full width $c" "$N" - to "$wide" $c; done
for c in UTF-16LE UTF-16BE; do plant "$c" "$N" - to "$n" $c; done
for before in "" a ab; do
    plant "base64 after ${#before} bytes" "$N" - in64 "$before$n,zz"
    plant "base64 of full width after ${#before} bytes" "$N" - in64 "$before$wide,zz"
done
plant "folded base64" "$N" - in64 "some text before it, so that the fold falls inside: $n, and more behind it" -w 76
plant "hexadecimal" "$N" - in16 "$n"
victim=$dir/data/worlds/lot2/case/run-1.log
plant "ASCII in the record of test cases" "$N" - printf '%s' "$n"
plant "full width in the record of test cases" "$N" - printf '%s' "$wide"
victim=$dir/data/worlds/lot2/journal/00000001.log
plant "ASCII in the journal" "$N" - printf '%s' "$n"
plant "full width in the journal" "$N" - printf '%s' "$wide"
victim=$dir/control.bin
plant "符号" - "$F" printf '%s' "$fugo"
plant "符号 in capitals" - "$F" printf '%s' "${fugo^^}"
plant "符号 raw" - "$F" raw
plant "符号 base64" - "$F" raw64
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
