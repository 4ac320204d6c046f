import type { EventDraft } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { MemoryLog } from './log/memory-log.ts';
import { defaultGatewayOptions } from './options.ts';

const running: Gateway[] = [];

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

const options = { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, account: 'main' };

const start = async (clock: FakeClock, log: MemoryLog) => {
  const gateway = createGateway(options, {
    dialects: [],
    logger: pino({ level: 'silent' }),
    version: 'test',
    clock,
    log,
  });
  running.push(gateway);
  const { url } = (await gateway.start()).main;
  const beat = async (body: object): Promise<number> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${url}/v1/heartbeat`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  const shown = async (): Promise<readonly unknown[]> => {
    const answer = await fetch(`${url}/v1/snapshot?kinds=source-status`);
    const { events } = (await answer.json()) as { events: readonly { data: { source: string; status: string } }[] };
    return events.map(({ data }) => `${data.source} ${data.status}`);
  };
  const metrics = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
  return { gateway, beat, shown, metrics };
};

const equity: EventDraft = { kind: 'equity', data: { equity: 1 } };

describe('a gateway', () => {
  it('tells a silent publisher from a quiet market, in its snapshot and its metrics', async () => {
    const clock = new FakeClock();
    const { beat, shown, metrics } = await start(clock, new MemoryLog({ epoch: 'e' }));
    for (const source of ['a', 'b']) expect(await beat({ source, heartbeatMs: 1_000 })).toBe(200);
    clock.advance(2_000);
    await beat({ source: 'b', heartbeatMs: 1_000 });
    clock.advance(1_000);
    await expect.poll(shown).toEqual(['a silent', 'b live']);
    const text = await metrics();
    expect(text).toMatch(/pitwall_sources\{status="live"\} 1\n/);
    expect(text).toMatch(/pitwall_sources\{status="silent"\} 1\n/);
    expect(text).toMatch(/pitwall_sources\{status="gone"\} 0\n/);
  });

  it('knows over a restart what the log knows', async () => {
    const clock = new FakeClock();
    const log = new MemoryLog({ epoch: 'e' });
    // As of a log that outlives the process: what closes it is its owner.
    Object.defineProperty(log, 'close', { value: () => Promise.resolve() });
    const first = await start(clock, log);
    await first.beat({ source: 'a', heartbeatMs: 1_000 });
    await first.gateway.stop();
    clock.advance(3_600_000);
    const second = await start(clock, log);
    expect(await second.shown()).toEqual(['a live']);
    clock.advance(2_500);
    await expect.poll(second.shown).toEqual(['a silent']);
  });

  it('watches over a source within the process until that ends', async () => {
    const clock = new FakeClock();
    const { gateway, shown } = await start(clock, new MemoryLog({ epoch: 'e' }));
    const end = Promise.withResolvers<void>();
    async function* facts(): AsyncIterable<EventDraft> {
      yield equity;
      await end.promise;
    }
    const pumped = gateway.pump(facts(), undefined, { source: 'desk', heartbeatMs: 1_000 });
    for (let second = 0; second < 10; second += 1) clock.advance(1_000);
    expect(await shown()).toEqual(['desk live']);
    end.resolve();
    await pumped;
    expect(await shown()).toEqual(['desk gone']);
    clock.advance(1_000);
    expect(await shown()).toEqual(['desk gone']);
  });
});
