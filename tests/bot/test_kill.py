"""Killed in the middle of a burst, the bot answers every question exactly once after its restart."""

from pathlib import Path

import pytest

from tests.bot.killing import QUESTIONS, burst
from tests.botapi import BotApi


@pytest.mark.parametrize(("kill_at", "in_the_window"), [(1, True), (23, True), (17, False)])
async def test_a_kill_in_a_burst_leaves_every_question_answered_exactly_once(
    api: BotApi, tmp_path: Path, kill_at: int, in_the_window: bool
) -> None:
    assert await burst(api, tmp_path / "index", kill_at, in_the_window=in_the_window) == {1: QUESTIONS}
