import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Where properties begin unless somebody says otherwise: any number would do. */
const usualSeed = 20_240_115;

// The gate plays the same games each time, so that a change is judged by what it changed and not by luck. New games are for
// `npm run soak`, which says its seeds.
const { testPath } = expect.getState();
// Loading the library costs more than most test files, and few of them use it.
if (testPath !== undefined && readFileSync(testPath, 'utf8').includes("from 'fast-check'")) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: Number(process.env['PITWALL_PROPERTY_SEED'] ?? usualSeed) });
}
