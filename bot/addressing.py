"""Whether a message is meant for the bot, and what it asks; whatever is not surely meant for it is not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from retrieval.patterns import regex
from retrieval.questions.followup import asks_for_words, says_nothing
from retrieval.questions.question import MAX_QUESTION

# Whom Telegram names as sender where a person hides: GroupAnonymousBot for an administrator, Channel_Bot for a channel.
HIDDEN_PEOPLE = (1087968824, 136817688)

LEAST_MARKED = 5  # words
_MARKS = regex(r"[“”\n]")  # what parts a quotation from its heading and its place


class Way(StrEnum):
    """How a message addresses the bot."""

    COMMAND = "command"
    MENTION = "mention"
    REPLY = "reply"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is said to the bot: the command if there is one (lower case, without its slash), and the words."""

    way: Way
    text: str
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is written: its name, the bot it names, and where it stands."""

    name: str
    target: str | None
    entity: MessageEntity


def addressed(message: Message, bot: User) -> Addressed | None:
    """Return what a message says to the bot, or `None` when it is not meant for the bot."""
    if not _spoken_by_a_person(message, bot) or _tells_of_the_chat(message):
        return None
    private = message.chat.type == ChatType.PRIVATE
    if not private and (message.forward_origin or message.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP)):
        return None
    command = _command(message)
    if command is not None and _is_for(command, message, bot):
        return _as_command(message, bot, command)
    mentions = _mentions(message, bot)
    text = _without(message, (*mentions, *_names_of_others(message, bot)))
    if private:
        return Addressed(Way.PRIVATE, text)
    if mentions:
        return Addressed(Way.MENTION, text or quoted(message, bot))
    if command is None and replies_to(message, bot) and text and not _speaks_to_another(message):
        return Addressed(Way.REPLY, text)
    return None


def replies_to(message: Message, bot: User) -> bool:
    """Tell whether a message replies to one of the bot's own; a topic's first message is no such reply."""
    target = message.reply_to_message
    if target is None or target.forum_topic_created is not None:
        return False
    return target.from_user is not None and target.from_user.id == bot.id


def quoted(message: Message, bot: User) -> str:
    """Return the words of the message that this one replies to, those marked for quotation first."""
    if replies_to(message, bot):
        return ""
    if message.quote is not None:
        return message.quote.text.strip()
    target = message.reply_to_message
    if target is None:
        return ""
    return (target.text or target.caption or (target.poll.question if target.poll else "")).strip()


def marked(message: Message, bot: User) -> str:
    """Return the words of the bot's own message that somebody marked to ask about; "" for too few to know them by."""
    if message.quote is None or not message.quote.is_manual or not replies_to(message, bot):
        return ""
    longest = max(_MARKS.split(message.quote.text), key=len)
    return longest.strip() if len(longest.split()) >= LEAST_MARKED else ""


# "@VerbaleBot is this true?", under what somebody else has said: that is what is asked about
_OF_THAT = regex(
    r"\W*(?:(?:is|was) (?:this|that|it|he|she) )?(?:really )?(?:true|right|so|correct|sure|accurate)\b"
    r"(?:\W+i doubt it)?\W*|"
    r"\W*(?:what do the letters say(?: (?:about|on) (?:this|that|it))?|(?:fact ?)?check(?: (?:this|that))?|really|"
    r"any proof)(?: please| pls)?\W*",
    re.IGNORECASE,
)
_LETTERS = regex(r"\bletters?\b", re.IGNORECASE)  # "which letters are there?" is about nobody's words
_THEN = " – "


@dataclass(frozen=True, slots=True)
class Meant:
    """What is asked, and whether it is about somebody else's words rather than what was asked before."""

    text: str
    of_others: bool = False


def meant(text: str, message: Message, bot: User) -> Meant:
    """Return what is asked: the words `text` said to the bot, or those of somebody else that they are about."""
    others = quoted(message, bot)
    if not others:
        return Meant(text)
    bare = says_nothing(text) and not asks_for_words(text) and not _LETTERS.search(text)
    if text in ("", others) or bare or _OF_THAT.fullmatch(text):
        return Meant(others, of_others=True)
    if asks_for_words(text):  # the question comes last, where a long message would be cut off
        return Meant(f"{others[: MAX_QUESTION - len(text) - len(_THEN)]}{_THEN}{text}", of_others=True)
    return Meant(text)


def _spoken_by_a_person(message: Message, bot: User) -> bool:
    sender = message.from_user
    if sender is None or message.is_automatic_forward or message.via_bot is not None or sender.id == bot.id:
        return False
    return not sender.is_bot or sender.id in HIDDEN_PEOPLE


def _tells_of_the_chat(message: Message) -> bool:
    """Tell whether a message is one that Telegram writes in somebody's name: "Anna pinned a message"."""
    return not (message.text or message.caption or message.effective_attachment)


def _is_for(command: Command, message: Message, bot: User) -> bool:
    """Tell whether a command is one for the bot: by its name behind it, or in a group as one that it knows."""
    if command.target is not None:
        return command.target == (bot.username or "").lower()
    return message.chat.type == ChatType.PRIVATE or command.name in COMMANDS


def _as_command(message: Message, bot: User, command: Command) -> Addressed:
    """Return a command with its words; what is forwarded orders nothing, its words are a question."""
    others = _names_of_others(message, bot) if command.name == "ask" else ()  # "/allow @name" may not open this chat
    rest = _without(message, (command.entity, *_mentions(message, bot), *others))
    return Addressed(Way.PRIVATE, rest) if message.forward_origin else Addressed(Way.COMMAND, rest, command.name)


def _command(message: Message) -> Command | None:
    """Return the command that a message begins with."""
    first = next((e for e in _entities(message) if e.type == MessageEntity.BOT_COMMAND and e.offset == 0), None)
    if first is None:
        return None
    name, _, target = _slice(message, first).removeprefix("/").lower().partition("@")
    return Command(name, target or None, first)


def _mentions(message: Message, bot: User) -> tuple[MessageEntity, ...]:
    return tuple(entity for entity in _entities(message) if _is_mention(message, entity, bot))


def _names_of_others(message: Message, bot: User) -> tuple[MessageEntity, ...]:
    """Return where people are called into a question by their user names, which no letter holds."""
    named = (entity for entity in _entities(message) if entity.type == MessageEntity.MENTION)
    return tuple(entity for entity in named if not _is_mention(message, entity, bot))


def _is_mention(message: Message, entity: MessageEntity, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    name = f"@{bot.username}".lower()
    return entity.type == MessageEntity.MENTION and _slice(message, entity).lower() == name


def _speaks_to_another(message: Message) -> bool:
    """Tell whether a message that does not mention the bot begins with the name of somebody: "@boris you see?"."""
    kinds = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
    return any(entity.offset == 0 and entity.type in kinds for entity in _entities(message))


def _entities(message: Message) -> Sequence[MessageEntity]:
    return message.entities or message.caption_entities


def _utf16(message: Message) -> bytes:
    return (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")


def _slice(message: Message, entity: MessageEntity) -> str:
    part = _utf16(message)[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return part.decode("utf-16-le", "replace")


def _without(message: Message, entities: Sequence[MessageEntity]) -> str:
    """Return the words of a message without some of its entities and the commas they leave behind."""
    text = _utf16(message)
    for entity in sorted(entities, key=lambda e: e.offset, reverse=True):
        text = text[: 2 * entity.offset] + text[2 * (entity.offset + entity.length) :]
    words = text.decode("utf-16-le", "replace")
    return words.strip(" \t\r\n,:;–—") if entities else words.strip()


COMMANDS = frozenset(
    ("start", "help", "ask", "letter", "letters", "forget", "privacy", "allow", "deny", "stats", "ingest", "remove")
)
