#!/usr/bin/env bash
# runs: the link files, tables of gen and test cases that are kept of the stories are those that their tables give (make stories writes them)
# limit: 30
. "$(dirname "$0")/../lib.sh"

python3 tests/tools/stories.py "$WORK/made" || fail '表から作れない'
diff -r "$WORK/made/common/stories" fixtures/common/stories || fail '話のファイルが表と違う: make stories'
(cd "$WORK/made/cases" && ls) >"$WORK/made.txt"
(cd fixtures/cases && ls | grep -E '^[23]-s[0-9]+\.xml$') >"$WORK/kept.txt"
diff "$WORK/made.txt" "$WORK/kept.txt" || fail '話のケースが表と違う: make stories'
while read -r name; do
    diff "$WORK/made/cases/$name" "fixtures/cases/$name" || fail "$name が表と違う: make stories"
done <"$WORK/made.txt"
