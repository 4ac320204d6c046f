import cliProgress from 'cli-progress';
import type { Terminal } from '../terminal/terminal.ts';

/** Shows how far a backtest is. */
export interface ProgressView {
  /** A line above the bar. */
  log(line: string): void;
  /** Percent, and what is worth telling beside it. */
  update(percent: number, note: string): void;
  /** Takes the bar away. */
  end(): void;
}

/** A bar where a person watches, plain lines elsewhere. */
export const createProgressView = (terminal: Terminal, stream: NodeJS.WritableStream): ProgressView =>
  terminal.live
    ? barView(stream)
    : { log: (line) => terminal.note(line), update: () => undefined, end: () => undefined };

const barView = (stream: NodeJS.WritableStream): ProgressView => {
  const bars = new cliProgress.MultiBar({
    stream,
    format: '{bar} {percentage} %  {note}',
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    // Signals are the command's own affair: it cancels the backtest first.
    gracefulExit: false,
    fps: 20,
  });
  let ended = false;
  const bar = bars.create(100, 0, { note: 'waiting for its turn' });
  return {
    log: (line) => bars.log(`${line}\n`),
    update: (percent, note) => bar.update(Math.round(percent), { note }),
    end() {
      if (!ended) bars.stop();
      ended = true;
    },
  };
};
