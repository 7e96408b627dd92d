"""The public services on loopback, and a client of them that does not wait."""

from collections.abc import Iterator

import pytest

from knowledge.remote import Remote, services
from tests.fake_registries import Registries, registries


@pytest.fixture
def held() -> Iterator[Registries]:
    with registries() as found:
        yield found


@pytest.fixture
def remote(held: Registries) -> Iterator[Remote]:
    asked = services(f"{held.base_url}/ncbi", f"{held.base_url}/crossref", f"{held.base_url}/openfda")
    with Remote(asked, sleep=lambda _: None) as found:
        yield found
