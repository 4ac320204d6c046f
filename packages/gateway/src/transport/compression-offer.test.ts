import { describe, expect, it } from 'vitest';
import { chooseCompressionOffer } from './compression-offer.ts';

describe('an offer of compression', () => {
  it.each([
    ['Chromium, Node and ws', 'permessage-deflate; client_max_window_bits', 'per-batch'],
    ['Python websockets', 'permessage-deflate; server_max_window_bits=12; client_max_window_bits=12', 'per-batch'],
    ['nothing more', 'permessage-deflate', 'per-batch'],
    ['quoted values', 'permessage-deflate; server_max_window_bits="15"', 'per-batch'],
    ['a client that keeps no context', 'permessage-deflate; server_no_context_takeover', 'per-message'],
    ['a client whose own context ends', 'permessage-deflate;client_no_context_takeover', 'per-batch'],
  ])('of %s is taken', (_who, header, compression) => {
    expect(chooseCompressionOffer(header)?.compression).toBe(compression);
  });

  it.each([
    ['permessage-deflate', 'permessage-deflate'],
    ['permessage-deflate; client_max_window_bits', 'permessage-deflate; client_max_window_bits=10'],
    ['permessage-deflate; client_max_window_bits="15"', 'permessage-deflate; client_max_window_bits=10'],
    ['permessage-deflate; client_max_window_bits=9', 'permessage-deflate; client_max_window_bits=9'],
  ])('%s is agreed to with a small window for what the client says, where it lets us choose', (header, shown) => {
    expect(chooseCompressionOffer(header)?.header).toBe(shown);
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['another extension', 'x-webkit-deflate-frame'],
    ['a window of fewer than twelve bits', 'permessage-deflate; server_max_window_bits=11'],
    ['a window that cannot be', 'permessage-deflate; server_max_window_bits=16'],
    ['a window without a size', 'permessage-deflate; server_max_window_bits'],
    ['an unknown parameter', 'permessage-deflate; level=9'],
    ['a parameter twice', 'permessage-deflate; client_max_window_bits; client_max_window_bits=9'],
    ['a value where none belongs', 'permessage-deflate; server_no_context_takeover=1'],
    ['half a quotation', 'permessage-deflate; server_max_window_bits="12'],
    ['nonsense', ';;=,"'],
  ])('is not taken from %s', (_what, header) => {
    expect(chooseCompressionOffer(header)).toBeUndefined();
  });

  it('is the first that can be taken, and no other is shown to the handshake', () => {
    const header =
      'permessage-bzip2, permessage-deflate; server_max_window_bits=9, permessage-deflate; server_no_context_takeover, permessage-deflate';
    expect(chooseCompressionOffer(header)).toEqual({
      header: 'permessage-deflate; server_no_context_takeover',
      compression: 'per-message',
    });
  });
});
