"""What a timeline says of each kind of event, and which kinds are nobody else's business."""

from foi.rules.lifecycle import Kind

EVENT_WORDS: dict[str, str] = {
    Kind.SENT: "Sent to the council",
    Kind.RECEIVED: "Taken as received by the council",
    Kind.ACKNOWLEDGED: "The council said that it has the letter",
    Kind.BOUNCED: "The letter came back undelivered",
    Kind.CLARIFICATION_REQUESTED: "The council asked a question back; the clock stopped",
    Kind.CLARIFICATION_RECEIVED: "The council’s question was answered; the clock began anew",
    Kind.INFORMAL_QUERY: "The council asked something; the clock went on",
    Kind.INFORMAL_REPLY: "That was answered",
    Kind.FEES_NOTICE: "The council asked for a fee; the clock paused",
    Kind.FEE_PAID: "The fee was paid; the clock went on",
    Kind.PIT_EXTENSION_NOTIFIED: "The council said it needs longer to weigh the public interest",
    Kind.EIR_EXTENSION_NOTIFIED: "The council said it needs longer for a large, complex request",
    Kind.TRANSFERRED: "The council passed it on to another authority",
    Kind.RECEIVED_BY_NEW_AUTHORITY: "The other authority received it; the clock began anew",
    Kind.REGIME_CHANGED: "From here on handled under other rules",
    Kind.SOMETHING_CAME: "We were told that something had come",
    Kind.NOTHING_CAME: "The requester said that nothing had come",
    Kind.RESPONSE: "The council replied",
    Kind.REFUSED: "The council replied with a refusal",
    Kind.PHONE_NOTE: "A telephone call was noted",
    Kind.READING_WANTED: "Somebody was asked to read the reply",
    Kind.PUBLISHED: "What was read from the reply was published here",
    Kind.UNPUBLISHED: "What had been published was taken back",
    Kind.VISIBILITY_CHANGED: "Who may see this request was changed",
    Kind.REMINDERS_STOPPED: "The reminders were stopped",
    Kind.DUE_MOVED: "The due date moved",
    Kind.COUNCIL_TOLD: "The council was sent a link to answer what stands here",
    Kind.HIDDEN: "Staff hid this page",
    Kind.SHOWN: "Staff showed this page again",
    Kind.WITHDRAWN: "The requester withdrew the request",
    Kind.CLOSED: "Closed",
}
# Known to the owner, her investigation and staff; never on a public page.
PRIVATE_KINDS: frozenset[str] = frozenset(
    {
        Kind.PHONE_NOTE,
        Kind.READING_WANTED,
        Kind.VISIBILITY_CHANGED,
        Kind.REMINDERS_STOPPED,
        Kind.HIDDEN,
        Kind.SHOWN,
    }
)
# Their dates are typed or read from a letter; all others carry the day on which they were recorded.
DATED_KINDS: frozenset[str] = frozenset(
    {
        Kind.SENT,
        Kind.RECEIVED,
        Kind.ACKNOWLEDGED,
        Kind.BOUNCED,
        Kind.CLARIFICATION_REQUESTED,
        Kind.CLARIFICATION_RECEIVED,
        Kind.INFORMAL_QUERY,
        Kind.INFORMAL_REPLY,
        Kind.FEES_NOTICE,
        Kind.FEE_PAID,
        Kind.PIT_EXTENSION_NOTIFIED,
        Kind.EIR_EXTENSION_NOTIFIED,
        Kind.TRANSFERRED,
        Kind.RECEIVED_BY_NEW_AUTHORITY,
        Kind.RESPONSE,
        Kind.REFUSED,
        Kind.PHONE_NOTE,
    }
)
