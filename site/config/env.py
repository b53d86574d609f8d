"""Settings from the environment: each helper names the variable in its error."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_domain_name
from django.http.request import split_domain_port, validate_host

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}
# Of so many random characters at least one is new; "xxxxx" and "change-me" are caught.
DIFFERENT_OF = 4


def env_text(name: str, default: str | None = None) -> str:
    """The value of `name`. Raises ImproperlyConfigured when it is missing and has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def env_secret(name: str, default: str | None = None, *, at_least: int = 0) -> str:
    """The value of `name`, or the content of the file that `<name>_FILE` names.

    Raises ImproperlyConfigured where it is missing without a default, or can be no random text of `at_least`
    characters.
    """
    if value := _content_of(f"{name}_FILE") or os.environ.get(name):
        if len(value) < at_least or len(set(value)) < at_least // DIFFERENT_OF:
            raise ImproperlyConfigured(f"{name} must be random, of at least {at_least} characters.")
        return value
    if default is not None:
        return default
    raise ImproperlyConfigured(f"Set the secret {name}, or {name}_FILE to a file that holds it.")


def env_hosts(name: str) -> list[str]:
    """Host names, separated by commas. Raises ImproperlyConfigured for none and for "*", which is any."""
    hosts = [host.strip() for host in env_text(name).split(",") if host.strip()]
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(f"{name} must name each host under which the site is reached, not {hosts}.")
    return hosts


def _is_domain(host: str) -> bool:
    try:
        validate_domain_name(host)
    except ValidationError:
        return False
    return True


def env_address(name: str, hosts: list[str]) -> str:
    """The site's own address: HTTPS, one of `hosts`, and nothing after it. Raises ImproperlyConfigured."""
    address = env_text(name)
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.netloc or address != f"https://{parts.netloc}":
        raise ImproperlyConfigured(f"{name} must look like https://holdfast.example.org, not {address!r}.")
    if not validate_host(split_domain_port(parts.netloc)[0], hosts):
        raise ImproperlyConfigured(f"{name} is {address}, but HOLDFAST_HOSTS does not name that host.")
    return address


def refuse_missing(*names: str) -> None:
    """Raise one ImproperlyConfigured that names every variable of `names` that is missing or empty."""
    given = {name for name in names if os.environ.get(name) or os.environ.get(f"{name}_FILE")}
    if missing := [name for name in names if name not in given]:
        raise ImproperlyConfigured(
            f"Missing in the environment: {', '.join(missing)}. A secret may stand in a file that <name>_FILE names."
        )


def _content_of(name: str) -> str:
    path = os.environ.get(name)
    if not path:
        return ""
    try:
        return Path(path).read_text().strip()
    except OSError as refused:
        raise ImproperlyConfigured(f"{name}: the file {path} cannot be read ({refused.strerror}).") from refused


def env_flag(name: str, *, default: bool) -> bool:
    """Yes or no. Raises ImproperlyConfigured for a word that is neither."""
    word = os.environ.get(name)
    if word is None:
        return default
    if word.lower() in TRUE_WORDS:
        return True
    if word.lower() in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {word!r}.")


def env_number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number. Raises ImproperlyConfigured for anything that is not so many or more."""
    word = os.environ.get(name) or str(default)
    if not (word.isascii() and word.isdigit() and int(word) >= least):
        raise ImproperlyConfigured(f"{name} must be a whole number of {least} or more, not {word!r}.")
    return int(word)


def env_domains(name: str) -> list[str]:
    """Host names, separated by commas, in small letters; none where it is empty. Raises ImproperlyConfigured."""
    hosts = [host.strip().lower() for host in os.environ.get(name, "").split(",") if host.strip()]
    if wrong := [host for host in hosts if not _is_domain(host)]:
        raise ImproperlyConfigured(f"{name} must hold host names such as zoom.us, without https://, not {wrong}.")
    return hosts
