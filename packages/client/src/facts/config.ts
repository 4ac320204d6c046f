// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, JsonObject, OpenWord } from './vocabulary.ts';

/** A change of settings by an operator. */
export interface ConfigChangeData {
  readonly updates: readonly {
    /** Which part of the configuration. */
    readonly type: OpenWord<'risk_tuner' | 'asset_whitelist'>;
    readonly updated?: boolean;
    readonly disabledAssets?: readonly string[];
    /** Further fields of the update, named as the publisher names them. */
    readonly other?: JsonObject;
  }[];
  readonly operatorId?: string;
}

/** An account’s step from one phase of growth to another, with other risk limits. */
export interface PhaseData {
  /** Name as it was published; absent: none before. */
  readonly fromPhase?: string;
  /** Name as it was published. */
  readonly toPhase: string;
  /** Unit: quote. */
  readonly equity?: Amount;
  /** Equity at which the phase changes. Unit: quote. */
  readonly threshold?: Amount;
  readonly reason?: string;
  /** Part of the equity that one trade may risk from now on. Unit: ratio. */
  readonly newRiskRatio?: Amount;
  /** Unit: number. */
  readonly newMaxLeverage?: Amount;
}
