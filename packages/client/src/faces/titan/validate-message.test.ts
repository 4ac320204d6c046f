import { describe, expect, it } from 'vitest';
import { validateMessage } from './validate-message.ts';

describe('the check of a message', () => {
  it('takes what has a type, a time and data', () => {
    expect(validateMessage({ type: 'EQUITY_UPDATE', timestamp: 1702500000000, data: {} })).toBe(true);
  });

  it.each([
    ['Invalid message format', { timestamp: 1, data: {} }],
    ['Invalid message format', { type: 'EQUITY_UPDATE', timestamp: 0, data: {} }],
    ['Invalid timestamp', { type: 'EQUITY_UPDATE', timestamp: '2024-12-18T10:30:00.000Z', data: {} }],
    ['Invalid message data', { type: 'EQUITY_UPDATE', timestamp: 1, data: null }],
  ])('says "%s" of %o', (words, message) => {
    expect(() => validateMessage(message)).toThrow(words);
  });
});
