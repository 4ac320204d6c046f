import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { useConsole } from '../console/console-context.ts';
import { useConnection, useLatency, useNow } from '../console/use-time.ts';
import type { LinkState } from '../data/link.ts';
import { formatDuration } from '../format/time-text.ts';
import { useTokenExpiry } from '../session/use-token-expiry.ts';
import { toneClasses } from '../ui/badge.tsx';
import type { Tone } from '../ui/badge.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';

const looks: Readonly<Record<LinkState, { readonly tone: Tone; readonly icon: IconName | undefined }>> = {
  live: { tone: 'up', icon: undefined },
  'catching-up': { tone: 'accent', icon: 'backtests' },
  polling: { tone: 'warn', icon: 'backtests' },
  connecting: { tone: 'accent', icon: 'backtests' },
  offline: { tone: 'down', icon: 'warning' },
  refused: { tone: 'down', icon: 'error' },
};

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex justify-between gap-6">
    <dt className="text-muted">{name}</dt>
    <dd className="figures text-right">{children}</dd>
  </div>
);

const Details = () => {
  const link = useConnection();
  const latency = useLatency();
  const { client } = useConsole().session;
  const nowMs = useNow();
  const endsAt = useTokenExpiry();
  const uncertain = latency?.uncertaintyMs === undefined ? '' : ` ± ${formatDuration(latency.uncertaintyMs)}`;
  return (
    <>
      <p className="text-sm font-semibold">{link.label}</p>
      <p className="mt-0.5 text-xs text-muted">{link.reason}</p>
      <dl className="mt-3 flex flex-col gap-1 border-t border-line pt-3 text-xs">
        <Row name="Transport">{client.status.transport}</Row>
        {link.retryAtMs !== undefined && <Row name="Next attempt in">{formatDuration(link.retryAtMs - nowMs)}</Row>}
        <Row name="Source → gateway">{formatDuration(latency?.sourceToGatewayMs)}</Row>
        <Row name="Gateway → page">
          {formatDuration(latency?.gatewayToPageMs)}
          {latency?.gatewayToPageMs === undefined ? '' : uncertain}
        </Row>
        <Row name="Losses mended">{client.counts.losses}</Row>
        {endsAt !== undefined && <Row name="Token ends in">{formatDuration(endsAt - nowMs)}</Row>}
      </dl>
      <p className="mt-2 text-2xs text-faint">
        Medians of the newest facts. The first includes whatever the clocks of source and gateway differ by.
      </p>
    </>
  );
};

/** How the page is connected; opened, why, and how long facts take. */
export const ConnectionBadge = () => {
  const { state, label, reason } = useConnection();
  const latency = useLatency();
  const { tone, icon } = looks[state];
  const takes = state === 'live' ? latency?.gatewayToPageMs : undefined;
  const time = takes === undefined ? '' : formatDuration(takes);
  return (
    <Popover.Root>
      <Popover.Trigger
        title={reason}
        aria-label={`Connection: ${label} ${time}`.trim()}
        className={classNames('flex h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium', toneClasses[tone])}
      >
        {icon === undefined ? <span className="size-2 rounded-full bg-current" /> : <Icon name={icon} size={14} />}
        {`${label} `}
        {time !== '' && <span className="figures hidden font-normal sm:inline">{time}</span>}
      </Popover.Trigger>
      <span role="status" className="sr-only">{`Connection: ${label}`}</span>
      <Popover.Portal>
        <Popover.Content
          aria-label="Connection"
          align="end"
          sideOffset={6}
          className="appear z-50 w-80 max-w-[calc(100vw-1rem)] rounded-lg border border-line bg-surface p-4 shadow-float"
        >
          <Details />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
