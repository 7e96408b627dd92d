"""Settings, from the environment and ``.env``; the only module that reads them."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PERSON_RATE, WORKSPACE_RATE = 20, 300
"""Messages within a minute. A person who reads what is answered asks two or three; a hundred people at once fit."""
QUEUE = 200
"""Messages before all workers together, after which a new one is told to come back: at eight at a time and some 30 s
with a slow chat model, a quarter of an hour; without a model, some seconds."""
MAX_CHARACTERS = 40_000
"""Of one message; the reader takes no more."""
MODEL_CALLS = 2_000
"""Questions to the chat model in a day, of one workspace; an answer puts at most two."""


class SetupError(Exception):
    """The program is set up wrongly; the message names the setting and says what would be right."""


class Settings(BaseSettings):
    """Everything that can be set. Names are the environment variables, fixed by the project's contract."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    slack_bot_token: SecretStr | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(default=None, alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, alias="SLACK_CLIENT_SECRET")
    channels: str | None = Field(default=None, alias="NETBOARD_CHANNELS")
    teams: str | None = Field(default=None, alias="NETBOARD_TEAMS")
    outsiders: bool = Field(default=False, alias="NETBOARD_OUTSIDERS")
    slack_api_url: str | None = Field(default=None, alias="SLACK_API_URL")
    data: Path = Field(default=Path(".data"), alias="NETBOARD_DATA")
    chroma_url: str | None = Field(default=None, alias="CHROMA_URL", repr=False)  # an address may hold a password
    database_url: str | None = Field(default=None, alias="DATABASE_URL", repr=False)
    model: str | None = Field(default=None, alias="NETBOARD_MODEL")
    embeddings: str | None = Field(default=None, alias="NETBOARD_EMBEDDINGS")
    ncbi_url: str | None = Field(default=None, alias="NETBOARD_NCBI_URL")
    crossref_url: str | None = Field(default=None, alias="NETBOARD_CROSSREF_URL")
    openfda_url: str | None = Field(default=None, alias="NETBOARD_OPENFDA_URL")
    ncbi_api_key: SecretStr | None = Field(default=None, alias="NCBI_API_KEY")
    mailto: str | None = Field(default=None, alias="NETBOARD_MAILTO")
    admins: str = Field(default="", alias="NETBOARD_ADMINS")
    key: SecretStr | None = Field(default=None, alias="NETBOARD_KEY")
    retention_days: int = Field(default=30, alias="NETBOARD_RETENTION_DAYS", ge=0, le=36_500)
    port: int = Field(default=3000, alias="PORT", ge=0, le=65535)
    metrics_port: int | None = Field(default=None, alias="NETBOARD_METRICS_PORT", ge=0, le=65535)
    metrics_host: str = Field(default="127.0.0.1", alias="NETBOARD_METRICS_HOST")
    person_rate: int = Field(default=PERSON_RATE, alias="NETBOARD_PERSON_RATE", ge=0)
    workspace_rate: int = Field(default=WORKSPACE_RATE, alias="NETBOARD_WORKSPACE_RATE", ge=0)
    queue: int = Field(default=QUEUE, alias="NETBOARD_QUEUE", ge=1)
    max_characters: int = Field(default=MAX_CHARACTERS, alias="NETBOARD_MAX_CHARACTERS", ge=200, le=MAX_CHARACTERS)
    model_calls: int = Field(default=MODEL_CALLS, alias="NETBOARD_MODEL_CALLS", ge=0)

    @property
    def admin_ids(self) -> frozenset[str]:
        """The Slack user ids of NETBOARD_ADMINS."""
        return frozenset(filter(None, (one.strip() for one in self.admins.split(","))))

    @classmethod
    def load(cls) -> "Settings":
        """Read the environment and ``.env``. Raises SetupError naming the first setting that is wrong."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            raise SetupError(f"{first['loc'][0]}: {first['msg']}.") from None


def secret(value: SecretStr | None) -> str:
    """What a secret setting holds, for the one call that needs it; empty where it is not set."""
    return value.get_secret_value().strip() if value else ""
