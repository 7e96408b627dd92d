"""A LangChain retriever over the library, for chains that take one."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.applicability import Scope
from knowledge.evidence import SourceKind, Topic
from knowledge.library import Library


class LibraryRetriever(BaseRetriever):
    """Passages as documents: the statement as content; key, source, kind, score and reason as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    scope: Scope | None = None
    kinds: tuple[SourceKind, ...] | None = None
    topics: tuple[Topic, ...] | None = None
    limit: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # the search makes no calls that a callback could follow
        hits = self.library.search(query, scope=self.scope, kinds=self.kinds, topics=self.topics, limit=self.limit)
        return [
            Document(
                id=hit.passage.key,
                page_content=hit.passage.statement.text,
                metadata={
                    "key": hit.passage.key,
                    "source": hit.passage.source_id,
                    "kind": hit.passage.kind,
                    "title": hit.passage.title,
                    "year": hit.passage.year,
                    "pmid": hit.passage.pmid,
                    "checked": hit.passage.statement.checked,
                    "score": hit.score,
                    "why": hit.why,
                },
            )
            for hit in hits
        ]
