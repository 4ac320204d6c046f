// A process that runs a backtest until somebody kills it: `killed-parent.fixture.ts <prices> <module>`.
import { systemClock } from '@pitwall/gateway';
import { startInProcess } from './start-in-process.ts';

const [path = '', strategyPath = ''] = process.argv.slice(2);

const { batches } = startInProcess(
  { memoryMb: 256 },
  systemClock,
)({
  backtestId: 'b1',
  account: 'demo',
  request: { strategy: 'deaf.mjs' },
  data: { name: 'prices.csv', path, isBundled: true },
  strategyPath,
});

for await (const _ of batches);
