#!/usr/bin/env bash
# Names and sizes: the one romaji spelling of the glossary; the .def of operations, commands … against the files
# that define their entries; functions and files that fit; functions that are banned; no notes to self but NEEDSWORK.
. "$(dirname "$0")/gate.sh"

# wrong spellings (Hepburn without long vowels is the rule) -> the glossary's
SPELLINGS='kanyuu?sy?a|kanyuusha=kanyusha eda_?bann=edaban fugou|hugou=fugo hukuhon=fukuhon shoukai|syou?kai=shokai
teikyou|teikyoo=teikyo sikaku=shikaku hokenja|hokensya=hokensha kojin_?bangou=kojinBango uketuke=uketsuke syubetu|shubetu|syubetsu=shubetsu
bus[sy]yo|bushou=busho touroku|tourok=toroku jouho|jyou?ho=joho youkyuu?|yookyu=yokyu syutoku|shuutoku=shutoku sositu|soshitu|soushitsu=soshitsu
juusho|jusyo|jyuusho=jusho seibetu=seibetsu joutai|jyou?tai=jotai shoubyou|syou?byou?=shobyo kousin|koushin=koshin jimusyo=jimusho
kiroqu=kiroku rirekki=rireki setuzoku=setsuzoku tuuchi|tsuuchi|tuchi=tsuchi'
BANNED='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|scanf|fscanf|system|popen|rand|srand|random|alloca|tmpnam|tempnam|mktemp|gmtime|localtime|asctime|ctime|strdupa|abort|sleep|usleep|setlocale'

spelling() {
    local pair all
    all=$(sed -E 's/=[^ ]*//g; s/[[:space:]]+/|/g' <<<"$SPELLINGS" | paste -sd'|')
    { files "c h def sql xsd wsdl csv xml json" server client schema wsdl fixtures tests/unit tests/bench tests/scenario tests/golden/request
    } | xargs grep -niE "($all)" /dev/null | while IFS= read -r line; do
        for pair in $SPELLINGS; do
            grep -qiE "^[^:]+:[0-9]+:.*(${pair%=*})" <<<"$line" && sed -E "s/^([^:]+:[0-9]+):.*/\1: ローマ字は ${pair#*=} と書く（${pair%=*} ではない）/" <<<"$line"
        done
    done
    find server client schema wsdl fixtures tests -type f | grep -iE "($all)" | while read -r f; do
        for pair in $SPELLINGS; do
            grep -qiE "(${pair%=*})" <<<"$f" && echo "$f:1: ファイル名のローマ字は ${pair#*=} と書く"
        done
    done
}

# DEF MACRO STRUCT PREFIX FOLDER FILES: each MACRO(name) of DEF has one file NAME.c among FILES of FOLDER that defines
# const struct STRUCT PREFIX_name, and the reverse. FILES -: any file of FOLDER may define it.
REGISTERS='server/service/ops.def OP op op server/service */*.c
server/service/bulks.def BULK|FUKUHON bulk bulk server/service */*.c
server/control/actions.def ACTION action action server/control *.c
server/service/operator.def OPERATOR operator_action operator server/service -
server/service/kanri/masters.def MASTER kanri_master kanri_master server/service -
server/service/messages.def MESSAGE message message server/service */*.c
client/cmd/commands.def COMMAND command cmd client/cmd *.c
client/scenario/verbs.def VERB verb verb client/scenario -'

# The registers, the files that could define an entry, the entries and the definitions, a line each
entries() {
    local folders
    folders=$(cut -d' ' -f5 <<<"$REGISTERS" | sort -u)
    # shellcheck disable=SC2046,SC2086
    {
        sed 's/^/K /' <<<"$REGISTERS"
        find $folders -name '*.c' | sed 's/^/F /'
        grep -nHE '^[A-Z]+\([a-z0-9_]+\)' $(cut -d' ' -f1 <<<"$REGISTERS") | sed -E 's/^([^:]+):([0-9]+):([A-Z]+)\(([a-z0-9_]+)\).*/R \1 \2 \3 \4/'
        grep -rnE '^const struct [a-z_]+ [a-z0-9_]+' $folders --include=*.c | sed -E 's/^([^:]+):([0-9]+):const struct ([a-z_]+) ([a-z0-9_]+).*/D \1 \2 \3 \4/'
    } | awk '
        function within(f, k) { return index(f, folder[k] "/") == 1 }
        $1 == "K" { def[++n] = $2; macro[n] = $3; struct[n] = $4; prefix[n] = $5 "_"; folder[n] = $6
                    deep[n] = $7 == "*/*.c"; any[n] = $7 == "-"; sub(/\|.*/, "", $3); print "K", $2, $3, $4, $5, $6 "/" $7 }
        $1 == "F" { for (k = 1; k <= n; k++) if (within($2, k) && !any[k] && (!deep[k] || substr($2, length(folder[k]) + 2) ~ /\//)) print "F", def[k], $2 }
        $1 == "R" { for (k = 1; k <= n; k++) if ($2 == def[k] && $4 ~ "^(" macro[k] ")$") print "R", $2, $3, $5 }
        $1 == "D" { for (k = 1; k <= n; k++) if (within($2, k) && $4 == struct[k] && index($5, prefix[k]) == 1) print "D", def[k], $2, $3, substr($5, length(prefix[k]) + 1) }'
}

registered() {
    entries | awk '
        function stem(f) { sub(/.*\//, "", f); sub(/\.c$/, "", f); return f }
        $1 == "K" { macro[$2] = $3; struct[$2] = $4; prefix[$2] = $5; at[$2] = $6; folder[$2] = $6; sub(/\/-$/, "", folder[$2]) }
        $1 == "F" { file[$2, stem($3)] = $3 }
        $1 == "R" { if (($2, $4) in line) print $2 ":" $3 ": 二重の登録: " $4; else order[++n] = $2 SUBSEP $4
                    line[$2, $4] = $3 }
        $1 == "D" { if (at[$2] ~ /-$/) { file[$2, $5] = $3; free[$2] }
                    defined[$2, $3, $5]; where[++m] = $2; place[m] = $3; number[m] = $4; name[m] = $5 }
        END {
            for (i = 1; i <= n; i++) {
                split(order[i], k, SUBSEP)
                lacks = " のファイル " at[k[1]] " がない"; sub(/\*\.c /, k[2] ".c ", lacks)
                if (lacks ~ /- がない$/) lacks = " の定義が " folder[k[1]] " にない"
                if (!(order[i] in file)) print k[1] ":" line[order[i]] ": " macro[k[1]] "(" k[2] ")" lacks
                else if (!((k[1], file[order[i]], k[2]) in defined))
                    print file[order[i]] ":1: const struct " struct[k[1]] " " prefix[k[1]] "_" k[2] " の定義がない"
            }
            for (i = 1; i <= m; i++) {
                what = place[i] ":" number[i] ": " prefix[where[i]] "_" name[i]
                if (!(where[i] in free) && stem(place[i]) != name[i]) print what " は " name[i] ".c に書く（一ファイルに一つ）"
                if (!((where[i], name[i]) in line)) print what " が " where[i] " に登録されていない"
            }
        }'
}

# .service = "kanyusha", .name = "getEdaban" must spell the file's name kanyusha_get_edaban
op_names() {
    grep -rlE '^const struct op op_' server/service --include=*.c | xargs awk '
        function judge(  snake, stem) {
            if (!file) return
            if (!service || !name) { print file ":1: .service と .name は名前つきで書く"; return }
            snake = name
            while (match(snake, /[A-Z]/)) snake = substr(snake, 1, RSTART - 1) "_" tolower(substr(snake, RSTART, 1)) substr(snake, RSTART + 1)
            snake = service "_" snake; stem = file; sub(/.*\//, "", stem)
            if (stem != snake ".c") print file ":1: 操作 " service "." name " のファイル名は " snake ".c"
        }
        FNR == 1 { judge(); file = FILENAME; service = name = "" }
        match($0, /\.service = "[a-z]+"/) { service = substr($0, RSTART + 12, RLENGTH - 13) }
        match($0, /\.name = "[A-Za-z]+"/) { name = substr($0, RSTART + 9, RLENGTH - 10) }
        END { judge() }'
}

sizes() {
    files "c h def" server client tests/unit tests/bench | xargs awk '
        FNR == 1 { if (last && n > 500) print last ":1: " n " 行ある（500 行まで）"; last = FILENAME; start = 0; head = 0 }
        { n = FNR }
        /^[A-Za-z_].*\(/ && !start { head = FNR }
        /^\{$/ { start = head ? head : FNR }
        /^\}/ { if (start && FNR - start + 1 > 70) print FILENAME ":" start ": 関数が " FNR - start + 1 " 行ある（70 行まで）"; start = 0; head = 0 }
        END { if (n > 500) print last ":1: " n " 行ある（500 行まで）" }'
}

check() {
    spelling
    registered
    op_names
    find server/store/sql -name '*-[0-9]*.sql' | grep -vxFf <(sed -nE 's|^EMBED\(.*"([^"]*)"\).*|server/store/sql/\1|p' server/store/migrate.c) |
        sed 's|$|:1: server/store/migrate.c の EMBED にない|'
    sizes
    files "c h" server client tests/unit tests/bench | xargs grep -nE "(^|[^A-Za-z0-9_>.\"])($BANNED) ?\(" /dev/null |
        grep -vE '^[^:]+:[0-9]+: *(\*|/\*|//)|^tests/[^:]+:[0-9]+:.*(system|abort) ?\(' | # a test may run a program and give up
        sed -E "s/^([^:]+:[0-9]+):(.*[^A-Za-z0-9_])?($BANNED) ?\(.*/\1: \3() は使わない/"
    files "c h def sql xsd wsdl sh py php xml" server client schema wsdl fixtures tests | grep -v '^tests/check-' | grep -v '^tests/new-op' |
        xargs grep -nE '\b(TODO|FIXME)\b' /dev/null Makefile | sed -E 's/^([^:]+:[0-9]+):.*/\1: 残すなら NEEDSWORK: と理由を書く/'
    return 0
}
gate
