#!/usr/bin/env bash
# README shows no command that nothing runs. A code block marked sh either stands between <!-- readme:run --> (or readme:clients)
# and <!-- readme:end -->, where tests/interop/readme.sh (or clients.sh) runs it against a daemon, or holds only make targets that
# exist, or comes after <!-- readme:not-run --> and a paragraph that tells the reader so and why. A program comes after
# <!-- readme:file PATH --> between such marks: it is written there and run. Other blocks are text; one marked bash, shell or
# console is refused, because nothing would run it, and bat and powershell are never run. server/README.md names files that are
# there, and every kind of message with its way. Every operator action is in a table of README.md.
. "$(dirname "$0")/gate.sh"

tour() {
    local tour=server/README.md file
    grep -noE '`(server|client|tests|schema)/[A-Za-z0-9_./-]+`' "$tour" | tr -d '`' | while IFS=: read -r n file; do
        [ -e "$file" ] || case $file in */test_x.c | server/ROOM/* | *-00N.sql | */NAME.xml) ;; *) echo "$tour:$n: $file がない" ;; esac
    done
    # K KIND FROM TO of every message, then the rows of the table
    { find server/service -name '*.c' -exec awk '
        FNR == 1 { kind = from = "" }
        /^ *\.kind = "/ { kind = $3; gsub(/[",]/, "", kind) }
        /^ *\.from = DB_/ { from = $3 }
        /^ *\.to = DB_/ && kind { to = $3; gsub(/DB_|,/, "", from); gsub(/DB_|,/, "", to); print "K", kind, tolower(from), tolower(to); kind = "" }' {} +
      sed -n '/^<!-- messages -->$/,/^<!-- messages end -->$/p' "$tour"; } | awk -F'|' -v tour="$tour" '
        /^K / { split($0, k, " "); way[k[2]] = k[3] " " k[4]; next }
        /^\| `/ {
            split($3, ends, " → "); n = split($2, kinds, /[`, ]+/)
            for (i = 1; i <= n; i++) if (kinds[i] != "") {
                if (!(kinds[i] in way)) { print tour ":1: 連携メッセージ " kinds[i] " はない"; continue }
                told[kinds[i]]; split(way[kinds[i]], w, " ")
                if (!(ends[1] ~ "(^|[ ,])" w[1] "([ ,]|$)") || !(ends[2] ~ "(^|[ ,])" w[2] "([ ,]|$)"))
                    print tour ":1: 連携メッセージ " kinds[i] " は " w[1] " → " w[2]
            }
        }
        END { for (kind in way) if (!(kind in told)) print tour ":1: 連携メッセージ " kind " が表にない" }'
}

# The name of every operator action, from its definition, stands in the handbook.
operators() {
    local name
    find server/service -name '*.c' -exec sed -n '/^const struct operator_action /,/^};/s/^ *\.name = "\(.*\)",$/\1/p' {} + | sort | while read -r name; do
        grep -q "^| \`$name[ \`]" README.md || echo "README.md:1: 手作業 $name が表にない"
    done
}

check() {
    tour
    [ -f README.md ] || { echo "README.md:1: README がない"; return; }
    operators
    local targets
    targets=$(sed -nE 's/^([a-z][a-z-]*):( |$).*/\1/p' Makefile | sort -u | tr '\n' ' ')
    awk -v targets=" $targets " '
        function tell(n, what) { print "README.md:" n ": " what }
        /^<!-- readme:(run|clients) -->$/ { if (run) tell(NR, "readme:run が入れ子"); run = NR }
        /^<!-- readme:end -->$/ { if (!run) tell(NR, "readme:end に当たる readme:run がない"); run = 0 }
        /^<!-- readme:file [^ ]+ -->$/ { file = NR; if (!run) tell(NR, "readme:file は readme:run か readme:clients の中に書く") }
        /^<!-- readme:not-run -->$/ {
            not = NR
            if (run) tell(NR, "readme:not-run は readme:run の外に書く")
            if (last !~ /ここは確かめていません|テストは実行しません/) tell(NR, "実行しないことと理由を、すぐ上の段落に書く")
        }
        /^[[:space:]]*```/ {
            if (!fence) {
                kind = $0; sub(/^[[:space:]]*```/, "", kind); fence = NR
                if (kind ~ /^(bash|shell|console|zsh)/) tell(NR, "コマンドは sh のブロックに書く（実行して確かめるため）")
                if (kind ~ /^(bat|cmd|powershell)/ && !not) tell(NR, "どのテストも実行しないブロック: " kind "（readme:not-run を付ける）")
                if (kind ~ /^(python|php|java|csharp|c|js)$/ && !file) tell(NR, "どのテストも実行しないプログラム: " kind "（readme:file を付ける）")
            } else fence = not = file = 0
            next
        }
        !fence && NF && !/^<!-- readme:/ { last = $0 }
        fence && kind == "sh" && !run && !not && NF && $1 !~ /^#/ {
            n = split($0, w, " "); i = 1
            while (w[i] ~ /^[A-Z_]+=/) i++
            ok = w[i] == "make" && w[i + 1] != "" 
            for (j = i + 1; ok && j <= n; j++) {
                if (w[j] ~ /^#/) break
                if (w[j] ~ /^[A-Z_]+="/) { while (j < n && w[j] !~ /"$/) j++; continue }
                if (w[j] !~ /^[A-Z_]+=/ && !index(targets, " " w[j] " ")) ok = 0
            }
            if (!ok) tell(NR, "どのテストも実行しないコマンド: " $0)
        }
        END { if (run) tell(run, "readme:run が閉じていない"); if (fence) tell(fence, "ブロックが閉じていない") }' README.md
}
gate
