import { describe, expect, it } from 'vitest';
import { fitsFrame, frameWord, prettyFrame, problemOfCommand } from './wire-text.ts';

describe('a frame as text', () => {
  it('is set in lines where it is JSON, and left as it is where it is none', () => {
    expect(prettyFrame('{"type":"ping","data":{"a":1}}')).toBe('{\n  "type": "ping",\n  "data": {\n    "a": 1\n  }\n}');
    expect(prettyFrame('{"cut')).toBe('{"cut');
  });

  it.each([
    ['{"type":"EQUITY_UPDATE","data":{}}', 'EQUITY_UPDATE'],
    ['{"seq":"k.1","event":"heartbeat"}', 'heartbeat'],
    ['[1,2]', undefined],
  ])('%s says that it is %s', (text, word) => {
    expect(frameWord(text)).toBe(word);
  });

  it.each([
    ['equity 4940', true],
    ['equity -demo', false],
    ['-position', true],
    ['', true],
  ])('fits the filter "%s": %s', (filter, fits) => {
    expect(fitsFrame('{"type":"EQUITY_UPDATE","account":"demo","data":{"equity":4940}}', filter)).toBe(fits);
  });
});

describe('a command', () => {
  it.each([
    ['{"action":"ping"}', undefined],
    ['[]', 'A command is a JSON object.'],
  ])('%s has the problem %s', (text, problem) => {
    expect(problemOfCommand(text)).toBe(problem);
  });

  it('that is no JSON says where', () => {
    expect(problemOfCommand('{"action"')).toMatch(/JSON/);
  });
});
