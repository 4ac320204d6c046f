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
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
  ];
  endRaw(socket, rawAnswer(refusal.status, headers, bodyOf(refusal)), clock);
};

/** What a peer hears whose bytes are no HTTP request. */
export const malformedAnswer: string = rawAnswer(
  400,
  [],
  bodyOf({ code: 'INVALID_REQUEST', message: 'This is no HTTP request' }),
);
