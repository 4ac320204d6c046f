import { describe, expect, it } from 'vitest';
import { failureAdvice, failureReason } from './failure-reason.ts';

const failed = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('the advice after a failed connection', () => {
  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:8080', /npm start/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', /NODE_EXTRA_CA_CERTS/],
    ['EPROTO', 'write EPROTO 40:error:0A00010B:SSL routines:f:wrong version number:../a.c:77:', /ws:\/\/ or http/],
    ['ECONNRESET', 'socket hang up', /wss:\/\/ or https/],
    ['UND_ERR_SOCKET', 'other side closed', /wss:\/\/ or https/],
  ])('is about what went wrong: %s', (code, message, advice) => {
    expect(failureAdvice(failed(code, message))).toMatch(advice);
    expect(failureAdvice(new TypeError('fetch failed', { cause: failed(code, message) }))).toMatch(advice);
  });
});

describe('the reason of a failed connection', () => {
  it('has neither OpenSSL’s sources nor what Node advises to programmers', () => {
    const openssl =
      'write EPROTO 407D50751E7F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/tlsany_meth.c:77:\n';
    expect(failureReason(failed('EPROTO', openssl))).toBe('wrong version number');
    const untrusted =
      'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
    expect(failureReason(failed('DEPTH_ZERO_SELF_SIGNED_CERT', untrusted))).toBe('self-signed certificate');
  });
});
