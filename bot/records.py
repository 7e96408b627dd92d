"""Records: what the bot keeps beside deliveries and conversations, each noun in its own table."""

from sqlalchemy import Engine

from bot.feedback import Feedback
from bot.forms import Forms
from bot.given import GivenAnswers


class Records:
    """The stores behind buttons and modals, over one database."""

    def __init__(self, engine: Engine) -> None:
        self.given = GivenAnswers(engine)
        self.forms = Forms(engine)
        self.feedback = Feedback(engine)
