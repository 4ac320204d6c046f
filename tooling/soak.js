// Plays what the tests play, longer and with dice of its own: an evening of it before a release, or after a change in
// delivery, the log or the client. Seeds are told, so that whatever fails can be played again.
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { constants } from 'node:os';
import { runStep, tail } from './run-step.cjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const help = `Usage: npm run soak -- [options]

  --times COUNT   how often the tests of properties are run, each time with another seed (10)
  --seed NUMBER   the first of the seeds; the others count on from it (by chance)
  --models        only what has rounds of its own: models of lost connections, killed processes, slow readers
  --help          shows this
`;

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '10' },
    seed: { type: 'string' },
    models: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Lines shown of what failed. */
const reportLines = 80;

/** What has rounds of its own: what is played, where, and the variables that say how long. */
const models = [
  {
    title: 'kills of a process that writes the log',
    path: 'packages/gateway/src/log/durable/crash.process.test.ts',
    rounds: { PITWALL_CRASH_ROUNDS: '200' },
  },
  { title: 'the gateway’s models', path: 'packages/gateway', rounds: { PITWALL_MODEL_RUNS: '1000' } },
  {
    title: 'the client against a gateway of paper',
    path: 'packages/client/src/client-model.test.ts',
    rounds: { PITWALL_CLIENT_ROUNDS: '20000' },
  },
  {
    title: 'readers of every dialect, cut anywhere',
    path: 'e2e/nothing-lost/dialects',
    rounds: { PITWALL_DIALECT_ROUNDS: '2000' },
  },
  {
    title: 'client and gateway in virtual time',
    path: 'e2e/nothing-lost/virtual.test.ts',
    rounds: { PITWALL_ROUNDS: '2000' },
  },
  {
    title: 'client and gateway over real sockets',
    path: 'e2e/nothing-lost/sockets.test.ts',
    rounds: { PITWALL_SOCKET_ROUNDS: '100' },
  },
];

function say(line) {
  process.stdout.write(`${line}\n`);
}

function countOf(text, name) {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new Error(`--${name} is ${text}, expected a whole number from 0`);
  return count;
}

/** Runs tests with settings; stops everything when it is asked to. */
async function play(title, paths, settings) {
  const done = await runStep(
    title,
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...paths, '--reporter=dot'],
    {
      cwd: root,
      env: { ...process.env, ...settings },
    },
  );
  if (done.signal !== null) process.exit(128 + constants.signals[done.signal]);
  const words = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  say(`${done.code === 0 ? '✓' : '✗'} ${title}, ${done.seconds} s (${words.join(' ')})`);
  if (done.code !== 0) say(`\n${tail(done.output, reportLines)}\n`);
  return done.code === 0;
}

async function soak() {
  const first = values.seed === undefined ? randomInt(2 ** 30) : countOf(values.seed, 'seed');
  let failed = 0;
  for (const { title, path, rounds } of models) {
    const seed = String(first);
    const settings = { PITWALL_SEED: seed, PITWALL_CLIENT_SEED: seed, PITWALL_PROPERTY_SEED: seed, ...rounds };
    if (!(await play(title, [path], settings))) failed += 1;
  }
  const times = values.models ? 0 : countOf(values.times, 'times');
  for (let seed = first; seed < first + times; seed += 1) {
    const settings = { PITWALL_PROPERTY_SEED: String(seed), PITWALL_ISOLATION_SEED: String(seed) };
    if (!(await play(`every property, with the seed ${seed}`, ['packages', 'apps', 'e2e/isolation.test.ts'], settings)))
      failed += 1;
  }
  say(failed === 0 ? 'Nothing failed' : `${failed} failed: the variables beside each play it again`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (values.help) say(help);
else await soak();
