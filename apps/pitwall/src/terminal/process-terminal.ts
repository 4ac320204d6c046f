import pc from 'picocolors';
import type { Terminal } from './terminal.ts';

/** The part of a process that a terminal writes to. */
export interface OutputStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * The terminal of a process. A reader that goes away (`pitwall tail … | head`) ends the output without a word, after
 * `onReaderGone`, because then nobody is left to tell.
 */
export const processTerminal = (streams: OutputStreams, onReaderGone: () => void): Terminal => {
  let gone = false;
  const leave = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    if (gone) return;
    gone = true;
    onReaderGone();
  };
  streams.stdout.on('error', leave);
  streams.stderr.on('error', leave);
  const write = (stream: NodeJS.WriteStream, line: string): void => {
    if (!gone) stream.write(`${line}\n`);
  };
  return {
    say: (line) => write(streams.stdout, line),
    note: (line) => write(streams.stderr, line),
    colors: pc.createColors(pc.isColorSupported),
    live: streams.stderr.isTTY,
  };
};
