// Every size and time limit of the product: the unit is in the name, the reason beside the number (P92).
// Only values that both ends must agree on, or that a reader would look for here.

const KIB = 1024;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// --- messages (delivery.md §6)
export const TEXT_MAX_BYTES = 8 * KIB; // human chat; bounds parsing cost
export const FRAME_MAX_BYTES = 64 * KIB; // OWASP WebSocket advice; the library's default is 1 MB
export const BATCH_MAX_MESSAGES = 20; // must stay <= the burst of the visitor's message bucket (S40)
export const BATCH_MAX_BYTES = 48 * KIB; // fits a frame
export const CONNECT_TIMEOUT_MS = 5_000; // unauthenticated sockets; library defaults are 45 s and 20 s
export const PING_INTERVAL_MS = 10_000; // with the timeout below: a dead peer is known after 25 s at both ends
export const PING_TIMEOUT_MS = 15_000; // a pong survives a 5 s stall and an 8 KiB text at 8 kbit/s
export const ACK_TIMEOUT_MS = 5_000; // two strikes reconnect: cures one-way outages in 12 s
export const ACK_TIMEOUT_MAX_MS = 60_000; // doubling for slow links ends here
export const HEAD_PROBE_MS = 3_000; // a woken phone shows the truth fast
export const BEACON_MS = 12_000; // with fetch and jitter: staleness <= 15 s without any hint
export const SYNC_JITTER_MS = 250; // no herd after a lost hint
export const SYNC_PAGE_MIN_BYTES = 4 * KIB;
export const SYNC_PAGE_FIRST_BYTES = 16 * KIB;
export const SYNC_PAGE_MAX_BYTES = 256 * KIB;
export const SYNC_PAGE_MAX_EVENTS = 200; // Centrifugo caps recovery at 300
export const GOT_EVERY_MS = 1_000; // confirmed cursor: at most once a second
export const PUSH_WINDOW_BYTES = 16 * KIB; // of one conversation, unconfirmed: pings are not stuck behind bodies
export const OUTBOUND_MAX_BYTES = 1024 * KIB; // Engine.IO's write buffer is unbounded; Centrifugo closes slow clients at 1 MiB
export const OUTBOUND_STALL_MS = 30_000; // longer than a dead peer stays unknown, so that only a live and slow one meets it
export const BACKOFF_MIN_MS = 500;
export const BACKOFF_MAX_MS = 10_000; // after a heal every client is back within 15 s
export const LINK_STABLE_MS = 5_000; // a connection that died younger than this does not reset the backoff: no storm when a relay accepts and drops
export const BYE_SPREAD_MS = 10_000; // spread reconnects of a restart
export const DRAIN_MS = 8_000; // containers are killed 10 s after SIGTERM
export const GROUP_COMMIT_MS = 2; // one fsync for many acks, no visible delay
export const GROUP_COMMIT_MAX = 100;
export const PENDING_MAX = 500; // more is cheaper to fetch
export const OUTBOX_MAX_MESSAGES = 200; // bounded, and visible when full (P83)
export const OUTBOX_MAX_BYTES = 1024 * KIB;
export const OUTBOX_HOLD_MS = DAY_MS; // an old answer may be wrong (Signal retries one day)
export const OUTBOX_KEEP_MS = 7 * DAY_MS; // Safari deletes script storage after 7 idle days
export const REOFFER_MAX = 200; // bounds a reset storm
export const AGENT_SUBSCRIPTIONS_MAX = 500; // bounds the beacon query
export const LEADER_PING_MS = 2_000; // three without an answer: a tab whose leader died is live again within 8 s
export const POLL_FALLBACK_MS = 5_000; // chat stays usable without WebSocket

// --- files (security.md S65-S69)
export const FILE_MAX_BYTES = 10 * 1024 * KIB; // S67
export const FILES_PER_MESSAGE_MAX = 10;
export const FILE_UNATTACHED_TTL_MS = DAY_MS; // S65
export const FILE_RESERVED_TTL_MS = 15 * MINUTE_MS; // S65: an upload begins at once and may last five minutes
export const FILE_TICKET_TTL_MS = MINUTE_MS; // S68
export const FILE_UPLOAD_MAX_MS = 300_000; // S69
export const FILE_UPLOAD_MIN_BYTES_PER_S = KIB; // S69
export const FILE_PIXELS_MAX = 40_000_000; // S67: a picture is drawn at four bytes a pixel, whatever its file weighs
export const FILE_NAME_MAX_CHARS = 120;
export const BODY_MAX_MS = 15_000; // S69: every body that is not an upload
export const SITE_FILES_MAX_BYTES = 10 * 1024 * 1024 * KIB; // S47: what a site may keep
export const SITE_FILES_MAX = 100_000; // S47: how many a site may keep
export const QUICK_REPLIES_MAX = 5; // W160
export const QUICK_REPLY_MAX_CHARS = 80;

// --- ingest (context.md C10)
export const INGEST_REQUEST_MAX_BYTES = 500 * KIB;
export const INGEST_EVENT_MAX_BYTES = 32 * KIB;
export const INGEST_BATCH_MAX_EVENTS = 2_500;
export const INGEST_NESTING_MAX = 8;
export const INGEST_KEYS_MAX = 1_000;
export const MESSAGE_ID_MAX_CHARS = 99;
export const IDENTIFIER_MAX_CHARS = 255;
export const EVENT_NAME_MAX_CHARS = 200;
export const CLOCK_SKEW_FLAG_MS = DAY_MS; // C20: |sentAt - receivedAt| above it is flagged `skewed`
export const LATE_FLAG_MS = 10 * MINUTE_MS; // C20: receivedAt - occurredAt above it is flagged `late`
export const RETENTION_MS = 3 * 365 * DAY_MS; // C20: older events are rejected as `too_old`; a Site setting later

// --- context (context.md C47, C52 and Limits)
export const CONTEXT_MAX_BYTES = 32 * KIB;
export const HEADLINE_MAX_CHARS = 140;
export const BRIEF_MAX_LINES = 6;
export const BRIEF_MAX_WORDS = 80;
export const BRIEF_LINE_MAX_CHARS = 160;
export const RECENT_ACTIVITY_MAX = 8;
export const RECENT_ACTIVITY_WINDOW_MS = 72 * HOUR_MS;
export const FACTS_MAX = 30;
/** Milestones of an item shown beside it; the whole way is in its source. */
export const ITEM_STEPS_MAX = 8;
export const TIMELINE_PAGE_MAX = 50;
export const TIMELINE_FIRST_PAGE = 25;
export const PREVIOUS_CONVERSATIONS_MAX = 5;

// --- sessions and tokens (security.md)
export const SETUP_TOKEN_TTL_MS = 30 * MINUTE_MS; // S30
export const SOCKET_TICKET_TTL_MS = 30_000; // S23
export const AGENT_SESSION_IDLE_MS = 12 * HOUR_MS; // S21
export const AGENT_SESSION_MAX_MS = 7 * DAY_MS; // S21
export const INVITATION_TTL_MS = 7 * DAY_MS; // S22: of a link that makes an account
export const PASSWORD_LINK_TTL_MS = DAY_MS; // of a link to a new password
export const LOGIN_CHALLENGE_TTL_MS = 5 * MINUTE_MS; // S25: between password and second factor
export const LOGIN_CHALLENGE_TRIES_MAX = 5;
export const RECOVERY_CODES = 10;
export const FRESH_LOGIN_MS = 10 * MINUTE_MS; // S80: how long a confirmed password opens what needs a fresh login
export const VISITOR_TOKEN_TTL_MS = 30 * DAY_MS; // S24, sliding
export const IDENTITY_TOKEN_MAX_MS = DAY_MS; // ID4: exp at most 24 h ahead
export const IDENTITY_TOKEN_LEEWAY_MS = 60_000; // ID4
export const PASSWORD_MIN_CHARS = 12; // S20
export const PASSWORD_MAX_CHARS = 128;
export const NAME_MAX_CHARS = 80; // S120
export const NOTE_MAX_CHARS = 500; // hand-off note (context.md Limits)

// --- conversations (console.md)
export const TAGS_MAX = 20; // of one conversation
export const SNOOZE_MAX_MS = 366 * DAY_MS; // K71
export const REOPEN_WINDOW_MS = 14 * DAY_MS; // K22: a reply until then goes on where it ended, a later one opens a new conversation
export const LOOK_TTL_MS = 30_000; // K66: who looks at a conversation is forgotten unless their relay says so again

// --- rate limits (security.md §4): burst, and tokens per minute
export const RATE_VISITOR_MESSAGES = { burst: 20, perMinute: 30 } as const; // S40
export const RATE_AGENT_MESSAGES = { burst: 40, perMinute: 120 } as const; // S40
export const RATE_SITE_MESSAGES = { burst: 500, perMinute: 3_000 } as const; // S41
export const RATE_CONVERSATIONS_PER_ADDRESS = { burst: 10, perMinute: 10 / 60 } as const; // S42
export const RATE_IDENTIFY = { burst: 10, perMinute: 10 } as const; // S43
export const RATE_SYNC = { burst: 60, perMinute: 120 } as const; // S44
export const RATE_SESSIONS_PER_ADDRESS = { burst: 60, perMinute: 30 } as const; // S46: handshakes
export const RATE_AGENT_READS = { burst: 120, perMinute: 600 } as const; // S44: sync, inbox and open; a console opens three times as much as a widget, in several tabs
export const RATE_AGENT_API = { burst: 240, perMinute: 1_200 } as const; // S44: what one agent asks of /api/v1, all tabs together
export const RATE_LOGIN_FAILURES_PER_ACCOUNT = { burst: 10, perMinute: 10 / 15 } as const; // S48: then answers slow down, nobody is locked out
export const RATE_SECOND_FACTOR_PER_ACCOUNT = { burst: 10, perMinute: 1 } as const; // S48: a million codes, three good at a time
export const RATE_INVITATIONS_PER_ADDRESS = { burst: 20, perMinute: 5 } as const; // S49
export const LOGIN_SLOWED_MS = 3_000;
export const RATE_SIGNALS = { burst: 10, perMinute: 120 } as const; // S52: typing and cursors, dropped beyond it
export const RATE_WEBHOOK_TRIES = { burst: 60, perMinute: 60 } as const; // S54: test and replay
export const RATE_ITEM_LOOKUPS_PER_ITEM = { burst: 5, perMinute: 5 / 60 } as const; // C40: an hour
export const RATE_ITEM_LOOKUPS_PER_ADDRESS = { burst: 20, perMinute: 20 / 60 } as const; // C40: an hour
export const SOCKETS_PER_ADDRESS_MAX = 50; // S45
export const RATE_RESUME_TRIES_PER_DEVICE = { burst: 5, perMinute: 5 / 60 } as const; // CH37: an hour; per device or call
export const RATE_RESUME_TRIES_PER_ADDRESS = { burst: 10, perMinute: 10 / 60 } as const; // CH37: an hour
export const RATE_RESUME_TRIES_PER_SITE = { burst: 300, perMinute: 300 / 60 } as const; // CH37: an hour
export const RATE_RESUME_CODES_PER_VISITOR = { burst: 5, perMinute: 1 } as const; // CH36: each ends the one before
export const RESUME_CODE_TTL_MS = 24 * 60 * 60_000; // CH36; a branch asks for seven days
export const RATE_FILES_PER_VISITOR = { burst: 10, perMinute: 10 / 60 } as const; // S47: an hour
export const RATE_FILE_BYTES_PER_VISITOR = { burst: 50 * 1024 * KIB, perMinute: (50 * 1024 * KIB) / (24 * 60) } as const; // S47: a day
export const RATE_FILES_PER_AGENT = { burst: 60, perMinute: 2 } as const; // S47
export const RATE_FILES_PER_SITE = { burst: 500, perMinute: 60 } as const; // S47
export const RATE_FILES_PER_ADDRESS = { burst: 60, perMinute: 1 } as const; // S47: visitors of one address
export const RATE_FILE_BYTES_PER_ADDRESS = { burst: 500 * 1024 * KIB, perMinute: (500 * 1024 * KIB) / (24 * 60) } as const; // S47: a day
export const RATE_UPLOADS = { burst: 60, perMinute: 4 } as const; // S47: tries of one sender
export const RATE_UPLOADS_PER_FILE = { burst: 10, perMinute: 1 } as const; // S47: tries of one reservation
export const UPLOADS_PER_ADDRESS_MAX = 20; // S47: at once; each lasts up to five minutes
export const UPLOADS_AT_ONCE_MAX = 200; // S47: at once, on one relay: at most 2 GiB that nobody has accepted yet
export const RATE_FILE_READS = { burst: 120, perMinute: 240 } as const; // a long conversation of pictures, opened and scrolled
export const RATE_FILE_TICKETS_PER_ADDRESS = { burst: 120, perMinute: 240 } as const; // S68: an office that opens its pictures
export const RATE_HANDSHAKES = { burst: 60, perMinute: 30 } as const; // S46
export const RATE_LOGIN_PER_ADDRESS = { burst: 5, perMinute: 1 } as const; // S48
export const RATE_INGEST_PER_SITE = { burst: 5_000, perMinute: 6_000 } as const; // S51
export const RATE_INGEST_PER_VISITOR = { burst: 200, perMinute: 600 } as const; // S51; the burst holds what a tracker keeps (W56)
