import { EventEmitter } from 'node:events';
import { FakeClock } from '@pitwall/testkit';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExitName } from '../exit-codes.ts';
import { runDaemon } from './run-daemon.ts';

let process: EventEmitter;
let clock: FakeClock;
let asked: string[];
let drained: PromiseWithResolvers<void>;
let stopped: PromiseWithResolvers<void>;
let broken: PromiseWithResolvers<Error>;
let exit: Promise<ExitName>;
let logged: string[];

beforeEach(() => {
  process = new EventEmitter();
  clock = new FakeClock();
  asked = [];
  logged = [];
  drained = Promise.withResolvers();
  stopped = Promise.withResolvers();
  broken = Promise.withResolvers();
  const service = {
    addresses: { main: { url: '', port: 0 }, routes: [], warnings: [] },
    log: '',
    broken: broken.promise,
    drain() {
      asked.push('drain');
      return drained.promise;
    },
    stop() {
      asked.push('stop');
      return stopped.promise;
    },
  };
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  exit = runDaemon(service, { signals: process, faults: process, clock, logger, drainTimeoutMs: 10_000 });
});

describe('a daemon', () => {
  it('drains at the first signal and ends well', async () => {
    process.emit('SIGTERM', 'SIGTERM');
    drained.resolve();
    expect(await exit).toBe('OK');
    expect(asked).toEqual(['drain']);
    expect(process.eventNames()).toEqual([]);
  });

  it.each([
    ['SIGINT', 'INTERRUPTED'],
    ['SIGTERM', 'TERMINATED'],
  ] as const)('ends at once at a second signal, %s', async (signal, expected) => {
    process.emit(signal, signal);
    clock.advance(1000);
    process.emit(signal, signal);
    expect(await exit).toBe(expected);
  });

  it('ends well even when a drain hangs, and says so', async () => {
    process.emit('SIGTERM', 'SIGTERM');
    clock.advance(11_000);
    expect(await exit).toBe('OK');
    expect(logged.join()).toContain('took too long');
  });

  it('ends well when a drain fails, and says so', async () => {
    process.emit('SIGTERM', 'SIGTERM');
    drained.reject(new Error('a socket was broken'));
    expect(await exit).toBe('OK');
    expect(logged.join()).toContain('a socket was broken');
  });

  it('reads again at SIGHUP what may have been renewed, and goes on', async () => {
    process.emit('SIGTERM', 'SIGTERM');
    drained.resolve();
    await exit;
    const reloads: string[] = [];
    const service = {
      addresses: { main: { url: '', port: 0 }, routes: [], warnings: [] },
      log: '',
      reload: () => Promise.resolve(void reloads.push('reload')),
      drain: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    };
    const logger = pino({ level: 'silent' });
    const ended = runDaemon(service, { signals: process, faults: process, clock, logger, drainTimeoutMs: 10_000 });
    process.emit('SIGHUP', 'SIGHUP');
    process.emit('SIGHUP', 'SIGHUP');
    expect(reloads).toEqual(['reload', 'reload']);
    process.emit('SIGTERM', 'SIGTERM');
    expect(await ended).toBe('OK');
  });

  it('logs a fault that nobody caught, stops, and ends as crashed', async () => {
    process.emit('uncaughtException', new Error('impossible'));
    expect(asked).toEqual(['stop']);
    stopped.resolve();
    expect(await exit).toBe('CRASHED');
    expect(logged.join()).toContain('impossible');
  });

  it('drains when its service is broken, says why, and ends as crashed', async () => {
    broken.resolve(new Error('the disk is gone'));
    await expect.poll(() => asked).toEqual(['drain']);
    drained.resolve();
    expect(await exit).toBe('CRASHED');
    expect(logged.join()).toContain('the disk is gone');
  });

  it('ends as crashed even when stopping hangs', async () => {
    process.emit('uncaughtException', new Error('impossible'));
    clock.advance(2_000);
    expect(await exit).toBe('CRASHED');
  });
});
