"""Lanes: order is kept, errors of the thread come through, and no thread is left behind."""

import os
import signal
from collections.abc import Iterator
from threading import Event
from threading import enumerate as living

import pytest

from formcheck.errors import InputError, OutputError
from formcheck.tracking.queues import ReadAhead, WriteBehind, room_for


def _lanes() -> list[str]:
    return [thread.name for thread in living() if "read-ahead" in thread.name or "write-behind" in thread.name]


def test_items_come_in_their_order() -> None:
    with ReadAhead(range(100), 3) as lane:
        assert list(lane) == list(range(100))
    assert _lanes() == []


def test_it_reads_no_further_ahead_than_there_is_room() -> None:
    taken: list[int] = []
    third = Event()

    def source() -> Iterator[int]:
        for i in range(100):
            taken.append(i)
            if i == 3:
                third.set()  # the lane holds 0, 1 and 2 and waits with 3 in its hand
            yield i

    with ReadAhead(source(), 3):
        assert third.wait(10)
        assert taken == [0, 1, 2, 3]
    assert _lanes() == []


def test_an_error_of_the_source_comes_after_the_items_before_it() -> None:
    def source() -> Iterator[int]:
        yield 1
        yield 2
        raise InputError("clip.mp4: broken; copy it again")

    seen = []
    with ReadAhead(source(), 8) as lane, pytest.raises(InputError, match=r"clip\.mp4"):
        for item in lane:
            seen.append(item)
    assert seen == [1, 2]
    assert _lanes() == []


def test_leaving_early_ends_the_thread() -> None:
    closed = Event()

    def source() -> Iterator[int]:
        try:
            yield from range(1_000_000)
        finally:
            closed.set()

    with ReadAhead(source(), 1) as lane:
        assert next(iter(lane)) == 0
    assert closed.is_set()
    assert _lanes() == []


def test_everything_that_was_put_is_written_in_order() -> None:
    written: list[int] = []
    with WriteBehind(written.append, 2) as lane:
        for i in range(50):
            lane.put(i)
    assert written == list(range(50))
    assert _lanes() == []


def test_what_was_put_is_written_also_when_the_block_is_interrupted() -> None:
    written: list[int] = []
    with pytest.raises(KeyboardInterrupt), WriteBehind(written.append, 8) as lane:
        lane.put(1)
        lane.put(2)
        raise KeyboardInterrupt
    assert written == [1, 2]


needs_sigint = pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is not signal.default_int_handler, reason="the signal is ignored, as under nohup"
)


@needs_sigint
def test_a_signal_while_it_waits_for_the_writer_does_not_let_go_of_it() -> None:
    written: list[int] = []

    def write(item: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)  # the one who put it waits at the end of the block by now, or will
        sum(range(2_000_000))  # still busy when the signal has arrived
        written.append(item)

    with pytest.raises(KeyboardInterrupt), WriteBehind(write, 8) as lane:
        lane.put(1)
    assert written == [1]
    assert _lanes() == []


@needs_sigint
def test_a_signal_ends_the_waiting_for_a_writer_that_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.tracking.queues.FAREWELL_S", 0.01)
    answers, waiting = Event(), Event()

    def write(_item: int) -> None:
        waiting.wait(10)
        os.kill(os.getpid(), signal.SIGINT)
        answers.wait(10)

    with pytest.raises(KeyboardInterrupt), WriteBehind(write, 8) as lane:
        lane.put(1)
        waiting.set()
    assert not answers.is_set()
    answers.set()


def test_an_error_of_the_writer_stops_the_one_who_puts() -> None:
    def write(item: int) -> None:
        if item == 3:
            raise OutputError("video.mp4: no room; choose another place")

    put = 0
    with pytest.raises(OutputError, match=r"video\.mp4"), WriteBehind(write, 1) as lane:
        for i in range(100):
            lane.put(i)
            put = i
    assert put < 10
    assert _lanes() == []


def test_an_error_with_the_last_item_is_told_at_the_end() -> None:
    def write(item: int) -> None:
        raise OutputError("video.mp4: no room; choose another place")

    with pytest.raises(OutputError), WriteBehind(write, 8) as lane:
        lane.put(1)


@pytest.mark.parametrize(("size", "room"), [((640, 360), 16), ((1280, 720), 8), ((1920, 1080), 3), ((7680, 4320), 1), ((1, 1), 16)])
def test_large_pictures_get_little_room(size: tuple[int, int], room: int) -> None:
    assert room_for(size) == room
