import { describe, expect, it } from 'vitest';
import { linkOf } from './link.ts';

const why = (code: 'UNAUTHENTICATED' | 'TOKEN_UNAVAILABLE' | 'CONNECTION_LOST', message: string) => ({
  name: 'ClientError' as const,
  code,
  message,
  retry: true,
  how: 'Give a valid `token`, or `getToken` so that a new one can be had.',
  status: undefined,
  gatewayCode: undefined,
});

const status = { state: 'failed', transport: 'websocket', attempt: 1 } as const;

describe('what a person is told of the connection', () => {
  it('says what a person can do, and nothing of functions', () => {
    const { state, label, reason } = linkOf({ ...status, why: why('UNAUTHENTICATED', 'The token is not valid') });
    expect([state, label]).toEqual(['refused', 'Not connected']);
    expect(reason).toBe(
      'The gateway does not let this page in. The token is not valid. Sign in with a token of this gateway.',
    );
  });

  it('calls a page that waits for a token by that', () => {
    const { reason } = linkOf({ ...status, why: why('TOKEN_UNAVAILABLE', 'getToken failed for refused') });
    expect(reason).not.toContain('getToken');
    expect(reason).toContain('waits for a token');
  });

  it('is offline while it comes back, and connecting only the first time', () => {
    expect(linkOf({ ...status, state: 'opening' }).state).toBe('connecting');
    expect(linkOf({ ...status, state: 'opening', why: why('CONNECTION_LOST', 'lost') }).state).toBe('offline');
    expect(linkOf({ ...status, state: 'live', transport: 'polling' }).state).toBe('polling');
  });
});
