"""The tables, by noun; every public name is listed here."""

from .asked import Asked
from .attachments import Attachment
from .checking import Declaration, Lease, Tie
from .events import Event
from .figures import Figure
from .findings import Finding, PublishedSource, Reading, Refusal
from .holidays import BankHoliday
from .images import PassageImage
from .investigations import Investigation, Membership
from .letters import Letter, LetterVersion, NeverChanges, Question, Round
from .messages import Message
from .people import User, actor_of
from .post import InboundMail
from .reminders import ActLink, Reminder, Watch
from .replies import Reply
from .reply_links import ReplyLink, ReplyUse
from .reports import Correction, Report
from .requests import Request
from .tray import TrayMail

__all__ = [
    "ActLink",
    "Asked",
    "Attachment",
    "BankHoliday",
    "Correction",
    "Declaration",
    "Event",
    "Figure",
    "Finding",
    "InboundMail",
    "Investigation",
    "Lease",
    "Letter",
    "LetterVersion",
    "Membership",
    "Message",
    "NeverChanges",
    "PassageImage",
    "PublishedSource",
    "Question",
    "Reading",
    "Refusal",
    "Reminder",
    "Reply",
    "ReplyLink",
    "ReplyUse",
    "Report",
    "Request",
    "Round",
    "Tie",
    "TrayMail",
    "User",
    "Watch",
    "actor_of",
]
