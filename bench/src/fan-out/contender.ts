import { fileURLToPath } from 'node:url';
import type { NativePrograms } from '../processes/native-programs.ts';
import { timedMessage, sendTime } from '../servers/timed-signal.ts';

/** Who is measured. */
export type ContenderName = 'limit' | 'gateway' | 'naive' | 'own' | 'compressed';

/** A server beside others: how it is started, and what it can be asked. */
export interface Contender {
  readonly name: ContenderName;
  /** What people read. */
  readonly title: string;
  /** Path that readers connect to. */
  readonly path: string;
  readonly command: string;
  /** Arguments for a port. */
  readonly args: (port: number) => readonly string[];
  /** Whether it is ours, and so knows the commands that the limit server does not. */
  readonly isOurs: boolean;
  /** Whether it tells at `/metrics` how many readers fell behind. */
  readonly hasMetrics: boolean;
}

const program = (name: string): string => fileURLToPath(new URL(`../servers/${name}.js`, import.meta.url));
const gatewayArgs = (port: number, ...more: readonly string[]): readonly string[] => [
  '--expose-gc',
  program('gateway-server'),
  String(port),
  ...more,
];

/** The gateway as it is. */
export const gateway: Contender = {
  name: 'gateway',
  title: 'Pitwall gateway',
  path: '/ws/titan',
  command: process.execPath,
  args: (port) => gatewayArgs(port),
  isOurs: true,
  hasMetrics: true,
};

/** The gateway, every reader subscribed to a set of topics that no other has: as many audiences as readers. */
export const ownSubscriptions: Contender = {
  ...gateway,
  name: 'own',
  title: 'Pitwall gateway, an own subscription each',
  args: (port) => gatewayArgs(port, 'own'),
};

/** The gateway, every reader offering compression as browsers do. */
export const compressed: Contender = {
  ...gateway,
  name: 'compressed',
  title: 'Pitwall gateway, compressed',
  args: (port) => gatewayArgs(port, 'compressed'),
};

/** Send to each client in a loop. */
export const naive: Contender = {
  name: 'naive',
  title: 'naive `ws` broadcast',
  path: '/',
  command: process.execPath,
  args: (port) => ['--expose-gc', program('naive-server'), String(port)],
  isOurs: true,
  hasMetrics: false,
};

/** What the machine can do: frames of the same size, made once, written by C. */
export const limitOf = (programs: NativePrograms): Contender => ({
  name: 'limit',
  title: 'C limit',
  path: '/',
  command: programs.limit,
  args: (port) => [String(port), String(timedMessage(sendTime()).length)],
  isOurs: false,
  hasMetrics: false,
});
