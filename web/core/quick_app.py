"""Flask for many small requests: without what it does in case of coroutines, and without an error
for each parameter that isn't there.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict


class Parameters(ImmutableMultiDict[str, Any]):
    """The parameters or cookies of a request, nearly all of which are missing."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # noqa: ANN401 werkzeug's own signature
        """As ever, without an exception inside where there is none."""
        return super().get(key, default, type) if key in self else default


class QuickRequest(Request):
    """A request with such parameters."""

    parameter_storage_class = dict_storage_class = Parameters


class QuickApp(Flask):
    """An application without coroutines."""

    request_class = QuickRequest

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func
