"""Plans base and scenarios over the same days, compares them, writes what came of it."""

from optimizer.scenarios.comparing.answering import (
    SHOWN,
    Answer,
    Compared,
    Comparison,
    answer,
)
from optimizer.scenarios.comparing.asking import Question
from optimizer.scenarios.comparing.document import document, villages_told
from optimizer.scenarios.comparing.figures import village_means
from optimizer.scenarios.comparing.history import read_history
from optimizer.scenarios.comparing.leading import headline
from optimizer.scenarios.comparing.networks import changed_sites
from optimizer.scenarios.comparing.writing import write_answer

__all__ = [
    "SHOWN",
    "Answer",
    "Compared",
    "Comparison",
    "Question",
    "answer",
    "changed_sites",
    "document",
    "headline",
    "read_history",
    "village_means",
    "villages_told",
    "write_answer",
]
