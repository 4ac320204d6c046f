import type { Exact } from '@pitwall/model';
import type { Booking, Position } from '../account/account.ts';
import type { FundingRate } from '../strategy/strategy.ts';
import type { CancellationCode, Fill, OrderTicket, RejectionCode } from './order.ts';

/** Something that happened at the venue, in the order in which it happened. Nothing of it changes later. */
export type VenueFact =
  | { readonly type: 'accepted'; readonly ticket: OrderTicket }
  | {
      readonly type: 'rejected';
      readonly ticket: OrderTicket;
      readonly code: RejectionCode;
      /** What, with figures, for people. */
      readonly reason: string;
    }
  | {
      readonly type: 'cancelled';
      readonly ticket: OrderTicket;
      readonly code: CancellationCode;
      readonly reason: string;
      /** Units that had been filled before. */
      readonly filledQuantity: Exact;
    }
  | {
      readonly type: 'filled';
      readonly ticket: OrderTicket;
      readonly fill: Fill;
      /** Price of the market, before slippage. */
      readonly quote: Exact;
      /** Units of the order that are filled now, this fill included. */
      readonly filledQuantity: Exact;
      /** Whether nothing of it is left to fill. */
      readonly isWhole: boolean;
      readonly booking: Booking;
    }
  | {
      /** A position was closed because its margin was used up; the fill before tells at what. */
      readonly type: 'liquidated';
      readonly position: Position;
      readonly price: Exact;
      /** Besides the fee of the fill. */
      readonly liquidationFee: Exact;
    }
  | {
      readonly type: 'funded';
      readonly symbol: string;
      readonly rate: FundingRate;
      readonly markPrice: Exact;
      /** Received; negative where it was paid. */
      readonly amount: Exact;
    }
  | { readonly type: 'borrow-charged'; readonly symbol: string; readonly amount: Exact };
