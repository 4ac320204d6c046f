// Builds the workspace: compiles each project that changed, then puts the bundled prices and the web console beside the command.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep } from './run-step.cjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const quietWhenCurrent = process.argv.includes('--quiet-when-current');

const bundledPrices = join(root, 'apps/pitwall/dist/data/sp500-daily.csv');
const pricesHeader = 'date,open,high,low,close,adjclose,volume';
/** Twenty years of trading days are a little over 5000 bars; far fewer would be another file. */
const fewestBars = 5000;

function say(line) {
  process.stderr.write(`${line}\n`);
}

/** When each project was last compiled, in one text that changes when one of them was. */
function compiledState() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'));
  return references
    .map(({ path }) => join(root, path, 'dist/.tsbuildinfo'))
    .map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0))
    .join();
}

async function compile() {
  const before = compiledState();
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const done = await runStep('Compiling', process.execPath, [tsc, '-b', 'tsconfig.build.json', '--pretty', 'false'], {
    cwd: root,
  });
  if (done.signal !== null) process.exit(128 + constants.signals[done.signal]);
  if (done.code !== 0) {
    say(`✗ Compiling failed, ${done.seconds} s\n\n${done.output.trimEnd()}`);
    process.exit(1);
  }
  if (compiledState() !== before) say(`✓ Compiled, ${done.seconds} s`);
  else if (!quietWhenCurrent) say('✓ Compiled code is up to date');
}

/** Refuses a file which is not the price history that the desk expects, before a demo trades on it. */
function requirePrices(csv, path) {
  const lines = csv.trimEnd().split('\n');
  const columns = pricesHeader.split(',').length;
  const broken = lines.findIndex((line) => line.split(',').length !== columns);
  let problem = null;
  if (lines[0] !== pricesHeader) problem = `its first line is "${lines[0]}", expected "${pricesHeader}"`;
  else if (broken !== -1) problem = `line ${broken + 1} does not have ${columns} columns`;
  else if (lines.length - 1 < fewestBars) problem = `it has ${lines.length - 1} bars, expected at least ${fewestBars}`;
  if (problem !== null) throw new Error(`The bundled prices cannot be used: ${path}: ${problem}.`);
}

/** The prices come from a development dependency of 42 MB, so one file of it is copied at build. */
function bundlePrices() {
  const source = fileURLToPath(new URL('../data/sp500-2000.csv', import.meta.resolve('vega-datasets')));
  const csv = readFileSync(source, 'utf8');
  if (existsSync(bundledPrices) && readFileSync(bundledPrices, 'utf8') === csv) return;
  requirePrices(csv, source);
  mkdirSync(dirname(bundledPrices), { recursive: true });
  writeFileSync(`${bundledPrices}.partial`, csv);
  renameSync(`${bundledPrices}.partial`, bundledPrices);
  say(`✓ Bundled ${csv.trimEnd().split('\n').length - 1} daily bars of the S&P 500`);
}

const consoleBuild = join(root, 'apps/pitwall/dist/console');
const consoleStamp = join(consoleBuild, 'built-from.txt');
/** All that the console is made of; whatever else it is made of is settled by the lock. */
const consoleSources = ['apps/console', 'packages/client/src', 'package-lock.json'];

/** The files below a path, or the path itself; what is installed or built is none of them. */
function filesBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .toSorted()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** A text that changes when anything does that the console is made of. */
function consoleFingerprint() {
  const hash = createHash('sha256');
  for (const file of consoleSources.flatMap((path) => filesBelow(join(root, path)))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

async function buildConsole() {
  const fingerprint = consoleFingerprint();
  if (existsSync(consoleStamp) && readFileSync(consoleStamp, 'utf8') === fingerprint) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const done = await runStep('Building the console', process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'apps/console'),
  });
  if (done.signal !== null) process.exit(128 + constants.signals[done.signal]);
  if (done.code !== 0) {
    say(`✗ Building the console failed, ${done.seconds} s\n\n${done.output.trimEnd()}`);
    process.exit(1);
  }
  writeFileSync(consoleStamp, fingerprint);
  say(`✓ Built the console, ${done.seconds} s`);
}

try {
  await compile();
  bundlePrices();
  await buildConsole();
} catch (error) {
  say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
