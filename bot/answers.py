"""Answers: the conversation as each answer left it, for what the buttons under that answer give."""

from sqlalchemy import Engine, insert, select, update

from bot import tenure
from bot.inbox import Delivery, Thread
from bot.memory import ANSWERS, conversation_of, in_thread
from chains.conversation import Conversation


class Answers:
    """The queries over answers; an answer has the id of the delivery that it answers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, delivery: Delivery, conversation: Conversation, now: float) -> None:
        """Keep what the buttons under this answer will need, unless the delivery is no longer this claim's."""
        row = {"conversation": conversation.model_dump_json(), "created_at": now}
        where = ANSWERS.c.id == delivery.id
        with self._engine.begin() as connection:
            if not tenure.lasts(connection, delivery):
                return
            if connection.execute(update(ANSWERS).where(where).values(**row)).rowcount == 0:
                values = {"id": delivery.id, **delivery.message.thread.columns(), **row}
                connection.execute(insert(ANSWERS).values(values))

    def in_thread(self, answer_id: str, thread: Thread) -> Conversation | None:
        """The conversation as it stood after an answer; only for the thread that holds the answer."""
        query = select(ANSWERS.c.conversation).where(ANSWERS.c.id == answer_id, *in_thread(ANSWERS, thread))
        with self._engine.begin() as connection:
            row = connection.execute(query).first()
        return conversation_of(row[0]) if row else None

    def anywhere(self, answer_id: str) -> Conversation | None:
        """The conversation as it stood after an answer, wherever that was given."""
        query = select(ANSWERS.c.conversation).where(ANSWERS.c.id == answer_id)
        with self._engine.begin() as connection:
            row = connection.execute(query).first()
        return conversation_of(row[0]) if row else None

    def move(self, answer_id: str, thread_ts: str) -> None:
        """An answer stands at the head of a thread of its own."""
        with self._engine.begin() as connection:
            connection.execute(update(ANSWERS).where(ANSWERS.c.id == answer_id).values(thread_ts=thread_ts))

    def thread(self, answer_id: str, team: str, channel: str) -> Thread | None:
        """The thread of an answer, if it was given in this channel."""
        table = ANSWERS
        where = (table.c.id == answer_id, table.c.team == team, table.c.channel == channel)
        with self._engine.begin() as connection:
            row = connection.execute(select(table.c.thread_ts).where(*where)).first()
        return Thread(team=team, channel=channel, ts=row[0]) if row else None
