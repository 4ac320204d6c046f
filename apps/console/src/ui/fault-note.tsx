import type { GatewayFault } from '../gateway/gateway-http.ts';
import { Icon } from './icon.tsx';

/** Why something that was asked of the gateway did not work, and what to do. */
export const FaultNote = ({ fault }: { readonly fault: GatewayFault }) => (
  <div role="alert" className="flex gap-2 rounded-md border border-down/40 bg-down-soft px-3 py-2 text-xs text-down">
    <Icon name="error" size={15} />
    <div className="min-w-0">
      <p className="font-medium break-words">{fault.message}</p>
      {fault.how !== '' && <p className="break-words">{fault.how}</p>}
    </div>
  </div>
);
