// Prints "N passed, N failed" from vitest's JSON report. Fails when anything failed or nothing ran.
'use strict';

const { readFileSync } = require('node:fs');

function readReport(path) {
  const text = readFileSync(path, 'utf8');
  return text === '' ? { numPassedTests: 0, numFailedTests: 0, testResults: [] } : JSON.parse(text);
}

const report = readReport(process.argv[2]);
// A file that could not even be loaded has no tests to fail, and yet is a failure.
const unloaded = report.testResults.filter(({ status, assertionResults }) => {
  return status === 'failed' && assertionResults.every((test) => test.status !== 'failed');
}).length;
const passed = report.numPassedTests;
const failed = report.numFailedTests + unloaded;

if (passed + failed === 0) console.error('No test ran.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
