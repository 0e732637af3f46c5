#!/usr/bin/env bash
# pki.sh DATA: gives DATA, unless it exists, the certificates of an earlier daemon, so that not every test's daemon spends
# seconds on RSA keys. They are made once a build, anew when the code that makes them changes, or whom they are for. Called by tests/lib.sh and
# tests/tools/desk.py.
set -eu
[ ! -e "$1" ] || exit 0
cd "$(dirname "$0")/../.."
here=build/${VARIANT:-release}
stock=$here/test-pki
exec 9>"$here/test-pki.lock"
flock 9
if [ ! -e "$stock/pki" ] || [ -n "$(find server/base/pki*.c server/store/sql/kanri-*.sql fixtures/worlds/*/{hokensha,setsuzoku_system}.csv -newer "$stock/pki")" ]; then
    rm -rf "$stock"
    mkdir "$stock"
    mkfifo "$stock/log"
    "$here/chukand" --data "$stock/data" --listen 127.0.0.1:0 --control 127.0.0.1:0 2>"$stock/log" >/dev/null 9>&- </dev/null &
    while read -r -t 120 line && [[ $line != *' RSA の証明書'* ]]; do :; done <>"$stock/log"
    kill $!
    wait $!
    mv "$stock/data/pki" "$stock/pki"
    rm -rf "$stock/data"
    touch "$stock/pki"
fi
mkdir -p "$1"
cp -R "$stock/pki" "$1/pki"
