#!/usr/bin/env bash
# Every operation has a request in tests/golden/index.txt that is fine and one that is refused, every operator action one.
. "$(dirname "$0")/gate.sh"

check() {
    python3 tests/golden/registered.py
}
gate
