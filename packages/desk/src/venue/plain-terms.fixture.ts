/** An order in lots and ticks. */
export interface PlainOrder {
  readonly id: number;
  readonly buy: boolean;
  readonly type: 'market' | 'limit' | 'stop' | 'stop_limit' | 'take_profit';
  readonly lots: number;
  readonly limit?: number;
  readonly trigger?: number;
  readonly tif: 'GTC' | 'IOC' | 'FOK' | 'DAY' | 'GTD';
  readonly until?: number;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly oco?: string;
  readonly bracketStop?: number;
  readonly bracketTarget?: number;
}

/** A bar in ticks, with its volume in lots. */
export interface PlainBar {
  readonly time: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly lots: number;
}

/** What a plain exchange charges and allows. */
export interface PlainTerms {
  readonly path: 'worst' | 'nearest' | 'low-first' | 'high-first';
  readonly slippageBps: number;
  /** In hundredths of a percent. */
  readonly takerFee: number;
  readonly makerFee: number;
  readonly liquidationFee: number;
  readonly leverage: number;
  /** In percent; absent: no liquidation. */
  readonly maintenance?: number;
  /** In percent of the volume; absent: any quantity. */
  readonly volumeShare?: number;
  /** In percent a year. */
  readonly borrow: number;
  readonly funding: readonly { readonly time: number; readonly rate: number; readonly mark?: number }[];
  readonly perpetual: boolean;
}
