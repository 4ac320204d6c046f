import { createDesk, movingAverageCross } from '@pitwall/desk';
import type { Publisher } from '@pitwall/gateway';
import type { DemoOptions } from '../configuration/app-options.ts';
import { readOptionsOf } from '../desk/data-reading.ts';
import { loadBars } from '../desk/load-bars.ts';
import type { LoadedBars } from '../desk/load-bars.ts';
import { measureLoad } from '../desk/process-load.ts';
import { wallClock } from '../desk/wall-clock.ts';
import { present } from '../present.ts';
import { bundledPricesPath } from './bundled-prices.ts';
import type { Service } from './service.ts';
import { startGateway } from './start-gateway.ts';
import type { StartParts } from './start-gateway.ts';

/** How often the desk gives a sign of life, in ms: a person sees within seconds that it stands still. */
const deskHeartbeatMs = 5_000;

/** The demo as it runs. */
export interface Demo extends Service {
  readonly loaded: LoadedBars;
  /** Resolves when the desk has traded its last bar, or was stopped with the demo; rejects when it failed. */
  readonly deskEnded: Promise<'finished' | 'stopped'>;
}

/** Starts a gateway and has the paper desk publish into it. */
export const startDemo = async (options: DemoOptions, parts: StartParts): Promise<Demo> => {
  const loaded = await loadBars(options, bundledPricesPath());
  const stopping = new AbortController();
  const desk = createDesk(
    {
      instrument: loaded.instrument,
      account: options.account,
      barsPerSecond: options.speed,
      atEnd: options.atEnd,
      initialEquity: options.initialEquity,
      feeRatio: options.feeRatio,
      slippageBps: options.slippageBps,
      carry: {},
    },
    {
      bars: loaded.bars,
      strategy: movingAverageCross({ fastBars: options.fastBars, slowBars: options.slowBars }),
      clock: wallClock,
      load: measureLoad(),
      stop: stopping.signal,
    },
  );
  const started = await startGateway(options, {
    ...parts,
    dataFile: options.data,
    dataReading: readOptionsOf(options),
  });
  const deskEnded = started.gateway
    .pump(desk, deskPublisher(options.account), { source: 'desk', heartbeatMs: deskHeartbeatMs })
    .then(() => (stopping.signal.aborted ? 'stopped' : 'finished'));
  return {
    addresses: started.addresses,
    loaded,
    deskEnded,
    log: started.log,
    ...present({ reload: started.reload, broken: started.broken }),
    async drain() {
      stopping.abort();
      await deskEnded.catch(() => undefined);
      await started.drain();
    },
    async stop() {
      stopping.abort();
      await started.stop();
    },
  };
};

/** The desk may write to the demo's account, and of markets, which belong to all. */
const deskPublisher = (account: string): Publisher => ({
  name: 'desk',
  accounts: [account],
  defaultAccount: account,
  kinds: '*',
  shared: true,
});
