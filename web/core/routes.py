"""The addresses of the site's pages, from the application's own routes."""

from flask import Flask

PAGES = ("web.pages.", "web.api.api_page")


def page_addresses(app: Flask) -> tuple[str, ...]:
    """The pages that need no id, in alphabetical order; files and JSON next to them left out."""
    return tuple(
        sorted(
            rule.rule
            for rule in app.url_map.iter_rules()
            if not rule.arguments
            and "GET" in (rule.methods or ())
            and app.view_functions[rule.endpoint].__module__.startswith(PAGES)
            and "." not in rule.rule
        )
    )
