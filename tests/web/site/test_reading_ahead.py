"""What the first readers would wait for is made once the server has started."""

import threading
from pathlib import Path

from kb.statements.answers import Answers
from small_collection import write_collection
from web.application import create_app


def test_a_server_derives_the_answers_before_its_readers_ask(tmp_path: Path) -> None:
    app = create_app(write_collection(tmp_path / "evidence"), tmp_path / "index", watch=True)
    live = app.extensions["live"]
    for thread in threading.enumerate():
        if thread.name == "ahead":
            thread.join(timeout=20)
    live.close()
    answers = live.state.library.answers
    assert isinstance(answers, Answers)
    assert answers.made.keys() == set(answers)
