import type { Amount, Exact, TimeMs } from '@pitwall/model';

/** Which way an order trades. */
export type Side = 'buy' | 'sell';

/**
 * When an order trades, and at what. Prices are in quote currency and must be multiples of the instrument's tick.
 *
 * - `market`: at the next open.
 * - `limit`: at its limit or better; rests until the price comes.
 * - `stop`: a market order once the price is at or beyond `stopPrice` (a buy above, a sale below); a gap is filled at the open.
 * - `stop_limit`: a limit order once the price is at or beyond `stopPrice`.
 * - `take_profit`: a market order once the price is at or beyond `triggerPrice` on the good side (a sale above, a buy below).
 */
export type OrderTerms =
  | { readonly type: 'market' }
  | { readonly type: 'limit'; readonly limitPrice: Amount; readonly postOnly?: boolean }
  | { readonly type: 'stop'; readonly stopPrice: Amount }
  | { readonly type: 'stop_limit'; readonly stopPrice: Amount; readonly limitPrice: Amount }
  | { readonly type: 'take_profit'; readonly triggerPrice: Amount };

/** The kinds of {@link OrderTerms}. */
export type OrderType = OrderTerms['type'];

/**
 * How long an order lives.
 *
 * - `GTC`: until it is filled or cancelled.
 * - `IOC`: at its first open; what is not filled there is cancelled.
 * - `FOK`: at its first open, whole or not at all.
 * - `DAY`: to the end of the UTC day of the first bar that it works in.
 * - `GTD`: until `expiresAt`; a bar that begins then or later no longer fills it.
 */
export type Lifetime =
  | { readonly timeInForce?: 'GTC' | 'IOC' | 'FOK' | 'DAY' }
  | { readonly timeInForce: 'GTD'; readonly expiresAt: TimeMs };

/** The words of {@link Lifetime}. */
export type TimeInForce = NonNullable<Lifetime['timeInForce']>;

/** Stop and target that begin to work with the first fill of an entry: reduce-only, each cancels the other. */
export interface Bracket {
  /** Price of a stop order. */
  readonly stopPrice?: Amount;
  /** Price of a take-profit order. */
  readonly targetPrice?: Amount;
}

/** What somebody asks a venue to trade. */
export type OrderRequest = OrderTerms &
  Lifetime & {
    /**
     * What is traded.
     * @default the strategy's first symbol
     */
    readonly symbol?: string;
    readonly side: Side;
    /** Units of the instrument, a multiple of its lot. */
    readonly quantity: Amount;
    /**
     * Trades at most what brings the position to zero; what is too much is cut off, also later.
     * @default false
     */
    readonly reduceOnly?: boolean;
    /** A first fill of any order with this name cancels the others that have it (one cancels the other). */
    readonly ocoGroup?: string;
    /** Stop and target of the position that it opens. */
    readonly bracket?: Bracket;
    /** The asker's own name for it, by which it is cancelled; need not be unique. */
    readonly label?: string;
    /** Why, for logs and consoles. */
    readonly reason: string;
  };

/** An order as it was given, with its id: it never changes. */
export interface OrderTicket {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: Side;
  /** What is asked for; a stop-limit that was triggered still says `stop_limit`. */
  readonly terms: OrderTerms;
  readonly timeInForce: TimeInForce;
  readonly expiresAt: TimeMs | undefined;
  /** Units that were ordered. */
  readonly quantity: Exact;
  readonly reduceOnly: boolean;
  readonly ocoGroup: string | undefined;
  readonly bracket: Bracket | undefined;
  readonly label: string | undefined;
  readonly reason: string;
}

/** An order that the venue accepted and that is neither filled nor cancelled, as it is now. */
export interface WorkingOrder extends OrderTicket {
  /** Units that were filled so far. */
  readonly filledQuantity: Exact;
}

/** Whether an order waited in the book (`maker`) or took what was there (`taker`); it decides the fee. */
export type Liquidity = 'maker' | 'taker';

/** What a venue did with an order. */
export interface Fill {
  readonly side: Side;
  /** Units of this fill, above zero. */
  readonly quantity: Exact;
  /** Execution price, slippage included. */
  readonly price: Exact;
  /** `quantity × price`. */
  readonly notional: Exact;
  /** In quote currency, zero or more. */
  readonly fee: Exact;
  /** Time of the bar at whose price it was executed. */
  readonly marketTime: TimeMs;
  readonly liquidity: Liquidity;
}

/** Why a venue did not take an order. */
export type RejectionCode =
  /** Not a whole number of lots, or none. */
  | 'QUANTITY_NOT_IN_LOTS'
  | 'QUANTITY_BELOW_MINIMUM'
  | 'QUANTITY_ABOVE_MAXIMUM'
  /** A limit, stop or trigger that is no multiple of the tick, or not above zero. */
  | 'PRICE_NOT_IN_TICKS'
  | 'NOTIONAL_BELOW_MINIMUM'
  /** Post-only, and it would have traded at once. */
  | 'WOULD_TAKE'
  /** Reduce-only, and there is nothing that it could reduce. */
  | 'NOTHING_TO_REDUCE'
  /** The position would be more than the account's equity carries. */
  | 'INSUFFICIENT_MARGIN'
  /** The account’s own limits let nothing be entered now. */
  | 'ACCOUNT_LIMITS'
  /** So many orders work already. */
  | 'TOO_MANY_ORDERS';

/** Why an order ended before it was filled whole. */
export type CancellationCode =
  /** Somebody asked for it. */
  | 'REQUESTED'
  /** Day or time is over. */
  | 'EXPIRED'
  /** Immediate-or-cancel, and this much was left. */
  | 'IOC_REMAINDER'
  /** Fill-or-kill, and the whole was not to be had. */
  | 'FOK_KILLED'
  /** Another order of its OCO group or bracket was filled. */
  | 'LINKED_FILLED'
  /** Reduce-only, and the position is gone. */
  | 'POSITION_CLOSED'
  | 'LIQUIDATED'
  | 'RUN_ENDED';
