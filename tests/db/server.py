"""Finding a PostgreSQL server for the tests, or starting one from the programs that are installed."""

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True)
class Server:
    """A server that takes connections without asking for a password; named as pytest-postgresql wants it."""

    host: str
    port: int
    user: str
    password: str | None = None
    options: str = ""
    maintenance_dbname: str = "postgres"
    template_dbname: str | None = None


def find_server(host: str = "127.0.0.1", port: int = 5432) -> Server | None:
    """Give the server that answers on the usual port and lets this user or `postgres` make databases."""
    for user in dict.fromkeys([os.environ.get("PGUSER"), getpass.getuser(), "postgres"]):
        if user is None:
            continue
        try:
            with psycopg.connect(host=host, port=port, user=user, dbname="postgres", connect_timeout=3) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.OperationalError:
            continue
        if row is not None and row[0]:
            return Server(host, port, user)
    return None


def program(name: str) -> Path | None:
    """Give the newest installed program of PostgreSQL with this name."""
    found = shutil.which(name)
    if found:
        return Path(found)
    folders = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    return max(folders, key=lambda path: int(path.parts[-3].split(".")[0]), default=None)


@contextmanager
def start_server(folder: Path) -> Iterator[Server]:
    """Run a server of its own in a folder, on a free port, without syncing to disk."""
    initdb, control = program("initdb"), program("pg_ctl")
    if initdb is None or control is None:
        raise FileNotFoundError("neither a PostgreSQL server on 127.0.0.1:5432 nor its programs initdb and pg_ctl")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"

    def run(*words: str) -> None:
        subprocess.run([*owner, *words], check=True, stdout=subprocess.DEVNULL, cwd=folder, timeout=120)

    run(str(initdb), f"--pgdata={data}", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
    log = f"--log={folder / 'server.log'}"
    run(str(control), f"--pgdata={data}", "--wait", "--silent", log, f"--options={options}", "start")
    try:
        yield Server("127.0.0.1", port, "postgres")
    finally:
        run(str(control), f"--pgdata={data}", "--mode=immediate", "--silent", "stop")
