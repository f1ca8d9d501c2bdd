"""Fixtures for tests of shared rooms: the same test over SQLite and a private PostgreSQL."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg2

BIN = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def private_postgres():
    """Start a PostgreSQL of our own on a socket; yield its socket folder."""
    folder = Path(tempfile.mkdtemp(prefix="redress-pg-", dir="/tmp"))
    as_user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    owner = "postgres" if as_user else pwd.getpwuid(os.geteuid()).pw_name
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=50"
    data = str(folder / "data")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        [BIN / "initdb", "-D", data, "-A", "trust", "-U", owner], check=True, **quiet, **as_user
    )
    start = [BIN / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"]
    subprocess.run(start, check=True, **quiet, **as_user)
    try:
        yield folder, owner
    finally:
        stop = [BIN / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=True, **quiet, **as_user)
        shutil.rmtree(folder, ignore_errors=True)


def new_database(folder: Path, owner: str) -> str:
    """Create an empty database and return its URL."""
    name = f"test_{uuid4().hex[:12]}"
    connection = psycopg2.connect(host=str(folder), user=owner, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"postgresql+psycopg2://{owner}@/{name}?host={folder}"
