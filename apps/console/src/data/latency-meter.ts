import type { Latency } from '@pitwall/client';

/** How long facts take, of the recent ones, in ms. */
export interface LatencySummary {
  /** From when it happened to when the gateway took it in; the difference of both clocks is in it. */
  readonly sourceToGatewayMs: number;
  /** From there to this page. */
  readonly gatewayToPageMs: number | undefined;
  /** How wrong the second may be. */
  readonly uncertaintyMs: number | undefined;
}

const middleOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The median over the newest facts. */
export class LatencyMeter {
  readonly #samples: Latency[] = [];
  readonly #capacity: number;

  /** @param capacity how many of the newest facts count */
  constructor(capacity = 101) {
    this.#capacity = capacity;
  }

  /** Takes in what one live fact took. */
  note(latency: Latency): void {
    this.#samples.push(latency);
    if (this.#samples.length > this.#capacity) this.#samples.shift();
  }

  /** Undefined before the first live fact. */
  summary(): LatencySummary | undefined {
    const sourceToGatewayMs = middleOf(this.#samples.map((one) => one.sourceToGatewayMs));
    if (sourceToGatewayMs === undefined) return undefined;
    const onTheWay = this.#samples.flatMap(({ withinGatewayMs, gatewayToClientMs }) =>
      gatewayToClientMs === undefined ? [] : [(withinGatewayMs ?? 0) + gatewayToClientMs],
    );
    return {
      sourceToGatewayMs,
      gatewayToPageMs: middleOf(onTheWay),
      uncertaintyMs: this.#samples.at(-1)?.uncertaintyMs,
    };
  }
}
