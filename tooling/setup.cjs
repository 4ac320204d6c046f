// What `npm start`, `npm test` and `npm run setup` do first: install and build whatever this clone lacks.
// Written for any Node the machine may have. This file keeps to syntax of ten years ago, so that a Node which is too old can
// still read it and say so.
'use strict';

const OLDEST_NODE_MAJOR = 18;

const major = Number(process.versions.node.split('.')[0]);
if (major < OLDEST_NODE_MAJOR) {
  console.error(
    'Pitwall cannot be set up: this is Node ' +
      process.versions.node +
      ', and npm needs Node ' +
      OLDEST_NODE_MAJOR +
      ' or newer to install it.\nInstall a current Node (for example with "nvm install 24"), then run the same command again.',
  );
  process.exit(1);
}

const { main } = require('./setup/prepare.cjs');

main(process.argv.slice(2));
