import { ComponentsPanel } from './components-panel.tsx';
import { GatewayPanel } from './gateway-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { LatencyPanel } from './latency-panel.tsx';
import { PublishersPanel } from './publishers-panel.tsx';

/** Whether everything that facts come through is well: publishers, gateway, this page. */
export const SystemPage = () => (
  <div className="mx-auto flex max-w-[110rem] flex-col gap-3 p-3">
    <GatewayPanel />
    <div className="grid gap-3 lg:grid-cols-2">
      <LatencyPanel />
      <HealthPanel />
      <PublishersPanel />
      <ComponentsPanel />
    </div>
  </div>
);
