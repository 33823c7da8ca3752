#!/usr/bin/env python3
"""Serve a journal or a database with optuna-dashboard and check over HTTP that its study is shown.

    dashboard.py PATH/TO/optuna-dashboard JOURNAL_OR_URL STUDY TRIALS
"""

import json
import socket
import subprocess
import sys
import time
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read()


def main():
    dashboard, journal, name, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([dashboard, journal, "--host", "127.0.0.1", "--port", str(port)])
    try:
        for _ in range(120):
            try:
                page = get(f"{base}/dashboard")
                break
            except OSError:
                if server.poll() is not None:
                    sys.exit("optuna-dashboard exited")
                time.sleep(0.5)
        else:
            sys.exit("optuna-dashboard does not answer")
        assert b"<html" in page.lower(), page[:200]
        studies = json.loads(get(f"{base}/api/studies"))["study_summaries"]
        [study] = [study for study in studies if study["study_name"] == name]
        detail = json.loads(get(f"{base}/api/studies/{study['study_id']}?after=0"))
        trials = detail["trials"]
        finished = [trial for trial in trials if trial["state"] in ("Complete", "Pruned", "Fail")]
        assert len(finished) == count, f"{len(finished)} finished trials, not {count}"
        assert sorted(trial["number"] for trial in trials) == list(range(len(trials)))
        assert all(trial["params"] for trial in finished)
    finally:
        server.terminate()
        server.wait()
    print(f'optuna-dashboard shows "{name}" with {count} finished trials')


if __name__ == "__main__":
    main()
