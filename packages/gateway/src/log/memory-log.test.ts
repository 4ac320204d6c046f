import type { SequencedEvent } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { MemoryLog } from './memory-log.ts';
import { sequenced } from './sequenced.fixture.ts';

describe('the memory log', () => {
  it('confirms what is written though a follower fails, tells the others, and tells who asked of the fault', async () => {
    const faults: unknown[] = [];
    const log = new MemoryLog({ epoch: 'e', onFault: (fault) => faults.push(fault) });
    const fault = new Error('cannot fold this');
    const heard: SequencedEvent[] = [];
    log.follow(() => {
      throw fault;
    });
    log.follow((events) => heard.push(...events));
    expect((await log.append([sequenced(1)])).map(({ seq }) => seq)).toEqual([1]);
    expect([heard.length, faults]).toEqual([1, [fault]]);
    expect((await log.read({ afterSeq: 0, limit: 10 })).events).toHaveLength(1);
  });
});
