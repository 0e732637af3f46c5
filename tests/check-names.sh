#!/usr/bin/env bash
# Names and sizes: the one romaji spelling of the glossary; ops.def, bulks.def and messages.def against the files
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

# registered DEF KIND: each KIND(name) of DEF has one file NAME.c under service/*/ that defines it, and the reverse
registered() {
    local def=server/service/$1 kind=$2 macro=$3 name file where n
    sed -nE "s/^$macro\(([a-z0-9_]+)\).*/\1/p" "$def" | sort | uniq -d | sed "s|^|$def:1: 二重の登録: |"
    sed -nE "s/^$macro\(([a-z0-9_]+)\).*/\1/p" "$def" | while read -r name; do
        file=$(find server/service -mindepth 2 -name "$name.c" | head -1)
        n=$(grep -n "$macro($name)" "$def" | head -1 | cut -d: -f1)
        if [ -z "$file" ]; then
            echo "$def:$n: $macro($name) のファイル server/service/*/$name.c がない"
        elif ! grep -qE "^const struct $kind ${kind}_$name\b" "$file"; then
            echo "$file:1: const struct $kind ${kind}_$name の定義がない"
        fi
    done
    grep -rnoE "^const struct $kind ${kind}_[a-z0-9_]+ *=" server/service --include=*.c | while IFS=: read -r file n where; do
        name=${where#const struct "$kind" "${kind}"_}
        name=${name%%[ =]*}
        [ "$(basename "$file" .c)" = "$name" ] || echo "$file:$n: ${kind}_$name は $name.c に書く（一ファイルに一つ）"
        grep -q "^$macro($name)" "$def" || echo "$file:$n: ${kind}_$name が $def に登録されていない"
    done
}

# .service = "kanyusha", .name = "getEdaban" must spell the file's name kanyusha_get_edaban
op_names() {
    local file service name snake
    grep -rlE '^const struct op op_' server/service --include=*.c | while read -r file; do
        service=$(grep -oE '\.service = "[a-z]+"' "$file" | cut -d'"' -f2)
        name=$(grep -oE '\.name = "[A-Za-z]+"' "$file" | cut -d'"' -f2)
        [ -n "$service" ] && [ -n "$name" ] || { echo "$file:1: .service と .name は名前つきで書く"; continue; }
        snake=${service}_$(printf %s "$name" | sed -E 's/([A-Z])/_\L\1/g')
        [ "$(basename "$file" .c)" = "$snake" ] || echo "$file:1: 操作 $service.$name のファイル名は $snake.c"
    done
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
    registered ops.def op OP
    registered bulks.def bulk BULK
    registered messages.def message MESSAGE
    op_names
    sizes
    files "c h" server client tests/unit tests/bench | xargs grep -nE "(^|[^A-Za-z0-9_>.\"])($BANNED) ?\(" /dev/null |
        grep -vE '^[^:]+:[0-9]+: *(\*|/\*|//)|^tests/[^:]+:[0-9]+:.*(system|abort) ?\(' | # a test may run a program and give up
        sed -E "s/^([^:]+:[0-9]+):(.*[^A-Za-z0-9_])?($BANNED) ?\(.*/\1: \3() は使わない/"
    files "c h def sql xsd wsdl sh py php xml" server client schema wsdl fixtures tests | grep -v '^tests/check-' | grep -v '^tests/new-op' |
        xargs grep -nE '\b(TODO|FIXME)\b' /dev/null Makefile | sed -E 's/^([^:]+:[0-9]+):.*/\1: 残すなら NEEDSWORK: と理由を書く/'
    return 0
}
gate
