"""The second process that reads ahead: the same readings as here, whatever happens to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from qingdan import beside
from qingdan.normalize.text_reading import Question, TextReading, read_text

SAMPLE = Path(__file__).parents[1] / "samples" / "dazu-2022-105"
TEXTS = (
    "到2025年，新建水厂2座，供水保证率不低于95%。",
    "严禁露天焚烧，9月底前完成整改。",
    "鼓励企业采用先进技术。",
    "每季度至少开展1次巡查。",
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


def asked(*texts: str) -> list[Question]:
    return [Question(text, 2022, (2021, 2025), False, task=True) for text in texts]


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(beside, "_has_second_core", lambda: True)
    process = beside.start()
    assert process is not None
    yield process
    process.close()


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that this process has read itself."""
    texts: list[str] = []

    def noted(question: Question) -> TextReading:
        texts.append(question.text)
        return read_text(question)

    monkeypatch.setattr(beside, "read_text", noted)
    return texts


def test_readings_of_the_other_process_are_those_of_this_one(other, read_here):
    questions = asked(*TEXTS * 30)
    other.expect(iter(questions))
    assert [other.read(question) for question in questions] == [read_text(question) for question in questions]
    assert read_here == []


def test_what_was_not_announced_is_read_here(other, read_here):
    first, second, third = asked(*TEXTS[:3])
    other.expect(iter([first, third]))
    for question in (first, second, third):
        assert other.read(question) == read_text(question)
    assert read_here == [second.text]


def test_long_texts_are_read_here_and_the_others_go_on(other, read_here):
    questions = asked(TEXTS[0], TEXTS[1] * 500, *TEXTS)
    other.expect(iter(questions))
    assert [other.read(question) for question in questions] == [read_text(question) for question in questions]
    assert read_here == [TEXTS[1] * 500]


def test_a_document_may_end_early(other, read_here):
    other.expect(iter(asked(*TEXTS * 100)))
    other.read(asked(TEXTS[0])[0])
    questions = asked(*reversed(TEXTS))
    other.expect(iter(questions))
    assert [other.read(question) for question in questions] == [read_text(question) for question in questions]
    assert read_here == []


def test_more_than_a_pipe_holds_is_not_waited_for(other, read_here):
    questions = asked(*(f"{n}." + TEXTS[0] * 150 for n in range(80)))
    other.expect(iter(questions))
    assert [len(other.read(question).targets) for question in questions] == [
        len(read_text(question).targets) for question in questions
    ]
    assert read_here == []


def test_the_death_of_the_other_process_costs_nothing_but_time(other, read_here):
    questions = asked(*TEXTS * 200)
    other.expect(iter(questions))
    found = [other.read(questions[0])]
    os.kill(other._pid, signal.SIGKILL)
    found += [other.read(question) for question in questions[1:]]
    assert found == [read_text(question) for question in questions]
    assert len(read_here) > 600


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 2)])
def test_no_second_process_without_a_second_core_or_beside_threads(cores, threads, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    monkeypatch.setattr("threading.active_count", lambda: threads)
    assert beside.start() is None


def test_a_run_writes_the_same_bytes_with_and_without_it(tmp_path):
    source = next(SAMPLE.glob("*.txt"))
    for out, jobs in (("beside", ()), ("alone", ("--jobs", "1"))):
        command = [
            sys.executable,
            "-m",
            "qingdan",
            "extract",
            str(source),
            "--out",
            str(tmp_path / out),
            *jobs,
        ]
        assert subprocess.run(command, capture_output=True).returncode == 0
    written, alone = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "beside", tmp_path / "alone")
    )
    assert written == alone
    assert len(written) > 5
