import { fork } from 'node:child_process';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dialects } from '@pitwall/dialects';
import { createGateway } from '@pitwall/gateway';
import { pino } from 'pino';
import { inProcess, overHttp, unlimitedGateway } from './ingest/publish-paths.ts';
import { measureRates } from './ingest/rates.ts';
import { median, shortCount, shortSpread, spreadRatio } from './report/figures.ts';
import { describeMachine, machineList } from './report/machine.ts';
import { markdownTable } from './report/markdown-table.ts';
import { recordSection } from './report/results-document.ts';

const help = `Usage: npm run bench:ingest -- [options]

  --windows COUNT   windows of each figure (5)
  --seconds SECONDS length of a window (2)
  --quick           short windows: shows that it works, measures little
  --json            results as JSON on standard output
  --record          writes the results into bench/RESULTS.md
`;

/** What the in-process path is to reach into memory, in events a second. */
const targetPerSecond = 200_000;

const portOf = (message: unknown): number =>
  typeof message === 'object' && message !== null && 'port' in message ? Number(message.port) : 0;

const { values } = parseArgs({
  options: {
    windows: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const report = (rates: ReadonlyMap<string, readonly number[]>): string => {
  const rows = [...rates].map(([name, each]) => {
    const middle = median(each);
    return [
      name,
      shortCount(middle),
      shortSpread(spreadRatio(each)),
      middle === undefined ? '—' : (1e6 / middle).toFixed(2),
    ];
  });
  const best = Math.max(...[...rates.values()].map((each) => median(each) ?? 0));
  const verdict = best >= targetPerSecond ? 'met' : 'not met';
  return `${markdownTable(['path', 'events/s', 'spread', 'µs an event'], rows)}

Target into memory: ${shortCount(targetPerSecond)} events/s by the best path: ${verdict} (${shortCount(best)}).`;
};

if (values.help) {
  console.log(help);
} else {
  const machine = describeMachine(`npm run bench:ingest -- ${process.argv.slice(2).join(' ')}`.trim());
  const options = {
    windows: Number(values.windows ?? (values.quick ? 2 : 5)),
    seconds: Number(values.seconds ?? (values.quick ? 0.3 : 2)),
  };
  const gateway = createGateway(unlimitedGateway, { dialects, logger: pino({ level: 'silent' }), version: 'bench' });
  const served = fork(fileURLToPath(new URL('ingest/gateway-process.js', import.meta.url)));
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      served.once('message', (message: unknown) => resolve(portOf(message)));
      served.once('error', reject);
    });
    await gateway.start();
    const paths = [inProcess(gateway, 1), inProcess(gateway, 100), ...overHttp(port, agent)];
    console.error(`Takes about ${Math.ceil(((options.windows + 1) * paths.length * options.seconds) / 60)} min.`);
    const rates = await measureRates(paths, options, (progress) => console.error(progress));
    console.log(values.json ? JSON.stringify({ machine, rates: Object.fromEntries(rates) }, null, 2) : report(rates));
    if (values.record) {
      const text = `## Ingest\n\n${machineList(machine)}\n\nIn-process paths publish in the gateway’s own process; over HTTP, gateway and client are two.\n\n${report(rates)}`;
      recordSection(new URL('../RESULTS.md', import.meta.url), 'ingest', text);
    }
  } finally {
    agent.destroy();
    await gateway.stop();
    served.disconnect();
  }
}
