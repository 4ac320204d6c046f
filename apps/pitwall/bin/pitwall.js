#!/usr/bin/env node
// Starts the compiled command on a Node that can run it. Kept to old syntax, so that an old Node can read it and say so.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(packageRoot, 'dist', 'cli.js');
const oldest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).engines.node.replace('>=', '');

function satisfies(version) {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The Node that the repository pins, looked for from this package upward. */
function findPinnedNode() {
  const name = process.platform === 'win32' ? 'node.cmd' : 'node';
  for (let folder = packageRoot; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '.bin', name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return null;
  }
}

function fail(message) {
  process.stderr.write(`pitwall: ${message}\n`);
  process.exit(1);
}

/** Runs the command under another Node and ends as it ends. */
function runUnder(program) {
  const child = spawn(program, [command, ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  // A terminal gives Ctrl-C to the whole process group, so the command has it already.
  process.on('SIGINT', () => undefined);
  // SIGHUP also comes from who wants the certificate read again, and knows this process alone. Twice does no harm.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${program} does not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

if (!existsSync(command)) {
  fail(`it is not built yet: ${command} is missing. Run "npm run setup" in the repository first.`);
} else if (satisfies(process.versions.node)) {
  await import('../dist/cli.js');
} else {
  const pinned = findPinnedNode();
  if (pinned === null) {
    fail(
      `this is Node ${process.versions.node}, and it needs Node ${oldest} or newer.\n` +
        'Install one, for example with "nvm install 24" or "brew install node@24", and run the same command again.',
    );
  } else {
    runUnder(pinned);
  }
}
