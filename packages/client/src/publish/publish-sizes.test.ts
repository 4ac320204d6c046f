import { describe, expect, it } from 'vitest';
import { connect } from '../connect.ts';
import type { Draft } from '../fact.ts';
import { FakePlatform, settle } from '../fake-platform.fixture.ts';
import type { HttpAnswer } from '../ports.ts';

const alert = (title: string): Draft => ({ kind: 'alert', data: { alertId: title, severity: 'info', title } });

const answerWith = (status: number, body: unknown): HttpAnswer => ({
  status,
  header: () => undefined,
  text: () => Promise.resolve(JSON.stringify(body)),
  pieces: async function* pieces() {
    yield await Promise.resolve(JSON.stringify(body));
  },
});

const tooLarge = answerWith(413, { error: { code: 'PAYLOAD_TOO_LARGE', message: 'too large' } });

const titlesIn = (body: string): readonly string[] =>
  (JSON.parse(body) as readonly { readonly data: { readonly title: string } }[]).map(({ data }) => data.title);

/** A gateway behind something that takes only so many facts at once, and none whose title is `huge`. */
const rig = (mostFacts: number) => {
  const platform = new FakePlatform();
  const sizes: number[] = [];
  const taken: string[] = [];
  platform.answer = ({ body = '[]' }) => {
    const titles = titlesIn(body);
    sizes.push(titles.length);
    const fits = titles.length <= mostFacts && !titles.includes('huge');
    if (fits) taken.push(...titles);
    const results = titles.map((_, at) => ({ ok: true, seq: `${at}`, cursor: `e1.${at}`, duplicate: false }));
    const answer = fits ? answerWith(200, { accepted: titles.length, refused: 0, results }) : tooLarge;
    return { answer: Promise.resolve(answer), cancel: () => undefined };
  };
  const client = connect('http://gateway', { ports: platform.ports });
  const pass = async (): Promise<void> => {
    for (let round = 0; round < 20; round += 1) {
      await settle();
      platform.clock.advance(1);
    }
  };
  return { client, sizes, taken, pass };
};

// Promise: sdk.publish-size
describe('a batch that is too large for whoever is on the way', () => {
  it('goes in halves until they are small enough, in order and each fact once', async () => {
    const { client, sizes, taken, pass } = rig(3);
    const titles = Array.from({ length: 9 }, (_, at) => `t${at}`);
    const receipts = client.publish(titles.map(alert));
    await pass();
    expect(await receipts).toHaveLength(9);
    expect(taken).toEqual(titles);
    expect(sizes.slice(0, 3)).toEqual([9, 5, 3]);
    void client.close();
  });

  it('refuses the one fact that is too large by itself, and goes on with the others', async () => {
    const { client, taken, pass } = rig(100);
    const outcomes: unknown[] = [];
    for (const title of ['a', 'huge', 'b']) {
      client.publish(alert(title)).then(
        () => outcomes.push(title),
        (error: unknown) => outcomes.push(error),
      );
    }
    await pass();
    expect(taken).toEqual(['a', 'b']);
    expect(outcomes).toEqual(['a', expect.objectContaining({ status: 413, retry: false }), 'b']);
    void client.close();
  });
});
