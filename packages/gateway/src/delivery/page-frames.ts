import type { Deflater } from './deflater.ts';
import { messageStreamFrame } from './event-stream-frame.ts';
import { joinFrames } from './frame.ts';
import type { Hearing } from './hearing.ts';

/** The messages of a page as one buffer of complete frames in a hearing's form; empty for none. */
export const framePage = (hearing: Hearing, texts: readonly string[], deflater: Deflater): Buffer => {
  if (texts.length === 0) return nothing;
  const messages = hearing.batch ? [`[${texts.join(',')}]`] : texts;
  return joinFrames(
    messages.map((text) =>
      hearing.framing === 'event-stream' ? messageStreamFrame(text) : deflater.textFrame(text, hearing.compression),
    ),
  );
};

const nothing = Buffer.alloc(0);
