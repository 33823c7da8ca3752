"""The databases of the checks, read with Python Optuna and with plain SQL. Needs optuna==5.0.0.

A database is given as the URL that Attune gets; `for_optuna` names the driver that Optuna needs.
"""

import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import optuna
import sqlalchemy
from optuna.storages import RDBStorage
from optuna.storages._rdb.models import BaseModel
from sqlalchemy import NullPool, text
from sqlalchemy.engine import make_url

# The study of `attune-stress tune`.
STUDY = "stress"
FINISHED = "('COMPLETE', 'PRUNED', 'FAIL')"
DRIVERS = {"postgresql": "postgresql+psycopg2", "mysql": "mysql+pymysql", "sqlite": "sqlite"}

# The variables in which databases.sh gives the URLs of the servers.
VARIABLES = {
    "postgresql": "ATTUNE_POSTGRESQL_URL",
    "pgbouncer": "ATTUNE_PGBOUNCER_URL",
    "mysql": "ATTUNE_MYSQL_URL",
}


def for_optuna(url):
    scheme, rest = url.split("://", 1)
    return f"{DRIVERS[scheme]}://{rest}"


def changed(url, **parts):
    """The URL with other parts, such as `database`, `host`, `username` or `password`."""
    return make_url(url).set(**parts).render_as_string(hide_password=False)


def with_options(url, **options):
    return f"{url}?{urlencode(options)}"


def server(kind):
    """The URL of a server's first database."""
    url = os.environ.get(VARIABLES[kind])
    assert url, f"{VARIABLES[kind]} is not set; databases.sh sets it"
    return url


@contextmanager
def connection(url):
    """A connection without a transaction that stays open; every statement is committed."""
    engine = sqlalchemy.create_engine(
        for_optuna(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as opened:
        yield opened


def execute(url, *statements):
    with connection(url) as opened:
        for statement in statements:
            opened.execute(text(statement))


def rows(url, query):
    with connection(url) as opened:
        return [tuple(row) for row in opened.execute(text(query))]


def tables(url):
    with connection(url) as opened:
        return sorted(sqlalchemy.inspect(opened).get_table_names())


def new_database(kind, name, folder):
    """Create an empty database and return its URL; `kind` is a server's, or `sqlite`."""
    if kind == "sqlite":
        return f"sqlite:///{Path(folder).absolute() / name}.sqlite"
    direct = server("postgresql" if kind == "pgbouncer" else kind)
    # Names and keys that differ only in case are two in Optuna's other storages.
    options = " character set utf8mb4 collate utf8mb4_bin" if kind == "mysql" else ""
    execute(direct, f"drop database if exists {name}", f"create database {name}{options}")
    return changed(server(kind), database=name)


def storage(url, **options):
    """An Optuna storage; SQLite waits for its lock as long as Optuna's documentation proposes."""
    if url.startswith("sqlite"):
        options["engine_kwargs"] = {"connect_args": {"timeout": 100}}
    return RDBStorage(for_optuna(url), **options)


def load(url):
    """The trials of the study in the order of their numbers; an empty list if there is none yet."""
    # A process may have been killed while it created the tables.
    if not set(BaseModel.metadata.tables) <= set(tables(url)):
        return []
    # Nothing is created here, so that Attune's own tables are read.
    opened = storage(url, skip_table_creation=True)
    try:
        found = [s for s in opened.get_all_studies() if s.study_name == STUDY]
        trials = [t for s in found for t in opened.get_all_trials(s._study_id, deepcopy=False)]
    finally:
        opened.engine.dispose()
    assert all(t.number is not None for t in trials), "a trial has no number"
    return sorted(trials, key=lambda trial: trial.number)


def count_finished(url):
    return rows(url, f"select count(*) from trials where state in {FINISHED}")[0][0]


def log_finishes(url):
    """Have the database log each finish of a trial, whichever program it is from."""
    kind = url.split(":")[0]
    body = {
        "postgresql": [
            "create function ci_finish() returns trigger language plpgsql as "
            "$$ begin insert into ci_finishes values (new.trial_id); return null; end $$",
            "create trigger ci_finish after update of state on trials for each row "
            f"when (new.state in {FINISHED}) execute function ci_finish()",
        ],
        "mysql": [
            "create trigger ci_finish after update on trials for each row "
            f"insert into ci_finishes select new.trial_id from dual where new.state in {FINISHED}",
        ],
        "sqlite": [
            "create trigger ci_finish after update of state on trials "
            f"when new.state in {FINISHED} begin insert into ci_finishes values (new.trial_id); end",
        ],
    }[kind]
    execute(url, "create table ci_finishes (trial_id integer not null)", *body)


def finishes(url):
    """The number of finishes of each trial since `log_finishes`, by trial id."""
    return dict(rows(url, "select trial_id, count(*) from ci_finishes group by trial_id"))


optuna.logging.set_verbosity(optuna.logging.ERROR)
