import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FacesWorld, facts } from './faces-world.ts';

const document = readFileSync(new URL('../../docs/faces.md', import.meta.url), 'utf8');
const examples = [...document.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);

let world: FacesWorld;

beforeAll(async () => {
  world = await FacesWorld.open({ auth: 'optional' });
});

afterAll(() => world.close());

/** The example of a page as it stands, but for address and token. */
const exampleOf = (page: string, address: string, token?: string): string => {
  const code = examples.find((one) => one.includes(`'@pitwall/client/${page}'`)) ?? '';
  expect(code).toContain(address);
  const path = address.replace(/^ws:\/\/[^/]+|^http:\/\/[^/]+/, '').replace(/^\/ws$/, '/ws/carry');
  const addressed = code.replace(
    address,
    address.replace(/^(\w+):.*/, (_, scheme: string) => world.at(path, scheme)),
  );
  return token === undefined ? addressed : addressed.replace(token, world.token);
};

/** Runs a program of a console that has the client installed. Answers what it has printed by now. */
const run = (code: string): string[] => {
  const printed: string[] = [];
  const args = ['--conditions=pitwall-source', '--no-warnings', '--input-type=module', '--eval', code];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname });
  onTestFinished(() => void child.kill());
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => printed.push(...bytes.toString().trimEnd().split('\n')));
  }
  return printed;
};

describe('the examples of docs/faces.md', () => {
  it('run for titan', async () => {
    const printed = run(exampleOf('titan', 'ws://localhost:3101/ws/console'));
    await expect.poll(() => printed).toContain('live');
    await world.publish(facts.equity('10000.10'), facts.arm('not shown'));
    await expect.poll(() => printed.join('\n')).toContain('EQUITY_UPDATE { equity: 10000.1');
    expect(printed.join('\n')).not.toContain('not shown');
  });

  it('run for carry', async () => {
    const printed = run(exampleOf('carry', 'ws://localhost:8000/ws', 'your-auth-token'));
    await expect.poll(() => printed).toContain('Connected to Stable Cash & Carry WebSocket server');
    await world.publish(facts.pause('carry documented'));
    await expect.poll(() => printed).toContain('soft_pause carry documented');
  });

  it('run for fleet', async () => {
    const printed = run(exampleOf('fleet', 'ws://127.0.0.1:8080/api/ws', 'a token'));
    await expect.poll(() => printed).toEqual(['ws false', 'connection connected ws']);
    await world.publish(facts.trade('t1'), facts.bot('b1'));
    await expect.poll(() => printed.slice(2)).toEqual(['trade t1', 'bot b1']);
  });

  it('run for mci', async () => {
    const printed = run(exampleOf('mci', 'ws://127.0.0.1:8080/telemetry', 'a token'));
    await world.publish(facts.equity('10000.10'));
    await expect.poll(() => printed).toContain('equity 10000.1');
    expect(printed.slice(0, 3)).toEqual([
      'Disconnected → Connecting',
      'Connecting → Connected',
      'Connected → Subscribed',
    ]);
  });

  it('run for quantmind', async () => {
    await world.publish(facts.backtestStart('documented'));
    const printed = run(exampleOf('quantmind', 'http://127.0.0.1:8080/ws/quantmind'));
    await expect.poll(() => printed).toEqual(['started documented']);
    await world.publish(facts.backtestComplete('documented'));
    await expect.poll(() => printed).toEqual(['started documented', 'balance 12500']);
  });

  it('are all run here', () => {
    expect(examples).toHaveLength(5);
  });
});
