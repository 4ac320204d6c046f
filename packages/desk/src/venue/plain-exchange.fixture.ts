import type { PlainBar, PlainOrder, PlainTerms } from './plain-terms.fixture.ts';

/** Divides, to the nearest whole number, halves to the even one. */
const halfEven = (numerator: bigint, denominator: bigint): bigint => {
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  return twice > denominator || (twice === denominator && whole % 2n === 1n) ? whole + 1n : whole;
};

interface Standing {
  readonly order: PlainOrder;
  done: number;
  /** 0 waits for its trigger, 1 waits for its limit, 2 trades at the market. */
  stage: 0 | 1 | 2;
  seen: boolean;
  day: number;
  asleep: boolean;
  /** The order that it protects. */
  readonly parent: Standing | undefined;
  guarded: boolean;
}

const unit = 1_000_000_000n;
const dayMs = 86_400_000;

/**
 * A second opinion on the exchange, made to share nothing with it but its rules: whole numbers only (prices in ticks, quantities in lots,
 * money in millionths of a millionth), and a price that walks through a bar tick by tick instead of looking for the next level.
 */
export class PlainExchange {
  money: bigint;
  lots = 0;
  readonly journal: string[] = [];
  readonly #terms: PlainTerms;
  #book: Standing[] = [];
  #price = 0;
  #time = 0;
  #left = Number.POSITIVE_INFINITY;
  #paidFundings = 0;
  #childId = 1_000_000;

  constructor(startTickLots: number, terms: PlainTerms) {
    this.money = BigInt(startTickLots) * unit;
    this.#terms = terms;
  }

  give(order: PlainOrder, parent?: Standing): void {
    const fresh = { done: 0, stage: this.#firstStage(order), seen: false, day: -1, asleep: false, guarded: false };
    this.#book.push({ order, parent, ...fresh });
  }

  bar(bar: PlainBar): void {
    const { borrow, funding, volumeShare, perpetual } = this.#terms;
    if (this.lots < 0 && borrow > 0 && !perpetual) {
      const numerator = BigInt(-this.lots * this.#price) * unit * BigInt(borrow) * BigInt(bar.time - this.#time);
      this.money -= halfEven(numerator, 100n * 365n * BigInt(dayMs));
    }
    this.#time = bar.time;
    this.#price = bar.o;
    this.#left = volumeShare === undefined ? Number.POSITIVE_INFINITY : Math.floor((bar.lots * volumeShare) / 100);
    for (let next = funding[this.#paidFundings]; next !== undefined && next.time <= bar.time;) {
      this.money -= BigInt(this.lots * (next.mark ?? bar.o)) * BigInt(next.rate) * (unit / 10_000n);
      this.#paidFundings += 1;
      next = funding[this.#paidFundings];
    }
    this.#open(bar);
    for (const stop of this.#corners(bar)) this.#walk(stop);
  }

  #firstStage({ type }: PlainOrder): Standing['stage'] {
    if (type === 'market') return 2;
    return type === 'limit' ? 1 : 0;
  }

  #open(bar: PlainBar): void {
    if (this.#isRuined()) this.#ruin();
    const today = Math.floor(bar.time / dayMs);
    for (const one of this.#book.slice()) {
      if (!this.#book.includes(one)) continue;
      const { order } = one;
      one.asleep = false;
      if (order.tif === 'DAY' && one.day !== -1 && one.day !== today) this.#end(one, 'EXPIRED');
      else if (order.tif === 'GTD' && bar.time >= (order.until ?? 0)) this.#end(one, 'EXPIRED');
      else {
        if (one.day === -1) one.day = today;
        this.#atOpen(one);
        if (!this.#book.includes(one)) continue;
        if (order.tif === 'IOC') this.#end(one, 'IOC_REMAINDER');
        else if (order.tif === 'FOK') this.#end(one, 'FOK_KILLED');
        else one.seen = true;
      }
    }
  }

  #atOpen(one: Standing): void {
    const { order } = one;
    const resting = one.seen && one.stage === 1;
    if (one.stage === 0) {
      if (!this.#pulls(order)) return;
      one.stage = order.type === 'stop_limit' ? 1 : 2;
    }
    if (one.stage === 2) return this.#trade(one, true, false);
    if (!this.#allows(order)) return;
    if (!resting && order.type === 'limit' && order.postOnly === true) return this.#refuse(one, 'WOULD_TAKE');
    this.#trade(one, false, resting);
  }

  /** From where the price is, one tick after another. */
  #walk(to: number): void {
    for (let fresh = true; ; fresh = false) {
      if (!fresh) {
        if (this.#price === to) return;
        this.#price += Math.sign(to - this.#price);
      }
      this.#lookAround(!fresh);
    }
  }

  #lookAround(arrived: boolean): void {
    const before = new Set(arrived ? this.#book : []);
    for (;;) {
      if (this.#isRuined()) {
        this.#ruin();
        continue;
      }
      const one = this.#book.find(
        (each) =>
          !each.asleep && each.stage !== 2 && (each.stage === 0 ? this.#pulls(each.order) : this.#allows(each.order)),
      );
      if (one === undefined) return;
      if (one.stage === 1) {
        this.#trade(one, false, before.has(one));
      } else if (one.order.type === 'stop_limit') {
        one.stage = 1;
        before.delete(one); // A limit order only from here on: it takes what is here.
      } else {
        one.stage = 2;
        this.#trade(one, true, false);
      }
    }
  }

  #corners({ o, h, l, c }: PlainBar): readonly number[] {
    const { path } = this.#terms;
    const nearLow = o - l <= h - o;
    const oldest = this.#book[0];
    const wayOfOldest = oldest === undefined || oldest.stage === 2 ? nearLow : this.#waitsForFall(oldest);
    const worst = this.lots === 0 ? wayOfOldest : this.lots > 0;
    const low = { worst, nearest: nearLow, 'low-first': true, 'high-first': false }[path];
    return low ? [l, h, c] : [h, l, c];
  }

  #waitsForFall({ order, stage }: Standing): boolean {
    if (stage === 1) return order.buy;
    return order.type === 'take_profit' ? order.buy : !order.buy;
  }

  #pulls({ type, buy, trigger = 0 }: PlainOrder): boolean {
    const up = type === 'take_profit' ? !buy : buy;
    return up ? this.#price >= trigger : this.#price <= trigger;
  }

  #allows({ buy, limit = 0 }: PlainOrder): boolean {
    return buy ? this.#price <= limit : this.#price >= limit;
  }

  #equity(): bigint {
    return this.money + BigInt(this.lots * this.#price) * unit;
  }

  #isRuined(): boolean {
    const { maintenance } = this.#terms;
    if (maintenance === undefined || this.lots === 0) return false;
    return this.#equity() * 100n <= BigInt(Math.abs(this.lots) * this.#price) * unit * BigInt(maintenance);
  }

  #ruin(): void {
    for (const one of this.#book.slice()) this.#end(one, 'LIQUIDATED');
    const size = Math.abs(this.lots);
    const value = BigInt(size * this.#price) * unit;
    this.money += BigInt(this.lots * this.#price) * unit;
    this.money -= (value * BigInt(this.#terms.takerFee + this.#terms.liquidationFee)) / 10_000n;
    this.lots = 0;
    this.journal.push(`${this.#time} liquidated ${size} at ${this.#price}`);
  }

  #trade(one: Standing, slips: boolean, resting: boolean): void {
    const { order } = one;
    let want = order.lots - one.done;
    if (order.reduceOnly === true) {
      const mayClose = order.buy ? Math.max(0, -this.lots) : Math.max(0, this.lots);
      want = Math.min(want, mayClose);
      if (want === 0) return this.#end(one, 'POSITION_CLOSED');
    }
    const get = Math.min(want, this.#left);
    if (order.tif === 'FOK' && get < want) return this.#end(one, 'FOK_KILLED');
    if (one.parent !== undefined && this.#book.includes(one.parent)) this.#end(one.parent, 'LINKED_FILLED');
    if (get < want) one.asleep = true;
    if (get === 0) return;
    const price = slips ? this.#slipped(order.buy) : this.#price;
    const value = BigInt(get * price) * unit;
    const fee = (value * BigInt(resting ? this.#terms.makerFee : this.#terms.takerFee)) / 10_000n;
    const after = this.lots + (order.buy ? get : -get);
    if (Math.abs(after) > Math.abs(this.lots) || after * this.lots < 0) {
      const exposure = BigInt(Math.abs(after) * price) * unit;
      if (exposure > BigInt(this.#terms.leverage) * (this.#equity() - fee))
        return this.#refuse(one, 'INSUFFICIENT_MARGIN');
    }
    this.#settle(one, { get, price, after, fee, resting });
  }

  #settle(
    one: Standing,
    { get, price, after, fee, resting }: { get: number; price: number; after: number; fee: bigint; resting: boolean },
  ): void {
    const { order } = one;
    const first = one.done === 0;
    const hasEnded = this.lots !== 0 && (after === 0 || after > 0 !== this.lots > 0);
    this.money += BigInt((order.buy ? -1 : 1) * get * price) * unit - fee;
    this.lots = after;
    this.#left -= get;
    one.done += get;
    if (one.done === order.lots || (order.reduceOnly === true && after === 0)) {
      this.#book = this.#book.filter((each) => each !== one);
    }
    this.journal.push(
      `${this.#time} ${nameOf(order)} ${order.buy ? 'buys' : 'sells'} ${get} at ${price}${resting ? ' as maker' : ''}`,
    );
    if (first && order.oco !== undefined) {
      for (const other of this.#book.filter((each) => each !== one && each.order.oco === order.oco))
        this.#end(other, 'LINKED_FILLED');
    }
    if (hasEnded) {
      for (const other of this.#book.filter((each) => each.order.reduceOnly === true)) {
        if (other.parent !== undefined) other.parent.guarded = false;
        this.#end(other, order.reduceOnly === true ? 'LINKED_FILLED' : 'POSITION_CLOSED');
      }
    }
    if (!one.guarded && (order.buy ? after > 0 : after < 0)) this.#protect(one);
  }

  #protect(one: Standing): void {
    const { bracketStop, bracketTarget, buy, lots } = one.order;
    one.guarded = true;
    const exit = { buy: !buy, lots, tif: 'GTC', reduceOnly: true } as const;
    if (bracketStop !== undefined) this.give({ ...exit, id: this.#childId++, type: 'stop', trigger: bracketStop }, one);
    if (bracketTarget !== undefined)
      this.give({ ...exit, id: this.#childId++, type: 'take_profit', trigger: bracketTarget }, one);
  }

  #slipped(buy: boolean): number {
    const parts = this.#price * (buy ? 10_000 + this.#terms.slippageBps : 10_000 - this.#terms.slippageBps);
    return buy ? Math.ceil(parts / 10_000) : Math.floor(parts / 10_000);
  }

  #end(one: Standing, why: string): void {
    this.#book = this.#book.filter((each) => each !== one);
    this.journal.push(`${this.#time} ${nameOf(one.order)} cancelled ${why}`);
  }

  #refuse(one: Standing, why: string): void {
    this.#book = this.#book.filter((each) => each !== one);
    this.journal.push(`${this.#time} ${nameOf(one.order)} rejected ${why}`);
  }
}

const nameOf = ({ id, type, trigger }: PlainOrder): string => {
  if (id < 1_000_000) return `order ${id}`;
  return `${type === 'stop' ? 'stop' : 'target'} ${trigger ?? 0}`;
};
