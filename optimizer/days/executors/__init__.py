"""Where days are planned: processes of this machine, or the workers of a Dask cluster."""

from optimizer.days.executors.cluster import LostRun, cluster_executor
from optimizer.days.executors.local import GENTLE, LocalExecutor, local_executor

__all__ = ["GENTLE", "LocalExecutor", "LostRun", "cluster_executor", "local_executor"]
