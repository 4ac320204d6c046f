import { describe, expect, it } from 'vitest';
import { Listeners } from './listeners.ts';

const heardBy = () => {
  const reported: unknown[] = [];
  return { reported, listeners: new Listeners<number>((error) => reported.push(error)) };
};

describe('listeners', () => {
  it('hear what they named, in the order in which they came', () => {
    const { listeners } = heardBy();
    const heard: string[] = [];
    listeners.add('a', (message) => heard.push(`first ${message}`));
    listeners.add('a', (message) => heard.push(`second ${message}`));
    listeners.add('b', (message) => heard.push(`other ${message}`));
    listeners.tell('a', 1);
    expect(heard).toEqual(['first 1', 'second 1']);
  });

  it('hear nothing any more once they were ended', () => {
    const { listeners } = heardBy();
    const heard: number[] = [];
    const stop = listeners.add('a', (message) => heard.push(message));
    stop();
    stop();
    listeners.tell('a', 1);
    expect(heard).toEqual([]);
  });

  it('may end themselves while they hear', () => {
    const { listeners } = heardBy();
    const heard: string[] = [];
    const stop = listeners.add('a', () => {
      heard.push('once');
      stop();
    });
    listeners.add('a', () => heard.push('always'));
    listeners.tell('a', 1);
    listeners.tell('a', 2);
    expect(heard).toEqual(['once', 'always', 'always']);
  });

  it('do not suffer from one that throws, whose error is reported', () => {
    const { listeners, reported } = heardBy();
    const heard: number[] = [];
    const fault = new Error('of the application');
    listeners.add('a', () => {
      throw fault;
    });
    listeners.add('a', (message) => heard.push(message));
    listeners.tell('a', 1);
    expect(heard).toEqual([1]);
    expect(reported).toEqual([fault]);
  });
});
