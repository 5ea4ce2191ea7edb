"""The API's own description: an OpenAPI 3.1 document made of its operations and the schemas of its
answers.
"""

from typing import Any

from kb.model.library import Library
from web.api import api_wording as wording
from web.api.answer_schemas import PLACE, schemas
from web.api.operations import OPERATIONS, ROOT, Operation
from web.api.parameters import Parameter

Json = dict[str, Any]
# of the API's contract: the first number changes when an answer loses or renames something
VERSION = "1.1.0"
ALWAYS = (400, 405, 414)


def document(library: Library, public: str) -> Json:
    """The OpenAPI document for this collection; `public` is the site's address, or empty."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": library.collection.title,
            "version": VERSION,
            "description": wording.ABOUT,
            "license": {
                "name": library.collection.licence,
                "identifier": library.collection.licence,
            },
        },
        "security": [],
        "servers": [{"url": f"{public}{ROOT}"}],
        "paths": {
            operation.path: {"get": _operation(operation, library)} for operation in OPERATIONS
        },
        "components": {"schemas": schemas()},
    }


def _operation(operation: Operation, library: Library) -> Json:
    named = [_id(operation.id_pattern)] if operation.id_pattern else []
    errors = {str(code): _error(code) for code in sorted({*ALWAYS, *operation.errors})}
    return {
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": [
            *named,
            *(_parameter(parameter) for parameter in operation.parameters(library)),
        ],
        "responses": {
            "200": _answer(operation.answer),
            "304": {"description": wording.NOT_CHANGED},
            **errors,
        },
    }


def _answer(schema: str) -> Json:
    tag = {
        "description": wording.ETAG,
        "schema": {"type": "string"},
    }
    return {
        "description": wording.ANSWER,
        "headers": {"ETag": tag},
        "content": {"application/json": {"schema": {"$ref": PLACE + schema}}},
    }


def _error(code: int) -> Json:
    return {
        "description": wording.STATUS[code],
        "content": {"application/problem+json": {"schema": {"$ref": PLACE + "Problem"}}},
    }


def _id(pattern: str) -> Json:
    schema = {"type": "string", "pattern": pattern, "maxLength": 80}
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": wording.ENTRY_ID,
        "schema": schema,
    }


def _parameter(parameter: Parameter) -> Json:
    described = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.what,
        "schema": parameter.schema(),
    }
    return {**described, "style": "form", "explode": True} if parameter.many else described
