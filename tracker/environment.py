"""Reading the process environment for the settings: switches, lists and the secret key.

Nothing here knows Django; the names of the variables are in settings.py, next to their use.
"""

import os
import secrets
from pathlib import Path


def switch(name: str, *, default: bool = False) -> bool:
    """True when the variable is 1, true, yes or on (any case); `default` when it is not set."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    return value in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated values of a variable, without empty ones."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    """The variable's value, which must be among `allowed`; raises ValueError otherwise."""
    value = os.environ.get(name, "").strip() or default
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; it must be one of: {', '.join(allowed)}")
    return value


def web_address(name: str) -> str:
    """The variable as an http or https address, "" where it is not set; raises ValueError."""
    value = os.environ.get(name, "").strip()
    if value and not value.startswith(("http://", "https://")):
        raise ValueError(f"{name} must begin with http:// or https://")
    return value


def number(name: str, *, default: int) -> int:
    """The variable as a whole number of zero or more; raises ValueError for anything else."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdecimal():
        raise ValueError(f"{name} is {value!r}; it must be a whole number")
    return int(value)


def kept_secret(path: Path) -> str:
    """The secret in the file at `path`, made on first use and readable by its owner only.

    Several processes may start at once: the first to create the file wins, the others read it.
    Raises OSError when the folder cannot be written.
    """
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50) + "\n")
    try:
        # A hard link is made whole or not at all, and never replaces another's key.
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()
