"""A PostgreSQL of a test's own, that it may stop and start."""

import os
import shutil
import socket
import subprocess
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

_USUAL = "/usr/lib/postgresql"  # Debian keeps a folder a version there


def programs() -> Path | None:
    """Return the folder of `initdb` and `pg_ctl`; None where there are none."""
    if os.name != "posix":
        return None
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    there = sorted(Path(_USUAL).glob("*/bin/pg_ctl"))
    return there[-1].parent if there else None


class OwnServer:
    """Runs with the data of one folder, until `close`."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._as: dict[str, Any] = {}
        self._folder = Path(mkdtemp(prefix="pg"))
        if os.name == "posix" and os.getuid() == 0:  # which PostgreSQL does not run as
            self._as = {"user": "postgres"}
            shutil.chown(self._folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._data = self._folder / "data"
        self._run(
            "initdb", "-D", self._data, "-U", "salon", "-A", "trust", "-E", "UTF8"
        )
        self.url = f"postgresql://salon@127.0.0.1:{self._port}/postgres"
        self.start()

    def start(self) -> None:
        """Start it; return when it answers."""
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1"
            f" -c unix_socket_directories={self._folder}"
        )
        log = self._folder / "log"
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", log, "-o", options)

    def stop(self, how: str = "fast") -> None:
        """Stop it: "fast" parts from everybody, "immediate" is a power cut."""
        self._run("pg_ctl", "stop", "-w", "-D", self._data, "-m", how)

    def brought_back(self) -> str:
        """Dump the records as people are told to; return where they were restored."""
        dump, again = (
            self._folder / "salon.dump",
            self.url.replace("/postgres", "/again"),
        )
        self._run("pg_dump", "--format", "custom", "--file", dump, self.url)
        self._run("psql", "-c", "DROP DATABASE IF EXISTS again", self.url)
        self._run("psql", "-c", "CREATE DATABASE again TEMPLATE template0", self.url)
        self._run("pg_restore", "--dbname", again, dump)
        return again

    def close(self) -> None:
        """Stop it for good."""
        if (self._data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *words: object) -> None:
        subprocess.run(
            [str(self._programs / program), *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            check=True,
            **self._as,
        )
