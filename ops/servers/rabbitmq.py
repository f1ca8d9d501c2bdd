"""A private RabbitMQ node: an ordinary process on loopback, with a cookie and an epmd of its own.

Works with the Debian package (3.10), with any newer install whose `sbin` folder is named, and
with a whole tree entered by chroot, which is how the tests run against RabbitMQ 4 on a machine
that has only 3.10.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.servers.broker import LOOPBACK, PORTS, Broker
from ops.servers.ports import free_port
from ops.servers.processes import StartFailed, end, freeze, kill_session, spawn, tail

_PORT_NAMES = ("amqp", "epmd", "distribution")
_SBIN_FOLDERS = (
    "/usr/lib/rabbitmq/bin",
    "/usr/local/lib/rabbitmq/bin",
    "/usr/local/opt/rabbitmq/sbin",
    "/opt/homebrew/opt/rabbitmq/sbin",
    "/opt/rabbitmq/sbin",
    "/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin",
    "/usr/lib64/rabbitmq/lib/rabbitmq_server-*/sbin",
)


@dataclass(frozen=True, slots=True)
class Install:
    """Where a RabbitMQ lives: the folder of its scripts, inside `root` when it is a chroot tree."""

    sbin: Path
    root: Path | None = None

    @classmethod
    def find(cls, *, sbin: str | None = None, root: str | None = None) -> "Install | None":
        """The install that was named, else the newest usual place, else None."""
        if root:
            return cls(Path(sbin or "/usr/lib/rabbitmq/bin"), Path(root))
        folders = [sbin] if sbin else [*_usual_folders(), *_folder_on_path()]
        for folder in folders:
            if (Path(folder) / "rabbitmq-server").exists():
                return cls(Path(folder))
        return None

    def command(self, script: str, *arguments: str) -> list[str]:
        entered = ["chroot", str(self.root)] if self.root else []
        return [*entered, str(self.sbin / script), *arguments]

    def inside(self, path: Path) -> str:
        """The path as the node sees it."""
        return f"/{path.relative_to(self.root)}" if self.root else str(path)

    def epmd(self) -> list[str] | None:
        """The port mapper's command, when it can be found."""
        if self.root:
            return ["chroot", str(self.root), "epmd"]
        found = shutil.which("epmd", path=f"{os.environ.get('PATH', '')}:/usr/bin:/usr/local/bin")
        return [found] if found else None


def _usual_folders() -> list[str]:
    return [
        str(path)
        for folder in _SBIN_FOLDERS
        for path in sorted(Path("/").glob(folder.removeprefix("/")), reverse=True)
    ]


def _folder_on_path() -> list[str]:
    # Debian's own /usr/sbin wrapper switches user and ignores our settings, so it is not used.
    found = shutil.which("rabbitmq-server")
    if not found or Path(found).resolve().name != "rabbitmq-server":
        return []
    return [str(Path(found).resolve().parent)]


class RabbitNode(Broker):
    """One private node. `start` returns when it takes AMQP connections."""

    def __init__(
        self,
        data_dir: Path,
        *,
        install: Install | None = None,
        port: int | None = None,
        definitions: dict[str, Any] | None = None,
        management: bool = False,
    ) -> None:
        found = install or Install.find()
        if found is None:
            raise StartFailed("RabbitMQ is not installed: no rabbitmq-server found")
        self.install = found
        self.data_dir = data_dir
        self.port = port or free_port()
        self.management_port = free_port() if management else None
        self.admin_password = ""
        self.plugins: tuple[str, ...] = ()
        self.more_settings: tuple[str, ...] = ()  # lines of rabbitmq.conf
        self._definitions = definitions
        self._epmd_port = free_port()
        self._dist_port = free_port()
        # The store on disk belongs to a node name, and our own port mapper keeps names apart.
        self._name = "redress@localhost"
        self._server: subprocess.Popen[bytes] | None = None
        self._epmd: subprocess.Popen[bytes] | None = None

    @classmethod
    def running_in(cls, data_dir: Path, *, install: Install | None = None) -> "RabbitNode":
        """The node that another process of ours runs in this data directory, to ask with `ctl`.

        Raises:
            StartFailed: none was started there.

        """
        node = cls(data_dir, install=install)
        try:
            ports = json.loads((data_dir / PORTS).read_text())
        except OSError:
            raise StartFailed(f"no broker was started in {data_dir}") from None
        node.port, node._epmd_port, node._dist_port = (ports[name] for name in _PORT_NAMES)
        return node

    # --- life ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the node and its port mapper, without waiting for them."""
        self._prepare()
        self._start_epmd()
        self._server = spawn(
            self.install.command("rabbitmq-server"), env=self._environment(), log=self.log
        )

    def said(self) -> str:
        return tail(self.log)

    def stop(self, grace_s: float = 20.0) -> None:
        """A clean stop of the node and of its port mapper; safe to call twice."""
        self.thaw()
        end(self._server, grace_s=grace_s)
        if self._server is not None:
            kill_session(self._server)
        end(self._epmd, grace_s=2.0)
        self._server = self._epmd = None

    def kill(self) -> None:
        """Kill -9 of the node, as a power cut would: nothing is flushed, nobody is told."""
        if self._server is not None:
            kill_session(self._server)
            self._server.wait()

    def freeze(self) -> None:
        """SIGSTOP: connections stay open and nothing answers."""
        freeze(self.pid)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    @property
    def running(self) -> bool:
        return self._server is not None and self._server.poll() is None

    @property
    def pid(self) -> int:
        """The node's process id; it leads its own process group."""
        if self._server is None:
            raise StartFailed("RabbitMQ is not running")
        return self._server.pid

    # --- use ----------------------------------------------------------------------------------

    def ctl(self, *arguments: str, timeout_s: float = 60.0) -> str:
        """Rabbitmqctl on this node (about a second each). Raises with its words on failure."""
        done = subprocess.run(
            self.install.command("rabbitmqctl", "-q", *arguments),
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"rabbitmqctl {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    # --- inside -------------------------------------------------------------------------------

    @property
    def log(self) -> Path:
        return self.data_dir / "node.log"

    def _prepare(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        cookie = self.data_dir / ".erlang.cookie"
        if not cookie.exists():
            cookie.write_text(secrets.token_hex(20))
            cookie.chmod(0o400)
        self.admin_password = self._kept_secret("admin.secret")
        plugins = [*(["rabbitmq_management"] if self.management_port else []), *self.plugins]
        (self.data_dir / "enabled_plugins").write_text(f"[{','.join(plugins)}].")
        self._private("rabbitmq.conf", "\n".join(self._settings()) + "\n")
        ports = (self.port, self._epmd_port, self._dist_port)
        self._private(PORTS, json.dumps(dict(zip(_PORT_NAMES, ports, strict=True))))

    def _kept_secret(self, name: str) -> str:
        path = self.data_dir / name
        if not path.exists():
            self._private(name, secrets.token_urlsafe(24))
        return path.read_text()

    def _private(self, name: str, text: str) -> None:
        path = self.data_dir / name
        path.touch(mode=0o600)
        path.write_text(text)

    def _settings(self) -> list[str]:
        settings = [
            f"listeners.tcp.1 = {LOOPBACK}:{self.port}",
            "loopback_users.guest = true",
            "log.console = false",
            "log.file = rabbit.log",
            "log.file.level = info",
            "disk_free_limit.absolute = 64MB",
            "raft.wal_max_size_bytes = 64000000",
            *self.more_settings,
        ]
        if self.management_port:
            settings += [
                f"management.tcp.ip = {LOOPBACK}",
                f"management.tcp.port = {self.management_port}",
            ]
        if self._definitions is not None:
            self._private("definitions.json", json.dumps(self._definitions))
            inside = self.install.inside(self.data_dir / "definitions.json")
            return [*settings, f"load_definitions = {inside}"]
        return [
            *settings,
            "default_user = admin",
            f"default_pass = {self.admin_password}",
            "default_user_tags.administrator = true",
        ]

    def _environment(self) -> dict[str, str]:
        inside = self.install.inside
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return {
            **kept,
            "LC_ALL": "C.UTF-8",
            "HOME": inside(self.data_dir),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_NODENAME": self._name,
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._dist_port),
            "RABBITMQ_MNESIA_BASE": inside(self.data_dir / "mnesia"),
            "RABBITMQ_MNESIA_DIR": inside(self.data_dir / "mnesia" / "node"),
            "RABBITMQ_LOG_BASE": inside(self.data_dir / "log"),
            "RABBITMQ_CONFIG_FILE": inside(self.data_dir / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": inside(self.data_dir / "none.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": inside(self.data_dir / "enabled_plugins"),
            "RABBITMQ_PID_FILE": inside(self.data_dir / "node.pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2"
            ),
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            # The start script then becomes the node itself instead of waiting beside it, so
            # that a signal to the child reaches the node and no shell outlives a kill -9.
            "detached": "true",
        }

    def _start_epmd(self) -> None:
        command = self.install.epmd()
        if command is None or (self._epmd is not None and self._epmd.poll() is None):
            return
        # In the foreground: a port mapper started by the node would outlive us.
        self._epmd = spawn(
            [*command, "-address", LOOPBACK, "-port", str(self._epmd_port)],
            env=self._environment(),
            log=self.data_dir / "epmd.log",
        )

    def _signal(self, number: signal.Signals) -> None:
        if self._server is not None and self._server.poll() is None:
            os.killpg(self._server.pid, number)
