import { closeCodes } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { endingOfClose, endingOfRefusal } from './ending.ts';

describe('a close code', () => {
  it.each(Object.values(closeCodes).map(({ code, retry }) => [code, retry] as const))(
    '%i is tried again as its table says: %s',
    (code, retry) => {
      expect(endingOfClose(code, '').retry).toBe(retry);
    },
  );

  it('tells the reason of the gateway, else that of the table', () => {
    expect(endingOfClose(1008, 'Invalid token').reason).toBe('the gateway closed: 1008 Invalid token');
    expect(endingOfClose(4403, '').reason).toBe(`the gateway closed: 4403 ${closeCodes.FORBIDDEN.reason}`);
  });

  it('that never came means that the connection was lost', () => {
    expect(endingOfClose(1006, '')).toMatchObject({ retry: true, kind: 'lost' });
  });
});

describe('a refused handshake', () => {
  it.each([400, 401, 403, 404, 421])('with %i is for good', (status) => {
    expect(endingOfRefusal(status, undefined)).toMatchObject({ retry: false, kind: 'denied' });
  });

  it('that is for a moment waits as long as was asked', () => {
    expect(endingOfRefusal(429, '7')).toMatchObject({ retry: true, retryAfterMs: 7000 });
    expect(endingOfRefusal(503, undefined)).toMatchObject({ retry: true });
    expect(endingOfRefusal(503, 'soon')).not.toHaveProperty('retryAfterMs');
  });
});
