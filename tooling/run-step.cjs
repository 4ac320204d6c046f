// Runs one command of the house's tooling and shows that it is alive: one line a step, with its seconds.
'use strict';

const { spawn } = require('node:child_process');

/** How much of a command's output is kept, in characters: enough for any report, and bounded if one never stops talking. */
const KEPT_OUTPUT_CHARS = 200_000;
/** How often a step without a terminal says that it still runs: often enough that no CI calls it hung. */
const REMINDER_MS = 15_000;

/** How long a command may take to stop when asked. npm would first finish and roll back a whole install, which the next run redoes anyway. */
const STOP_GRACE_MS = 2000;

const CLEAR_LINE = '\r\u001b[2K';

/** The last lines of a text, for a message that must stay readable. */
function tail(text, lines) {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** The first and the last lines of a text: a tool tells the cause first, or last. */
function headAndTail(text, lines) {
  const all = text.trimEnd().split('\n');
  return all.length <= 2 * lines ? all.join('\n') : [...all.slice(0, lines), '…', ...all.slice(-lines)].join('\n');
}

/** Shows a running step until the returned function takes it away. Everything goes to stderr: stdout belongs to the command that follows. */
function showRunning(title, startedMs) {
  const terminal = process.stderr.isTTY === true;
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  const show = () =>
    process.stderr.write(terminal ? `${CLEAR_LINE}… ${title} ${seconds()} s` : `… ${title} ${seconds()} s\n`);
  if (terminal) show();
  const timer = setInterval(show, terminal ? 1000 : REMINDER_MS);
  return () => {
    clearInterval(timer);
    if (terminal) process.stderr.write(CLEAR_LINE);
  };
}

/** Passes a request to stop on to the child, and remembers it. A terminal sends Ctrl-C to the whole group by itself. */
function forwardSignals(child) {
  let received = null;
  const forward = (signal) => {
    received = signal;
    if (signal !== 'SIGINT' || process.stdin.isTTY !== true) child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
    return received;
  };
}

/**
 * Runs a command to its end with its output kept.
 *
 * @param {string} title what is being done, shown while it runs
 * @param {string} command the program
 * @param {string[]} args its arguments
 * @param {import('node:child_process').SpawnOptions} options where and how it runs
 * @returns {Promise<{ code: number, output: string, seconds: string, signal: string | null }>}
 *   `signal` is set when this process was asked to stop meanwhile
 */
function runStep(title, command, args, options) {
  const startedMs = Date.now();
  const hide = showRunning(title, startedMs);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const stopForwarding = forwardSignals(child);
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT_CHARS);
    };
    const finish = (code) => {
      hide();
      resolve({ code, output, seconds: ((Date.now() - startedMs) / 1000).toFixed(1), signal: stopForwarding() });
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => {
      keep(String(error.message));
      finish(127);
    });
    child.once('close', (code) => finish(code === null ? 1 : code));
  });
}

module.exports = { headAndTail, runStep, tail };
