import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clientErrors } from './client-error.ts';
import { connectionTable, type ConnectionInput, type ConnectionState } from './connection/connection-table.ts';

const page = readFileSync(new URL('../../../docs/client.md', import.meta.url), 'utf8');

/** Names of the rows of the table below a heading. */
const rowsBelow = (heading: string): readonly (readonly string[])[] => {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `(\w[\w-]*)` .*$/gmu)].map(([row, name = '']) => [
    name,
    ...row
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim()),
  ]);
};

const namesOf = (heading: string): readonly string[] => rowsBelow(heading).map(([name = '']) => name);

/** Names of the optional members of an interface, as its source has them. */
const optionsOf = (path: string, name: string): readonly string[] => {
  const source = readFileSync(new URL(path, import.meta.url), 'utf8');
  const body = source.split(`interface ${name}`)[1]?.split('\n}')[0] ?? '';
  return [...body.matchAll(/^ {2}readonly (\w+)\?:/gmu)].map(([, option = '']) => option);
};

describe('docs/client.md', () => {
  it('tells of each state what changes it, and nothing else', () => {
    const inputs = Object.keys(connectionTable.idle) as ConnectionInput[];
    const states = Object.keys(connectionTable) as ConnectionState[];
    expect(namesOf('States')).toEqual(states);
    for (const [state = '', , leaves = ''] of rowsBelow('States')) {
      const told = [...leaves.matchAll(/((?:`[\w-]+`(?:, )?)+) → `([\w-]+)`/gu)].flatMap(([, by = '', to = '']) =>
        [...by.matchAll(/`([\w-]+)`/gu)].map(([, input = '']) => `${input} ${to}`),
      );
      const row = connectionTable[state as ConnectionState];
      const really = inputs
        .filter((input) => input !== 'stop' && row[input] !== state)
        .map((input) => `${input} ${row[input]}`);
      expect(told.toSorted()).toEqual(really.toSorted());
    }
  });

  it('lists every error with whether it is retried and what to do', () => {
    expect(rowsBelow('Errors')).toEqual(
      Object.entries(clientErrors).map(([code, { retry, how }]) => [code, retry ? 'yes' : 'no', how]),
    );
  });

  it('lists every option', () => {
    const connect = [
      ...optionsOf('./tokens.ts', 'TokenOptions'),
      ...optionsOf('./client-options.ts', 'ConnectOptions'),
    ];
    expect(namesOf('Options of `connect`').toSorted()).toEqual(connect.toSorted());
    const subscribe = optionsOf('./contract.ts', 'SubscribeOptions').filter((name) => !/^on(?!End)/u.test(name));
    expect(namesOf('Options of `subscribe`')).toEqual(subscribe);
    const publish = optionsOf('./publish/publish-contract.ts', 'PublishOptions');
    expect(namesOf('Options of `publish`')).toEqual(publish);
  });
});
