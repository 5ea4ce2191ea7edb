"""What can be typed after `kb import`."""

from pathlib import Path
from typing import get_args

from kb.command.command_parser import Commands, command, json_option
from kb.model.source import Design


def references(commands: Commands) -> None:
    """What can be typed after `kb import`."""
    parser = command(
        commands,
        "import",
        "Write sources from files of references",
        """  kb import export.ris pubmed.nbib       also BibTeX, CSL-JSON, CSL-YAML, EndNote XML
  kb import export.ris --dry-run         show what would be written, changed and left out
  kb import trials.ris --design rct      all of them are trials, unless the file says otherwise
  kb import dois.txt --online            a list of DOIs or PMIDs, from Crossref and PubMed""",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="what to import")
    parser.add_argument(
        "--design",
        choices=get_args(Design),
        default="",
        help="what kind of study or text they are, where a file doesn't say it",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument(
        "--online", action="store_true", help="get the records of a list of DOIs or PMIDs"
    )
    parser.add_argument(
        "--also-alike",
        action="store_true",
        help="also write what only has a title and year like those of a source that is there",
    )
    json_option(parser)
