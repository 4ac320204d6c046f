import { PitwallError } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { failureOf } from './failure-of.ts';

describe('the failure of a backtest', () => {
  it('is told in words, without a stack, when it is a mistake of the caller’s', () => {
    const problems = [{ path: '/startDate', found: '"2030-01-01"', expected: 'a day of the bars' }];
    const { error, details } = failureOf(new PitwallError('INVALID_REQUEST', 'There are no bars', { problems }));
    expect(error).toBe('There are no bars');
    expect(details.split('\n')[0]).toBe('/startDate is "2030-01-01", expected a day of the bars');
    expect(details).not.toMatch(/^\s+at /m);
    const passedOn = Object.assign(new Error(error), { stack: details });
    expect(failureOf(passedOn)).toEqual({ error, details });
  });

  it('keeps the stack of a fault with names and lines, and no folders', () => {
    const fault = new Error("ENOENT: no such file, open '/srv/secret/bars.csv'");
    fault.stack = [
      `Error: ${fault.message}`,
      '    at read (file:///srv/my app/dist/read.js:3:9)',
      '    at async /srv/app/run.js:10:2',
      '    at C:\\srv\\run.js:7:1',
      '    at node:internal/process/task_queues:95:5',
    ].join('\n');
    expect(failureOf(fault)).toEqual({
      error: "ENOENT: no such file, open 'bars.csv'",
      details: [
        "Error: ENOENT: no such file, open 'bars.csv'",
        '    at read (read.js:3:9)',
        '    at async run.js:10:2',
        '    at run.js:7:1',
        '    at node:internal/process/task_queues:95:5',
      ].join('\n'),
    });
  });
});
