import type { FactOf, Kind } from './fact.ts';
import type { HistoryLimits } from './history-limits.ts';
import { Ring } from './ring.ts';

type Rings = { readonly [K in Kind]: Ring<FactOf<K>> };

const createRings = (limits: HistoryLimits): Rings => ({
  equity: new Ring(limits.equity),
  position: new Ring(limits.position),
  order: new Ring(limits.order),
  trade: new Ring(limits.trade),
  signal: new Ring(limits.signal),
  decision: new Ring(limits.decision),
  bot: new Ring(limits.bot),
  balances: new Ring(limits.balances),
  performance: new Ring(limits.performance),
  'fleet-metrics': new Ring(limits['fleet-metrics']),
  market: new Ring(limits.market),
  whale: new Ring(limits.whale),
  wallet: new Ring(limits.wallet),
  alert: new Ring(limits.alert),
  log: new Ring(limits.log),
  activity: new Ring(limits.activity),
  health: new Ring(limits.health),
  'component-status': new Ring(limits['component-status']),
  'source-status': new Ring(limits['source-status']),
  task: new Ring(limits.task),
  'risk-status': new Ring(limits['risk-status']),
  'circuit-breaker': new Ring(limits['circuit-breaker']),
  'master-arm': new Ring(limits['master-arm']),
  'config-change': new Ring(limits['config-change']),
  flatten: new Ring(limits.flatten),
  phase: new Ring(limits.phase),
  'backtest-start': new Ring(limits['backtest-start']),
  'backtest-progress': new Ring(limits['backtest-progress']),
  'backtest-complete': new Ring(limits['backtest-complete']),
  'backtest-error': new Ring(limits['backtest-error']),
});

/** What happened, by kind and within bounds, the oldest first. Lists of it stay the same until they are painted anew. */
export class History {
  readonly #rings: Rings;
  readonly #painted: { [K in Kind]?: readonly FactOf<K>[] } = {};

  constructor(limits: HistoryLimits) {
    this.#rings = createRings(limits);
  }

  take<K extends Kind>(fact: FactOf<K>): void {
    this.#rings[fact.kind].push(fact);
  }

  /** The same list until the next `repaint` of the kind. */
  list<K extends Kind>(kind: K): readonly FactOf<K>[] {
    const painted: readonly FactOf<K>[] | undefined = this.#painted[kind];
    return painted ?? this.#paint(kind);
  }

  /** From now on what came since the last frame is seen. */
  repaint(kind: Kind): void {
    delete this.#painted[kind];
  }

  #paint<K extends Kind>(kind: K): readonly FactOf<K>[] {
    const ring: Ring<FactOf<K>> = this.#rings[kind];
    const list = ring.toArray();
    const painted: { [Each in K]?: readonly FactOf<Each>[] } = this.#painted;
    painted[kind] = list;
    return list;
  }
}
