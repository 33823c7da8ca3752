"""Databases that cannot be used: one clear line each, and nothing is lost; see databases.py."""

import os
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import dashboard
from journals import facts
from programs import output
from relational import changed, execute, load, new_database, rows, tables

TRIALS = 5
HERE = Path(__file__).resolve().parent


def run(programs, kind, folder):
    if kind == "sqlite":
        check_files(programs, Path(folder))
    else:
        check_server(programs, kind, folder)
    check_versions(programs, kind, folder)
    check_foreign_tables(programs, kind, folder)


def refuse(what, command, pattern, timeout=120, **environment):
    """Check that a command ends with one line on the standard error stream that fits the pattern."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL,
        env={**os.environ, **environment})
    lines = done.stderr.splitlines()
    report = f"{what}: status {done.returncode}, standard error:\n{done.stderr}"
    assert 0 < done.returncode < 128, f"{report}\nis not refused"
    assert len(lines) == 1, f"{report}\nis not one line"
    assert re.search(pattern, lines[0], re.IGNORECASE), f"{report}\nhas nothing like {pattern!r}"
    for secret in secrets():
        assert secret not in done.stdout + done.stderr, f"{report}\nshows the password"
    print(f"  {what}: {lines[0]}", flush=True)


def secrets():
    """The password of the servers, as it is and as URLs have it."""
    url = os.environ.get("ATTUNE_POSTGRESQL_URL", "")
    found = re.search(r"://[^:]+:([^@]+)@", url)
    return [found[1], "p@ss:w/rd%1", "wrong-password"] if found else []


def check_server(programs, kind, folder):
    url = new_database(kind, "errors", folder)
    output(programs.tune(url, TRIALS))
    before = facts(load(url))
    port = dashboard.free_port()
    for what, wrong, pattern in [
        ("a wrong password", changed(url, password="wrong-password"), r"password|access denied"),
        ("no such user", changed(url, username="missing"), r"missing"),
        ("no such host", changed(url, host="no-such-host.invalid"), r"no-such-host\.invalid"),
        ("no server", changed(url, port=port), rf"{port}|refused|connect"),
        ("no such database", changed(url, database="no_such_database"), r"no_such_database"),
        ("a wrong port", url.replace(f":{port_of(url)}/", ":65536/"), r"port|65536"),
        ("a wrong scheme", "oracle" + url[url.index("://"):], r"oracle"),
    ]:
        refuse(f"{kind}, {what}", programs.trials(wrong), pattern)
        refuse(f"{kind}, {what}", programs.tune(wrong, TRIALS), pattern)
    check_reader(programs, kind, url)
    assert facts(load(url)) == before, "the study has changed"


def port_of(url):
    return re.search(r":(\d+)/", url)[1]


def check_reader(programs, kind, url):
    """A user who may only read sees the study, and cannot continue it."""
    if kind == "postgresql":
        execute(
            url, "create role reader login password 'reader'",
            "grant usage on schema public to reader", "grant select on all tables in schema public to reader")
    else:
        execute(
            url, "create user reader@'127.0.0.%' identified by 'reader'",
            "grant select on errors.* to reader@'127.0.0.%'")
    reader = changed(url, username="reader", password="reader")
    assert len(output(programs.trials(reader)).strip()) > 2, "a reader sees no trials"
    refuse(f"{kind}, a user who may only read", programs.tune(reader, TRIALS + 1), r"permission|denied|read")


def check_versions(programs, kind, folder):
    """A schema of another version is refused and left unchanged."""
    url = new_database(kind, "versions", folder)
    output(programs.tune(url, TRIALS))
    before = facts(load(url))
    [(version,)] = rows(url, "select version_num from alembic_version")
    for other in ["v2.6.0.a", "v9.9.9.a"]:
        execute(url, f"update alembic_version set version_num = '{other}'")
        for command in [programs.trials(url), programs.tune(url, TRIALS + 1)]:
            refuse(f"{kind}, a schema of another version", command, re.escape(other))
        assert rows(url, "select version_num from alembic_version") == [(other,)]
    execute(url, f"update alembic_version set version_num = '{version}'")
    assert facts(load(url)) == before, "the study has changed"


def check_foreign_tables(programs, kind, folder):
    """Another program's tables with the names of Optuna's are refused and left unchanged."""
    url = new_database(kind, "foreign_tables", folder)
    execute(
        url, "create table studies (id integer, title varchar(20))",
        "create table trials (id integer)", "insert into studies values (1, 'theirs')")
    before = tables(url)
    for command in [programs.trials(url), programs.tune(url, TRIALS)]:
        refuse(f"{kind}, foreign tables", command, r"table|studies|trials|schema|column")
    assert tables(url) == before, f"tables were created: {tables(url)}"
    assert rows(url, "select * from studies") == [(1, "theirs")]


def check_files(programs, folder):
    url = new_database("sqlite", "errors", folder)
    output(programs.tune(url, TRIALS))
    before = facts(load(url))
    (folder / "text.sqlite").write_text("This is not a database.\n" * 100)
    for what, path, pattern in [
        ("no such folder", folder / "missing" / "a.sqlite", r"missing"),
        ("a folder", folder, re.escape(str(folder))),
        ("a file that is no database", folder / "text.sqlite", r"text\.sqlite"),
    ]:
        for command in [programs.trials(f"sqlite:///{path}"), programs.tune(f"sqlite:///{path}", TRIALS)]:
            refuse(f"sqlite, {what}", command, pattern)
    assert (folder / "text.sqlite").read_text().count("This is") == 100
    refuse("sqlite, no such file", programs.trials(f"sqlite:///{folder}/missing.sqlite"), r"missing\.sqlite")
    assert not (folder / "missing.sqlite").exists(), "reading has created a file"
    check_lock(programs, url, folder)
    assert facts(load(url)) == before, "the study has changed"
    check_full_disk(programs, folder)


def check_lock(programs, url, folder):
    """A file that another program keeps locked is reported; later the study continues."""
    with closing(sqlite3.connect(folder / "errors.sqlite", isolation_level=None)) as holder:
        holder.execute("begin exclusive")
        # Waiting for the lock has an end.
        refuse(
            "sqlite, a locked file", programs.tune(url, TRIALS + 1), r"lock|busy", timeout=300)


def check_full_disk(programs, folder):
    """A full disk is reported; what was recorded remains, and later the study continues to its end."""
    shim = folder / "faults.so"
    subprocess.run(["clang", "-shared", "-fPIC", "-O1", "-Wall", "-o", shim, HERE / "faults.c"], check=True)
    url = new_database("sqlite", "full", folder)
    output(programs.tune(url, TRIALS))
    before = facts(load(url))
    size = (folder / "full.sqlite").stat().st_size
    refuse(
        "sqlite, a full disk", programs.tune(url, 200), r"full|space", LD_PRELOAD=str(shim),
        FAULTS_PATH="full.sqlite", FAULTS_SIZE=str(size + 8192))
    after = facts(load(url))
    assert after[:TRIALS] == before, "finished trials have changed"
    whole = new_database("sqlite", "not_full", folder)
    trials = max(len(after), TRIALS) + 5
    output(programs.tune(url, trials))
    output(programs.tune(whole, trials))
    assert facts(load(url)) == facts(load(whole)), "the study differs from an undisturbed one"
