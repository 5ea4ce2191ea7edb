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
        "Import sources from reference files",
        """  kb import export.ris pubmed.nbib       also BibTeX, CSL-JSON, CSL-YAML, EndNote XML
  kb import export.ris --dry-run         preview what would be written, changed or skipped
  kb import trials.ris --design rct      all of them are trials, unless the file says otherwise
  kb import dois.txt --online            a list of DOIs or PMIDs, from Crossref and PubMed""",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files to import")
    parser.add_argument(
        "--design",
        choices=get_args(Design),
        default="",
        help="what kind of study or text they are, where a file doesn't say it",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument(
        "--online", action="store_true", help="fetch the records for a list of DOIs or PMIDs"
    )
    parser.add_argument(
        "--also-alike",
        action="store_true",
        help="also import records whose title and year match a source you have",
    )
    json_option(parser)
