import { describe, expect, it } from 'vitest';
import { measureLoad } from './process-load.ts';

describe('the load of the process', () => {
  it('is told as parts of the machine, the processor’s from the second reading on', () => {
    const measure = measureLoad();
    const first = measure();
    expect(first).not.toHaveProperty('cpuRatio');
    expect(first.memoryRatio).toBeGreaterThan(0);
    const second = measure();
    expect(second.cpuRatio).toBeGreaterThanOrEqual(0);
    expect(second.cpuRatio).toBeLessThanOrEqual(1);
    expect(second.memoryRatio).toBeLessThan(1);
  });
});
