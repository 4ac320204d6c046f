import { RawClient } from '@pitwall/testkit';
import { fieldsIn } from '../peers/fields.ts';

/** Ids of the trades that a console is shown at an address, up to a number of them. */
export const tradesShown = async (to: { port: number; path: string }, count: number): Promise<readonly unknown[]> => {
  const console = await RawClient.open(to);
  const shown: unknown[] = [];
  while (shown.length < count) {
    const trade = await console.until(({ type }) => type === 'trades');
    shown.push(fieldsIn(trade, 'data')['id']);
  }
  console.destroy();
  return shown;
};
