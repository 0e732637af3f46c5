# What nittei.py and pmo.py share: a world that is strict about the schedule, and the client.
import os
import shutil
import subprocess

import desk


def world(d, name, start, kankyo, kanryo=""):
    """A folder like lot2's, strict about the schedule; kanryo: rows of its kanryo.csv."""
    folder = os.path.join(d.fixtures, "worlds", name)
    shutil.copytree(os.path.join(d.fixtures, "worlds", "lot2"), folder)
    path = os.path.join(folder, "world.xml")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace('start="2017-05-08', 'kankyo="%s" start="%s' % (kankyo, start))
                .replace("</world>", '  <policy name="nittei" value="strict"/>\n</world>'))
    if kanryo:
        with open(os.path.join(folder, "kanryo.csv"), "w", encoding="utf-8") as f:
            f.write("hokensha,koto,ymd\n" + kanryo)


def chukan(d, *words):
    """Exit status, output, errors."""
    env = dict(os.environ, CHUKAN_CONTROL="http://127.0.0.1:%d" % d.ports["control"])
    done = subprocess.run([desk.binary("chukan")] + list(words), env=env, capture_output=True, text=True, encoding="utf-8", timeout=60 * desk.SLOWER)
    return done.returncode, done.stdout, done.stderr
