"""How soon a running bot answers from a letter that another process took in, and whether a removed one is gone at once.

python -m benchmarks.live [ROUNDS]
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bot_latency import ask, questions, verbale
from tests.botapi import BotApi
from tests.people import Person

PATIENCE_SECONDS = 30.0


def letter(number: int) -> str:
    return (
        f"United Nations   A/78/{700 + number}\n\nDistr.: General\n2 May 2023\n\nLetter dated 2 May 2023 from the "
        "Permanent Representative of Velmora to the United Nations addressed to the Secretary-General\n\n"
        f"1. The lighthouse of Quellport{number} was struck by lightning on 3 April 2023.\n\n"
        "2. Velmora asks that it be mended.\n\n(Signed) Ilva Tarn\nPermanent Representative\n"
    )


async def quoted(api: BotApi, person: Person, number: int) -> bool:
    """Ask once, and tell whether the answer quotes the letter."""
    asked = person.writes(f"What struck the lighthouse of Quellport{number}?")
    replies = await api.until(lambda: api.replies_to(asked), PATIENCE_SECONDS)
    return any("was struck by lightning" in reply["text"] for reply in replies)


async def one_round(api: BotApi, folder: str, number: int) -> tuple[float, bool]:
    """Return the seconds from the end of an ingest to a quotation, and whether it is gone after the letter went."""
    person, path = Person(api, 7_000_000_100 + number), Path(folder) / f"letter-{number}.txt"
    path.write_text(letter(number), encoding="utf-8")
    if await (await verbale("ingest", str(path), folder=f"{folder}/index")).wait():
        raise RuntimeError("the letter was not taken in")
    ended = time.monotonic()
    while not await quoted(api, person, number):
        if time.monotonic() > ended + PATIENCE_SECONDS:
            raise TimeoutError("the letter is never quoted")
    seconds = time.monotonic() - ended
    await (await verbale("remove", f"A/78/{700 + number}", folder=f"{folder}/index")).wait()
    return seconds, not await quoted(api, person, number)


async def run(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        await (await verbale("ingest", "data/letters", folder=f"{folder}/index")).wait()
        async with BotApi() as api:
            bot = await verbale("serve", folder=f"{folder}/index", url=api.url)
            await ask(api, Person(api, 99), questions()[0])
            results = [await one_round(api, folder, number) for number in range(rounds)]
            bot.terminate()
            code = await bot.wait()
    print("seconds from the end of the ingest to the quotation:", ", ".join(f"{each:.2f}" for each, _ in results))
    print(f"gone from the very next answer: {sum(gone for _, gone in results)} of {rounds}; the bot ended with {code}")
    return int(code or not all(gone for _, gone in results))


if __name__ == "__main__":
    sys.exit(asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
