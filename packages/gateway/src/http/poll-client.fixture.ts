import { expect } from 'vitest';
import type { HttpRig, TestBody } from './http-rig.fixture.ts';

/** Polls the probe dialect once. */
export const poll = async (rig: HttpRig, query = ''): Promise<TestBody> => {
  const response = await rig.get(`/ws/probe/poll?${query}`);
  expect(response.statusCode).toBe(200);
  return response.json();
};

/** The places in the log of what an answer says. */
export const numbers = (answer: TestBody): readonly number[] => answer.messages.map((message) => message.n);

/** A trade, of which each one must arrive. */
export const trade = (id: number) => ({
  kind: 'trade',
  data: { tradeId: `t${id}`, symbol: 'BTC', side: 'buy', quantity: 1, price: 2, status: 'filled' },
});
