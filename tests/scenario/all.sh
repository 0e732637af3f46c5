#!/usr/bin/env bash
# runs: every scenario of this folder in one daemon of its own, and some again in SOAP 1.1
# turns
. "$(dirname "$0")/../lib.sh"

tests/tools/patient.sh "$WORK/fixtures"
"$B/chukan" run --fixtures "$WORK/fixtures" --junit "$WORK/junit.xml" tests/scenario/*.scn || fail "シナリオが失敗した"
xmllint --noout "$WORK/junit.xml" || fail "JUnit の XML が正しくない"
"$B/chukan" run --fixtures "$WORK/fixtures" --soap 1.1 tests/scenario/online-kanyusha.scn tests/scenario/kyohi-fukuhon.scn || fail "SOAP 1.1 で失敗した"
