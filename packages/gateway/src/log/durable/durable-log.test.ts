import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PitwallError } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import type { EventLog } from '../event-log.ts';
import { sequenced } from '../sequenced.fixture.ts';
import { openDurableLog } from './durable-log.ts';
import { defaultDurableLogOptions } from './durable-log-options.ts';
import { StoreServant } from './store-servant.ts';
import type { StoreAnswer, StoreNews, StoreRequest } from './store-messages.ts';
import { openThreadOf } from './store-port.ts';
import type { OpenStorePort } from './store-port.ts';

let directory: string;
let clock: FakeClock;
let failures: PitwallError[];
let asked: StoreRequest[];
let tellNews: (news: StoreNews) => void;
/** What the store answers to an append; its own answer when absent. */
let answerAppend: (() => StoreAnswer | Promise<StoreAnswer>) | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pitwall-log-'));
  clock = new FakeClock();
  failures = [];
  asked = [];
  answerAppend = undefined;
});

afterEach(() => rm(directory, { recursive: true }));

/** The store in this thread, so that a test sees and bends what is asked of it. */
const openHere: OpenStorePort = (hear) => {
  tellNews = hear;
  const servant = new StoreServant({ now: () => 0, tell: hear, every: () => undefined, soon: () => undefined });
  return {
    async ask(request) {
      asked.push(request);
      const bent = request.do === 'append' ? await answerAppend?.() : undefined;
      const answer = bent ?? servant.serve(request);
      if (answer.say === 'refused') throw Object.assign(new Error(answer.message), { code: answer.code });
      return answer;
    },
    end: () => Promise.resolve(),
  };
};

const open = async (): Promise<EventLog> => {
  const onFailed = (error: PitwallError): void => void failures.push(error);
  const { log } = await openDurableLog(directory, defaultDurableLogOptions, {
    clock,
    onFailed,
    openPort: openHere,
  });
  return log;
};

const appends = (): readonly number[] =>
  asked.flatMap((request) => (request.do === 'append' ? [request.rows.bodies.length] : []));

/** Lets what is due and what was answered have its turn. */
const turn = async (ms = 0): Promise<void> => {
  clock.advance(ms);
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
};

describe('gathering', () => {
  it('writes the first batch after a pause at the end of the turn, with all of the turn', async () => {
    const log = await open();
    void log.append([sequenced(0)]);
    void log.append([sequenced(0), sequenced(0)]);
    expect(appends()).toEqual([]);
    await turn();
    expect(appends()).toEqual([3]);
    await log.close();
  });

  it('gathers what comes within the window after a commit began, and no longer', async () => {
    const log = await open();
    void log.append([sequenced(0)]);
    await turn();
    void log.append([sequenced(0)]);
    await turn(4);
    void log.append([sequenced(0)]);
    await turn();
    expect(appends()).toEqual([1]);
    await turn(1);
    expect(appends()).toEqual([1, 2]);
    await log.close();
  });

  it('gathers while a commit is under way, however long the disk takes', async () => {
    const disk = Promise.withResolvers<StoreAnswer>();
    const log = await open();
    answerAppend = () => disk.promise;
    void log.append([sequenced(0)]);
    await turn();
    const waiting = [log.append([sequenced(0)]), log.append([sequenced(0)])];
    await turn(60_000);
    expect(appends()).toEqual([1]);
    answerAppend = undefined;
    disk.resolve({ say: 'done' });
    await turn();
    await turn();
    expect(appends()).toEqual([1, 2]);
    expect((await Promise.all(waiting)).flat().map(({ seq }) => seq)).toEqual([2, 3]);
    await log.close();
  });
});

describe('a failure', () => {
  it('of one write refuses its batches, which leave nothing behind; the next are written', async () => {
    const log = await open();
    const heard: number[] = [];
    log.follow((events) => heard.push(...events.map(({ seq }) => seq)));
    answerAppend = () => ({ say: 'refused', code: 'LOG_FULL', message: 'full' });
    const refused = Promise.allSettled([log.append([sequenced(0)]), log.append([sequenced(0)])]);
    await turn();
    expect(await refused).toMatchObject([{ reason: { code: 'LOG_FULL' } }, { reason: { code: 'LOG_FULL' } }]);
    answerAppend = undefined;
    const written = log.append([sequenced(0)]);
    await turn(5);
    const [event] = await written;
    expect([heard, failures]).toEqual([[event?.seq], []]);
    await log.close();
  });

  it('for good is told once, and refuses all that follows as a gateway does that is to start anew', async () => {
    const log = await open();
    tellNews({ say: 'failed', message: 'disk I/O error' });
    tellNews({ say: 'failed', message: 'its thread has ended' });
    await expect(log.append([sequenced(0)])).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(failures.map(({ message }) => message)).toEqual(['The log has failed: disk I/O error']);
    await log.close();
    expect(asked.map((request) => request.do)).not.toContain('close');
  });

  it('of its thread refuses what is under way, is told, and lets a close end all the same', async () => {
    const failed = Promise.withResolvers<PitwallError>();
    const { log } = await openDurableLog(directory, defaultDurableLogOptions, {
      clock: systemClock,
      onFailed: failed.resolve,
      openPort: openThreadOf(new URL('./crashing-thread.fixture.ts', import.meta.url)),
    });
    await expect(log.append([sequenced(0)])).rejects.toMatchObject({ code: 'INTERNAL' });
    expect((await failed.promise).message).toContain('out of memory');
    await expect(log.append([sequenced(0)])).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await log.close();
  });
});
