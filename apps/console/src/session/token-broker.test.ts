import { describe, expect, it } from 'vitest';
import { cursorBefore } from './past-cursor.ts';
import { TokenBroker } from './token-broker.ts';

const shelf = (text: string | null = null) => {
  const kept = { text };
  return { kept, read: () => kept.text, write: (written: string) => void (kept.text = written) };
};

describe('the broker of tokens', () => {
  it('gives the token at hand, and asks nobody', async () => {
    const tokens = new TokenBroker(shelf('abc'));
    await expect(tokens.tokenFor('connect')).resolves.toBe('abc');
    expect(tokens.question).toBeUndefined();
  });

  it('asks the person when the token is refused, and gives whoever waits the answer', async () => {
    const place = shelf('old');
    const tokens = new TokenBroker(place);
    const next = tokens.tokenFor('refused');
    expect(tokens.question).toEqual({ why: 'refused' });
    expect(tokens.give(' new \n')).toBe(true);
    await expect(next).resolves.toBe('new');
    expect(tokens.question).toBeUndefined();
    expect(place.kept.text).toBe('new');
  });

  it('says when nobody waits, so that whoever is connected begins anew', () => {
    const tokens = new TokenBroker(shelf());
    tokens.ask('missing');
    expect(tokens.give('abc')).toBe(false);
  });

  it('lets a person put off a token that only ends soon, and asks again when it has ended', async () => {
    const tokens = new TokenBroker(shelf('old'));
    const early = tokens.tokenFor('expiring');
    expect(tokens.question).toEqual({ why: 'expiring' });
    tokens.dismiss();
    await expect(early).rejects.toThrow('put it off');
    const late = tokens.tokenFor('refused');
    expect(tokens.question).toEqual({ why: 'refused' });
    tokens.dismiss();
    expect(tokens.give('new')).toBe(true);
    await expect(late).resolves.toBe('new');
  });

  it('leaves nothing behind when it forgets', () => {
    const place = shelf('abc');
    const tokens = new TokenBroker(place);
    tokens.forget();
    expect([tokens.hasToken, place.kept.text]).toEqual([false, '']);
  });
});

describe('the cursor of the past', () => {
  it.each([
    ['k3Jx9.6042', 'k3Jx9.1042'],
    ['k3Jx9.42', 'k3Jx9.0'],
    ['nonsense', undefined],
  ])('before %s is %s', (head, before) => {
    expect(cursorBefore(head, 5_000)).toBe(before);
  });
});
