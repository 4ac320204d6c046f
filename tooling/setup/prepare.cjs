// The steps of the setup, in order: is this machine able, is everything installed, is everything built.
'use strict';

const { spawnSync } = require('node:child_process');
const { constants } = require('node:os');
const { basename, join } = require('node:path');
const { headAndTail, runStep } = require('../run-step.cjs');
const { isInstalled } = require('./installed.cjs');
const { installedNodeProblem, pinnedNodePath, runtimeProgram } = require('./node-runtime.cjs');
const { takeSetupLock } = require('./setup-lock.cjs');

const root = join(__dirname, '..', '..');
/** The oldest npm that reads this lock file's version. */
const OLDEST_NPM_MAJOR = 8;
/** Lines of npm's complaint shown from its beginning, and from its end, when it fails. */
const NPM_REPORT_LINES = 15;

/** A failure that a person can mend, told without a stack. */
class SetupError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function requireAbleMachine() {
  const npm = /\bnpm\/(\d+)/.exec(process.env.npm_config_user_agent ?? '');
  if (npm !== null && Number(npm[1]) < OLDEST_NPM_MAJOR) {
    throw new SetupError(
      `This is npm ${npm[1]}; Pitwall's lock file needs npm ${OLDEST_NPM_MAJOR} or newer. Run "npm install --global npm".`,
    );
  }
  const problem = pinnedNodePath(root) === null ? installedNodeProblem(root) : null;
  if (problem !== null) throw new SetupError(problem);
}

/** npm as a program with its first arguments: the npm that called us where there is one, on the Node it runs on itself. */
function npmCommand() {
  const script = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  if (script !== undefined && node !== undefined && basename(script) === 'npm-cli.js')
    return { program: node, first: [script] };
  return { program: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [], shell: process.platform === 'win32' };
}

/** What npm says went wrong, without the warnings that come with every install. */
function complaint(output) {
  const errors = output.split('\n').filter((line) => /^npm (?:error|ERR!) ./.test(line));
  return errors.length > 0 ? errors.join('\n') : output;
}

function stopIfAsked({ signal }) {
  if (signal === null) return;
  throw new SetupError('Stopped. The next run continues from here.', 128 + constants.signals[signal]);
}

async function install() {
  const npm = npmCommand();
  // Named outright, because NODE_ENV=production or omit=optional in a user's configuration would leave out the compiler or Node.
  // Windows cannot delete the node.exe that may be running this, so there npm mends what is installed instead of starting over.
  const args = [
    process.platform === 'win32' ? 'install' : 'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ];
  const done = await runStep('Installing dependencies', npm.program, [...npm.first, ...args], {
    cwd: root,
    shell: npm.shell,
  });
  stopIfAsked(done);
  if (done.code !== 0) {
    throw new SetupError(
      `npm ${args.join(' ')} failed (exit code ${done.code}) after ${done.seconds} s. npm says:\n\n${headAndTail(complaint(done.output), NPM_REPORT_LINES)}\n\n` +
        'Check the network and the registry that "npm config get registry" names, then run the same command again.',
    );
  }
  requireWorkingRuntime();
  say(`✓ Installed dependencies, ${done.seconds} s`);
}

/** Says why the pinned Node does not run, which a spawn alone would report as a riddle (a missing C library reads "ENOENT"). */
function requireWorkingRuntime() {
  const program = runtimeProgram(root);
  if (program === null) {
    throw new SetupError(
      `npm left out ${pinnedNodePath(root)}, the Node that runs Pitwall. Check that your npm configuration does not omit optional packages ("npm config get omit").`,
    );
  }
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (answer.status !== 0) {
    throw new SetupError(
      `The Node that npm installed for this machine (${program}) does not start: ${answer.error?.message ?? answer.stderr.trim()}.\n` +
        'It is built for glibc; on a system with another C library (Alpine, for example) use a glibc-based image.',
    );
  }
}

async function installWhenNeeded() {
  const pinned = pinnedNodePath(root);
  if (!isInstalled(root, pinned === null ? [] : [pinned])) await install();
}

async function buildWhenNeeded() {
  const program = runtimeProgram(root) ?? process.execPath;
  const built = spawnSync(program, [join(root, 'tooling', 'build.js'), '--quiet-when-current'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.signal !== null) stopIfAsked(built);
  if (built.status !== 0) throw new SetupError('The build failed; see above.', built.status ?? 1);
}

async function prepare(args) {
  const unknown = args.find((arg) => arg !== '--install-only');
  if (unknown !== undefined)
    throw new SetupError(`Unknown argument ${unknown}. The setup knows --install-only (install, do not build).`, 2);
  requireAbleMachine();
  const release = await takeSetupLock(join(root, '.cache', 'setup.lock'), (pid) =>
    say(`… Waiting for another setup of this clone (process ${pid}) to end`),
  );
  await installWhenNeeded();
  if (!args.includes('--install-only')) await buildWhenNeeded();
  release();
}

/** Runs the setup and ends the process with a code that a script can trust. */
function main(args) {
  prepare(args).catch((error) => {
    say(`✗ ${error instanceof SetupError ? error.message : error.stack}`);
    process.exit(error.exitCode ?? 1);
  });
}

module.exports = { main };
