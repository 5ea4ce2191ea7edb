"""How to reach a cluster, from the environment or from a TOML file that `KB_OPENSEARCH_FILE` names.

Passwords are never shown: not in messages, not in `repr`.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from search.engines.protocol import Unavailable

PREFIX = "KB_OPENSEARCH_"
FILE = f"{PREFIX}FILE"
SEVERAL = {"addresses", "prefix"}  # what a text may name several of, between commas or spaces


def _with_a_port_that_exists(address: str) -> str:
    """Raises ValueError for another port, and for brackets that don't close."""
    _ = urlsplit(address).port
    return address


Address = Annotated[
    str, Field(pattern=r"^https?://[^\s/@]+/?$"), AfterValidator(_with_a_port_that_exists)
]
Prefix = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]


class ClusterSettings(BaseModel):
    """Each is a key of the file, and an environment variable in capitals after `KB_OPENSEARCH_`,
    which goes first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    addresses: Annotated[tuple[Address, ...], Field(min_length=1)] = ("http://localhost:9200",)
    user: str | None = None
    password: SecretStr | None = None
    ca: Path | None = None  # certificates to trust, instead of the system's
    prefix: Annotated[tuple[Prefix, ...], Field(min_length=1)] = ("evidence-kb",)
    shards: Annotated[int, Field(ge=1, le=1024)] = 1
    replicas: Annotated[int, Field(ge=0, le=20)] = 1
    seconds: Annotated[float, Field(gt=0, le=600)] = 10  # for an answer
    tries: Annotated[int, Field(ge=1, le=10)] = 3


def cluster_settings(environment: Mapping[str, str] = os.environ) -> ClusterSettings:
    """The settings of this environment. Raises Unavailable with what is wrong, without values."""
    told = {**_of_file(environment.get(FILE)), **_of(environment)}
    for name in SEVERAL & told.keys():
        if isinstance(told[name], str):
            told[name] = tuple(told[name].replace(",", " ").split())
    try:
        return ClusterSettings.model_validate(told)
    except ValidationError as error:
        wrong = {str(one["loc"][0]) for one in error.errors(include_input=False)}
        raise Unavailable(
            f"The settings of the search cluster aren't right: {', '.join(sorted(wrong))}."
        ) from None


def _of(environment: Mapping[str, str]) -> dict[str, Any]:
    names = ((name, f"{PREFIX}{name.upper()}") for name in ClusterSettings.model_fields)
    return {name: environment[variable] for name, variable in names if environment.get(variable)}


def _of_file(path: str | None) -> dict[str, Any]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it isn't TOML"
        raise Unavailable(f"{FILE} names {path}, which can't be read ({why}).") from None
