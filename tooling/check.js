// Everything that can be said about the code without running it, and the proofs of the house's own rules.
// Each step runs even when one before it failed, so that one look shows all there is to mend.
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep, tail } from './run-step.cjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Lines shown of a step that failed: enough to work on, without drowning the other steps. */
const reportLines = 120;

const steps = [
  { title: 'Format (prettier)', bin: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { title: 'Build (tsc -b)', bin: 'typescript/bin/tsc', args: ['-b', 'tsconfig.build.json', '--pretty', 'false'] },
  {
    title: 'Types, tests included (tsc)',
    bin: 'typescript/bin/tsc',
    args: ['-p', 'tsconfig.json', '--pretty', 'false'],
  },
  {
    title: 'Types of the console (tsc)',
    bin: 'typescript/bin/tsc',
    args: ['-p', 'apps/console/tsconfig.json', '--pretty', 'false'],
  },
  { title: 'Size of the client (size-limit)', bin: 'size-limit/bin.js', args: [], within: 'packages/client' },
  { title: 'Lint (oxlint)', bin: 'oxlint/bin/oxlint', args: ['--format=unix'] },
  { title: 'Unused code and dependencies (knip)', bin: 'knip/bin/knip.js', args: ['--no-config-hints'] },
  { title: 'Layers and house rules (vitest)', bin: 'vitest/vitest.mjs', args: ['run', 'tooling', '--reporter=dot'] },
];

function say(line) {
  process.stderr.write(`${line}\n`);
}

const failed = [];
for (const { title, bin, args, within = '.' } of steps) {
  // One at a time: the lint reads what the build wrote, and each of them uses every core by itself.
  const done = await runStep(title, process.execPath, [join(root, 'node_modules', bin), ...args], {
    cwd: join(root, within),
  });
  if (done.signal !== null) process.exit(128 + constants.signals[done.signal]);
  say(`${done.code === 0 ? '✓' : '✗'} ${title}, ${done.seconds} s`);
  if (done.code === 0) continue;
  failed.push(title);
  say(`\n${tail(done.output, reportLines)}\n`);
}

say(
  failed.length === 0
    ? `All ${steps.length} checks passed`
    : `${failed.length} of ${steps.length} checks failed: ${failed.join('; ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
