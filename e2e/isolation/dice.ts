/** Chances that a seed repeats. */
export interface Dice {
  /** A whole number from 0 up to, and without, `sides`. */
  roll(sides: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** One of a list that may be empty. */
  draw<T>(choices: readonly T[]): T | undefined;
}

/** Dice of a seed: the generator mulberry32, which is short and good enough to choose steps by. */
export const diceOf = (seed: number): Dice => {
  let state = seed;
  const roll = (sides: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides) | 0;
  };
  return {
    roll,
    pick: (choices) => choices[roll(choices.length)] ?? choices[0],
    draw: (choices) => choices[roll(choices.length)],
  };
};
