#!/usr/bin/env python3
"""Type what the README says, line by line, as a new user does on a fresh machine.

Usage: readme.py [--here]

Reads the fenced blocks of README.md in order. Commands are typed into a shell, those that are not
builds or tests on a terminal; files that the text names are written; Python is run. Swift blocks are
compared with tested code by Tests/ExampleTests, within `swift test`. A block that this script does not
know how to type is an error, so that no instruction goes untested.

The package is a clone of this checkout in a temporary folder; with --here it is the checkout itself, so
that what is built serves later steps. "Installing" is typed into an empty folder beside a clone in any
case. ATTUNE_PYTHON names a Python with optuna==5.0.0 and optuna-dashboard, and pip beside it.
"""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent

# What the README's lines leave behind in the package; it is removed at the end.
LEFT_BEHIND = ["quickstart.journal*", "s.journal*", "slice.svg", "report.html", "train.py"]

# What the example of `attune tune` trains: it takes the options and prints the names that it is given.
TRAIN = """\
import argparse, math
options = argparse.ArgumentParser()
options.add_argument("--lr", type=float)
options.add_argument("--opt", choices=["adam", "sgd"])
options = options.parse_args()
loss = abs(math.log10(options.lr) + 3) + (options.opt == "sgd")
for epoch in range(5):
    print(f"epoch {epoch} val_loss={loss + 1 / (epoch + 1):.4f}", flush=True)
print(f"loss={loss:.4f}")
"""


class Block:
    """A fenced block: its language, its lines, and where it stands."""

    def __init__(self, section, paragraph, language, line):
        self.section, self.paragraph = section, paragraph
        self.language, self.line, self.lines = language, line, []

    def __str__(self):
        return f'README.md:{self.line}: the {self.language or "plain"} block in "{self.section}"'

    @property
    def text(self):
        return "\n".join(self.lines) + "\n"

    @property
    def file(self):
        """The file that the paragraph before names last, as in "and a program, `Sources/a/main.swift`:"."""
        names = re.findall(r"`([^`]+\.swift)`", self.paragraph)
        return names[-1] if names and self.paragraph.endswith(":") else None

    @property
    def commands(self):
        """The command lines, those that go on behind a backslash as one."""
        whole = re.sub(r"\\\n\s*", "", self.text)
        return [line.strip() for line in whole.splitlines() if line.strip()]


def blocks(markdown):
    found, block, section, paragraph = [], None, "", ""
    for number, line in enumerate(markdown.splitlines(), start=1):
        if block is not None:
            if line == "```":
                found.append(block)
                block, paragraph = None, ""
            else:
                block.lines.append(line)
        elif line.startswith("```"):
            block = Block(section, paragraph.strip(), line[3:].strip(), number)
        elif line.startswith("#"):
            section, paragraph = line.lstrip("# "), ""
        elif line:
            paragraph += " " + line
        elif not paragraph.endswith(":"):
            paragraph = ""
    assert block is None, f"{block} does not end"
    return found


class Shell:
    """Types command lines, one after the other, and keeps what they export."""

    def __init__(self, environment):
        self.environment = dict(environment)

    def type(self, line, folder, expect=None, status=0, stop=None):
        """Types a line and waits for its end; at the output `stop`, Ctrl-C is pressed."""
        print(f"$ {line}", flush=True)
        start = time.monotonic()
        if line.startswith("export "):
            output, code = self.export(line, folder), 0
        elif re.match(r"swift (build|test|package)\b", line):
            output, code = self.run(line, folder)
        else:
            output, code = self.run_on_terminal(line, folder, stop)
        if code != status or (expect and not re.search(expect, output)):
            print(output)
            sys.exit(f"{line}\nended with status {code}, not {status}, or printed no {expect!r}")
        print(f"  {time.monotonic() - start:.1f} s", flush=True)
        return output

    def export(self, line, folder):
        output = subprocess.run(
            ["bash", "-c", f"{line}\nenv -0"], cwd=folder, env=self.environment, check=True,
            capture_output=True, text=True,
        ).stdout
        self.environment = dict(entry.split("=", 1) for entry in output.split("\0") if "=" in entry)
        return ""

    def run(self, line, folder):
        outcome = subprocess.run(
            ["bash", "-c", line], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )
        return outcome.stdout, outcome.returncode

    def run_on_terminal(self, line, folder, stop, patience=900):
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(folder)
            os.execvpe("bash", ["bash", "-c", line], {"TERM": "xterm", **self.environment})
        output, deadline = b"", time.monotonic() + patience
        while True:
            if not select.select([terminal], [], [], max(0, deadline - time.monotonic()))[0]:
                os.kill(process, signal.SIGKILL)
                break
            try:
                piece = os.read(terminal, 1 << 16)
            except OSError:  # how the end of a terminal reads on Linux
                piece = b""
            if not piece:
                break
            output += piece
            if stop and re.search(stop, output.decode(errors="replace")):
                os.write(terminal, b"\x03")
                stop = None
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        os.close(terminal)
        # Without colours.
        return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", output.decode(errors="replace")), code


class Reader:
    """Types what the README says, section by section."""

    def __init__(self, readme, package, work):
        self.readme, self.package, self.consumer = readme, package, work / "tuning"
        python = os.environ["ATTUNE_PYTHON"]
        self.python = python
        self.shell = Shell(
            {**os.environ, "PATH": f"{Path(python).absolute().parent}:{os.environ['PATH']}"})

    def read(self):
        sections = {
            ("Two commands", "sh"): self.two_commands,
            ("Installing", "text"): self.file,
            ("Installing", "swift"): self.file,
            ("Installing", "sh"): self.installing,
            ("The command", "sh"): self.command,
            ("The same file in Python", "sh"): self.dashboard,
            ("The same file in Python", "python"): self.run_python,
        }
        untyped = set(sections)
        for block in blocks(self.readme):
            key = (block.section, block.language)
            if key in sections:
                print(f"\n{block}", flush=True)
                sections[key](block)
                untyped.discard(key)
            elif block.language != "swift":
                sys.exit(f"{block} is new to .ci/readme.py; say there how it is typed")
        if untyped:
            sys.exit(f"README.md has no block for {sorted(untyped)}; has a section another name?")

    def two_commands(self, block):
        text = " ".join(self.readme.split())
        promised = re.search(r"test accuracy of the best, ([0-9.]+[0-9])", text)
        for line in block.commands:
            if "quickstart" in line:
                output = self.shell.type(line, self.package, expect=r"60/60")
                accuracy = re.search(r"Test accuracy of trial \d+: ([0-9.]+)", output)[1]
                assert float(accuracy) == float(promised[1]), (accuracy, promised[1])
            else:
                output = self.shell.type(line, self.package)
                # How many tests there were, and how long they took.
                print("\n".join(re.findall(r".*Test run with .*", output)), flush=True)

    def file(self, block):
        path = block.file
        if path is None:
            sys.exit(f"{block} has no paragraph before it that names the file and ends with a colon")
        print(f"  {path}")
        (self.consumer / path).parent.mkdir(parents=True, exist_ok=True)
        (self.consumer / path).write_text(block.text)

    def installing(self, block):
        for line in block.commands:
            # A run shows its progress on a terminal; the last line of the program is the best trial.
            result = r"\d+/\d+, best [\s\S]*trial \d+: complete, value "
            output = self.shell.type(
                line, self.consumer, expect=result if "swift run" in line else None)
            if "swift run -c release search" in line:
                best = re.findall(r"trial \d+: complete, value ([-0-9.e]+)", output)[-1]
                # Rosenbrock's valley is 6.5 + 100 * 0.25 ** 2 where the search starts, and 0 at its end.
                assert float(best) < 0.1, best
                self.plugin()

    def plugin(self):
        """What the text says of the plugin in passing, and its help."""
        attune = "swift package --allow-writing-to-package-directory attune"

        def type(words, **expected):
            return self.shell.type(f"{attune} {words}", self.consumer, **expected)

        (self.consumer / "search.journal").unlink()
        type("run search", expect="100/100 trials")
        type("studies --journal search.journal", expect="search")
        type("--help", expect="swift package attune run PRODUCT")
        type("nonsense", status=1, expect="nonsense")
        type("run nonsense", status=1)

    def command(self, block):
        for line in block.commands:
            name = line.split("#")[0].strip()
            if name == "attune watch":
                # The quickstart's study is complete, so only Ctrl-C ends it.
                self.shell.type(line, self.package, stop="60")
            elif name.startswith("attune tune"):
                (self.package / "train.py").write_text(TRAIN)
                trials = re.search(r"--trials (\d+)", line)[1]
                output = self.shell.type(line, self.package, expect="complete, ")
                assert f"{trials}/{trials}" in output, output
                # The same line again has nothing to do, and says what is best.
                self.shell.type(line, self.package, expect="complete, ")
            elif re.match(r"attune |swift build |export ", line):
                output = self.shell.type(line, self.package)
                written = re.search(r"--output (\S+)", name)
                if written:
                    assert (self.package / written[1]).stat().st_size > 1000, written[1]
                elif name.startswith("attune "):
                    assert output.strip(), f"{line} printed nothing"
            else:
                sys.exit(f"{block}: .ci/readme.py does not know how to type {line!r}")

    def dashboard(self, block):
        for line in block.commands:
            if line.startswith("optuna-dashboard "):
                print(f"$ {line}", flush=True)
                program = shutil.which("optuna-dashboard", path=self.shell.environment["PATH"])
                journal = self.package / line.split()[1]
                subprocess.run(
                    [self.python, CHECKOUT / ".ci/dashboard.py", program, journal, "digits-mlp", "60"],
                    check=True)
            else:
                self.shell.type(line, self.package)

    def run_python(self, block):
        outcome = subprocess.run(
            [self.python, "-"], input=block.text, cwd=self.package, capture_output=True, text=True)
        assert outcome.returncode == 0, outcome.stderr
        assert outcome.stdout.startswith("{'layers': "), outcome.stdout
        print(outcome.stdout, end="")


def main():
    is_here = sys.argv[1:] == ["--here"]
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        clone = work / "attune"
        subprocess.run(["git", "clone", "--quiet", CHECKOUT, clone], check=True)
        package = CHECKOUT if is_here else clone
        there = [path.name for pattern in LEFT_BEHIND for path in package.glob(pattern)]
        assert not there, f"a fresh machine has no {there} in {package}; move them away"
        (work / "tuning").mkdir()
        try:
            Reader((package / "README.md").read_text(), package, work).read()
        finally:
            for path in [path for pattern in LEFT_BEHIND for path in package.glob(pattern)]:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    print("\nevery block of the README does what it says")


if __name__ == "__main__":
    main()
