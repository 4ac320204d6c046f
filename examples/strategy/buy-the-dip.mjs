/**
 * Buys the third falling close in a row, sells the first rising one.
 *
 * @param {{ fallingCloses?: number, stopRatio?: number }} options what its user gave; everything has a default
 * @returns {import('@pitwall/desk').Strategy} the strategy of one run: what it remembers is its own
 */
export default function buyTheDip({ fallingCloses = 3, stopRatio = 0.05 } = {}) {
  if (!Number.isInteger(fallingCloses) || fallingCloses < 1) {
    throw new Error(`fallingCloses is ${fallingCloses}: give a whole number above zero`);
  }
  let previous;
  let falling = 0;
  return {
    name: `buy the dip of ${fallingCloses}`,
    warmupBars: fallingCloses,
    onBar(bar, { position }) {
      const close = bar.closePoints;
      const rose = previous !== undefined && close > previous;
      falling = previous !== undefined && close < previous ? falling + 1 : 0;
      previous = close;
      if (position !== undefined) return rose ? [{ type: 'exit', reason: 'the close rose' }] : [];
      if (falling !== fallingCloses) return [];
      const stopPrice = Number(bar.close) * (1 - stopRatio);
      return [{ type: 'enter', direction: 'long', reason: `${falling} falling closes`, stopPrice }];
    },
    indicators: () => ({ falling }),
  };
}
