import { describe, expect, it } from 'vitest';
import { sessionTable } from './session-table.ts';

const states = Object.keys(sessionTable);
const inputs = Object.keys(sessionTable.greeting);

describe('the table of session states', () => {
  it('answers every input in every state, with a state', () => {
    for (const answers of Object.values(sessionTable)) {
      expect(Object.keys(answers)).toEqual(inputs);
      expect(states).toEqual(expect.arrayContaining(Object.values(answers)));
    }
    expect([states.length, inputs.length]).toEqual([6, 7]);
  });

  it('never leaves the end', () => {
    expect(new Set(Object.values(sessionTable.closed))).toEqual(new Set(['closed']));
  });

  it('goes from draining nowhere but to the end, and only when the socket is gone', () => {
    const { gone, ...others } = sessionTable.draining;
    expect(gone).toBe('closed');
    expect(new Set(Object.values(others))).toEqual(new Set(['draining']));
  });

  it('ends in every state when the socket is gone, and drains in every open one that is to end', () => {
    expect(Object.values(sessionTable).map(({ gone }) => gone)).toEqual(states.map(() => 'closed'));
    const { closed, ...open } = sessionTable;
    expect(Object.values(open).map(({ ended }) => ended)).toEqual(Object.keys(open).map(() => 'draining'));
    expect(closed.ended).toBe('closed');
  });

  it('is live only by having caught up, and only from lagging', () => {
    const ways = Object.entries(sessionTable).flatMap(([from, answers]) =>
      Object.entries(answers)
        .filter(([, to]) => to === 'live' && from !== 'live')
        .map(([input]) => `${from} ${input}`),
    );
    expect(ways).toEqual(['lagging caught-up']);
  });

  it('hears nothing before the greeting', () => {
    const { greeted, ended: _ended, gone: _gone, ...others } = sessionTable.greeting;
    expect(greeted).toBe('ready');
    expect(new Set(Object.values(others))).toEqual(new Set(['greeting']));
  });

  it('follows a session through its life', () => {
    let state: keyof typeof sessionTable = 'greeting';
    const seen = (
      [
        'greeted',
        'heard',
        'caught-up',
        'fell-behind',
        'caught-up',
        'heard',
        'caught-up',
        'unheard',
        'ended',
        'gone',
      ] as const
    ).map((input) => (state = sessionTable[state][input]));
    expect(seen.join(' ')).toBe('ready lagging live lagging live lagging live ready draining closed');
  });
});
