"""Two web nodes behind nginx, a PostgreSQL primary with a synchronous standby, a job worker: then some of them die.

.venv/bin/python -m tools.cluster [--seconds S]        (`make test-cluster`)

Everything runs in network namespaces of this machine and is gone at the end. Status 0 when nothing acknowledged was lost or
doubled and the jobs went on, or when this machine allows no namespaces (which it says); 1 otherwise.
"""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

import psycopg

from tools import test_needs
from tools.cluster import databases
from tools.cluster.network import Host, NotAllowed, hosts
from tools.cluster.verdict import Verdict, compare, longest_gap
from tools.report import ROOT

NAMES = ["client", "proxy", "web1", "web2", "worker", "db1", "db2"]
PORT = 8000
PATIENCE = 60.0
NOTICED = 2.0  # seconds until whoever watches over the primary has the standby promoted
NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream nennep {{
    server {one}:{port} max_fails=1 fail_timeout=3s;
    server {two}:{port} max_fails=1 fail_timeout=3s;
  }}
  server {{
    listen {listen}:80;
    location / {{
      proxy_pass http://nennep;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_connect_timeout 1s;
      proxy_read_timeout 15s;
    }}
  }}
}}
"""


@dataclass
class Cluster:
    """The hosts, and where each keeps its things."""

    hosts: dict[str, Host]
    folder: Path

    def environment(self, name: str) -> dict[str, str]:
        """Return what the program needs to know on a host: its folder, the databases, its address."""
        first, second = self.hosts["db1"].address, self.hosts["db2"].address
        kept = {key: value for key, value in os.environ.items() if not key.startswith("NENNEP_")}
        own = {
            "NENNEP_DATA": str(self.folder / name),
            "NENNEP_DATABASE_URL": f"postgresql://postgres@{first}:5432,{second}:5432/nennep",
            "NENNEP_HOSTS": f"{self.hosts['proxy'].address},{self.hosts[name].address}",
            "NENNEP_ADDRESS": f"http://{self.hosts['proxy'].address}",
            "DJANGO_SETTINGS_MODULE": "nennep.config.settings.production",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        }
        return kept | own

    def python(self, name: str, *words: object) -> None:
        """Run a module of ours on a host to its end.

        Raises:
            RuntimeError: when it fails, with what it said.
        """
        command = self.hosts[name].command(sys.executable, "-m", *map(str, words))
        done = run(command, cwd=ROOT, env=self.environment(name), check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{words} on {name}: {done.stderr[-2000:]}")

    def start(self, name: str, *words: object) -> None:
        """Start a module of ours on a host."""
        command = (sys.executable, "-m", *map(str, words))
        self.hosts[name].start(*command, log=self.folder / f"{name}.log", environment=self.environment(name))


def set_up(cluster: Cluster) -> None:
    """Start everything; returns once the proxy answers."""
    first, second = (databases.own_folder(cluster.folder / name) for name in ("db1", "db2"))
    databases.start_pair(cluster.hosts["db1"], cluster.hosts["db2"], first, second)
    secrets = cluster.folder / "worker" / "secrets.json"
    cluster.python("worker", "nennep", "migrate", "-v", "0")
    cluster.python("worker", "tools.cluster.inside", "fill", cluster.folder / "known.json")
    for name in ("web1", "web2"):
        (cluster.folder / name / "static").mkdir(parents=True)
        shutil.copy(secrets, cluster.folder / name)  # one installation: the same keys on each node
        address = f"{cluster.hosts[name].address}:{PORT}"
        cluster.start(name, "nennep", "serve", "--bind", address, "--workers", "0", "--processes", "1", "--threads", "4")
    cluster.start("worker", "tools.cluster.inside", "work", cluster.folder / "worker" / "workers")
    proxy = cluster.folder / "proxy"
    proxy.mkdir(mode=0o755)
    one, two, listen = (cluster.hosts[name].address for name in ("web1", "web2", "proxy"))
    (proxy / "nginx.conf").write_text(NGINX.format(folder=proxy, one=one, two=two, listen=listen, port=PORT))
    cluster.hosts["proxy"].start("nginx", "-p", proxy, "-c", proxy / "nginx.conf", log=proxy / "log")
    for name in ("web1", "web2"):
        _until(f"{name} answers", lambda name=name: _answers(cluster, name))  # type: ignore[misc]  # the name is bound now


def _answers(cluster: Cluster, name: str) -> bool:
    code = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 1)"
    command = cluster.hosts["client"].command(sys.executable, "-c", code, cluster.hosts[name].address, str(PORT))
    return run(command, check=False, capture_output=True).returncode == 0


def _until(what: str, happened: Callable[[], bool], patience: float = PATIENCE) -> None:
    until = time.monotonic() + patience
    while not happened():
        if time.monotonic() > until:
            raise RuntimeError(f"it did not happen: {what}")
        time.sleep(0.3)


@dataclass
class Course:
    """What happened when (seconds since the epoch), and what was promised."""

    begun: float
    web_killed: float
    primary_killed: float
    promoted: float
    phones: dict[str, object]
    asked: int


def go_through(cluster: Cluster, seconds: float) -> Course:
    """Let marks and jobs flow, kill a web node after a quarter of the time and the primary after half of it."""
    seen, asked = cluster.folder / "seen.json", cluster.folder / "asked.json"
    begun = time.time()
    phones = ("tools.cluster.clients", cluster.hosts["proxy"].address, cluster.folder / "known.json", seconds, seen)
    cluster.start("client", *phones)
    shutil.copytree(cluster.folder / "worker", cluster.folder / "client", ignore=shutil.ignore_patterns("workers"))
    cluster.start("client", "tools.cluster.inside", "ask", seconds, asked)
    time.sleep(seconds / 4)
    web_killed = time.time()
    cluster.hosts["web1"].die()
    time.sleep(seconds / 4)
    primary_killed = time.time()
    cluster.hosts["db1"].die()
    time.sleep(NOTICED)
    databases.promote(cluster.folder / "db2")
    promoted = time.time()
    for process in cluster.hosts["client"].running:
        process.wait(seconds + PATIENCE)
    return Course(begun, web_killed, primary_killed, promoted, json.loads(seen.read_text()), json.loads(asked.read_text()))


def _column(folder: Path, statement: str) -> list[object]:
    with psycopg.connect(host=str(folder), user="postgres", dbname="nennep") as connection:
        return [row[0] for row in connection.execute(statement).fetchall()]


def tell(course: Course, seconds: float, marks: Verdict, jobs: Verdict) -> None:
    """Print what happened."""
    moments = [pair[0] for pair in course.phones["times"]]  # type: ignore[attr-defined]  # as the phones wrote it
    end = course.begun + seconds
    rows = [
        ("marks acknowledged", f"{marks.promised}"),
        ("  of them lost", f"{marks.lost}"),
        ("  there twice", f"{marks.doubled}"),
        ("  sent again after an answer was lost, and known", f"{course.phones['repeated']}"),
        ("marks there whose answer nobody got", f"{marks.unpromised}"),
        ("marks never acknowledged", f"{len(course.phones['open'])}"),  # type: ignore[arg-type]
        ("failed requests, by kind", ", ".join(f"{kind} {count}" for kind, count in course.phones["failures"].items()) or "none"),  # type: ignore[attr-defined]
        (
            "longest silence around the death of a web node",
            f"{longest_gap(moments, course.web_killed, course.primary_killed):.1f} s",
        ),
        ("longest silence around the death of the primary", f"{longest_gap(moments, course.primary_killed, end):.1f} s"),
        ("  of which until the standby was primary", f"{course.promoted - course.primary_killed:.1f} s"),
        ("jobs asked for", f"{jobs.promised}"),
        ("  lost", f"{jobs.lost}"),
        ("  done twice", f"{jobs.doubled}"),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def lacking() -> str:
    """Return what this machine cannot be given; installs what is missing where it may."""
    programs = {"nginx": "nginx-light", "setpriv": "util-linux", "ip": "iproute2"}
    wanted = [package for program, package in programs.items() if not shutil.which(program)]
    present, packages = test_needs.NEEDS["PostgreSQL 15 with contrib"]
    wanted += [] if present() else packages
    if wanted and not test_needs.install(wanted):
        return f"apt-get install {' '.join(wanted)}"
    return ""


def main() -> int:
    """Go through it and judge; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=32)
    seconds = parser.parse_args().seconds
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the hosts are taken down then too
    if needed := lacking():
        print(f"skipped: {needed} first")
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="nennep-cluster-") as folder, hosts(NAMES) as made:
            Path(folder).chmod(0o755)
            return judge(Cluster(made, Path(folder)), seconds)
    except NotAllowed as reason:
        print(f"skipped: this machine allows no network namespaces ({reason})")
        return 0


def judge(cluster: Cluster, seconds: float) -> int:
    """Set up, go through it, compare; return the exit status."""
    begun = time.monotonic()
    set_up(cluster)
    print(f"set up in {time.monotonic() - begun:.0f} s: 2 web nodes, proxy, worker, primary with a synchronous standby", flush=True)
    course = go_through(cluster, seconds)
    kept = cluster.folder / "db2"
    ended = "SELECT object_id FROM audit_entry WHERE action = 'cluster.ended'"
    _until("all jobs are done", lambda: len(set(_column(kept, ended))) >= course.asked, PATIENCE * 2)
    marks = compare(course.phones["acknowledged"], _column(kept, "SELECT nonce FROM attendance_attendancemark"))  # type: ignore[arg-type]
    jobs = compare(range(course.asked), _column(kept, ended))
    tell(course, seconds, marks, jobs)
    went_on = [pair for pair in course.phones["times"] if pair[0] > course.promoted]  # type: ignore[attr-defined]
    return 0 if marks.kept and jobs.kept and went_on and not course.phones["open"] else 1


if __name__ == "__main__":
    sys.exit(main())
