# Sourced after lib.sh by tests of one SOAP stack each. Stacks say one version and send another; the daemon answers in the
# version of the envelope that came, and its trace tells.
#   chukand_start --trace=http, then one run of the client after each reset of a world, then chukand_stop, then
#   spoke 1.1 1.2     fails unless the first run was answered in SOAP 1.1 and the second in 1.2, each with every POST
#   sent PATTERN      fails unless some request had a header that fits
#   jirei lot2 lot3   (while chukand runs) fails unless the tracker passes exactly the cases of jirei.txt in each of these
#                     worlds, none of them after it had failed

spoke() {
    local have
    have=$(awk '
        / POST \/_sim\/worlds\/[a-z0-9]+\/reset / { run++ }
        $2 == "TRACE" && $5 == ">" && ($6 == "POST" || $6 == "GET") { asked[$4] = $6 }
        $2 == "TRACE" && $5 == "<" && asked[$4] == "POST" {
            version = $7 ~ /^application\/soap\+xml/ ? "1.2" : $7 ~ /^text\/xml/ ? "1.1" : $7
            if (!index(said[run], version)) said[run] = said[run] (said[run] ? "+" : "") version
        }
        END { for (i = 1; i <= run; i++) printf "%s%s", (i > 1 ? " " : ""), (said[i] ? said[i] : "-") }' "$WORK/chukand.log")
    [ "$have" = "$*" ] || fail "送った SOAP の版 期待: $*、実際: $have"
}

sent() {
    grep -qE "TRACE http [^ ]+ > $1" "$WORK/chukand.log" || fail "送っていないヘッダ: $1"
}

jirei() {
    local world want have
    want=$(sed 's/ *#.*//; /^$/d' tests/interop/jirei.txt | sort)
    for world; do
        control GET "/_sim/worlds/$world/report?format=json" >"$WORK/report.json" || fail "$world の報告"
        have=$(jq -r '.cases[] | select(.hantei == "合格") | .id' "$WORK/report.json" | sort)
        [ "$have" = "$want" ] || fail "$world の合格（- は足りないもの、+ は余分なもの）: $(comm -3 --output-delimiter=+ \
            <(printf '%s\n' "$want") <(printf '%s\n' "$have") | sed 's/^[^+]/-&/' | paste -sd' ')"
        have=$(jq -r '.cases[] | select(.hantei == "合格" and (.attempts | length) > 0) | .id' "$WORK/report.json" | paste -sd' ')
        [ -z "$have" ] || fail "$world で初めは不合格だったもの: $have"
    done
}
