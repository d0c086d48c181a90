"""The rules that a spec is held to before anything is decided from it; ids are stable."""

from __future__ import annotations

from rtgen.diagnostics import Diagnostic, Location, Rule, Severity
from rtgen.record import NamedTuple


class Template(NamedTuple):
    """A rule that makes diagnostics."""

    rule: Rule

    def at(self, location: Location, message: str, fix: str, width: int = 1) -> Diagnostic:
        """One diagnostic of this rule."""
        return Diagnostic(self.rule.id, self.rule.severity, location, message, fix, width)


def _error(identifier: str, title: str, why: str) -> Template:
    return Template(Rule(identifier, title, Severity.ERROR, why))


UNREADABLE = _error("RT001", "A spec can be read", "Nothing can be planned from a file that is not there.")
TOO_LARGE = _error("RT002", "A spec has at most 8 MiB", "Ten thousand features are half of that.")
ENCODING = _error("RT003", "A spec is UTF-8 text", "Another encoding gives other names on another machine.")
SYNTAX = _error("RT004", "A spec is YAML", "The parser must know what belongs to what.")
EMPTY = _error("RT005", "A spec is a mapping of keys", "Every value has a name that the schema knows.")
ONE_DOCUMENT = _error("RT006", "A file holds one document", "A second one would be overlooked.")
DUPLICATE = _error("RT007", "A key stands once", "Most parsers keep the last of two without a word.")
ALIAS = _error("RT008", "Values are written out", "Anchors, aliases and merge keys hide what a reviewer should see.")
TAG = _error("RT009", "Values carry no tags", "The schema knows the type of every value.")
KEY = _error("RT010", "Keys are texts", "Other keys have no name in the schema.")
TOO_DEEP = _error("RT011", "Nesting has a limit", "No spec needs more than 20 levels.")
AMBIGUOUS_NUMBER = _error(
    "RT012", "Numbers mean one thing", "YAML 1.1 reads 012 as ten and YAML 1.2 as twelve; neither is a safe guess."
)

UNKNOWN_KEY = _error("RT101", "Every key is known", "A misspelt key that is ignored is a setting that never applied.")
MISSING_KEY = _error("RT102", "Required keys are there", "There is no safe default for them.")
WRONG_TYPE = _error("RT103", "Values have the right type", "A text where a number belongs means something else.")
NOT_ALLOWED = _error("RT104", "Values are among the allowed ones", "Other words have no meaning.")
WRONG_FORM = _error(
    "RT105", "Values have the right form", "A quantity without a unit is read differently by each reader."
)
OUT_OF_RANGE = _error("RT106", "Values lie within their limits", "Beyond them the platform refuses or misbehaves.")

FORCE_MATCH = _error(
    "RT201", "What is forced can be kept", "A forced tier that is avoided elsewhere contradicts itself."
)
AUDIENCE = _error("RT202", "A feature's audience exists", "Its users would be counted nowhere.")
USERS = _error("RT203", "A feature has no more users than its audience", "Connections are counted by audience.")
MEMBERS = _error("RT204", "A channel's members fit its limits", "The average cannot exceed the maximum or the users.")
OWN_CHANNEL = _error("RT205", "Own channels are user channels", "Only a user's channel belongs to one user.")
PUBLIC = _error("RT206", "Public access is said in both places", "No channel becomes public by one word alone.")
BACKEND = _error("RT207", "Who is asked has an address", "A proxy or remote call without a backend answers nobody.")
SYNC = _error("RT208", "Only documents are merged", "CRDT and OT reconcile edits of a document.")
FRESHNESS = _error("RT209", "Only infrequent features may be stale", "Freshness chooses between ways of polling.")
HISTORY = _error("RT210", "Promises need history", "What is kept nowhere cannot be delivered later.")
DOMAIN = _error("RT211", "A domain lies in its zone", "Its records could not be written.")
ONE_OWNER = _error("RT212", "A domain belongs to one environment", "Two stacks cannot own one name.")
TOPOLOGY = _error("RT213", "Environments share one topology", "What differs between them are sizes and names only.")
ORIGINS = _error("RT214", "Production names its origins", "Otherwise any web page could connect with a user's token.")
RENAME = _error("RT215", "A rename leads from a name that is gone", "Two features cannot be one resource.")
REGION = _error("RT216", "The region is one of AWS's", "A stack cannot be deployed to another.")
PROVIDER = _error("RT217", "A provider is not chosen and avoided", "The two contradict each other.")
MESSAGE_SIZE = _error(
    "RT218", "A message fits into the gateway's frame", "Centrifugo closes the connection above its message size limit."
)
CHANNELS = _error("RT219", "A client's channels fit its connection", "Centrifugo refuses channels above the limit.")
SAME_NAME = _error("RT220", "Specs of one run have names of their own", "They would be written to one folder.")
DATE = _error("RT221", "A waiver ends on a day of the calendar", "A waiver without an end is a rule that is gone.")
EDGE = _error("RT222", "There is one certificate", "A domain brings its own.")
EXISTING = _error(
    "RT224",
    "What is there already fits the stack",
    "Ids that cannot belong together fail in mid-deployment.",
)
OWN_GATEWAY = _error(
    "RT227",
    "An own gateway fits the stack",
    "Where metrics and publishing share the clients' port, the world reaches them; tasks pull from their own region.",
)
ZERO = _error("RT223", "Loads and shares are above zero", "A load of nothing has no size.")
SECRET = _error(
    "RT879",
    "No secret stands in a spec",
    "A spec is committed, and what was committed once is known to all who read it.",
)

ALL: tuple[Template, ...] = (
    UNREADABLE, TOO_LARGE, ENCODING, SYNTAX, EMPTY, ONE_DOCUMENT, DUPLICATE, ALIAS, TAG, KEY, TOO_DEEP,
    AMBIGUOUS_NUMBER,
    UNKNOWN_KEY, MISSING_KEY, WRONG_TYPE, NOT_ALLOWED, WRONG_FORM, OUT_OF_RANGE,
    FORCE_MATCH, AUDIENCE, USERS, MEMBERS, OWN_CHANNEL, PUBLIC, BACKEND, SYNC, FRESHNESS, HISTORY, DOMAIN, ONE_OWNER,
    TOPOLOGY, ORIGINS, RENAME, REGION, PROVIDER, MESSAGE_SIZE, CHANNELS, SAME_NAME, DATE, EDGE, EXISTING,
    OWN_GATEWAY, ZERO, SECRET,
)  # fmt: skip
