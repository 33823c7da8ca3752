"""The command lines of Attune's programs, as far as the checks of databases use them.

A storage is the path of a journal, or a URL:

    postgresql://USER:PASSWORD@HOST:PORT/DATABASE    mysql://...    sqlite:////PATH (of the root folder)

Options after `?` have the names that Optuna's drivers know: sslmode and sslrootcert for PostgreSQL,
ssl_ca for MariaDB, which verifies the certificate and the host.
"""

import json
import subprocess
from pathlib import Path

from relational import STUDY


class Programs:
    """The programs in a folder."""

    def __init__(self, folder):
        self.stress = str(Path(folder).absolute() / "attune-stress")
        self.attune = str(Path(folder).absolute() / "attune")

    def tune(self, storage, trials, seed=1, pause=1000):
        """Run the study until it has the number of finished trials; `pause` is in microseconds."""
        options = ["--trials", str(trials), "--seed", str(seed), "--pause", str(pause)]
        return [self.stress, "tune", storage, *options]

    def trials(self, storage):
        """Print the trials of the study as JSON."""
        return [
            self.attune, "trials", "--storage", storage, "--study", STUDY, "--format", "json"]

    def doctor(self, storage):
        return [self.attune, "doctor", "--storage", storage]

    def copy(self, source, target):
        return [self.attune, "copy", source, target]


def output(command, timeout=300):
    """The output of a command that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stderr}"
    return done.stdout


def read_trials(programs, storage):
    """The trials that Attune prints, in the order of their numbers."""
    return sorted(json.loads(output(programs.trials(storage))), key=lambda trial: trial["number"])
