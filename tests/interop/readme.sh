#!/usr/bin/env bash
# runs: every command of README.md between <!-- readme:run --> and <!-- readme:end -->, in order, against a daemon of its own
# runs: the report of all test cases of both lots, which one of them makes, has each of them
# limit: 300
. "$(dirname "$0")/../lib.sh"
. tests/interop/handbook.sh

handbook run
# the report of all test cases at once has them in the order of the list
ids=$("$B/chukan" case list | sed -nE 's/^  ([a-z0-9-]+) .*/\1/p')
have=$(grep -oE '<testsuite name="[a-z0-9-]+' build/cases.xml | cut -d'"' -f2)
[ "$(grep -c . <<<"$ids")" = "$(ls fixtures/cases/*.xml | wc -l)" ] && [ "$have" = "$ids"$'\n'"$ids" ] || fail "報告の順: $have"
say "README の $count 行を実行した"
