#!/usr/bin/env bash
# stock.sh DATA: gives DATA, unless it exists, what an earlier daemon has made: certificates, so that not every test's daemon spends
# seconds on RSA keys, and the images of the fixtures of patient.sh, which it would compile else. They are made once a build; certificates
# anew when the code that makes them changes, or whom they are for; an image that is not that of its fixture is compiled anew by
# who needs it. Called by tests/lib.sh and tests/tools/desk.py.
set -eu
[ ! -e "$1" ] || exit 0
cd "$(dirname "$0")/../.."
here=build/${VARIANT:-release}
stock=$here/test-stock
exec 9>"$here/test-stock.lock"
flock 9
if [ ! -e "$stock/pki" ] || [ -n "$(find "$here/chukand" server/base/pki*.c server/store/sql/kanri-*.sql fixtures/worlds/*/{hokensha,setsuzoku_system}.csv -newer "$stock/pki")" ]; then
    rm -rf "$stock"
    mkdir "$stock"
    mkfifo "$stock/log"
    tests/tools/patient.sh "$stock/fixtures"
    "$here/chukand" --data "$stock/data" --fixtures "$stock/fixtures" --listen 127.0.0.1:0 --control 127.0.0.1:0 2>"$stock/log" >/dev/null 9>&- </dev/null &
    while read -r -t 120 line && [[ $line != *' RSA の証明書'* ]]; do :; done <>"$stock/log"
    kill $!
    wait $!
    mv "$stock/data/baseline" "$stock/baseline"
    mv "$stock/data/pki" "$stock/pki"
    rm -rf "$stock/data" "$stock/fixtures"
    touch "$stock/pki"
fi
mkdir -p "$1"
cp -R "$stock/pki" "$stock/baseline" "$1"
