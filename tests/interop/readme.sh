#!/usr/bin/env bash
# runs: every command of README.md between <!-- readme:run --> and <!-- readme:end -->, in order, against a daemon of its own
# runs: the report of all test cases of both lots, which one of them makes, has each of them
# limit: 300
# The default addresses of README (127.0.0.1 or localhost, 18443 and 18080) become the ports of that daemon, and the
# programs those of the variant under test. `make run ARGS="…"` starts the daemon again with these options; other commands
# that start one are for the reader and are skipped. A `chukan watch` without end runs beside what follows it, and looks at that
# daemon. The lines of blocks after <!-- readme:says --> are among what was printed.
. "$(dirname "$0")/../lib.sh"

[ -f README.md ] || fail 'README.md がない'
# what is printed stands among the commands, marked
awk '/^<!-- readme:run -->$/ { run = 1 } /^<!-- readme:end -->$/ { run = 0 } /^<!-- readme:says -->$/ { says = 1 }
    /^[[:space:]]*```/ { fence = fence ? 0 : 1; sh = $0 ~ /^[[:space:]]*```sh/; if (!fence) says = 0; next }
    fence && sh && run
    fence && says { print "\001" $0 }' README.md >"$WORK/commands"
[ -s "$WORK/commands" ] || { say 'README に実行するコマンドがない'; exit 0; }
: >"$WORK/watched"
export WORK
# README relies on the default addresses: commands that talk to a daemon get those of this one
mkdir "$WORK/bin"
cat >"$WORK/bin/chukan" <<END
#!/bin/sh
case \$1 in
ping | call | upload | status | result | master | world | clock | fault | journal | operator | digest | report | watch | audit)
    exec "$B/chukan" "\$@" --url "\$DATA_URL" --control "\$CONTROL_URL" --data "$WORK/data" ;;
cert) exec "$B/chukan" "\$@" --control "\$CONTROL_URL" ;; # with --data it would not ask the daemon
*) exec "$B/chukan" "\$@" ;;
esac
END
chmod +x "$WORK/bin/chukan"

# Every line that README says these commands print; the watch may take its time.
says() {
    local line n
    while IFS= read -r line; do
        for ((n = 0; n < 200; n++)); do
            grep -qxF -e "$line" "$WORK/watched" "$WORK/said" && continue 2
            sleep 0.1
        done
        printf 'README にあるのに出ない行: %s\n' "$line"
        cat "$WORK/watched"
        return 1
    done <"$WORK/says"
}
export -f says

# The commands since the last start, in one shell.
piece() {
    [ -s "$WORK/piece" ] || return 0
    sed -E -e "s#fixtures/worlds/jibun#$WORK/fixtures/worlds/jibun#g" \
        -e "s#(127\.0\.0\.1|localhost):18443#$data#g; s#(127\.0\.0\.1|localhost):18080#$control#g" \
        -e "s#build/release/chukan #chukan #g; s#build/release/#$B/#g; s#build/run#$WORK/data#g; /^make (run|demo|test|bench)( |$)/d" \
        -e "/^chukan watch /{/--timeout/!s#\$# >$WORK/watched \&#}" "$WORK/piece" >"$WORK/script"
    # shellcheck disable=SC2016
    echo 'says && for j in $(jobs -p); do kill "$j"; done' >>"$WORK/script"
    DATA_URL="https://$data" CONTROL_URL="http://$control" PATH=$WORK/bin:$PATH bash -eux "$WORK/script" >"$WORK/said" 2>&1 ||
        { cat "$WORK/said"; fail "README のコマンドが失敗した（上の + の行）"; }
    cat "$WORK/said"
    count=$((count + $(grep -c '^[^#[:space:]]' "$WORK/script")))
    : >"$WORK/piece"
    : >"$WORK/says"
}
count=0
: >"$WORK/piece"
: >"$WORK/says"
chukand_start
while IFS= read -r line; do
    if [[ $line =~ ^make\ run\ ARGS=\"(.*)\" ]]; then
        piece
        chukand_stop
        # shellcheck disable=SC2086
        chukand_start ${BASH_REMATCH[1]}
    elif [[ $line == $'\001'* ]]; then
        printf '%s\n' "${line:1}" >>"$WORK/says"
    else
        printf '%s\n' "$line" >>"$WORK/piece"
    fi
done <"$WORK/commands"
piece
chukand_stop
# the report of all test cases at once has them in the order of the list
ids=$("$B/chukan" case list | sed -nE 's/^  ([a-z0-9-]+) .*/\1/p')
have=$(grep -oE '<testsuite name="[a-z0-9-]+' build/cases.xml | cut -d'"' -f2)
[ "$(grep -c . <<<"$ids")" = "$(ls fixtures/cases/*.xml | wc -l)" ] && [ "$have" = "$ids"$'\n'"$ids" ] || fail "報告の順: $have"
say "README の $count 行を実行した"
