import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFrame } from './frame.ts';
import { FrameJoiner } from './frame-joiner.ts';

describe('a joiner of frames', () => {
  it('gives the same bytes again while the frames are the same', () => {
    const joiner = new FrameJoiner();
    const [first, second] = [textFrame('one'), textFrame('two')];
    const joined = joiner.join([first, second]);
    expect(joined).toEqual(Buffer.concat([first, second]));
    expect(joiner.join([first, second])).toBe(joined);
  });

  it('joins what it is given, whatever came before', () => {
    const frames = ['', 'a', 'b', 'ab'].map(textFrame);
    const batch = fc.array(fc.constantFrom(...frames), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), (batches) => {
        const joiner = new FrameJoiner();
        for (const each of batches) expect(joiner.join(each)).toEqual(Buffer.concat(each));
      }),
    );
  });
});
