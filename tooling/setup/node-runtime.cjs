// Chooses the Node that builds and runs Pitwall: the one pinned in package.json where npm has it for this machine,
// otherwise the installed one, when it is new enough.
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { readJson } = require('./installed.cjs');

/** The package that holds the pinned Node for this machine, as its place in node_modules, or null where there is none. */
function pinnedNodePath(root, platform = process.platform, arch = process.arch) {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const pinned = readJson(join(root, 'package.json')).optionalDependencies;
  return name in pinned ? `node_modules/${name}` : null;
}

/** True when a version such as `24.21.0` satisfies a range such as `>=24.11`. */
function satisfies(version, range) {
  const found = version.split('.').map(Number);
  const wanted = range.replace('>=', '').split('.').map(Number);
  const differs = wanted.findIndex((part, index) => part !== found[index]);
  return differs === -1 || found[differs] > wanted[differs];
}

/** Why the installed Node cannot run Pitwall, in words, or null when it can. Only asked where no Node is pinned. */
function installedNodeProblem(root, version = process.versions.node) {
  const range = readJson(join(root, 'apps', 'pitwall', 'package.json')).engines.node;
  if (satisfies(version, range)) return null;
  return [
    `Pitwall runs on Node ${range.replace('>=', '')} or newer; the node on your PATH is ${version}.`,
    `On ${process.platform} (${process.arch}) Pitwall cannot bring its own Node.`,
    'Install Node 24, for example with "nvm install 24" or "brew install node@24", and run the same command again.',
  ].join('\n');
}

/** The program that runs Pitwall's own JavaScript, or null when the pinned one is not there. */
function runtimeProgram(root) {
  const path = pinnedNodePath(root);
  if (path === null) return process.execPath;
  const program = join(root, path, readJson(join(root, path, 'package.json'))?.bin?.node ?? 'bin/node');
  return existsSync(program) ? program : null;
}

module.exports = { installedNodeProblem, pinnedNodePath, runtimeProgram, satisfies };
