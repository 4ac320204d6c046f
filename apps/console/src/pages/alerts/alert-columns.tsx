import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { Moment } from '../../ui/moment.tsx';
import { Status } from '../../ui/status.tsx';

type Alert = FactOf<'alert'>;

/** The columns of alerts: when, how bad, what, and whose. */
export const alertColumns: readonly Column<Alert>[] = [
  {
    id: 'time',
    title: 'Time',
    type: 'time',
    widthPx: 84,
    phone: 'aside',
    value: ({ data, occurredAt }) => data.raisedAt ?? occurredAt,
    cell: ({ data, occurredAt, receivedAt }) => <Moment at={data.raisedAt ?? occurredAt} receivedAt={receivedAt} />,
  },
  {
    id: 'severity',
    title: 'Severity',
    type: 'text',
    widthPx: 100,
    phone: 'figure',
    value: ({ data }) => data.severity,
    cell: ({ data }) => <Status word={data.severity} />,
  },
  {
    id: 'title',
    title: 'Alert',
    type: 'text',
    widthPx: 220,
    phone: 'title',
    value: ({ data }) => data.title ?? data.alertId,
    cell: ({ data }) => <span className="font-medium">{data.title ?? data.alertId}</span>,
  },
  {
    id: 'message',
    title: 'Message',
    type: 'text',
    widthPx: 460,
    phone: 'detail',
    value: ({ data }) => data.message,
    cell: ({ data }) => <span title={data.message}>{data.message}</span>,
  },
  {
    id: 'action',
    title: 'To do',
    type: 'text',
    widthPx: 90,
    value: ({ data }) => (data.actionRequired === true ? 'action' : undefined),
    cell: ({ data }) => (data.actionRequired === true ? <Status word="warning" /> : null),
    isHidden: true,
  },
  { id: 'category', title: 'Category', type: 'text', widthPx: 90, value: ({ data }) => data.category },
  { id: 'bot', title: 'Bot', type: 'text', widthPx: 90, value: ({ data }) => data.botId },
  { id: 'platform', title: 'Platform', type: 'text', widthPx: 110, isHidden: true, value: ({ data }) => data.platform },
  { id: 'account', title: 'Account', type: 'text', widthPx: 100, value: ({ account }) => account },
];
