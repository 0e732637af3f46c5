#!/usr/bin/env bash
# runs: bash completes chukan and chukand by what the programs say of themselves; zsh's definitions and the pages of the manual are well-formed
. "$(dirname "$0")/../lib.sh"

C=$B/chukan
"$C" help --completion bash >"$WORK/chukan" || fail "chukan help --completion bash"
"$B/chukand" --completion bash >"$WORK/chukand" || fail "chukand --completion bash"

completes() { # WANTED WORDS…: the last word is the one to complete; what bash offers, sorted, on one line
    local wanted=$1
    shift
    # shellcheck disable=SC2016
    bash -uc 'set -o pipefail; source "$1"; source "$2"; shift 2
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        f=$(complete -p "$1"); f=${f##*-F }; f=${f%% *}
        "$f" "$1" "${@: -1}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf "%s\n" ${COMPREPLY[@]+"${COMPREPLY[@]}"} | LC_ALL=C sort | paste -sd" "' x "$WORK/chukan" "$WORK/chukand" "$@" >"$WORK/offers" ||
        fail "補完が失敗した: $*"
    [ "$(cat "$WORK/offers")" = "$wanted" ] || fail "補完 $*: 期待「$wanted」、実際「$(cat "$WORK/offers")」"
}

say "bash: chukan"
commands=$( (sed -nE 's/^COMMAND\(([a-z]+)\)/\1/p' client/cmd/commands.def; printf '%s\n' help --help --version --lang) | LC_ALL=C sort | paste -sd' ')
completes "$commands" chukan ''
completes 'call case cert check clock' chukan c
completes 'create' chukan world c
completes 'advance freeze run set show' chukan clock ''
completes '' chukan world create ''
completes '--fixture --format' chukan world create --f
completes '--help' chukan ping --h
completes 'en ja' chukan ping --lang ''
completes 'json text' chukan ping --format ''
completes 'csv xml' chukan gen --format '' # its own, not the common one
completes '' chukan upload --shubetsu ''
completes '' chukan ping --data ''
completes '' chukan ping --lang x # no word begins so
completes '' chukan ping --data --
completes '' chukan c.
completes 'watch world' chukan help w
completes '--completion' chukan help --c
for name in $(sed -nE 's/^COMMAND\(([a-z]+)\)/\1/p' client/cmd/commands.def); do
    completes '--lang' chukan "$name" --lan
done
say "bash: chukand"
completes '--ready-file' chukand --re
completes 'en ja' chukand --lang ''
completes '' chukand --data ''
completes "$("$B/chukand" --help --lang en | sed -nE 's/^  (--[a-z-]+).*/\1/p' | LC_ALL=C sort | paste -sd' ')" chukand --

say "zsh"
"$C" help --completion zsh >"$WORK/_chukan" && "$B/chukand" --completion zsh >"$WORK/_chukand" || fail "zsh"
for f in _chukan _chukand; do
    [ "$(head -1 "$WORK/$f")" = "#compdef ${f#_}" ] || fail "$f の一行目"
    bash -n "$WORK/$f" || fail "$f の引用符" # near enough, where there is no zsh
    ! command -v zsh >/dev/null || zsh -n "$WORK/$f" || fail "zsh が $f を読めない"
done
[ "$(grep -c "_arguments -S" "$WORK/_chukan")" = "$(grep -c '^COMMAND(' client/cmd/commands.def)" ] || fail "zsh の定義にないコマンドがある"

say "マニュアルのページ"
for lang in ja en; do
    "$C" help --man --lang $lang >"$WORK/chukan.1" && "$B/chukand" --man --lang $lang >"$WORK/chukand.8" || fail "man"
    for page in chukan.1 chukand.8; do
        f=$WORK/$page
        grep -q "^\.TH $(tr a-z A-Z <<<"${page%.*}") ${page#*.} " "$f" || fail "$page の .TH"
        ! grep -nvE "^([^.']|$|\\\\&|\.(TH|SH|SS|TP|PP|nf|fi)( |$))" "$f" || fail "$page に知らない要求がある"
        [ "$(grep -c '^\.nf' "$f")" = "$(grep -c '^\.fi' "$f")" ] || fail "$page の .nf と .fi"
        if command -v groff >/dev/null; then
            groff -k -ww -man -Tutf8 "$f" >"$WORK/page" 2>"$WORK/warnings" || fail "groff: $page"
        elif command -v mandoc >/dev/null; then
            mandoc -T lint -W warning "$f" >"$WORK/warnings" 2>&1 || fail "mandoc: $page: $(head -3 "$WORK/warnings")"
        else
            : >"$WORK/warnings"
        fi
        ! grep -v "cannot break line\|can't break line\|cannot adjust line" "$WORK/warnings" | grep . || fail "$page に警告がある"
    done
    for name in $(sed -nE 's/^COMMAND\(([a-z]+)\)/\1/p' client/cmd/commands.def); do
        grep -qx "\.SS \"$name\"" "$WORK/chukan.1" || fail "chukan.1 に $name がない"
    done
    for option in $("$B/chukand" --help --lang en | sed -nE 's/^  --([a-z-]+).*/\1/p'); do
        grep -q "^\\\\fB\\\\-\\\\-${option//-/\\\\-}" "$WORK/chukand.8" || fail "chukand.8 に --$option がない"
    done
done
