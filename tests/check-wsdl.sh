#!/usr/bin/env bash
# wsdl/ and README's table of operations are what make wsdl writes from the registry and the XSDs.
. "$(dirname "$0")/gate.sh"

check() {
    command -v python3 >/dev/null || { echo 'python3 がない（make deps-test）'; return; }
    python3 tests/tools/wsdl.py --check || [ $? = 1 ]
}
gate
