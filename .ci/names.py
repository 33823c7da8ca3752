"""Compare Attune and Python Optuna on journals with unusual names and values, by code point.

Usage: names.py ATTUNE. Needs optuna==5.0.0; if Node.js is installed, it parses the JSON as well.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "Tests/AttuneTests/Fixtures/Optuna"))

import optuna
from odd_names import NAMES, VALUES, differences, facts, storage, write_studies, write_values


def shown(text):
    """A name in Attune's escaped form, which also selects names that cannot be typed."""
    out = []
    for character in text:
        value = ord(character)
        if character in "\n\r\t":
            out.append({"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character])
        elif 0xD800 <= value < 0xE000:
            out.append(f"\\u{value:x}")
        elif value == 0:
            out.append("\\u{0}")
        else:
            out.append(character)
    return "".join(out)


class Checks:
    def __init__(self, attune):
        self.attune = attune
        self.failures = 0

    def run(self, *words, status=0):
        done = subprocess.run([self.attune, *words], capture_output=True, timeout=60)
        if done.returncode != status:
            raise RuntimeError(f"{words}: status {done.returncode}: {done.stderr.decode()[:500]}")
        return done.stdout.decode()

    def expect(self, truth, message):
        if not truth:
            self.failures += 1
            print("FAILED:", message.encode("utf-8", "backslashreplace").decode())

    def same(self, path, copy, message):
        for found in differences(path, copy):
            self.expect(False, f"{message}: {found}")


def strict(text):
    def refuse(token):
        raise ValueError(f"{token} is not JSON")

    return json.loads(text, parse_constant=refuse)


def main(attune):
    folder = Path(tempfile.mkdtemp())
    checks = Checks(attune)
    copies(checks, folder)
    verbs(checks, folder)
    conditions(checks, folder / "where.journal")
    refused(checks, folder / "refused.journal")
    shutil.rmtree(folder)
    if checks.failures:
        sys.exit(f"{checks.failures} failures")
    print(f"{len(NAMES)} names and {len(VALUES)} values are the same on both sides")


def copies(checks, folder):
    """Check that Optuna reads the same data from a journal and from Attune's copies of it."""
    path = folder / "values.journal"
    write_values(path, NAMES[::2])
    before = facts(path)
    checks.run("copy", "-j", str(path), str(folder / "all.journal"))
    checks.same(path, folder / "all.journal", "copy of all")
    checks.run("copy", "-j", str(folder / "all.journal"), str(folder / "again.journal"))
    checks.same(path, folder / "again.journal", "copy of the copy")
    checks.expect("the journal is intact" in checks.run("doctor", "-j", str(path)), "doctor")
    checks.run("doctor", "-j", str(path), "--repair", str(folder / "repaired.journal"))
    checks.same(path, folder / "repaired.journal", "repaired")
    some = [name for name in before if len(name) == 1][:6]
    words = [word for name in some for word in ("-s", shown(name))]
    checks.run("copy", "-j", str(path), *words, str(folder / "some.journal"))
    copied = facts(folder / "some.journal")
    checks.expect(set(copied) == set(some), f"copy of some: {sorted(map(ascii, copied))}")
    for name in some:
        # Compare all but the ids, which are new.
        same = [t[:1] + t[2:] for t in copied[name][4]] == [t[:1] + t[2:] for t in before[name][4]]
        checks.expect(copied[name][1:4] == before[name][1:4] and same, f"copy of {name!r}")

    texts = [checks.run("studies", "-j", str(path), "--format", "json")]
    checks.expect([study["name"] for study in strict(texts[0])] == list(before), "studies lists other names")
    for name in some:
        where = ["-j", str(path), "-s", shown(name)]
        for verb in (["export", "-f", "json"], ["trials", "--format", "json"], ["best-trials", "--format", "json"]):
            texts.append(checks.run(*verb, *where))
            strict(texts[-1])
        for verb in (["summary"], ["trials"], ["report"], ["plot", "slice"], ["export"]):
            checks.run(*verb, *where)
    if node := shutil.which("node"):
        (folder / "parsed.json").write_text(json.dumps(texts))
        script = f"JSON.parse(require('fs').readFileSync('{folder}/parsed.json')).forEach(t => JSON.parse(t))"
        done = subprocess.run([node, "-e", script], capture_output=True)
        checks.expect(done.returncode == 0, f"node: {done.stderr.decode()[:300]}")


def verbs(checks, folder):
    """Check that every name selects its study only."""
    path = folder / "studies.journal"
    write_studies(path, NAMES)
    before = facts(path)
    wanted = {"x": 0.5, "\u03a9": 1, "\u2126": 2, "\u00e9": 3, "e\u0301": 4}
    words = [f"{name}={value}" for name, value in wanted.items()]

    def check(index):
        name = NAMES[index]
        where = ["-j", str(path), "-s", shown(name)]
        rows = strict(checks.run("export", *where, "--format", "json"))
        checks.expect(
            [(row["value"], row["params"]) for row in rows] == [(index, {name: 0.5})], f"export of {name!r}")
        checks.run("enqueue", *where, *words)
        checks.run("set-user-attr", *where, f"here={index}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(check, range(len(NAMES))))
    log = storage(path)
    for index, name in enumerate(NAMES):
        study = optuna.load_study(study_name=name, storage=log)
        queued = [trial.system_attrs["fixed_params"] for trial in study.trials[1:]]
        checks.expect(queued == [wanted], f"enqueue in {name!r}: {queued}")
        checks.expect(study.user_attrs == {"here": index}, f"set-user-attr in {name!r}")
    for name in ("\u03a9", "e\u0301", "\ud800", "\r\n", "a\0", ""):
        summary = checks.run("summary", "-j", str(path), "-s", shown(name))
        checks.expect(summary.startswith(f'study "{shown(name)}"\n'), f"summary of {name!r}")
    for name in ("\u2126", "\ud801", "\u00e9"):
        checks.run("delete-study", "-j", str(path), "-s", shown(name), "--yes")
    left = [name for name in before if name not in ("\u2126", "\ud801", "\u00e9")]
    checks.expect(list(facts(path)) == left, "delete-study deletes another one")
    checks.run("create-study", "-j", str(path), "-s", "\u2126")
    checks.expect(list(facts(path)) == [*left, "\u2126"], "create-study")


def conditions(checks, path):
    """Check that `--where` and `--columns` distinguish names and labels."""
    study = optuna.create_study(storage=storage(path), study_name="where")
    for index in range(4):
        trial = study.ask()
        trial.suggest_categorical("kind", ["\u03a9", "\u2126", "\u00e9", "e\u0301"])
        trial.set_user_attr("\u00e9", index)
        trial.set_user_attr("e\u0301", -index)
        study.tell(trial, float(index))
    kinds = [t.params["kind"] for t in study.trials]
    for kind in ("\u03a9", "\u2126", "\u00e9", "e\u0301"):
        rows = strict(checks.run("export", "-j", str(path), "-f", "json", "--where", f"kind={kind}"))
        numbers = [row["number"] for row in rows]
        checks.expect(numbers == [n for n, k in enumerate(kinds) if k == kind], f"--where kind={kind!a}")
    for name, sign in (("\u00e9", 1), ("e\u0301", -1)):
        rows = strict(checks.run("export", "-j", str(path), "-f", "json", "-c", name))
        checks.expect([row["user_attrs"] for row in rows] == [{name: sign * n} for n in range(4)], f"-c {name!a}")
        rows = strict(checks.run("export", "-j", str(path), "-f", "json", "--where", f"{name}={sign * 2}"))
        checks.expect([row["number"] for row in rows] == [2], f"--where {name!a}")


def refused(checks, path):
    """Check that text that cannot be preserved is an error, and never altered."""
    study = optuna.create_study(storage=storage(path), study_name="a")
    study.set_user_attr("key", "\U0010fffe\U0010d800")
    for verb in (["copy", "-j", str(path), f"{path}.copy"], ["doctor", "-j", str(path), "--repair", f"{path}.copy"]):
        checks.run(*verb, status=1)
        checks.expect(not Path(f"{path}.copy").exists(), f"{verb[0]} writes text that it cannot preserve")


if __name__ == "__main__":
    main(sys.argv[1])
