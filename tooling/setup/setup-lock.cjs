// Lets one setup at a time work on a clone. `npm ci` deletes node_modules first, so two at once would ruin each other.
'use strict';

const { mkdirSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

/** How often the holder shows that it is alive. */
const TOUCH_MS = 2000;
/** A lock nobody touched for this long belongs to no one, even when its process number is in use again. */
const ABANDONED_MS = 60_000;
/** How often a waiting setup looks again. */
const RETRY_MS = 200;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function processLives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The process that holds the lock, or null when it is free or was left behind. */
function holder(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    const untouchedMs = Date.now() - statSync(path).mtimeMs;
    // Between its creation and its first write the lock is empty; it is young then.
    const alive = pid === 0 || processLives(pid);
    return alive && untouchedMs < ABANDONED_MS ? pid : null;
  } catch {
    return null;
  }
}

function tryToTake(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function removeIfPresent(path) {
  try {
    unlinkSync(path);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Two waiting setups may both clear an abandoned lock; only the one whose number stands there afterwards holds it. */
async function replaceAbandoned(path) {
  removeIfPresent(path);
  if (!tryToTake(path)) return false;
  await pause(RETRY_MS);
  return holder(path) === process.pid;
}

/** Keeps the lock alive, and gives it back at the latest when the process ends. */
function hold(path) {
  const touching = setInterval(() => utimesSync(path, new Date(), new Date()), TOUCH_MS);
  touching.unref();
  const release = () => {
    clearInterval(touching);
    process.off('exit', release);
    if (holder(path) === process.pid) removeIfPresent(path);
  };
  process.on('exit', release);
  return release;
}

/**
 * Waits until no other setup runs, and keeps others waiting.
 *
 * @param {string} path the lock file
 * @param {(pid: number) => void} onWait told once when somebody else holds it
 * @returns {Promise<() => void>} gives the lock back
 */
async function takeSetupLock(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !tryToTake(path);) {
    const pid = holder(path);
    if (pid === null && (await replaceAbandoned(path))) break;
    if (pid !== null && !told) onWait(pid);
    told = told || pid !== null;
    await pause(RETRY_MS);
  }
  return hold(path);
}

module.exports = { takeSetupLock };
