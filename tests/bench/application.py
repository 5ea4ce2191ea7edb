"""The application as granian loads it: the shipped collection, its index in the folder that INDEX
names.
"""

import os
from pathlib import Path

from web.application import create_app

EVIDENCE = Path(__file__).resolve().parents[2] / "evidence"

application = create_app(EVIDENCE, Path(os.environ["INDEX"]), watch=True)
