#!/usr/bin/env bash
# Nothing calls back (DESIGN 1): no circle of more than two files, by what the built objects call of each other.
. "$(dirname "$0")/gate.sh"

check() {
    local b=build/${VARIANT:-release}/
    find "$b"server "$b"client -name '*.o' 2>/dev/null | sort | xargs -r nm -A 2>&1 | python3 tests/check/circles.py "$b"
}
gate
