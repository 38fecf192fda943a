"""A second process that reads the texts of tasks while this one goes on: a third of the work of a long document.

What a text says depends on the text alone (normalize/text_reading.py), so that both processes give the same. The
second one is forked before anything heavy is loaded, gets texts through a pipe and gives back their readings in the
same order. Only a command that is a process of its own asks for it, never the library, and only where there is a
second core. Whatever happens to it, the texts that it has not answered are read here.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

from .kept import save
from .normalize.text_reading import Question, TextReader, TextReading, prepare_to_read, read_text

_KILL = 9  # signal.SIGKILL, whose module takes a millisecond to load
SMALLEST = 30_000  # bytes of sources; below that there is nothing to gain
# What is asked and not yet answered fits into a pipe, so that neither process waits for the other to read:
# at most 24 kB, and one message of 4,000 + 4,000 signs of 3 bytes.
_PIPE = 65_536
_UNDERWAY = 24_000
_AT_ONCE = 8
_LONGEST = 4_000  # characters; a longer text is read here


class Beside(TextReader):
    """Texts that were announced are read ahead in the other process, all others here."""

    __slots__ = ("_answers", "_asked", "_expected", "_pid", "_questions", "_ready")

    def __init__(self, pid: int, questions: BinaryIO, answers: BinaryIO) -> None:
        self._pid, self._questions, self._answers = pid, questions, answers
        self._expected: Iterator[Question] = iter(())
        self._asked: deque[tuple[list[Question], int]] = deque()  # not yet answered, with their bytes
        self._ready: deque[tuple[Question, TextReading]] = deque()

    def expect(self, questions: Iterator[Question]) -> None:
        while self._asked:  # of a document that came to an end early
            self._receive()
        self._ready.clear()
        self._expected = (question for question in questions if len(question.text) <= _LONGEST)
        self._ask()

    def read(self, question: Question) -> TextReading:
        while self._asked and not self._ready:
            self._receive()
            self._ask()
        if self._ready and self._ready[0][0] == question:
            return self._ready.popleft()[1]
        return read_text(question)

    def close(self) -> None:
        """End the other process."""
        self._lose()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._pid, _KILL)
            os.waitpid(self._pid, 0)

    def _ask(self) -> None:
        underway = sum(size for _, size in self._asked)
        while underway < _UNDERWAY and (batch := self._next_questions()):
            message = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
            try:
                self._questions.write(message)
                self._questions.flush()
            except OSError:
                self._lose()
                return
            self._asked.append((batch, len(message)))
            underway += len(message)

    def _next_questions(self) -> list[Question]:
        batch: list[Question] = []
        characters = 0
        for question in islice(self._expected, _AT_ONCE):
            batch.append(question)
            characters += len(question.text)
            if characters >= _LONGEST:
                break
        return batch

    def _receive(self) -> None:
        try:
            readings = pickle.load(self._answers)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._lose()
        else:
            self._ready.extend(zip(self._asked.popleft()[0], readings, strict=True))

    def _lose(self) -> None:
        """There will be no more answers."""
        self._asked.clear()
        self._expected = iter(())
        for pipe in (self._questions, self._answers):
            with suppress(OSError):  # what was not sent any more
                pipe.close()


def start() -> Beside | None:
    """The second process; None where there cannot be one or where it would only take time from this one."""
    if not hasattr(os, "fork") or not _has_second_core():
        return None
    asked_out, asked_in = os.pipe()
    told_out, told_in = os.pipe()
    pid = _fork() if _is_roomy(asked_in) else -1
    if pid == 0:
        try:
            os.close(asked_in)
            os.close(told_out)
            _serve(os.fdopen(asked_out, "rb"), os.fdopen(told_in, "wb"))
        except BaseException:  # the other process reads for itself what gets no answer
            pass
        finally:
            os._exit(0)
    os.close(asked_out)
    os.close(told_in)
    if pid < 0:
        os.close(asked_in)
        os.close(told_out)
        return None
    return Beside(pid, os.fdopen(asked_in, "wb"), os.fdopen(told_out, "rb"))


def _has_second_core() -> bool:
    """Whether there is one, and no thread that a fork would cut off."""
    import threading

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return cores > 1 and threading.active_count() == 1


def _is_roomy(pipe: int) -> bool:
    """Whether a pipe holds as much as usual: a user with very many pipes gets small ones."""
    import fcntl

    return fcntl.fcntl(pipe, getattr(fcntl, "F_GETPIPE_SZ", 1032)) >= _PIPE


def _fork() -> int:
    try:
        return os.fork()
    except OSError:
        return -1


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more questions."""
    prepare_to_read()  # while the other process loads its modules and the document
    save()
    while True:
        readings = [read_text(question) for question in pickle.load(questions)]
        answers.write(pickle.dumps(readings, pickle.HIGHEST_PROTOCOL))
        answers.flush()
        save()
