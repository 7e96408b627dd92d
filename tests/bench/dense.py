"""Dense: a real Chroma collection, asked for its nearest texts and for nothing else."""

from collections.abc import Sequence

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.config import Settings

from knowledge.embeddings import Embeddings
from knowledge.library import DENSE_LIMIT

BATCH = 1_000
TOGETHER = 20
"""Questions asked in one call."""


def similarities(embeddings: Embeddings, texts: Sequence[str], questions: Sequence[str]) -> npt.NDArray[np.float32]:
    """Cosine similarity of each text to each question, a row a question; what Chroma does not return has its worst."""
    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    collection = client.create_collection("dense", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
    try:
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            ids = [str(start + place) for place in range(len(batch))]
            collection.add(ids=ids, embeddings=embeddings.embed(batch))
        found = np.empty((len(questions), len(texts)), dtype=np.float32)
        for start in range(0, len(questions), TOGETHER):
            asked = questions[start : start + TOGETHER]
            answer = collection.query(
                query_embeddings=embeddings.embed(asked),
                n_results=min(len(texts), DENSE_LIMIT),
                include=["distances"],
            )
            for place, (ids, distances) in enumerate(zip(answer["ids"], answer["distances"] or [], strict=True)):
                near = 1 - np.asarray(distances, dtype=np.float32)
                found[start + place] = near.min()
                found[start + place, np.array(ids, dtype=np.int64)] = near
        return found
    finally:
        client.delete_collection("dense")
