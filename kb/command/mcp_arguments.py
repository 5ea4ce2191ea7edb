"""What can be typed after `kb mcp`."""

from kb.command import option_values
from kb.command.command_parser import (
    Commands,
    command,
    engine_option,
    index_option,
    listening_options,
)


def mcp(commands: Commands) -> None:
    """The collection for assistants."""
    parser = command(
        commands,
        "mcp",
        "Serve the collection to assistants, by the Model Context Protocol",
        """  kb mcp                                over standard streams, as assistants start it
  kb mcp --http --port 8003             over HTTP, at http://127.0.0.1:8003/mcp
  kb mcp --public-url https://kb.example   answers link to that site""",
    )
    parser.add_argument("--http", action="store_true", help="over HTTP, not standard streams")
    listening_options(parser, 8003)
    parser.add_argument(
        "--public-url",
        type=option_values.public_url,
        metavar="URL",
        help="the address of the site, for links in answers",
    )
    index_option(parser)
    engine_option(parser)
