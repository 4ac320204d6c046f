import { joinFrames } from './frame.ts';

const none: readonly Buffer[] = [];

/**
 * Joins the frames of batches, and gives the bytes of the batch before when this one has the same frames: audiences that
 * differ in what they might hear mostly hear the same. It holds no more than that one batch.
 */
export class FrameJoiner {
  #frames = none;
  #joined = joinFrames(none);

  /** One buffer of all the frames, which nobody may write to. */
  join(frames: readonly Buffer[]): Buffer {
    if (!this.#isSame(frames)) {
      this.#joined = joinFrames(frames);
      this.#frames = frames;
    }
    return this.#joined;
  }

  #isSame(frames: readonly Buffer[]): boolean {
    if (frames.length !== this.#frames.length) return false;
    for (let index = 0; index < frames.length; index += 1) if (frames[index] !== this.#frames[index]) return false;
    return true;
  }
}
