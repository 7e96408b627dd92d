"""Settings, from the environment and ``.env``; the only module that reads them."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SetupError(Exception):
    """The program is set up wrongly; the message names the setting and says what would be right."""


class Settings(BaseSettings):
    """Everything that can be set. Names are the environment variables, fixed by the project's contract."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, populate_by_name=True)

    slack_bot_token: SecretStr | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: str | None = Field(default=None, alias="SLACK_API_URL")
    data: Path = Field(default=Path(".data"), alias="NETBOARD_DATA")
    chroma_url: str | None = Field(default=None, alias="CHROMA_URL")
    database_url: str | None = Field(default=None, alias="DATABASE_URL")
    model: str | None = Field(default=None, alias="NETBOARD_MODEL")
    embeddings: str | None = Field(default=None, alias="NETBOARD_EMBEDDINGS")
    ncbi_url: str | None = Field(default=None, alias="NETBOARD_NCBI_URL")
    crossref_url: str | None = Field(default=None, alias="NETBOARD_CROSSREF_URL")
    openfda_url: str | None = Field(default=None, alias="NETBOARD_OPENFDA_URL")
    ncbi_api_key: SecretStr | None = Field(default=None, alias="NCBI_API_KEY")
    mailto: str | None = Field(default=None, alias="NETBOARD_MAILTO")
    key: SecretStr | None = Field(default=None, alias="NETBOARD_KEY")
    retention_days: int = Field(default=30, alias="NETBOARD_RETENTION_DAYS", ge=0, le=36_500)
    port: int = Field(default=3000, alias="PORT", ge=0, le=65535)

    @classmethod
    def load(cls) -> "Settings":
        """Read the environment and ``.env``. Raises SetupError naming the first setting that is wrong."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            raise SetupError(f"{first['loc'][0]}: {first['msg']}.") from None
