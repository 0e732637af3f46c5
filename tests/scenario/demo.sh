#!/usr/bin/env bash
# runs: the whole main job in both lots, twice with a reset between, digests compared (what make demo shows)
# turns
. "$(dirname "$0")/../lib.sh"

tests/tools/patient.sh "$WORK/fixtures"
"$B/chukan" run "$WORK/fixtures/scenarios/main-job.scn" --fixtures "$WORK/fixtures" --repeat 2 --lot 2 --lot 3 --html "$WORK/report.html" --junit "$WORK/junit.xml" >"$WORK/said" || {
    cat "$WORK/said"
    fail "主たる業務の通しが失敗した"
}
cat "$WORK/said"
[ "$(grep -c '○ 1 回目とのダイジェスト照合' "$WORK/said")" = 2 ] || fail "ダイジェストの照合が二つない"
grep -q 'シナリオ 4 件: 成功 4、失敗 0' "$WORK/said" || fail "成功 4 件でない"
xmllint --noout "$WORK/junit.xml" || fail "JUnit の XML が正しくない"
grep -q '<span class="ok">一致</span>' "$WORK/report.html" || fail "報告に一致がない"
grep -qiE '(src|href)=' "$WORK/report.html" && fail "報告が外のものを参照している"
# No run of twelve digits: what may be a 個人番号 is in no report (hashes hold letters, too).
sed -E 's/[0-9a-f]{64}//g' "$WORK/report.html" "$WORK/junit.xml" "$WORK/said" | grep -qE '[0-9]{12}' && fail "12 桁の数字が報告にある"
exit 0
