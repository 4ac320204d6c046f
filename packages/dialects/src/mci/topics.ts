import type { Kind } from '@pitwall/model';
import type { TopicsOf } from '../view.ts';

/** The page's channels, in its own order. */
export const mciChannels: readonly string[] = ['positions', 'orders', 'account', 'health', 'market', 'activity'];

const channelsByKind: { readonly [K in Kind]?: readonly string[] } = {
  position: ['positions'],
  order: ['orders'],
  equity: ['account'],
  health: ['health'],
  market: ['market'],
  activity: ['activity'],
};

/** The channel of a fact. */
export const topicsOf: TopicsOf = (event) => channelsByKind[event.kind] ?? [];
