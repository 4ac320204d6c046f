import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { listenForStop } from './stop-signals.ts';

let source: EventEmitter;
let nowMs: number;
let heard: string[];
let stopListening: () => void;

beforeEach(() => {
  source = new EventEmitter();
  nowMs = 0;
  heard = [];
  stopListening = listenForStop(source, () => nowMs, {
    onStop: (signal) => heard.push(`stop ${signal}`),
    onForce: (signal) => heard.push(`force ${signal}`),
  });
});

describe('a request to end', () => {
  it('is a stop at first and a force the second time', () => {
    source.emit('SIGTERM', 'SIGTERM');
    source.emit('SIGTERM', 'SIGTERM');
    expect(heard).toEqual(['stop SIGTERM', 'force SIGTERM']);
  });

  it('counts one Ctrl-C once, though npm passes it on too', () => {
    source.emit('SIGINT', 'SIGINT');
    nowMs = 20;
    source.emit('SIGINT', 'SIGINT');
    expect(heard).toEqual(['stop SIGINT']);
    nowMs = 600;
    source.emit('SIGINT', 'SIGINT');
    expect(heard).toEqual(['stop SIGINT', 'force SIGINT']);
  });

  it('is forced at once by another signal', () => {
    source.emit('SIGINT', 'SIGINT');
    source.emit('SIGTERM', 'SIGTERM');
    expect(heard).toEqual(['stop SIGINT', 'force SIGTERM']);
  });

  it('is no SIGHUP where that asks for something else', () => {
    stopListening();
    stopListening = listenForStop(source, () => nowMs, {
      onStop: (signal) => heard.push(`stop ${signal}`),
      onForce: (signal) => heard.push(`force ${signal}`),
      onReload: () => heard.push('reload'),
    });
    for (const signal of ['SIGHUP', 'SIGHUP', 'SIGTERM', 'SIGHUP']) source.emit(signal, signal);
    expect(heard).toEqual(['reload', 'reload', 'stop SIGTERM', 'reload']);
  });

  it('is not heard any more after listening stopped', () => {
    stopListening();
    source.emit('SIGTERM', 'SIGTERM');
    expect(heard).toEqual([]);
    expect(source.listenerCount('SIGTERM')).toBe(0);
  });
});
