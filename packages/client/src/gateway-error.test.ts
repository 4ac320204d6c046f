import { errorCodes } from '@pitwall/model';
import type { ErrorCode } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { gatewayError, retryCodes } from './gateway-error.ts';

const codes = Object.keys(errorCodes) as ErrorCode[];

describe('an error of the gateway', () => {
  it.each(codes)('%s is worth another attempt exactly when the table says so', (code) => {
    expect(gatewayError({ code, message: 'm' }).retry).toBe(errorCodes[code].retry);
  });

  it('of a code that nobody knows yet is the end of the request', () => {
    expect(gatewayError({ code: 'NEW', message: 'm', how: 'h' }, 418)).toMatchObject({
      code: 'REFUSED',
      retry: false,
      gatewayCode: 'NEW',
      status: 418,
      how: 'h',
    });
  });

  it('is retried by codes that there are', () => {
    expect(Object.keys(retryCodes).filter((code) => !codes.some((known) => known === code))).toEqual([]);
  });
});
