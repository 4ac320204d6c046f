import type { PromiseTable } from './promise-table.ts';

/** What the rulings over all pages demand of the gateway. */
export const rulingPromises: PromiseTable = {
  'ruling 1': {
    'ruling-1.main-listener':
      'Every dialect is reached on the main listener at /ws/<dialect>, and at its page’s path where one page alone claims it.',
    'ruling-1.legacy-listeners': 'The pages’ ports lead to their dialects: 3101 and 3002, 8000 by path, 8001.',
    'ruling-1.swap': 'One setting swaps carry and quantmind.',
    'ruling-1.busy-port': 'A busy port of a page is a warning, not a failure.',
    'ruling-1.subprotocol':
      'On /ws of the main listener the subprotocol chooses the dialect; content is never sniffed.',
  },
  'ruling 2': {
    'ruling-2.exact-decimals': 'The model keeps amounts exactly as they were published, each with its unit.',
    'ruling-2.ratios': 'Percentages, fractions and fractions in strings are made at the edge, without binary noise.',
    'ruling-2.drawdown-signs': 'A drawdown is negative in the model and titan, positive in carry and quantmind.',
  },
  'ruling 3': {
    'ruling-3.two-times':
      'The model has whole milliseconds in UTC of when the source did it and when the gateway took it.',
    'ruling-3.wire-times': 'Times are ms in titan and mci, ISO 8601 with milliseconds and Z elsewhere.',
    'ruling-3.market-time':
      'A fact about replayed prices carries the time of its bar beside the time at which it was said.',
  },
  'ruling 4': {
    'ruling-4.words': 'Each page’s words are mapped to the model’s and back.',
    'ruling-4.unknown-words': 'An unknown word passes through unchanged, and is counted.',
  },
  'ruling 5': {
    'ruling-5.lint': 'What a publisher reckoned wrongly goes out as it is, and is counted and logged.',
  },
  'ruling 6': {
    'ruling-6.seq': 'With ?resume=1 or ?since= every data message carries a top-level seq of epoch and number.',
    'ruling-6.replay': 'since brings what was missed, in order.',
    'ruling-6.resume-first':
      'The first message is resume with recovered and cursor, in the dialect’s envelope, and a lost past is told honestly.',
    'ruling-6.plain': 'Without the parameter bodies are exactly the page’s.',
  },
  'ruling 7': {
    'ruling-7.snapshot': 'A new reader first gets the present value of every state it hears, with original times.',
    'ruling-7.no-gap': 'Between present values and news there is no gap and no repetition.',
  },
  'ruling 8': {
    'ruling-8.any-frame': 'Any inbound frame is a sign of life, control pongs included.',
    'ruling-8.control-pings': 'A control ping goes out every 30 s, and nothing within a further 10 s closes.',
    'ruling-8.deadline': 'The deadline begins when the ping’s bytes have left.',
    'ruling-8.slow-reader': 'A reader with unsent bytes is judged by the slow-reader rule alone.',
  },
  'ruling 9': {
    'ruling-9.carriage': 'A token is taken from the Authorization header, a cookie or ?token=.',
    'ruling-9.tickets': 'A ticket of POST /v1/tickets lets in once within 30 s.',
    'ruling-9.redaction': 'Tokens in URLs appear in no log line.',
    'ruling-9.required': 'required, the default beyond loopback, refuses who brings no token.',
    'ruling-9.optional': 'optional accepts a missing token with a logged warning and refuses a bad one.',
    'ruling-9.none': 'none is for loopback only unless overridden explicitly.',
    'ruling-9.verification':
      'Of a token signature, exp, nbf, issuer and audience are checked, by one pinned algorithm.',
    'ruling-9.keys': 'The key is a shared secret or comes from a JWKS URL, whose rotation is followed.',
  },
  'ruling 10': {
    'ruling-10.refusals':
      'A refusal completes the handshake, says the dialect’s error, and closes with code and reason.',
    'ruling-10.origin':
      'A foreign Origin is 403 before the handshake; none, the listener’s own, loopback on any port and listed ones pass.',
    'ruling-10.too-many': 'Too many connections are 429 with Retry-After before the handshake.',
    'ruling-10.host': 'A Host that is neither loopback nor configured is 421.',
    'ruling-10.media-type': 'POST takes JSON or NDJSON alone.',
    'ruling-10.both-loopbacks': 'The gateway listens on 127.0.0.1 and ::1.',
  },
  'ruling 11': {
    'ruling-11.ownership': 'Whose an event is follows from the publisher’s credential, never from the payload.',
    'ruling-11.isolation-live': 'Live data and present values of one account are never shown to another.',
    'ruling-11.isolation-replay': 'A replay shows nothing of another account, not even how much there was.',
    'ruling-11.isolation-snapshot': 'GET /v1/snapshot shows nothing of another account.',
    'ruling-11.isolation-poll': 'A poll shows nothing of another account.',
    'ruling-11.isolation-metrics': 'Metrics and logs show no data of an account.',
    'ruling-11.shared-kinds': 'Market, whale and system health alone can be shared by all.',
    'ruling-11.admin-claim': 'Who is admin follows from a claim, which is configurable.',
  },
  'ruling 12': {
    'ruling-12.warning': 'A session is warned 30 s before its token expires, where the dialect has words.',
    'ruling-12.refresh': 'auth with a new token of the same subject goes on in place.',
    'ruling-12.grace': '25 s after expiry the session ends with the dialect’s message and its close.',
  },
  'ruling 13': {
    'ruling-13.table': 'One table says of each close code when it is sent and whether to come back.',
  },
  'ruling 14': {
    'ruling-14.frame-size': 'A frame above 64 KiB closes with 1009.',
    'ruling-14.inbound-window':
      '200 messages in any 2 s are read; above it they are discarded unread, with one error a window.',
    'ruling-14.inbound-patience': 'Who is above the limit for 10 s is closed with 4429.',
    'ruling-14.new-connections': '10 new connections a minute and address on titan’s routes, 300 elsewhere.',
    'ruling-14.open-connections': '32 connections of one address at a time.',
    'ruling-14.configurable': 'Each limit is an option, also for a single route.',
    'ruling-14.loopback': 'Loopback is limited like any other address.',
  },
  'ruling 15': {
    'ruling-15.nobody-delayed': 'A slow reader delays nobody and costs bounded memory.',
    'ruling-15.catches-up': 'A slow reader that reads again has everything that must arrive, once and in order.',
    'ruling-15.too-slow': 'A reader too slow for too long, or beyond retention, is closed with 1013.',
  },
  'ruling 16': {
    'ruling-16.answered': 'Invalid input gets the dialect’s error where it has one, is counted, and harms nobody.',
    'ruling-16.unreadable-frames': '20 frames in 60 s that are not JSON, or are binary, close with 1008.',
    'ruling-16.unknown-messages': 'Well-formed unknown messages never close.',
  },
  'ruling 17': {
    'ruling-17.one-account':
      'In titan, carry, mci and quantmind a session watches one account: the asked one if it may, the token’s, else the route’s.',
    'ruling-17.unauthenticated': 'A session without a token sees the route’s one account alone.',
    'ruling-17.admin-chooses': 'An admin watches the account that ?account= names.',
    'ruling-17.foreign-account': 'An account that is not the session’s to see is refused.',
    'ruling-17.all-accounts': '?account=* shows an admin all, each message with its account in data.',
    'ruling-17.lists-apart': 'Lists are never merged over accounts.',
  },
  'ruling 18': {
    'ruling-18.absent': 'A field that nobody published and no exact formula gives is absent.',
    'ruling-18.untranslatable':
      'A message whose required field cannot be had is not sent in that dialect, and is counted.',
    'ruling-18.no-conversion': 'No currency is converted.',
    'ruling-18.extra': 'Fields that only one page knows come back in that dialect alone.',
    'ruling-18.table': 'A table of kinds and dialects tells what is said where, and why not.',
  },
};
