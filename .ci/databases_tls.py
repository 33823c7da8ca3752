"""Connections to databases with a verified certificate; see databases.py."""

import os
import subprocess

from databases_errors import refuse
from programs import output
from relational import changed, execute, load, server, with_options

TRIALS = 5


def run(programs, kind):
    if kind == "postgresql":
        # The other checks are without TLS, since libpq uses it where it can.
        subprocess.run([os.environ["DATABASES_TLS"], "on"], check=True, stdout=subprocess.DEVNULL)
    try:
        check(programs, kind)
    finally:
        if kind == "postgresql":
            subprocess.run(
                [os.environ["DATABASES_TLS"], "off"], check=True, stdout=subprocess.DEVNULL)


def options(kind, certificate):
    """The options that demand a certificate, signed by this one and issued for the host."""
    if kind == "postgresql":
        return {"sslmode": "verify-full", "sslrootcert": certificate}
    return {"ssl_ca": certificate}


def check(programs, kind):
    own, other = os.environ["DATABASES_CERTIFICATE"], os.environ["DATABASES_OTHER"]
    url = changed(server(kind), database="encrypted")
    if kind == "mysql":
        url = changed(url, username="encrypted")
    verified = with_options(url, **options(kind, own))
    output(programs.tune(verified, TRIALS))
    # Optuna connects with the same options.
    assert len(load(verified)) == TRIALS, "Optuna does not read the study"
    # Optuna checks that the database accepts only TLS, so that the study above used it.
    plain = with_options(url, sslmode="disable") if kind == "postgresql" else with_options(
        url, ssl_disabled="true")
    try:
        execute(plain, "select 1")
    except Exception:  # each driver has its own
        pass
    else:
        raise AssertionError("the database accepts a connection without TLS")
    refuse(
        "a wrong certificate", programs.tune(with_options(url, **options(kind, other)), TRIALS),
        r"certificate")
    # The certificate is for 127.0.0.1 only.
    elsewhere = changed(url, host="127.0.0.2")
    refuse(
        "a wrong host", programs.tune(with_options(elsewhere, **options(kind, own)), TRIALS),
        r"127\.0\.0\.2|host|certificate")
    refuse(
        "no such certificate",
        programs.tune(with_options(url, **options(kind, "/nonexistent.pem")), TRIALS),
        r"nonexistent|certificate")
    print(f"{kind}: a study with a verified certificate, and three refusals", flush=True)
