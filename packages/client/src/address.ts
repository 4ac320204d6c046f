import { ClientError } from './client-error.ts';

/** Where a gateway is. */
export interface Address {
  /** Such as `http://127.0.0.1:8080`, without a slash at its end. */
  readonly http: string;
  /** The same for WebSockets. */
  readonly ws: string;
}

const pattern = /^(https?|wss?):\/\/([^/?#\s]+)(\/[^?#\s]*)?$/iu;

/** Paths that people copy with the address of a gateway. */
const ownPath = /\/(?:v1\/(?:stream|sse|events))?\/*$/u;

/** Reads the address of a gateway. Throws `INVALID_ADDRESS`. */
export const addressOf = (url: string): Address => {
  const [, scheme, host, path = '/'] = pattern.exec(url.trim()) ?? [];
  if (scheme === undefined || host === undefined) {
    throw new ClientError('INVALID_ADDRESS', `${JSON.stringify(url.slice(0, 200))} is not the address of a gateway`);
  }
  const secure = /s$/iu.test(scheme) ? 's' : '';
  const rest = `${host}${path.replace(ownPath, '')}`;
  return { http: `http${secure}://${rest}`, ws: `ws${secure}://${rest}` };
};

/** A query of the parameters that are there; lists are separated by commas. */
export const queryOf = (
  parameters: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): string => {
  const parts = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
};
