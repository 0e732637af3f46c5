#!/usr/bin/env bash
# wsdl/ and README's tables of operations, of rules, of rights, of message codes and of people are what make wsdl writes from the
# registry, the XSDs, schema/rules.xml, status.def and the fixtures; the XSDs are plain enough for old code generators.
. "$(dirname "$0")/gate.sh"

check() {
    command -v python3 >/dev/null || { echo 'python3 がない（make deps-test）'; return; }
    python3 tests/tools/wsdl.py --check || [ $? = 1 ]
    python3 tests/tools/plain_xsd.py || [ $? = 1 ]
}
gate
