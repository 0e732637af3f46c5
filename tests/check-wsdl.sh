#!/usr/bin/env bash
# wsdl/ and README's tables of operations and of rules are what make wsdl writes from the registry, the XSDs and
# schema/rules.xml.
. "$(dirname "$0")/gate.sh"

check() {
    command -v python3 >/dev/null || { echo 'python3 がない（make deps-test）'; return; }
    python3 tests/tools/wsdl.py --check || [ $? = 1 ]
}
gate
