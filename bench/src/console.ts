import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { visit } from './console/visit.ts';
import type { Visit } from './console/visit.ts';
import type { Children } from './processes/children.ts';
import { runBenchmark } from './processes/run-benchmark.ts';
import { fixed, median, shortSpread, spreadRatio } from './report/figures.ts';
import { describeMachine, machineList } from './report/machine.ts';
import { markdownTable } from './report/markdown-table.ts';
import { recordSection } from './report/results-document.ts';

const help = `Usage: npm run bench:console -- [options]

  --rounds COUNT    visits of each page, each with an empty cache (10)
  --chromium PATH   the browser (/usr/bin/chromium)
  --record          writes the results into bench/RESULTS.md
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const rounds = Number(values.rounds);

/** Within which a page is to be live with its figures, in ms. */
const mostLiveMs = 1_000;
/** How much script the first visit may fetch until then, in bytes as they are transferred. */
const mostScriptBytes = 250_000;

const launcher = fileURLToPath(new URL('../../apps/pitwall/bin/pitwall.js', import.meta.url));
/** How long the demo may take to listen, in ms. */
const startPatienceMs = 30_000;

/** Pages that people open first, and an expression that is true once their figures are there. */
const pages: readonly { readonly name: string; readonly path: string; readonly figures: string }[] = [
  {
    name: 'overview',
    path: '',
    figures: `/\\d/.test(document.querySelector('section[aria-label="Summary"] dd')?.textContent ?? '')`,
  },
  { name: 'blotters', path: 'blotters?list=trades', figures: `document.querySelector('[role="gridcell"]') !== null` },
  { name: 'market', path: 'market?symbol=SPX', figures: `document.querySelector('[role="img"] canvas') !== null` },
];

const progress = (text: string): void => console.error(text);

const startDemo = async (children: Children): Promise<string> => {
  const args = [launcher, 'demo', '--no-legacy-ports', '--memory', '--port', '0'];
  const demo = children.start('server', { name: 'demo', command: process.execPath, args });
  const line = await demo.answer((said) => /http:\/\/127\.0\.0\.1:\d+\/health/.test(said), startPatienceMs);
  return /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
};

const measure = async (browser: Browser, url: string): Promise<readonly (readonly Visit[])[]> => {
  const visits = pages.map((): Visit[] => []);
  // Who comes first warms up the gateway, which compresses a file when it is first asked for.
  for (const { path, figures } of pages) await visit(browser, `${url}/${path}`, figures);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, { name, path, figures }] of pages.entries()) {
      const seen = await visit(browser, `${url}/${path}`, figures);
      progress(`${name}, round ${round}: figures ${fixed(seen.figuresMs, 0)} ms, live ${fixed(seen.liveMs, 0)} ms`);
      visits[index]?.push(seen);
    }
  }
  return visits;
};

const verdict = (isMet: boolean): string => (isMet ? 'met' : 'not met');

const withSpread = (all: readonly number[]): string =>
  `${fixed(median(all), 0)} ${shortSpread(spreadRatio(all))}`.trim();

const row = (name: string, visits: readonly Visit[]): readonly string[] => [
  name,
  withSpread(visits.map(({ paintedMs }) => paintedMs)),
  withSpread(visits.map(({ figuresMs }) => figuresMs)),
  withSpread(visits.map(({ liveMs }) => liveMs)),
  fixed(Math.max(...visits.map(({ liveMs }) => liveMs)), 0),
  fixed((median(visits.map(({ scriptBytes }) => scriptBytes)) ?? 0) / 1_000, 0),
];

if (values.help) {
  console.log(help);
} else {
  await runBenchmark(async (children, whenOver) => {
    const machine = describeMachine(`npm run bench:console -- ${process.argv.slice(2).join(' ')}`.trim());
    const url = await startDemo(children);
    const browser = await chromium.launch({
      executablePath: values.chromium,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    whenOver(() => void browser.close());
    const visits = await measure(browser, url);
    const table = markdownTable(
      ['page', 'first paint ms', 'figures ms', 'live ms', 'live ms, slowest', 'scripts kB'],
      pages.map(({ name }, index) => row(name, visits[index] ?? [])),
    );
    const all = visits.flat();
    const liveMs = Math.max(...visits.map((each) => median(each.map((one) => one.liveMs)) ?? Infinity));
    const bytes = Math.max(...all.map(({ scriptBytes }) => scriptBytes));
    const text = `${table}

${rounds} visits of each page in turns, each in a browser context of its own with an empty cache, at the demo over loopback; medians, ± is half the range. Figures: the first live ones are on the page; live: they are, and the connection is complete. Targets: live within ${mostLiveMs} ms: ${verdict(liveMs <= mostLiveMs)} (${fixed(liveMs, 0)}); scripts until then at most ${mostScriptBytes / 1_000} kB: ${verdict(bytes <= mostScriptBytes)} (${fixed(bytes / 1_000, 0)}).`;
    console.log(text);
    if (values.record) {
      recordSection(
        new URL('../RESULTS.md', import.meta.url),
        'console',
        `## Console\n\n${machineList(machine)}\n- Browser: Chromium ${browser.version()}\n\n${text}`,
      );
    }
  });
}
