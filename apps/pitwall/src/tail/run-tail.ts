import type { CommandParts } from '../command-parts.ts';
import type { ExitName } from '../exit-codes.ts';
import { jsonLine, plainLine } from '../terminal/figures.ts';
import { stayAlive } from '../terminal/stay-alive.ts';
import { listenForStop } from '../terminal/stop-signals.ts';
import type { Ending } from './ending.ts';
import { addressOf, openingFrames } from './follow.ts';
import type { TailRequest } from './follow.ts';
import { connectLive } from './live-connection.ts';
import { cursorOf, tailLine } from './tail-line.ts';

/** Shows what a gateway says until it is stopped or sent away; resolves with what the exit code should tell. */
export const runTail = (request: TailRequest, parts: CommandParts): Promise<ExitName> => {
  const { terminal, clock, random, signals } = parts;
  const { colors } = terminal;
  const { promise, resolve } = Promise.withResolvers<ExitName>();
  const release = stayAlive();
  const startedMs = clock.monotonicMs();
  let messages = 0;
  let cursor: string | undefined;

  const finish = (exit: ExitName): void => {
    connection.close();
    stopListening();
    release();
    const seconds = ((clock.monotonicMs() - startedMs) / 1000).toFixed(1);
    terminal.note(colors.dim(`${messages} ${messages === 1 ? 'message' : 'messages'} in ${seconds} s`));
    resolve(exit);
  };

  const show = (text: string): void => {
    messages += 1;
    if (request.resume) cursor = cursorOf(text, request.dialect) ?? cursor;
    if (request.json) terminal.say(jsonLine(text.replace(/[\r\n]+\s*/g, ' ')));
    else terminal.say(tailLine(text, request.dialect, { colors, now: clock.now() }));
  };

  const connection = connectLive(
    { urlFor: () => addressOf(request, cursor), wait: request.wait, ...tokenOf(request) },
    {
      onOpen() {
        terminal.note(colors.dim(`connected to ${request.url.href} (${request.dialect.name})`));
        return openingFrames(request, cursor);
      },
      onMessage: show,
      onRetry: ({ reason }, waitMs) =>
        terminal.note(colors.yellow(`${plainLine(reason)}; next attempt in ${(waitMs / 1000).toFixed(1)} s`)),
      onEnd(ending) {
        terminal.note((ending.kind === 'finished' ? colors.dim : colors.red)(plainLine(farewell(ending, request))));
        finish(exitOf(ending));
      },
    },
    { clock, random },
  );
  const stopListening = listenForStop(signals, () => clock.monotonicMs(), {
    onStop: () => finish('OK'),
    onForce: () => finish('INTERRUPTED'),
  });
  return promise;
};

const tokenOf = ({ token }: TailRequest): { readonly token?: string } => (token === undefined ? {} : { token });

const exitOf = ({ kind }: Ending): ExitName => {
  if (kind === 'finished') return 'OK';
  return kind === 'denied' ? 'DENIED' : 'UNAVAILABLE';
};

const farewell = ({ kind, reason, advice = '' }: Ending, { url }: TailRequest): string =>
  kind === 'unreachable'
    ? `${url.host} cannot be reached: ${reason}. ${advice} With --wait it is tried until it is.`
    : reason;
