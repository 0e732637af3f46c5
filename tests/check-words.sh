#!/usr/bin/env bash
# Texts to people: one word for one thing, the field's own (tests/tools/words.txt). Test cases and people tell stories in
# words of their own; comments of code are not for users.
. "$(dirname "$0")/gate.sh"

TABLE=tests/tools/words.txt

# Where people read: strings of code, what is served, the handbook.
texts() {
    files "c h def" server client | xargs grep -nHI '"' /dev/null
    files "xml xsd wsdl csv scn" schema wsdl fixtures/common fixtures/layout-rei fixtures/scenarios fixtures/worlds | xargs grep -nHI '' /dev/null
    grep -nHI '' README.md
}

check() {
    local all no but yes
    all=$(grep -v '^#' "$TABLE" | cut -f1 | paste -sd'|') && [ -n "$all" ] || { echo "$TABLE:1: 語の表がない"; return; }
    all=$(texts | grep -E "^[^:]+:[0-9]+:.*($all)")
    # a tab is white space to read, which would take two of them as one
    grep -v '^#' "$TABLE" | tr '\t' '\001' | while IFS=$'\001' read -r no but yes; do
        sed -E "s/${but:-^$}//g" <<<"$all" | grep -E "^[^:]+:[0-9]+:.*($no)" |
            sed -E "s/^([^:]+:[0-9]+):.*/\1: 「$(sed 's/[&/\\]/\\&/g' <<<"$no")」とは書かない: ${yes//\//\\/}/"
    done
}

gate
