import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import { headerLines, securityHeaders, strictTransportSecurity } from '../security-headers.ts';
import { endRaw } from './end-raw.ts';

/** A refusal before the handshake, as HTTP. */
export interface RawRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Name in metrics, where several refusals have one code. @default the code */
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
  /** Further headers. @default none */
  readonly headers?: { readonly [name: string]: string };
}

const rawAnswer = (status: number, headers: readonly string[], body: string): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    'Connection: close',
    ...headerLines(securityHeaders),
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');

const bodyOf = ({ code, message }: Pick<RawRefusal, 'code' | 'message'>): string =>
  JSON.stringify({ error: { code, message } });

/** Answers an upgrade with a plain HTTP refusal and ends the connection. */
export const refuseUpgrade = (socket: Duplex, refusal: RawRefusal, clock: Clock): void => {
  const { retryAfterSeconds } = refusal;
  const headers = [
    ...('encrypted' in socket ? headerLines(strictTransportSecurity) : []),
    ...headerLines(refusal.headers ?? {}),
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
  ];
  endRaw(socket, rawAnswer(refusal.status, headers, bodyOf(refusal)), clock);
};

/** The refusal of an address that showed too many tokens which were refused. */
export const tokenRefusal = (waitMs: number): RawRefusal => ({
  status: 429,
  code: 'RATE_LIMITED',
  message:
    'Too many tokens of this address were refused, so none is looked at now (failedTokensPerMinutePerIp); wait as long as Retry-After says',
  reason: 'too-many-refused-tokens',
  retryAfterSeconds: Math.ceil(waitMs / 1000),
});

/** The refusal of an upgrade that is no WebSocket handshake; it names the version that is spoken (RFC 6455 section 4.4). */
export const handshakeRefusal = (why: string): RawRefusal => ({
  status: 400,
  code: 'INVALID_REQUEST',
  message: `This is no WebSocket handshake: ${why}`,
  headers: { 'sec-websocket-version': '13' },
});

/** What a peer hears whose bytes are no HTTP request. */
export const malformedAnswer: string = rawAnswer(
  400,
  [],
  bodyOf({ code: 'INVALID_REQUEST', message: 'This is no HTTP request' }),
);
