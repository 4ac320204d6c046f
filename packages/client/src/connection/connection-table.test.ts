import { describe, expect, it } from 'vitest';
import { connectionTable, type ConnectionInput, type ConnectionState } from './connection-table.ts';
import { closeErrors } from './judge-close.ts';
import { clientErrors } from '../client-error.ts';
import { closeCodes } from '@pitwall/model';

const states = Object.keys(connectionTable) as ConnectionState[];
const inputs = Object.keys(connectionTable.idle) as ConnectionInput[];

describe('the table of a connection', () => {
  it('answers every input in every state with a state', () => {
    for (const state of states) {
      expect(Object.keys(connectionTable[state]).toSorted()).toEqual(inputs.toSorted());
      for (const input of inputs) expect(states).toContain(connectionTable[state][input]);
    }
  });

  it('reaches every state from idle', () => {
    const reached = new Set<ConnectionState>(['idle']);
    for (const state of reached) for (const input of inputs) reached.add(connectionTable[state][input]);
    expect([...reached].toSorted()).toEqual(states.toSorted());
  });

  it('ends in closed from every state when its owner wants it no more', () => {
    expect(states.map((state) => connectionTable[state].stop)).toEqual(states.map(() => 'closed'));
  });

  it('leaves closed and failed only when it is started anew', () => {
    for (const state of ['closed', 'failed'] as const) {
      const leaving = inputs.filter((input) => connectionTable[state][input] !== state);
      expect(leaving.filter((input) => input !== 'stop')).toEqual(['start']);
    }
  });

  it('is live only after a welcome in the same connection', () => {
    const toLive = states.flatMap((state) =>
      inputs
        .filter((input) => connectionTable[state][input] === 'live' && state !== 'live')
        .map((input) => [state, input]),
    );
    expect(toLive).toEqual([['catching-up', 'caught-up']]);
  });
});

describe('the judgement of a close', () => {
  it.each(Object.values(closeCodes))('follows the table of close codes for $code, $reason', ({ code, retry }) => {
    const name = closeErrors[code];
    expect(name === undefined ? undefined : clientErrors[name].retry).toBe(retry);
  });

  it('knows no other codes', () => {
    const known: number[] = Object.values(closeCodes).map(({ code }) => code);
    expect(Object.keys(closeErrors).filter((code) => !known.includes(Number(code)))).toEqual([]);
  });
});
