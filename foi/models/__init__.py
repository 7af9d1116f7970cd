"""The tables, by noun; every public name is listed here."""

from .asked import Asked
from .attachments import Attachment
from .events import Event
from .findings import Finding, PublishedSource, Reading, Refusal
from .holidays import BankHoliday
from .investigations import Investigation, Membership
from .letters import Letter, LetterVersion, NeverChanges, Question, Round
from .messages import Message
from .people import User, actor_of
from .post import InboundMail
from .reminders import ActLink, Reminder, Watch
from .reports import Correction, Report
from .requests import Request

__all__ = [
    "ActLink",
    "Asked",
    "Attachment",
    "BankHoliday",
    "Correction",
    "Event",
    "Finding",
    "InboundMail",
    "Investigation",
    "Letter",
    "LetterVersion",
    "Membership",
    "Message",
    "NeverChanges",
    "PublishedSource",
    "Question",
    "Reading",
    "Refusal",
    "Reminder",
    "Report",
    "Request",
    "Round",
    "User",
    "Watch",
    "actor_of",
]
