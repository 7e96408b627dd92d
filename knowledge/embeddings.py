"""Embeddings: text to vectors. The bundled model needs no download; its weights come in the wordllama wheel."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class EmbeddingsError(ValueError):
    """The embeddings that were asked for are not available; the message names the setting."""


class Embeddings(Protocol):
    """A model that turns text into normalised vectors. Name and dimension are stored with every collection."""

    @property
    def name(self) -> str:
        """The model's name, the same for the same vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text; a text without a known word gives a row of zeros."""


class WordLlamaEmbeddings:
    """The bundled static vectors (WordLlama, 256 dimensions); loaded at first use, safe to share between threads."""

    name = "wordllama-256"
    dimension = 256

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: object | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            if self._model is None:
                self._model = _load()
            rows = self._model.embed([text or " " for text in texts], norm=False)  # type: ignore[attr-defined]
        found = np.nan_to_num(np.asarray(rows, dtype=np.float32))
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(length > 0, length, 1), dtype=np.float32)


def embeddings_for(name: str | None) -> Embeddings:
    """The embeddings that NETBOARD_EMBEDDINGS names; empty means the bundled ones. Raises EmbeddingsError otherwise."""
    if name is None or not name.strip() or name.strip() == WordLlamaEmbeddings.name:
        return WordLlamaEmbeddings()
    raise EmbeddingsError(
        f"NETBOARD_EMBEDDINGS is {name.strip()!r}, but only the bundled embeddings are supported; leave it empty."
    )


def _load() -> object:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama
    from wordllama import WordLlama

    # Importing wordllama configures the root logger; what the program logs is not its business.
    root.handlers[:] = handlers
    root.setLevel(level)
    folder = Path(wordllama.__file__).parent
    return WordLlama.load(dim=WordLlamaEmbeddings.dimension, cache_dir=folder, disable_download=True)
