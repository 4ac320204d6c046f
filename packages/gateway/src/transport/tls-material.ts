import { createSecureContext } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';

/** A certificate with its key, both as PEM. */
export interface TlsMaterial {
  /** The certificate, and after it those between it and the authority that clients know. */
  readonly cert: string;
  readonly key: string;
}

/** Where certificates come from: read at the start, and again when they are renewed. */
export interface TlsSource {
  read(): Promise<TlsMaterial>;
}

/** How long a peer may take to shake hands, in ms: many round trips of a slow line, and little of a socket's life. */
export const tlsHandshakeTimeoutMs = 10_000;

/** What a listener speaks TLS with: 1.2 or newer, also where the process was told otherwise. Throws on what is no pair. */
export const secureContextOf = ({ cert, key }: TlsMaterial): SecureContextOptions => {
  // Node passes over an empty one, and no handshake would succeed: so looks a file that is being written.
  if (cert === '' || key === '') throw new Error(`the file of the ${cert === '' ? 'certificate' : 'key'} is empty`);
  const options: SecureContextOptions = { cert, key, minVersion: 'TLSv1.2' };
  createSecureContext(options);
  return options;
};
