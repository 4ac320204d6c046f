import { readFileSync } from 'node:fs';
import { completeEvent, kindNames, parseDraft } from '@pitwall/model';
import type { Kind, SequencedEvent } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { dialects } from '../dialects.ts';
import type { Occasion, ViewOf } from '../view.ts';
import { canonical } from './canonical.ts';

const samples = JSON.parse(
  readFileSync(new URL('../../../model/fixtures/kinds.json', import.meta.url), 'utf8'),
) as Readonly<Record<Kind, { readonly data: object }>>;

const eventOf = (kind: Kind, more: object = {}): SequencedEvent => ({
  ...completeEvent(parseDraft({ kind, data: samples[kind].data, id: 'secret-id', ...more }), {
    account: 'main',
    source: 'desk',
    receivedAt: 1_700_000_000_000,
  }),
  seq: 7,
  receivedAt: 1_700_000_000_004,
  publisher: 'secret-publisher',
});

const said = (event: SequencedEvent, occasion: Occasion = 'live'): Readonly<Record<string, unknown>> => {
  const view = canonical.views[event.kind] as ViewOf<Kind> | undefined;
  if (view?.mode !== 'each') throw new Error(`Canonical words say no ${event.kind}`);
  return JSON.parse(JSON.stringify(view.encode(event, { occasion, nowMs: 0 }))) as Record<string, unknown>;
};

describe('canonical words', () => {
  it.each(kindNames)('say %s as it was published, and belong to its topic', (kind) => {
    const event = eventOf(kind);
    expect(said(event)).toEqual({
      kind,
      key: event.key,
      account: event.account,
      source: 'desk',
      occurredAt: event.occurredAt,
      receivedAt: 1_700_000_000_004,
      data: samples[kind].data,
    });
    expect(canonical.topicsOf(event)).toContain(kind);
    expect(canonical.traits.subscription.topics).toContain(kind);
  });

  it('keep what a page had beyond the model', () => {
    const more = { extra: { titan: { mood: 'calm' } }, marketTime: 5, runId: 'r1' };
    expect(said(eventOf('equity', more))).toMatchObject(more);
  });

  it.each([
    ['live', undefined],
    ['replay', undefined],
    ['snapshot', true],
    ['repeat', true],
  ] as const)('tell by themselves whether they announce something: %s', (occasion, snapshot) => {
    expect(said(eventOf('position'), occasion)['snapshot']).toBe(snapshot);
  });

  it('begin with the kind, by which they are framed', () => {
    expect(Object.keys(said(eventOf('equity')))[0]).toBe('kind');
  });

  it('are no page’s: they have no route and stand in no list', () => {
    expect(dialects).not.toContain(canonical);
    expect(canonical.traits.routes).toEqual({ main: [], legacy: [] });
    expect(() => canonical.decodeEvent({}, { receivedAt: 0 })).toThrow('POST /v1/events');
    expect(canonical.decodeCommand({})).toMatchObject({ do: 'unknown' });
  });
});
