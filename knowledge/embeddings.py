"""Embeddings: text to vectors. The bundled model needs no download; its weights come in the wordllama wheel.

Any embedding of LangChain can take its place, in a package of its own that is opened only where it is set.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings as LangChainModel

Vectors = npt.NDArray[np.float32]
SETTING = "NETBOARD_EMBEDDINGS"
FORM = "it must read provider:model as LangChain writes it, for example ollama:…, or be left empty"
BATCH = 64
"""Texts in one call to a provider; each of LangChain's providers takes as many."""


class EmbeddingsError(ValueError):
    """The embeddings that were asked for are not available; one sentence that names the setting, never key or text."""


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

    def veil(self, question: str) -> str:
        """What of a question may be embedded: all of it where the model runs here."""

    def embed_query(self, text: str) -> Vectors:
        """One row for what is searched for; some models write it otherwise than the texts that are searched."""


class WordLlamaEmbeddings:
    """The bundled static vectors (WordLlama, 256 dimensions); loaded at first use, safe to share between threads."""

    name = "wordllama-256"
    dimension = 256

    _lock = threading.Lock()
    """One for all: they share one model."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            rows = _load().embed([text or " " for text in texts], norm=False)
        return _of_length_one(np.nan_to_num(np.asarray(rows, dtype=np.float32)))

    def veil(self, question: str) -> str:
        """The question as it is: it stays on this machine."""
        return question

    def embed_query(self, text: str) -> Vectors:
        """One row; the bundled model makes no difference between a query and a text."""
        return self.embed([text])


class LangChainEmbeddings:
    """The embeddings of a ``provider:model`` of LangChain; opened at first use, safe to share between threads.

    ``veil`` tells what of a question may leave for the provider; passages leave as they are. Retries, time limits and
    keys are the provider's own. Raises EmbeddingsError.
    """

    def __init__(self, setting: str, veil: Callable[[str], str] = str) -> None:
        self.veil = veil
        provider, colon, model = setting.partition(":")
        self._provider = provider.strip().lower()
        if not (self._provider and colon and model.strip()):
            raise EmbeddingsError(f"{SETTING}: {FORM}.")
        self.name = f"{self._provider}:{model.strip()}"
        self._lock = threading.Lock()
        self._model: LangChainModel | None = None
        self._dimension: int | None = None

    @property
    def dimension(self) -> int:
        """Length of a vector, found by embedding one short text at first use."""
        if self._dimension is None:
            self.embed(["tumour"])
        assert self._dimension is not None  # noqa: S101 - embedding a text that is not blank sets it
        return self._dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text; a blank text is not sent and gives a row of zeros."""
        written = [row for row, text in enumerate(texts) if text.strip()]
        rows = np.zeros((0, 0), dtype=np.float32)
        for start in range(0, len(written), BATCH):
            batch = [texts[row] for row in written[start : start + BATCH]]
            answered = self._asked(batch)
            rows = np.concatenate([rows, answered]) if start else answered
        found = np.zeros((len(texts), rows.shape[1] if written else self.dimension), dtype=np.float32)
        if written:
            found[written] = rows
        return found

    def embed_query(self, text: str) -> Vectors:
        """One row, as the model writes queries."""
        if not text.strip():
            return self.embed([text])
        return self._asked([text], query=True)

    def open(self) -> "LangChainModel":
        """Open the model. LangChain's providers touch no network for it, but a local one may load its weights."""
        with self._lock:
            if self._model is None:
                self._model = _opened(self.name, self._provider)
            return self._model

    def _asked(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """What the model answers, checked for its form, with rows of length 1."""
        model = self.open()
        try:
            answer = [model.embed_query(texts[0])] if query else model.embed_documents(list(texts))
        except Exception as error:  # noqa: BLE001 - each provider raises its own; its words may hold the key or the text
            raise EmbeddingsError(
                f"{SETTING}: {self.name} does not answer ({type(error).__name__}); see that the provider can be "
                "reached and takes its key."
            ) from None
        return self._rows(answer, len(texts))

    def _rows(self, answer: Any, texts: int) -> Vectors:
        try:
            rows = np.asarray(answer, dtype=np.float32)
            sound = rows.ndim == 2 and len(rows) == texts and rows.shape[1] > 0 and bool(np.isfinite(rows).all())
        except (TypeError, ValueError):
            sound = False
        if not sound or self._dimension not in (None, rows.shape[1]):
            raise EmbeddingsError(
                f"{SETTING}: {self.name} answers with something else than one vector of fixed length a text; "
                "name a model for embeddings."
            ) from None
        self._dimension = int(rows.shape[1])
        return _of_length_one(rows)


def embeddings_for(name: str | None, veil: Callable[[str], str] = str) -> Embeddings:
    """The embeddings that NETBOARD_EMBEDDINGS names; empty means the bundled ones, which run here and need no veil.

    Raises EmbeddingsError for a provider that is not known or whose package is not installed. Nothing is embedded.
    """
    found = named_embeddings(name, veil)
    if isinstance(found, LangChainEmbeddings):
        found.open()
    return found


def named_embeddings(name: str | None, veil: Callable[[str], str] = str) -> Embeddings:
    """The same, opened at first use only: for what asks for the name. Raises EmbeddingsError for a wrong form."""
    if name is None or not name.strip() or name.strip() == WordLlamaEmbeddings.name:
        return WordLlamaEmbeddings()
    return LangChainEmbeddings(name, veil)


def _of_length_one(rows: Vectors) -> Vectors:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1), dtype=np.float32)


def _opened(name: str, provider: str) -> "LangChainModel":
    try:
        from langchain.embeddings import init_embeddings
    except ImportError:
        raise EmbeddingsError(
            f"{SETTING}: the package langchain is not installed: pip install 'netboard[model]'."
        ) from None
    try:
        return init_embeddings(name)
    except ImportError as error:
        package = getattr(error.__cause__, "name", None) or f"langchain-{provider}"
        written = package.partition(".")[0].replace("_", "-")
        raise EmbeddingsError(
            f"{SETTING}: the package of this provider is not installed: pip install {written}."
        ) from None
    except Exception as error:  # noqa: BLE001 - each provider raises its own; its words may hold a key
        if isinstance(error, ValueError) and str(error).startswith("Provider "):
            raise EmbeddingsError(f"{SETTING}: its provider is not known to LangChain; {FORM}.") from None
        raise EmbeddingsError(
            f"{SETTING}: {name} could not be opened ({type(error).__name__}); set the provider's own key and options."
        ) from None


@cache
def _load() -> Any:
    """The bundled model, read once a process: it does not change while the program runs."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama
    from wordllama import WordLlama

    # Importing wordllama configures the root logger; what the program logs is not its business.
    root.handlers[:] = handlers
    root.setLevel(level)
    folder = Path(wordllama.__file__).parent
    return WordLlama.load(dim=WordLlamaEmbeddings.dimension, cache_dir=folder, disable_download=True)
