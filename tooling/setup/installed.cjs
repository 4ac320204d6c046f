// Answers whether node_modules holds exactly what package-lock.json asks for, from npm's own record of its last
// finished install. An install that was cut short leaves no record, so the next setup repairs it.
'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function sameEntries(left = {}, right = {}) {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

/** True when each package.json of the workspace asks for what the lock has settled. */
function lockMatchesManifests(root, locked) {
  return Object.keys(locked)
    .filter((path) => path === '' || !path.includes('node_modules'))
    .every((path) => {
      const manifest = readJson(join(root, path, 'package.json'));
      const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];
      return manifest !== null && sections.every((section) => sameEntries(manifest[section], locked[path][section]));
    });
}

/**
 * True when nothing is to be installed.
 *
 * @param {string} root the clone
 * @param {string[]} required optional packages which this machine needs all the same, by their place in the lock
 */
function isInstalled(root, required) {
  const lock = readJson(join(root, 'package-lock.json'));
  const record = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (lock === null || record === null || !lockMatchesManifests(root, lock.packages)) return false;
  return Object.keys(lock.packages).every((path) => {
    const wanted = lock.packages[path];
    if (path === '' || (wanted.optional && !required.includes(path))) return true;
    const found = record.packages[path];
    return found !== undefined && found.version === wanted.version && existsSync(join(root, path, 'package.json'));
  });
}

module.exports = { isInstalled, readJson };
