"""The `verbale` command as a person and as a program uses it, with the real engine over a few specimen letters."""

import asyncio
import io
import json
import logging
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watchfiles import Change

from bot.cli import build_parser, main
from bot.commands.letters import LetterFilter
from retrieval.storage.locks import WriterLock

ROOT = Path(__file__).parents[2]
LETTERS = ROOT / "data" / "letters"
CHOSEN = ("01-orvelland-halvek-filling.txt", "02-kesparia-reply-halvek.txt", "05-merovand-charge-corran.docx")
QUESTION = "What is the minimum flow under article 3 of the 1974 convention?"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, restored_logging: None) -> None:
    """No setting comes from outside, and nothing of one test is left for the next."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in [name for name in os.environ if name.startswith(("VERBALE_", "COLUMNS"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    for name in CHOSEN:
        shutil.copy(LETTERS / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Path:
    index = tmp_path_factory.mktemp("built") / "index"
    assert main(["ingest", str(folder), "--index", str(index)]) == 0
    return index


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "index"))


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command; return its exit code and what it wrote to stdout and stderr."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:
            code = int(str(ended.code))
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


def is_one_sentence(text: str) -> bool:
    return text.endswith(".\n") and text.count("\n") == 1 and "Traceback" not in text


# --- taking letters in and out ---------------------------------------------------------------------------------------


def test_ingest_tells_what_became_of_each_letter(call: Call, folder: Path, tmp_path: Path) -> None:
    code, out, err = call("ingest", folder, "--index", tmp_path / "new")
    assert (code, err) == (0, "")
    assert out.startswith("Letters: 3 added, in ")


def test_the_same_letters_again_change_nothing(call: Call, folder: Path, index: Path) -> None:
    code, out, _ = call("ingest", folder, "--index", index)
    assert code == 0
    assert out.startswith("Letters: 3 unchanged, in ")


def test_ingest_counts_for_a_program(call: Call, folder: Path, index: Path) -> None:
    code, out, _ = call("ingest", folder, "--index", index, "--json")
    report = json.loads(out)
    assert (code, report["unchanged"], report["refused"]) == (0, 3, 0)
    assert [one["status"] for one in report["outcomes"]] == ["unchanged"] * 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("spaces.txt", b" \n\t\n"),
        ("rubbish.bin", bytes(range(256)) * 40),
        ("rubbish.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20),
        ("rubbish.docx", b"PK\x03\x04" + bytes(range(256)) * 20),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_the_others_go_in(
    call: Call, tmp_path: Path, index: Path, name: str, content: bytes
) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / name).write_bytes(content)
    shutil.copy(LETTERS / "09-merovand-minister.txt", bad)
    code, out, err = call("ingest", bad, "--index", index)
    assert code == 1
    assert out.startswith("Letters: 1 added, 1 refused")
    assert name in err
    assert is_one_sentence(err)


def test_a_folder_without_letters_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    code, _, err = call("ingest", tmp_path / "none", "--index", tmp_path / "new")
    assert code == 1
    assert err == f"There are no letters in {tmp_path / 'none'}.\n"


def test_a_path_that_is_not_there_is_wrong_usage(call: Call, tmp_path: Path) -> None:
    code, _, err = call("ingest", tmp_path / "nowhere", "--index", tmp_path / "new")
    assert (code, err) == (2, f"There is no file or folder {tmp_path / 'nowhere'}.\n")
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(call: Call, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    code, _, err = call("ingest", folder, "--index", tmp_path / "closed" / "index")
    assert code == 1
    assert is_one_sentence(err)


def test_an_index_where_a_file_stands_is_told(call: Call, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, _, err = call("ingest", folder, "--index", tmp_path / "file" / "index")
    assert code == 1
    assert is_one_sentence(err)


async def test_watching_takes_in_what_is_added(tmp_path: Path) -> None:
    (tmp_path / "watched").mkdir()
    watching = await asyncio.create_subprocess_exec(
        *(
            sys.executable,
            "-m",
            "bot",
            "ingest",
            tmp_path / "watched",
            "--index",
            tmp_path / "new",
            "--watch",
            "--json",
        ),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert watching.stdout is not None
    try:
        first = json.loads(await watching.stdout.readline())
        following = asyncio.create_task(watching.stdout.readline())
        for number in range(60):
            (tmp_path / "watched" / "rubbish.bin").write_bytes(bytes(range(256)) * (number + 1))
            if (await asyncio.wait([following], timeout=4))[0]:
                break
        second = json.loads(following.result())
        watching.send_signal(signal.SIGINT)
        _, trouble = await watching.communicate()
    finally:
        if watching.returncode is None:
            watching.kill()
            await watching.wait()
    assert (first["refused"], second["refused"], b"KeyboardInterrupt" in trouble) == (0, 1, False)
    assert watching.returncode == 1


async def test_watching_outlasts_another_writer(tmp_path: Path) -> None:
    command = ("ingest", tmp_path / "watched", "--index", tmp_path / "new", "--watch", "--json")
    (tmp_path / "watched").mkdir()
    watching = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert watching.stdout is not None
    assert watching.stderr is not None
    try:
        await watching.stdout.readline()
        assert b"no letters" in await watching.stderr.readline()
        with WriterLock(tmp_path / "new" / "writer.lock").held():
            told = asyncio.create_task(watching.stderr.readline())
            for number in range(60):  # again and again: it may not watch yet
                (tmp_path / "watched" / "rubbish.bin").write_bytes(bytes(range(256)) * (number + 1))
                if (await asyncio.wait([told], timeout=4))[0]:
                    break
        taken_in = json.loads(await watching.stdout.readline())
        watching.send_signal(signal.SIGINT)
        await watching.communicate()
    finally:
        if watching.returncode is None:
            watching.kill()
            await watching.wait()
    assert b"I go on trying" in told.result()
    assert taken_in["refused"] == 1


def test_watching_does_not_wake_at_what_an_ingest_writes_itself(index: Path) -> None:
    wakes = LetterFilter()
    assert not wakes(Change.modified, str(index / "letters.sqlite3-wal"))
    assert not wakes(Change.added, str(index / "uploads" / "a.txt"))
    assert wakes(Change.added, str(index.parent / "a.txt"))


def test_a_removed_letter_is_gone(call: Call, index: Path) -> None:
    assert len(json.loads(call("letters", "--index", index, "--json")[1])) == 3
    code, out, _ = call("remove", CHOSEN[1], "--index", index)
    assert code == 0
    assert out.startswith("Removed Kesparia")
    assert len(json.loads(call("letters", "--index", index, "--json")[1])) == 2
    code, _, err = call("remove", CHOSEN[1], "--index", index)
    assert code == 1
    assert is_one_sentence(err)


# --- reading ---------------------------------------------------------------------------------------------------------


def test_parse_prints_the_contract(call: Call) -> None:
    code, out, _ = call("parse", LETTERS / CHOSEN[0], "--json")
    letter = json.loads(out)
    assert code == 0
    assert letter["kind"] == "letter"
    assert letter["from"] == ["Orvelland"]
    keys = (
        "symbols title kind date from from_office to organs agenda_items lang signatories reply_to paragraphs footnotes"
    )
    assert set(keys.split()) <= set(letter)
    assert {"number", "page", "kind", "attribution", "text"} <= set(letter["paragraphs"][0])
    assert {"indicator", "page", "called_in", "text", "citations"} <= set(letter["footnotes"][0])
    citations = [one for note in letter["footnotes"] for one in note["citations"]]
    assert all({"kind", "symbols", "text"} <= set(one) for one in citations)


def test_parse_reads_standard_input(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (LETTERS / CHOSEN[0]).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    _, piped, _ = call("parse", "-", "--json")
    _, named, _ = call("parse", LETTERS / CHOSEN[0], "--json")
    assert json.loads(piped)["paragraphs"] == json.loads(named)["paragraphs"]


def test_parse_shows_a_person_masthead_paragraphs_and_notes(call: Call) -> None:
    code, out, _ = call("parse", LETTERS / CHOSEN[0])
    assert code == 0
    for words in ("From", "Orvelland", "1. body, p. 1", "[1] "):
        assert words in out


@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 40])
def test_parse_refuses_what_is_no_letter(call: Call, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    code, out, err = call("parse", tmp_path / "x", "--json")
    assert (code, out) == (1, "")
    assert is_one_sentence(err)


def test_parse_reads_in_another_process(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.readers.pdf.read_pdf", None)
    code, out, _ = call("parse", str(LETTERS / "03-orvelland-identical-letters.pdf"), "--json")
    assert (code, json.loads(out)["kind"]) == (0, "identical letters")


def test_parse_wants_one_file_that_exists(call: Call, tmp_path: Path) -> None:
    assert call("parse", tmp_path / "x")[0] == 2
    assert call("parse", tmp_path)[0] == 2


def test_a_letter_is_shown_by_symbol_in_any_spelling_or_by_file(call: Call, index: Path) -> None:
    symbol = json.loads(call("letters", "Orvelland", "--index", index, "--json")[1])[0]["symbols"][0]
    shown = {call("show", name, "--index", index)[1] for name in (symbol, symbol.lower(), CHOSEN[0])}
    assert len(shown) == 1
    assert "Orvelland" in shown.pop()


def test_a_shown_letter_names_its_neighbours(call: Call, index: Path) -> None:
    detail = json.loads(call("show", CHOSEN[1], "--index", index, "--json")[1])
    assert [one["letter"]["source"] for one in detail["replies_to"] if one["letter"]] == [CHOSEN[0]]
    assert detail["letter"]["from"] == ["Kesparia"]


def test_a_corrigendum_is_named_as_one(call: Call, tmp_path: Path) -> None:
    names = ("10-joint-orvelland-ondrey.pdf", "11-joint-corrigendum.txt")
    assert call("ingest", *(LETTERS / name for name in names), "--index", tmp_path / "joint")[0] == 0
    assert "\n  Corrigendum: Orvelland, " in call("show", names[0], "--index", tmp_path / "joint")[1]
    assert "\n  Main document: Orvelland, " in call("show", names[1], "--index", tmp_path / "joint")[1]
    detail = json.loads(call("show", names[0], "--index", tmp_path / "joint", "--json")[1])
    assert [one["addition"] for one in detail["related"]] == ["corrigendum"]


def test_a_letter_that_is_not_there_is_told(call: Call, index: Path) -> None:
    code, out, err = call("show", "A/1/1", "--index", index)
    assert (code, out) == (1, "")
    assert is_one_sentence(err)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], 3),
        (["orvelland"], 1),
        (["orvel"], 0),
        (["2021"], 2),
        (["2022"], 1),
        (["Kesparia", "2021"], 1),
        (["2021", "Kesparia"], 1),
        (["1950"], 0),
    ],
)
def test_letters_are_listed_by_state_and_year(call: Call, index: Path, words: list[str], found: int) -> None:
    code, out, _ = call("letters", *words, "--index", index)
    assert len(out.splitlines()) == found
    assert code == int(found == 0)


def test_a_list_is_wrapped_for_a_person_and_a_line_a_letter_for_a_program(
    call: Call, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(call("letters", "--index", index)[1].splitlines()) == 3
    monkeypatch.setenv("COLUMNS", "48")
    lines = call("letters", "--index", index)[1].splitlines()
    assert (len(lines) > 3, max(map(len, lines)) <= 48) == (True, True)


# --- asking ----------------------------------------------------------------------------------------------------------


def test_an_answer_for_a_program_is_verbatim_with_its_place(call: Call, index: Path) -> None:
    code, out, _ = call("ask", QUESTION, "--index", index, "--json")
    answer: dict[str, Any] = json.loads(out)
    assert (code, answer["abstained"], answer["reason"]) == (0, False, None)
    assert {"answer", "abstained", "confidence", "quotes", "hits", "latency_ms"} <= set(answer)
    assert 0 <= answer["confidence"] <= 1
    quote = answer["quotes"][0]
    assert {"text", "attribution", "letter", "symbols", "page", "paragraph", "footnotes"} <= set(quote)
    assert quote["text"] in answer["answer"]
    letter = json.loads(call("parse", LETTERS / quote["letter"], "--json")[1])
    paragraph = next(one for one in letter["paragraphs"] if one["number"] == quote["paragraph"])
    assert quote["text"] in paragraph["text"]
    assert quote["page"] == paragraph["page"]
    assert {"doc", "passage", "text", "score"} == set(answer["hits"][0])
    assert {type(hit["passage"]) for hit in answer["hits"]} == {str}
    assert {hit["doc"] for hit in answer["hits"]} <= set(CHOSEN)


def test_an_answer_for_a_person_reads_like_the_bots(call: Call, index: Path) -> None:
    code, out, err = call("ask", QUESTION, "--index", index)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("│ “"))
    assert lines[first - 1].endswith(":")
    assert any("p. " in line and "→" in line for line in lines)
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("words", ["A/76/9011", "s/2021/9104", "A/76/9011?"])
def test_a_symbol_alone_shows_its_letter_as_in_the_bot(call: Call, index: Path, words: str) -> None:
    assert call("ask", words, "--index", index) == call("show", "A/76/9011", "--index", index)
    answer = json.loads(call("ask", words, "--index", index, "--json")[1])
    assert (answer["abstained"], answer["letters"]["letters"][0]["source"]) == (False, CHOSEN[0])


@pytest.mark.parametrize("command", [("ask",), ("parse", "-"), ("letters",)])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_closed_streams_are_empty_ones(index: Path, command: tuple[str, ...], closed: str) -> None:
    where = () if command[0] == "parse" else ("--index", str(index))
    call = shlex.join([sys.executable, "-m", "bot", *command, *where])
    ended = subprocess.run(["bash", "-c", f"{call} {closed}"], capture_output=True, text=True, check=False)
    assert "failed in a way" not in ended.stderr
    assert ended.returncode in (0, 1)


def test_a_symbol_that_is_not_held_is_a_question(call: Call, index: Path) -> None:
    code, out, _ = call("ask", "A/76/1", "--index", index)
    assert (code, out.splitlines()[0]) == (0, "I do not hold A/76/1.")


def test_nothing_found_is_an_answer(call: Call, index: Path) -> None:
    code, out, _ = call("ask", "Who won the chess olympiad in Turin?", "--index", index, "--json")
    answer = json.loads(out)
    assert (code, answer["abstained"], answer["answer"], answer["quotes"]) == (0, True, None, [])


HOSTILE = (
    'NEAR("flow" 5) OR convention* AND NOT "x',
    "flow'; DROP TABLE letters; --",
    "A/76/9901-S/2022/9901: (flow)^2 {x} -y",
    '"',
    "***",
    "\x00flow\udcff",
    "convention " * 300,
)


def test_no_question_is_taken_for_anything_but_words(call: Call, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(HOSTILE)))
    code, out, err = call("ask", "--index", index, "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert len(answers) == len(HOSTILE)
    assert call("verify", "--index", index)[0] == 0
    assert len(json.loads(call("letters", "--index", index, "--json")[1])) == 3


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "The question is empty.\n"),
        ("  \n", "The question is empty.\n"),
        ("why " * 2500, "The question has 10,000 characters; 4,096 are the most.\n"),
    ],
)
def test_a_question_must_be_one(call: Call, index: Path, question: str, message: str) -> None:
    assert call("ask", question, "--index", index) == (2, "", message)


def test_questions_are_piped_in_and_follow_each_other(call: Call, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{QUESTION}\n\nAnd what did Kesparia reply?\n"))
    code, out, err = call("ask", "--index", index, "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [answer["question"] for answer in answers] == [QUESTION, "And what did Kesparia reply?"]
    assert {quote["attribution"][0] for quote in answers[1]["quotes"]} == {"Kesparia"}


def test_answers_to_piped_questions_are_parted_by_a_line(
    call: Call, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("A/76/9083\nA/76/9083\n"))
    _, one, _ = call("ask", "A/76/9083", "--index", index)
    _, out, _ = call("ask", "--index", index)
    assert out == f"{one}\n{one}"


@pytest.mark.parametrize("end", ["quit", " Exit"])
def test_a_session_ends_when_it_is_told_to(call: Call, index: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{QUESTION}\n{end}\n{QUESTION}\n"))
    code, out, err = call("ask", "--index", index, "--json")
    assert (code, len(out.splitlines()), err) == (0, 1, "")


def test_a_model_that_cannot_be_had_is_told_as_the_settings_have_it(
    call: Call, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERBALE_EMBEDDING_MODEL", "sentence-transformers/none")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    code, _, err = call("ask", QUESTION, "--index", index)
    assert code == 1
    assert err == (
        "The embedding model sentence-transformers/none cannot be loaded (there is no such folder, and no model of "
        "that name can be had); set VERBALE_EMBEDDING_MODEL to the folder or the name of a sentence-transformers "
        'model, or to "packaged".\n'
    )


@pytest.mark.parametrize("command", [["ask", "why?"], ["letters"], ["show", "A/1/1"], ["verify"], ["remove", "A/1/1"]])
def test_a_missing_index_is_told_and_not_made(call: Call, tmp_path: Path, command: list[str]) -> None:
    code, out, err = call(*command, "--index", tmp_path / "nowhere")
    assert (code, out) == (1, "")
    assert is_one_sentence(err)
    assert "nowhere" in err
    assert not (tmp_path / "nowhere").exists()


def test_an_index_of_another_model_is_told(call: Call, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_EMBEDDING_MODEL", "/no/such/model")
    code, out, err = call("ask", QUESTION, "--index", index)
    assert (code, out) == (1, "")
    assert is_one_sentence(err)


def test_evaluate_scores_and_writes_one_line_each(call: Call, index: Path, tmp_path: Path) -> None:
    questions = [
        {"id": "a", "question": QUESTION, "type": "fact", "answer_keys": ["310"]},
        {"id": "b", "question": "x"},
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, questions)))
    code, out, _ = call("evaluate", tmp_path / "q.jsonl", "--output", tmp_path / "a.jsonl", "--index", index)
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert code == 0
    assert [line["id"] for line in lines] == ["a", "b"]
    assert set(lines[0]) >= {"hits", "answer", "abstained", "confidence", "latency_ms"}
    assert out


def test_a_question_that_follows_one_by_number_is_asked_behind_it(call: Call, index: Path, tmp_path: Path) -> None:
    asked = {"id": 7, "question": QUESTION}
    lines = [asked, {"id": 8, "question": "and when?", "followup_to": 7}, {"id": 9, "question": "and when?"}]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, lines)))
    call("evaluate", tmp_path / "q.jsonl", "--output", tmp_path / "a.jsonl", "--index", index)
    _, following, alone = (json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines())
    assert following["confidence"] != alone["confidence"]


def test_questions_are_never_written_over(call: Call, index: Path, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": "a", "question": QUESTION}))
    before = (tmp_path / "q.jsonl").read_text()
    code, _, err = call("evaluate", tmp_path / "q.jsonl", "--output", tmp_path / "q.jsonl", "--index", index)
    assert (code, (tmp_path / "q.jsonl").read_text()) == (2, before)
    assert is_one_sentence(err)


def test_an_output_that_cannot_be_written_is_told(call: Call, index: Path, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": "a", "question": QUESTION}))
    code, out, err = call("evaluate", tmp_path / "q.jsonl", "--output", tmp_path, "--index", index)
    assert (code, out) == (1, "")
    assert err.startswith(f"{tmp_path} cannot be written")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "is no JSON"),
        ("[]", 'has no "id"'),
        ('{"question": "no id"}', 'has no "id"'),
        ('{"id": []}', 'has no "id"'),
        pytest.param("[" * 100_000, "is no JSON", id="brackets"),
        ('{"id": "a", "question": "who?", "history": 5}', "is not as it should be"),
        ('{"id": "a", "question": "who?", "gold": "letter"}', "is not as it should be"),
        ('{"id": "b"}', 'has no "question"'),
        ('{"id": "b", "question": " "}', 'has no "question"'),
        ('{"id": "b", "question": 7}', 'has no "question"'),
    ],
)
def test_a_line_that_is_no_question_is_told_with_its_number(
    call: Call, index: Path, tmp_path: Path, line: str, told: str
) -> None:
    (tmp_path / "q.jsonl").write_text(f'{{"id": "a", "question": "Why\u2028so?"}}\n\n{line}\n')
    code, out, err = call("evaluate", tmp_path / "q.jsonl", "--index", index)
    assert (code, out) == (1, "")
    assert err.startswith(f"{tmp_path / 'q.jsonl'}, line 3 {told}")
    assert is_one_sentence(err)


# --- upkeep ----------------------------------------------------------------------------------------------------------


def test_verify_proves_an_index_in_order(call: Call, index: Path) -> None:
    code, out, err = call("verify", "--index", index)
    assert (code, err) == (0, "")
    assert out.startswith("The index is in order: 3 letters, ")


def test_an_index_comes_back_from_its_backup(call: Call, index: Path, tmp_path: Path) -> None:
    before = call("ask", QUESTION, "--index", index)
    assert call("backup", tmp_path / "copy.tar", "--index", index)[0] == 0
    shutil.rmtree(index)
    assert call("restore", tmp_path / "copy.tar", "--index", index)[0] == 0
    assert call("verify", "--index", index)[0] == 0
    assert call("ask", QUESTION, "--index", index) == before


def test_one_of_a_thing_is_one(call: Call, tmp_path: Path) -> None:
    call("ingest", LETTERS / CHOSEN[0], "--index", tmp_path / "one")
    assert call("verify", "--index", tmp_path / "one")[1].startswith("The index is in order: 1 letter, ")
    assert ": 1 file, " in call("backup", tmp_path / "b.tar", "--index", tmp_path / "one")[1]
    (tmp_path / "q.jsonl").write_text('{"id": "a", "question": "x"}')
    out = call("evaluate", tmp_path / "q.jsonl", "--index", tmp_path / "one")[1]
    assert out.startswith("1 question, 1 answerable\n")


def test_a_backup_makes_no_folder(call: Call, index: Path, tmp_path: Path) -> None:
    code, out, err = call("backup", tmp_path / "none" / "b.tar", "--index", index)
    assert (code, out, (tmp_path / "none").exists()) == (1, "", False)
    assert err == f"There is no folder {tmp_path / 'none'}; make it, or name another file.\n"


# --- the command itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["sing"], ["show"], ["ask", "--index"], ["parse", "x", "--loud"]])
def test_wrong_usage_ends_with_two(call: Call, words: list[str]) -> None:
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert err.startswith("usage: verbale")


def test_every_command_has_a_help_text() -> None:
    text = build_parser().format_help()
    for name in "ingest remove parse show letters ask evaluate verify backup restore serve".split():
        assert f"\n    {name} " in text


def test_a_wrong_setting_ends_with_two(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_ANSWER_THRESHOLD", "high")
    code, out, err = call("letters")
    assert (code, out) == (2, "")
    assert err == "VERBALE_ANSWER_THRESHOLD has a wrong value: expected a number from 0 to 1.\n"


def test_serve_without_a_token_ends_with_two(call: Call) -> None:
    code, out, err = call("serve")
    assert (code, out) == (2, "")
    assert err.startswith("VERBALE_TELEGRAM_TOKEN is not set")


def python(*words: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, *map(str, words)], text=True, check=False, **options)


MODELS = {"torch", "transformers", "sentence_transformers", "sklearn", "scipy", "telegram", "uvicorn"}
SETTINGS = {"pydantic", "pydantic_settings"}
VECTORS = {"numpy", "faiss", "rapidfuzz", "retrieval.storage.index", "retrieval.storage.postings"}
READERS = {"retrieval.parsing", "lxml", "pypdfium2", "trafilatura"}
EVERYTHING_HEAVY = MODELS | VECTORS | READERS


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["--help"], EVERYTHING_HEAVY | SETTINGS),
        (["parse", str(LETTERS / CHOSEN[0])], EVERYTHING_HEAVY | SETTINGS),
        (["show", CHOSEN[0]], EVERYTHING_HEAVY),
        (["letters"], EVERYTHING_HEAVY),
        (["remove", CHOSEN[0]], EVERYTHING_HEAVY),
        (["verify"], MODELS | READERS),
    ],
)
def test_commands_that_need_no_model_import_none(index: Path, words: list[str], heavy: set[str]) -> None:
    where = ["--index", str(index)] if words[0] in {"show", "letters", "remove", "verify"} else []
    ran = python("-X", "importtime", "-m", "bot", *words, *where, capture_output=True)
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "bot.cli" in imported
    assert ran.returncode == 0
    assert heavy & imported == set()


def test_a_reader_that_goes_away_is_no_trouble(index: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "parse", LETTERS / CHOSEN[0]],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_the_command_speaks_through_its_exit_code(tmp_path: Path) -> None:
    ran = python("-m", "bot", "letters", "--index", tmp_path / "none", capture_output=True)
    assert ran.returncode == 1
    assert is_one_sentence(ran.stderr)


@pytest.mark.parametrize(("command", "gives_way"), [("ingest", True), ("parse", False)])
def test_only_an_ingest_gives_way_to_who_asks(command: str, gives_way: bool) -> None:
    program = (
        f"import os, sys; sys.argv[1:] = [{command!r}, 'no such file']; from bot.cli import main; "
        "assert main() == 2; print(os.getpriority(os.PRIO_PROCESS, 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    own = os.getpriority(os.PRIO_PROCESS, 0)  # which the tests may have given up already
    assert int(done.stdout) == (max(own, 10) if gives_way else own)
