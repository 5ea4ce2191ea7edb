"""What can be typed after `kb build`."""

from pathlib import Path

from kb.command.command_parser import Commands, command, engine_option, index_option


def build(commands: Commands) -> None:
    """The command that writes the site as files."""
    parser = command(
        commands,
        "build",
        "Write the site as files that work offline, from a disk or any web server",
        """  kb build site                 then open site/index.html
  kb build site                 again: writes only what has changed""",
    )
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="where to: a new folder, or one built before"
    )
    index_option(parser)
    engine_option(parser)
