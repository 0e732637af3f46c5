# Sourced after lib.sh by tests that do what README says: every command between <!-- readme:MARK --> and <!-- readme:end -->, in
# order, against a daemon of its own.
#   handbook MARK   does it; count is then how many lines there were
# The default addresses of README (127.0.0.1 or localhost, 18443 and 18080) become the ports of that daemon, and the
# programs those of the variant under test. `make run ARGS="…"` starts the daemon again with these options; other commands
# that start one are for the reader and are skipped. A `chukan watch` without end runs beside what follows it, and looks at that
# daemon. The lines of blocks after <!-- readme:says --> are among what was printed; the block after <!-- readme:file PATH --> is
# written to PATH as it stands, for the commands below it.
: >"$WORK/watched"
export WORK

# Commands; with a \001 before each line that they print, with \002 a file that is written, with \003 each of its lines.
S_extract() { # MARK
    awk -v mark="$1" '/^<!-- readme:(run|clients) -->$/ { mine = run = $2 == "readme:" mark } /^<!-- readme:end -->$/ { run = 0 }
        /^<!-- readme:says -->$/ { says = mine }
        /^<!-- readme:file / { file = run ? $3 : "" }
        /^[[:space:]]*```/ {
            fence = fence ? 0 : 1; sh = $0 ~ /^[[:space:]]*```sh/
            if (fence && file) print "\002" file
            if (!fence) { says = 0; file = "" }
            next
        }
        fence && says { print "\001" $0; next }
        fence && file { print "\003" $0; next }
        fence && sh && run' README.md >"$WORK/commands"
    [ -s "$WORK/commands" ] || fail "README に実行するコマンドがない（readme:$1）"
}

# README relies on the default addresses: commands that talk to a daemon get those of this one
mkdir "$WORK/bin"
cat >"$WORK/bin/chukan" <<END
#!/bin/sh
case \$1 in
ping | call | upload | status | result | master | world | clock | nittei | pmo | fault | journal | operator | digest | report | watch | audit)
    exec "$B/chukan" "\$@" --url "\$DATA_URL" --control "\$CONTROL_URL" --data "$WORK/data" ;;
cert) exec "$B/chukan" "\$@" --control "\$CONTROL_URL" ;; # with --data it would not ask the daemon
*) exec "$B/chukan" "\$@" ;;
esac
END
chmod +x "$WORK/bin/chukan"

# Every line that README says these commands print; the watch may take its time.
says() {
    local - line n
    set +x
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

# The commands since the last start, in one shell. Mono takes no certificate for an address, so localhost keeps its name.
S_piece() {
    [ -s "$WORK/piece" ] || return 0
    sed -E -e "s#fixtures/worlds/jibun#$WORK/fixtures/worlds/jibun#g" \
        -e "s#127\.0\.0\.1:18443#$data#g; s#localhost:18443#localhost:${data##*:}#g; s#(127\.0\.0\.1|localhost):18080#$control#g" \
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

handbook() { # MARK
    local line file=
    count=0
    : >"$WORK/piece"
    : >"$WORK/says"
    S_extract "$1"
    chukand_start
    while IFS= read -r line; do
        if [[ $line =~ ^make\ run\ ARGS=\"(.*)\" ]]; then
            S_piece
            chukand_stop
            # shellcheck disable=SC2086
            chukand_start ${BASH_REMATCH[1]}
        elif [[ $line == $'\001'* ]]; then
            printf '%s\n' "${line:1}" >>"$WORK/says"
        elif [[ $line == $'\002'* ]]; then
            file=${line:1}
            mkdir -p "$(dirname "$file")"
            : >"$file"
        elif [[ $line == $'\003'* ]]; then
            printf '%s\n' "${line:1}" >>"$file"
        else
            printf '%s\n' "$line" >>"$WORK/piece"
        fi
    done <"$WORK/commands"
    S_piece
    chukand_stop
}
