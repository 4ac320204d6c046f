import { pino } from 'pino';
import type { DestinationStream, Level, Logger } from 'pino';
import { redacted, redactText, redactUrl } from './redact.ts';

/** Options of the logger. */
export interface LoggerOptions {
  /** What is logged: this and everything graver. @default 'info' */
  readonly level?: Level | 'silent';
  /** Name of the program in each line. @default 'pitwall' */
  readonly name?: string;
}

/** Members whose values are secrets, whatever object they stand in. */
const secretNames = [
  'authorization',
  '["proxy-authorization"]',
  'cookie',
  '["set-cookie"]',
  'token',
  'access_token',
  'accessToken',
  'publishToken',
  'jwtSecret',
  'ticket',
  'password',
  'secret',
] as const;

/** Depths at which members are looked for: `headers` of a `req` of an object is the third. */
const above = ['', '*', '*.*', '*.*.*'] as const;

const secretPaths = above.flatMap((prefix) =>
  secretNames.map((name) => (name.startsWith('[') || prefix === '' ? `${prefix}${name}` : `${prefix}.${name}`)),
);

const cleanUrl = (url: unknown): unknown => (typeof url === 'string' ? redactUrl(url) : url);

/**
 * Makes the logger: a JSON object a line to the destination. For people, give a destination that formats (the command
 * does so on a terminal). Secrets are removed by name, in URLs, and as a last defence in each line's text.
 */
export const createLogger = (options: LoggerOptions, parts: { readonly destination: DestinationStream }): Logger =>
  pino(
    {
      level: options.level ?? 'info',
      base: { name: options.name ?? 'pitwall' },
      redact: { paths: secretPaths, censor: redacted },
      serializers: { url: cleanUrl, err: pino.stdSerializers.err },
      hooks: { streamWrite: redactText },
    },
    parts.destination,
  );
