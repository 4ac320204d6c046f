import { availableParallelism, totalmem } from 'node:os';
import type { ProcessLoad } from '@pitwall/desk';

const decimals = 4;

/** Parts of the machine, rounded to a hundredth of a percent: they are measurements, not money. */
const part = (value: number): number => Number(Math.min(1, Math.max(0, value)).toFixed(decimals));

/**
 * Measures this process each time it is asked: its processor time since the time before, as a part of what all processors
 * had, and its resident memory as a part of the machine's. The first reading has no time before and so no processor time.
 */
export const measureLoad = (): (() => ProcessLoad) => {
  let before: { readonly usedUs: number; readonly atNs: bigint } | undefined;
  return () => {
    const { user, system } = process.cpuUsage();
    const now = { usedUs: user + system, atNs: process.hrtime.bigint() };
    const elapsedUs = before === undefined ? 0 : Number(now.atNs - before.atNs) / 1000;
    const usedUs = before === undefined ? 0 : now.usedUs - before.usedUs;
    before = now;
    return {
      memoryRatio: part(process.memoryUsage.rss() / totalmem()),
      ...(elapsedUs > 0 ? { cpuRatio: part(usedUs / elapsedUs / availableParallelism()) } : {}),
    };
  };
};
