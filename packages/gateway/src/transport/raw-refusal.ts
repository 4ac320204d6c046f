import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import { endRaw } from './end-raw.ts';

/** A refusal before the handshake, as HTTP. */
export interface RawRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** Answers an upgrade with a plain HTTP refusal and ends the connection. */
export const refuseUpgrade = (socket: Duplex, refusal: RawRefusal, clock: Clock): void => {
  const body = JSON.stringify({ error: { code: refusal.code, message: refusal.message } });
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? 'Refused'}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(refusal.retryAfterSeconds === undefined ? [] : [`Retry-After: ${refusal.retryAfterSeconds}`]),
  ];
  endRaw(socket, `${head.join('\r\n')}\r\n\r\n${body}`, clock);
};
