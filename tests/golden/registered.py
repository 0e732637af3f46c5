# Called by check-golden.sh: what is registered (tests/tools/registry.py) and has no request here. A request is known by its name,
# NNNN-service.op-what.xml or NNNN-operator.some_action.json, and what became of it by its reply.
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import registry  # noqa: E402


def main():
    seen = registry.Seen()
    for line in registry.read("tests", "golden", "index.txt").split("\n"):
        if not line or line.startswith("#"):
            continue
        name, status = line.split()[:2]
        target = name.rsplit(".", 1)[0].split("-")[1]
        if target.startswith("operator."):
            seen.control("POST", "/_sim/worlds/lot2/" + target.replace(".", "/").replace("_", "-"), int(status))
        else:
            seen.call(*target.split("."), registry.read("tests", "golden", "reply", name))
    print("\n".join(registry.compare("golden", registry.registered(seen), seen.did)))


main()
