"""A private PostgreSQL cluster: own port, own socket folder, loopback only."""

import getpass
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ops.servers.database import LOOPBACK, SUPERUSER, DatabaseServer
from ops.servers.ports import free_port
from ops.servers.processes import StartFailed, end, kill_session, spawn, tail


def find_postgres() -> Path | None:
    """The bin folder of the newest installed PostgreSQL, or None."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[4]) if path.parts[4].isdigit() else 0,
    )
    if packaged:
        return packaged[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class PostgresCluster(DatabaseServer):
    """One private cluster. Root may not run PostgreSQL, so root runs it as user postgres."""

    def __init__(
        self, data_dir: Path, *, port: int | None = None, bin_dir: Path | None = None
    ) -> None:
        found = bin_dir or find_postgres()
        if found is None:
            raise StartFailed("PostgreSQL is not installed: no initdb found")
        self.bin_dir = found
        self.data_dir = data_dir
        self.port = port or free_port()
        self.password = ""
        self._server: subprocess.Popen[bytes] | None = None

    def start(self, timeout_s: float = 60.0) -> None:
        """Create the cluster if need be, start it, and wait until it answers."""
        self._create()
        options = f"-p {self.port} -k {self._sockets} -c listen_addresses={LOOPBACK}"
        self._server = spawn(
            self._as_owner(self.bin_dir / "postgres", "-D", self._files, *options.split()),
            env=_environment(),
            log=self.data_dir / "postgres.log",
        )
        deadline = time.monotonic() + timeout_s
        while not self.answers():
            if self._server.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise StartFailed(
                    f"PostgreSQL did not start:\n{tail(self.data_dir / 'postgres.log')}"
                )
            time.sleep(0.05)

    def stop(self) -> None:
        """A fast stop: sessions are ended, nothing committed is lost. Safe to call twice."""
        if self._server is None:
            return
        if self._server.poll() is None:
            os.killpg(self._server.pid, signal.SIGINT)
            try:
                self._server.wait(20)
            except subprocess.TimeoutExpired:
                kill_session(self._server)
        end(self._server)
        self._server = None

    def kill(self) -> None:
        """Kill -9 of the server and every backend."""
        if self._server is not None:
            kill_session(self._server)
            self._server.wait()
            (self._files / "postmaster.pid").unlink(missing_ok=True)

    @property
    def _files(self) -> Path:
        return self.data_dir / "files"

    @property
    def _sockets(self) -> Path:
        return self.data_dir

    def _create(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        secret = self.data_dir / "superuser.secret"
        if not secret.exists():
            secret.touch(mode=0o600)
            secret.write_text(secrets.token_hex(16))
        self.password = secret.read_text()
        if (self._files / "PG_VERSION").exists():
            return
        if os.geteuid() == 0:
            for path in (self.data_dir, secret):
                shutil.chown(path, SUPERUSER, SUPERUSER)
            _open_way(self.data_dir)
        options = ["-U", SUPERUSER, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run(
            self._as_owner(
                self.bin_dir / "initdb", "-D", self._files, *options, f"--pwfile={secret}"
            ),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )

    def _as_owner(self, *command: str | Path) -> Sequence[str]:
        words = [str(part) for part in command]
        if os.geteuid() != 0:
            return words
        return [
            "setpriv",
            f"--reuid={SUPERUSER}",
            f"--regid={SUPERUSER}",
            "--clear-groups",
            *words,
        ]


def _open_way(folder: Path) -> None:
    # User postgres must be able to pass through the folders above its own.
    # Only folders of the temporary directory are opened; a home stays as closed as it was.
    temporary = Path(tempfile.gettempdir())
    for parent in folder.parents:
        if parent != temporary and parent.is_relative_to(temporary):
            parent.chmod(parent.stat().st_mode | 0o011)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    user = SUPERUSER if os.geteuid() == 0 else getpass.getuser()
    return {**kept, "LC_ALL": "C.UTF-8", "HOME": pwd.getpwnam(user).pw_dir}
