"""The notebooks: committed clean, and every cell runs in a fresh kernel."""

import ast
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from typer.main import get_command

from optimizer.cli import app

nbformat = pytest.importorskip("nbformat", reason="nbformat runs the notebooks: make .venv/ready")
nbclient = pytest.importorskip("nbclient", reason="nbclient runs the notebooks: make .venv/ready")
pytest.importorskip("ipykernel", reason="ipykernel runs the notebooks: make .venv/ready")
manager = pytest.importorskip("jupyter_client.manager")

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
CELL_SECONDS = 600
"""A cell that takes so long hangs; on two free cores none takes a tenth of it."""
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}
KEYS = {"cells", "metadata", "nbformat", "nbformat_minor"}
HAN = re.compile(r"[\u4e00-\u9fff]")
UNKNOWN = re.compile(r"\b(nan|inf|None)\b")
LATIN = re.compile(r"[A-Za-z]{3}")

every_notebook = pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)


def cells(file, kind):
    """Return the cells of a kind of a notebook."""
    return [
        cell for cell in json.loads(file.read_text("utf-8"))["cells"] if cell["cell_type"] == kind
    ]


def code(file):
    """Return all code of a notebook."""
    return "\n".join("".join(cell["source"]) for cell in cells(file, "code"))


def test_there_are_three_stories():
    """Three stories, in the order in which they are read."""
    assert [file.stem[:3] for file in NOTEBOOKS] == ["01-", "02-", "03-"]


@every_notebook
def test_nothing_of_a_run_is_committed(file):
    """No output, no counter, and no metadata but the language; its README says how."""
    notebook = json.loads(file.read_text("utf-8"))
    assert set(notebook) == KEYS
    metadata = notebook["metadata"]
    assert metadata.pop("kernelspec", PYTHON) == PYTHON
    assert metadata == {"language_info": {"name": "python"}}
    for cell in notebook["cells"]:
        assert cell["metadata"] == {}
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


@every_notebook
def test_a_story_is_told_in_both_languages(file):
    """Text is Chinese and English, and what is computed is said by `say`, in both."""
    for cell in cells(file, "markdown"):
        text = "".join(cell["source"])
        assert HAN.search(text), text
        assert LATIN.search(text), text
    assert "say(" in code(file)
    assert "".join(cells(file, "code")[-1]["source"]).rstrip().endswith(")")


@every_notebook
def test_a_story_uses_what_is_public(file):
    """Imports name rooms of the package, or the parts of a room that are rooms themselves."""
    for node in ast.walk(ast.parse(code(file))):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("optimizer"):
            assert not any(part.startswith("_") for part in node.module.split("."))
            assert len(node.module.split(".")) <= 3, node.module
            assert not any(alias.name.startswith("_") for alias in node.names)


@every_notebook
def test_its_commands_are_those_of_the_command_line(file):
    """What a story tells to type names commands and options that there are."""
    commands = get_command(app).commands
    text = "\n".join("".join(cell["source"]) for cell in cells(file, "markdown"))
    typed = re.findall(r"^route48 (.+)$", text.replace("\\\n", " "), re.MULTILINE)
    assert typed
    for line in typed:
        name, *words = line.split()
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, line
        files = [word for word in words if word.startswith("data/")]
        assert all((FOLDER.parent / word).exists() for word in files), line


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a notebook in a fresh kernel that knows nothing of its user; return its outputs."""
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    # Streamlit sets one for the whole process, under which no picture comes back.
    monkeypatch.delenv("MPLBACKEND", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("JUPYTER_PATH", raising=False)

    def run(notebook):
        # Through files, so that nobody else on the machine can listen, and no port is taken;
        # their names may not be long.
        with TemporaryDirectory(prefix="r48-") as sockets:
            kernel = manager.AsyncKernelManager(
                transport="ipc", ip=f"{sockets}/k", connection_file=f"{sockets}/kernel.json"
            )
            nbclient.NotebookClient(
                notebook,
                km=kernel,
                timeout=CELL_SECONDS,
                resources={"metadata": {"path": str(FOLDER)}},
            ).execute()
        return [each for cell in notebook.cells for each in cell.get("outputs", [])]

    return run


def test_a_false_statement_is_noticed(run):
    """A story that asserts what is not so fails."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 + 1 == 3")])
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="AssertionError"):
        run(notebook)


@every_notebook
def test_a_story_holds(file, run):
    """Every cell runs without an error in a fresh kernel, and so every assertion holds."""
    before = sorted(FOLDER.iterdir())
    outputs = run(nbformat.read(file, as_version=4))
    # Warnings among the results would be the first thing that a reader sees.
    assert [each.text for each in outputs if each.output_type == "stream"] == []
    shown = [each.data for each in outputs if "data" in each]
    said = [data["text/markdown"] for data in shown if "text/markdown" in data]
    assert len(said) >= 4
    assert not [text for text in said if UNKNOWN.search(text)]
    assert [data for data in shown if {"image/png", "image/svg+xml"} & set(data)]
    assert sorted(FOLDER.iterdir()) == before
