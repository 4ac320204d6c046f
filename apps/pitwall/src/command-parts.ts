import type { Clock } from '@pitwall/gateway';
import type { SignalSource } from './terminal/stop-signals.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What every command works with. Tests give their own. */
export interface CommandParts {
  readonly terminal: Terminal;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly signals: SignalSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly version: string;
}
