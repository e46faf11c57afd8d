"""Which workers there are: this process alone, several processes, or a cluster."""

from __future__ import annotations

from formcheck.work import base
from formcheck.work.base import Show, Stop, Workers
from formcheck.work.here import Here


def jobs_of(asked: int | None) -> int:
    """How many processes work side by side; None: one for each processor."""
    return base.cores() if asked is None else asked


def workers(jobs: int, stop: Stop, show: Show, cluster: str | None = None) -> Workers:
    """Workers for a call of a command."""
    if cluster is not None:
        from formcheck.work.cluster import Cluster

        return Cluster(cluster, stop, show)
    if jobs > 1:
        from formcheck.work.processes import Processes

        return Processes(jobs, stop, show)
    return Here(stop, show)
