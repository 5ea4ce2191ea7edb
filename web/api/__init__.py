"""The JSON API: views, contract, OpenAPI document."""
