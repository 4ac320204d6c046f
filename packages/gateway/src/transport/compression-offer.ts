import type { Compression } from '../compression.ts';

/** An offer of permessage-deflate that is taken. */
export interface CompressionOffer {
  /** As the handshake is to see it: this offer and nothing else, with a small window where the client lets us choose. */
  readonly header: string;
  readonly compression: Compression;
}

/**
 * How far back a client that lets us choose may refer, as a power of two. What unpacks its messages holds that much for as
 * long as it is connected, and clients say little that is long.
 */
const clientWindowBits = 10;

/** A window of eight to eleven bits is lawful, and so small that such a reader is better served without compression. */
const parameter =
  /^(?:(server_no_context_takeover|client_no_context_takeover|client_max_window_bits)|(client_max_window_bits)=("?)(?:[89]|1[0-5])\3|(server_max_window_bits)=("?)1[2-5]\5)$/;

const narrowed = (offer: string): string =>
  offer.replace(/client_max_window_bits(?:="?(\d+)"?)?/, (_whole, bits: string | undefined) => {
    return `client_max_window_bits=${Math.min(Number(bits ?? clientWindowBits), clientWindowBits)}`;
  });

/** The names of an offer's parameters; `undefined` when it is another extension, or asks for what is not given. */
const parametersOf = (offer: string): ReadonlySet<string> | undefined => {
  const [extension, ...parameters] = offer.split(';').map((part) => part.trim());
  if (extension !== 'permessage-deflate') return undefined;
  const names = new Set<string>();
  for (const each of parameters) {
    const match = parameter.exec(each);
    const name = match?.[1] ?? match?.[2] ?? match?.[4];
    if (name === undefined || names.has(name)) return undefined;
    names.add(name);
  }
  return names;
};

/**
 * The first offer in a `Sec-WebSocket-Extensions` header that can be taken; `undefined` when there is none. What is
 * wrong or too narrow is declined and no reason to refuse the connection (RFC 7692 section 5), which `ws` would do.
 */
export const chooseCompressionOffer = (header: string | undefined): CompressionOffer | undefined => {
  for (const offer of (header ?? '').split(',')) {
    const names = parametersOf(offer);
    if (names === undefined) continue;
    const compression = names.has('server_no_context_takeover') ? 'per-message' : 'per-batch';
    return { header: narrowed(offer.trim()), compression };
  }
  return undefined;
};
