import type { DemoOptions } from '../configuration/app-options.ts';
import { readOptionsOf } from '../desk/data-reading.ts';
import { deskRoutes } from '../desk/desk-routes.ts';
import { loadBars } from '../desk/load-bars.ts';
import { loadPerp } from '../desk/load-perp.ts';
import { present } from '../present.ts';
import { bundledPricesPath } from './bundled-prices.ts';
import { createDemoDesk, deskPublisher } from './demo-desk.ts';
import type { DemoPrices } from './demo-desk.ts';
import type { Service } from './service.ts';
import { startGateway } from './start-gateway.ts';
import type { StartParts } from './start-gateway.ts';

/** How often the desk gives a sign of life, in ms: a person sees within seconds that it stands still. */
const deskHeartbeatMs = 5_000;

/** The demo as it runs. */
export interface Demo extends Service, DemoPrices {
  /** Resolves when the desk has traded its last bar, or was stopped with the demo; rejects when it failed. */
  readonly deskEnded: Promise<'finished' | 'stopped'>;
}

/** Starts a gateway and has the paper desk publish into it. */
export const startDemo = async (options: DemoOptions, parts: StartParts): Promise<Demo> => {
  const prices = { loaded: await loadBars(options, bundledPricesPath()), perp: await loadPerp(options) };
  const stopping = new AbortController();
  const { events, controls } = createDemoDesk(options, prices, stopping.signal);
  const started = await startGateway(options, {
    ...parts,
    dataFile: options.data,
    dataReading: readOptionsOf(options),
    routes: [deskRoutes(controls)],
  });
  const deskEnded = started.gateway
    .pump(events, deskPublisher(options.account), { source: 'desk', heartbeatMs: deskHeartbeatMs })
    .then(() => (stopping.signal.aborted ? 'stopped' : 'finished'));
  return {
    addresses: started.addresses,
    ...prices,
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
