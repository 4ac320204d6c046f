import { describe, expect, it } from 'vitest';
import { expiryOf } from './token-expiry.ts';

const tokenOf = (payload: string): string => `e30.${btoa(payload).replaceAll('+', '-').replaceAll('/', '_')}.signature`;

describe('the end of a token', () => {
  it('is what the token says, in ms', () => {
    expect(expiryOf(tokenOf('{"sub":"alice","exp":1763744400}'))).toBe(1_763_744_400_000);
  });

  it.each([['opaque'], [''], [tokenOf('{"exp":"soon"}')], [tokenOf('7')], ['a.%%%.b']])(
    'is not known of %j',
    (token) => {
      expect(expiryOf(token)).toBeUndefined();
    },
  );
});
