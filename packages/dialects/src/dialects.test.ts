import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { kindNames } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import * as carrySchemas from './carry/schemas.ts';
import { dialects, findDialect } from './dialects.ts';
import * as fleetSchemas from './fleet/schemas.ts';
import * as mciSchemas from './mci/schemas.ts';
import * as pitwallSchemas from './pitwall/schemas.ts';
import * as quantmindSchemas from './quantmind/schemas.ts';
import * as titanSchemas from './titan/schemas.ts';
import type { JsonObject } from './json.ts';
import type { Command } from './talk.ts';
import { readFixtures, refusalOf, say, throughTheModel, understand } from './wire/dialect-rig.fixture.ts';
import { isJsonObject } from './wire/page-object.ts';

const wires = [
  { name: 'titan', version: titanSchemas.titanVersion, ...titanSchemas },
  { name: 'carry', version: carrySchemas.carryVersion, ...carrySchemas },
  { name: 'fleet', version: fleetSchemas.fleetVersion, ...fleetSchemas },
  { name: 'mci', version: mciSchemas.mciVersion, ...mciSchemas },
  { name: 'quantmind', version: quantmindSchemas.quantmindVersion, ...quantmindSchemas },
  { name: 'pitwall', version: pitwallSchemas.pitwallVersion, ...pitwallSchemas },
];

/** What the gateway says of each fact of a stream, beside the dialect's words. */
const place = { stream: 's', seq: 'e.2', prev: 'e.1', sentAt: 1 };

/** A message as its readers get it. */
const delivered = (name: string, message: JsonObject): JsonObject =>
  name === 'pitwall' ? { ...message, ...place } : message;

const commands: readonly Command['do'][] = [
  'subscribe',
  'unsubscribe',
  'open-stream',
  'close-stream',
  'ping',
  'alive',
  'authenticate',
  'disconnect',
  'unknown',
];

const folderOf = (name: string): URL => new URL(`./${name}/`, import.meta.url);

const nearMessage = fc.oneof(
  fc.jsonValue(),
  fc.record({
    type: fc.constantFrom(
      'EQUITY_UPDATE',
      'POSITION_UPDATE',
      'CONFIG_CHANGE',
      'EMERGENCY_FLATTEN',
      'log_entry',
      'position_update',
      'balances',
      'decisions',
      'pong',
      'system_log',
      'trading_update',
      'SUBSCRIBE',
      'subscribe',
      'event',
      'auth',
    ),
    event: fc.constantFrom(
      'positions:update',
      'orders:update',
      'market:update',
      'activity:log',
      'subscribe',
      'disconnect',
      'auth',
    ),
    action: fc.constantFrom('subscribe', 'ping', 'auth', 1, null),
    topic: fc.jsonValue(),
    timestamp: fc.oneof(fc.jsonValue(), fc.integer()),
    data: fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          action: fc.jsonValue(),
          symbol: fc.jsonValue(),
          position: fc.jsonValue(),
          updates: fc.array(fc.jsonValue()),
          positions_closed: fc.array(fc.jsonValue()),
          types: fc.jsonValue(),
          positions: fc.array(fc.jsonValue()),
          symbols: fc.dictionary(fc.string(), fc.jsonValue()),
          channels: fc.jsonValue(),
          order: fc.jsonValue(),
          timestamp: fc.nat(),
          balances: fc.jsonValue(),
          component_scores: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    ),
  }),
);

describe.each(wires)('the dialect $name', ({ name, version, ServerMessage, ClientMessage }) => {
  const dialect = dialectNamed(name);
  const protocol = readFileSync(new URL('PROTOCOL.md', folderOf(name)), 'utf8');

  it('shows each of its example files in PROTOCOL.md, and no other example', () => {
    const shown = [...protocol.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]): unknown => JSON.parse(text ?? ''));
    const files = [...readFixtures(new URL('fixtures/', folderOf(name))).values()];
    expect(shown.map(textOf).toSorted()).toEqual(files.map(textOf).toSorted());
  });

  it('has a history line for its version with the fingerprint of its schemas', () => {
    const wire = JSON.stringify({ version, ServerMessage, ClientMessage }, withoutKinds);
    const fingerprint = createHash('sha256').update(wire).digest('hex').slice(0, 16);
    const line = protocol.split('\n').find((text) => text.startsWith(`| ${version} `));
    // A change of what goes over the wire needs a new version and a line in PROTOCOL.md that tells readers of it.
    expect(line).toContain(fingerprint);
  });

  it('refuses anything that is no message of its page with a PitwallError that names what is wrong', () => {
    fc.assert(
      fc.property(nearMessage, (message) => {
        const refusal = refusalOf(dialect, message);
        expect(['UNTRANSLATABLE', 'INVALID_EVENT', undefined]).toContain(refusal?.code);
        expect(refusal?.problems).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  // Promises: titan.validation, quantmind.validation
  it('makes a command of whatever JSON a client sends', () => {
    fc.assert(
      fc.property(nearMessage, (message) => {
        const command = dialect.decodeCommand(message);
        expect(commands).toContain(command.do);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(wires.filter((other) => other.name !== name))(
    'says in the words of $name, if at all, what its own examples mean',
    (other) => {
      const speaker = dialectNamed(other.name);
      for (const [file, message] of readFixtures(new URL('fixtures/', folderOf(name)))) {
        const said = isFact(dialect, message) ? understand(dialect, message).map((event) => say(speaker, event)) : [];
        const wrong = said.filter(
          (one) => one !== undefined && !Check(other.ServerMessage, delivered(other.name, one)),
        );
        expect({ file, wrong }).toEqual({ file, wrong: [] });
      }
    },
  );

  // Promise: ruling-18.extra
  it.runIf(isPage(name))('gives back fields that its page does not know, at every level of every example', () => {
    for (const [file, message] of readFixtures(new URL('fixtures/', folderOf(name)))) {
      if (!isFact(dialect, message)) continue;
      const enriched = enrich(message);
      expect({ file, said: throughTheModel(dialect, enriched) }).toEqual({ file, said: [enriched] });
    }
  });

  it('takes the cursor of a recorded stream for no field of the fact', () => {
    for (const [file, message] of readFixtures(new URL('fixtures/', folderOf(name)))) {
      if (!isJsonObject(message) || !isFact(dialect, message)) continue;
      const recorded = throughTheModel(dialect, { ...message, seq: 'k3Jx9.1042' });
      expect({ file, said: recorded }).toEqual({ file, said: throughTheModel(dialect, message) });
    }
  });
});

describe('the list of dialects', () => {
  it('has each name once', () => {
    expect(new Set(dialects.map(({ name }) => name)).size).toBe(dialects.length);
    expect(findDialect('nobody')).toBeUndefined();
  });

  it('is the list of those that are tested here', () => {
    expect(wires.map(({ name }) => name)).toEqual(dialects.map(({ name }) => name));
  });
});

const dialectNamed = (name: string): (typeof dialects)[number] => {
  const found = findDialect(name);
  if (found === undefined) throw new Error(`no dialect ${name}`);
  return found;
};

/** Pitwall's own words are the model's, in which an unknown field is a fault, as at `POST /v1/events`. */
const isPage = (name: string): boolean => name !== 'pitwall';

const isFact = (dialect: (typeof dialects)[number], message: unknown): boolean =>
  refusalOf(dialect, message) === undefined;

/** Which kinds there are and what their data hold is no matter of a protocol: docs/kinds.md and its tests watch over it. */
const withoutKinds = (field: string, value: unknown): unknown => {
  if (field === 'enum' && textOf(value) === textOf(kindNames)) return 'kinds';
  if (field !== 'anyOf' || !Array.isArray(value) || value.length !== kindNames.length) return value;
  const [first]: readonly unknown[] = value;
  const properties = isJsonObject(first) ? first['properties'] : undefined;
  return isJsonObject(properties) ? { ...properties, data: 'data', kind: 'kind' } : value;
};

const textOf = (value: unknown): string => JSON.stringify(value);

/** Objects whose names the publisher chooses and whose values are no objects: nothing in them is unknown. */
const figuresByName = ['component_scores', 'exchange_connections'];

/** Objects whose names the publisher chooses: what is unknown is in their values. */
const objectsByName = ['symbols'];

/** The same message with an unknown field in each of its objects. */
const enrich = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(enrich);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => [
    name,
    figuresByName.includes(name) ? field : objectsByName.includes(name) ? enrichEach(field) : enrich(field),
  ]);
  return { ...Object.fromEntries(fields), x_note: { kept: [1, 'two', null] } };
};

const enrichEach = (value: unknown): unknown =>
  isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, enrich(field)]))
    : enrich(value);
