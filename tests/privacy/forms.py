#!/usr/bin/env python3
# Called by privacy.sh, after chukan run --seen DIR/seen: a daemon whose worlds have the records of all test cases, one behind the
# other, writes its report in each form to DIR/forms/lotN.FORM. Usage: forms.py DIR
import glob
import json
import os
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import desk  # noqa: E402

FORMS = ("json", "junit", "csv", "html")


def main():
    directory = sys.argv[1]
    for name in ("forms", "forms-daemon"):
        os.mkdir(os.path.join(directory, name))
    d = desk.Desk(keep=os.path.join(directory, "forms-daemon"))
    d.start()
    try:
        d.stop()
        for lot in "23":
            logs = sorted(glob.glob(os.path.join(directory, "seen", lot + "-*.log")))
            with open(os.path.join(d.data, "worlds", "lot" + lot, "case", "run-1.log"), "wb") as out:
                for path in logs:
                    with open(path, "rb") as f:
                        shutil.copyfileobj(f, out)
        d.start()
        for lot in "23":
            for form in FORMS:
                status, answer = d.control("GET", "/_sim/worlds/lot%s/report?format=%s" % (lot, form), timeout=120)
                text = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
                with open(os.path.join(directory, "forms", "lot%s.%s" % (lot, form)), "wb") as f:
                    f.write(text)
                if status != 200:
                    raise desk.Broken("report of lot %s as %s: %s" % (lot, form, answer))
                if form == "json" and answer["gokaku"] < len(logs) // 2:
                    raise desk.Broken("lot %s: %d of %d test cases are seen in it" % (lot, answer["gokaku"], len(logs)))
        d.stop()
    finally:
        if d.process.poll() is None:
            d.kill()
        shutil.rmtree(d.fixtures)  # they hold the residents
    return 0


if __name__ == "__main__":
    sys.exit(main())
