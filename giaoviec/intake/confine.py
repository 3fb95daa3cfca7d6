"""What the child process gives up before it looks at a byte: memory, time, disk and network."""

from __future__ import annotations

import ctypes
import os
import resource

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_DUMPABLE = 4


def confine(*, memory: int, cpu_seconds: int, cpu_ceiling: int) -> None:
    """Limit this process and all it starts.

    ``memory``: bytes of address space. ``cpu_seconds`` may later be raised to ``cpu_ceiling`` by ``allow_cpu``.
    No core dump and no file: bytes that may be secret reach no disk, by whatever library.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    leave_network()
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def forbid_files() -> None:
    """From here on no byte can be written to a file; called once the parser's own code is imported."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Allow ``seconds`` of CPU time in all, at most the ceiling."""
    _, ceiling = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, ceiling), ceiling))


def leave_network() -> bool:
    """Enter a network namespace with nothing in it; False where the kernel does not let us."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET
    return bool(unshare(flags) == 0)
