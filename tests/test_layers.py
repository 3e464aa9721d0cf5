"""Who may import whom, read from the source: the rules that keep a parser test fast and the engine free of Telegram."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KEPT_IN = {
    "faiss": {"retrieval.storage.vectors"},
    "sentence_transformers": {"retrieval.encoder.models"},
    "torch": {"retrieval.encoder.models", "retrieval.encoder.bert"},
    "transformers": {"retrieval.encoder.models"},
    "sqlite3": {"retrieval", "bot.ledger"},
    "telegram": {"bot"},
    "starlette": {"bot"},
    "uvicorn": {"bot"},
    "prometheus_client": {"bot"},
    "pydantic": {"bot.settings"},
    "pydantic_settings": {"bot.settings"},
    "tqdm": {"bot.terminal"},
    "argparse": {"bot.cli", "bot.commands"},
}
# The packages of each: one imports only from those before it, so that reading a letter needs no index.
ORDER = {
    "retrieval": (
        "types",
        "symbols",
        "language",
        "readers",
        "parsing",
        "isolated",
        "spans",
        "encoder",
        "storage",
        "questions",
        "search",
        "judging",
        "answering",
    ),
    "retrieval.parsing": ("masthead", "speakers", "notes", "citations", "parts", "voices"),
    "bot": ("ledger", "rendering", "transport", "handlers", "running", "commands"),
}
# The modules that stand above all packages of theirs.
ABOVE = {"retrieval": ("engine", "second", "beside", "evaluation")}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {module_name(path): path for folder in ("bot", "retrieval") for path in (ROOT / folder).rglob("*.py")}


def imports(module: str, *, for_types: bool = True) -> Iterator[str]:
    """Yield what a module imports, be it in a function; maybe without what it imports for its types alone."""
    tree = ast.parse(SOURCES[module].read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if for_types else _run(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(module, node)
            for alias in node.names:
                below = f"{origin}.{alias.name}"
                yield below if below in SOURCES else origin


def _origin(module: str, node: ast.ImportFrom) -> str:
    """Return the full name of what is imported from, a relative one ("." is the module's own package) included."""
    if not node.level:
        return node.module or ""
    package = module.split(".") if SOURCES[module].name == "__init__.py" else module.split(".")[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])


def _run(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield child
            yield from _run(child)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("module", [name for name in SOURCES if is_in(name, "retrieval")])
def test_retrieval_knows_nothing_of_the_bot(module: str) -> None:
    assert [name for name in imports(module) if is_in(name, "bot") or is_in(name, "telegram")] == []


@pytest.mark.parametrize("library", KEPT_IN)
def test_a_library_stays_behind_the_modules_that_may_name_it(library: str) -> None:
    users = {module for module in SOURCES if any(is_in(name, library) for name in imports(module))}
    assert {user for user in users if not any(is_in(user, home) for home in KEPT_IN[library])} == set()


@pytest.mark.parametrize("module", [name for name in SOURCES if is_in(name, "retrieval.types")])
def test_types_import_nothing_else_of_ours_and_not_from_their_own_root(module: str) -> None:
    ours = {name for name in imports(module) if is_in(name, "retrieval")}
    assert {name for name in ours if name == "retrieval.types" or not is_in(name, "retrieval.types")} == set()


def test_errors_import_only_types() -> None:
    assert {name for name in imports("retrieval.errors") if is_in(name, "retrieval")} == {"retrieval.types"}


@pytest.mark.parametrize(("one", "other"), [("readers", "parsing"), ("parsing", "readers")])
def test_readers_and_parsing_do_not_meet(one: str, other: str) -> None:
    meetings = {
        (module, name)
        for module in SOURCES
        if is_in(module, f"retrieval.{one}")
        for name in imports(module)
        if is_in(name, f"retrieval.{other}")
    }
    assert meetings == set()


@pytest.mark.parametrize(("home", "package"), [(home, each) for home, packages in ORDER.items() for each in packages])
def test_a_package_imports_only_what_stands_before_it(home: str, package: str) -> None:
    later = (*ORDER[home][ORDER[home].index(package) + 1 :], *ABOVE.get(home, ()))
    reached = {
        (module, name)
        for module in SOURCES
        if is_in(module, f"{home}.{package}")
        for name in imports(module)
        if any(is_in(name, f"{home}.{each}") for each in later)
    }
    assert reached == set()


@pytest.mark.parametrize("home", ORDER)
def test_every_package_has_its_place_in_the_order(home: str) -> None:
    packages = {path.parent.name for path in (ROOT / home.replace(".", "/")).glob("*/__init__.py")}
    assert packages == set(ORDER[home])


def test_there_are_no_import_rings_not_even_by_what_functions_import() -> None:
    graph = {
        module: {name for name in imports(module, for_types=False) if name in SOURCES} - {module} for module in SOURCES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("module", [name for name in SOURCES if name != "bot.terminal"])
def test_only_the_terminal_prints(module: str) -> None:
    calls = (node.func for node in ast.walk(ast.parse(SOURCES[module].read_text())) if isinstance(node, ast.Call))
    assert [call.id for call in calls if isinstance(call, ast.Name) and call.id == "print"] == []


@pytest.mark.parametrize("module", [name for name in SOURCES if is_in(name, "retrieval")])
def test_retrieval_never_configures_logging(module: str) -> None:
    source = SOURCES[module].read_text(encoding="utf-8")
    assert not any(word in source for word in ("basicConfig", "addHandler", "dictConfig", "setLevel"))
