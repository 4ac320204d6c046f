import { Command, CommanderError } from 'commander';
import { PitwallError } from '@pitwall/model';
import { backtestCommand } from './backtest/backtest-command.ts';
import { didYouMean } from './configuration/suggest.ts';
import type { CommandParts } from './command-parts.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { ExitName } from './exit-codes.ts';
import type { Finish } from './finish.ts';
import { publishCommand } from './publish/publish-command.ts';
import { demoCommand } from './serve/demo-command.ts';
import type { FaultSource } from './serve/run-daemon.ts';
import { serveCommand } from './serve/serve-command.ts';
import { plainLines } from './terminal/figures.ts';
import { tailCommand } from './tail/tail-command.ts';
import { tokenCommand } from './token/token-command.ts';

/** What the whole command works with. */
export interface ProgramParts extends CommandParts {
  readonly faults: FaultSource;
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WritableStream;
}

/** Runs a command line; resolves with the exit code. */
export const runProgram = async (args: readonly string[], parts: ProgramParts): Promise<number> => {
  let exit: ExitName = 'OK';
  const finish: Finish = async (work) => {
    exit = await work();
  };
  const program = makeProgram(parts, finish);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes[exit].code;
  } catch (thrown) {
    return failureCode(thrown, parts);
  }
};

const makeProgram = (parts: ProgramParts, finish: Finish): Command => {
  const commands = [
    demoCommand(parts, finish),
    serveCommand(parts, finish),
    tailCommand(parts, finish),
    publishCommand(parts, finish),
    backtestCommand(parts, finish),
    tokenCommand(parts, finish),
  ];
  const program = new Command('pitwall')
    .description('The live telemetry layer of a trading operation: publish once, watch from any console, lose nothing.')
    .version(parts.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .usage('[options] <command>')
    .argument('[command]')
    .option('--no-color', 'no colours (also with the variable NO_COLOR)')
    .addHelpText('after', examples)
    .action((name: string | undefined) => {
      if (name === undefined) throw new CommandError('USAGE', 'Which command? "pitwall --help" lists them');
      const known = commands.map((command) => command.name());
      throw new CommandError(
        'USAGE',
        `There is no command "${name}"${didYouMean(name, known) || '. "pitwall --help" lists them'}`,
      );
    });
  for (const command of commands) program.addCommand(command);
  for (const command of everyCommand(program)) {
    command
      .exitOverride()
      .showSuggestionAfterError()
      .configureOutput({
        writeOut: (text) => parts.terminal.say(text.trimEnd()),
        writeErr: (text) => parts.terminal.note(text.trimEnd()),
        outputError: (text, write) => write(plainLines(text.replace(/^error: /, `${command.name()}: `))),
      });
  }
  return program;
};

const everyCommand = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(everyCommand)];

/** Tells a failure in words, and gives the exit code that goes with it. A fault of ours keeps its stack. */
const failureCode = (thrown: unknown, { terminal }: ProgramParts): number => {
  // Commander has said what is wrong; help and version come this way too.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : exitCodes.USAGE.code;
  const tell = (message: string): void => terminal.note(`${terminal.colors.red('✗')} ${plainLines(message)}`);
  if (thrown instanceof CommandError) {
    tell(thrown.message);
    return exitCodes[thrown.exit].code;
  }
  if (thrown instanceof PitwallError && thrown.code !== 'INTERNAL') {
    tell(withCause(thrown));
    return exitCodes[thrown.code === 'INVALID_OPTION' && thrown.cause === undefined ? 'USAGE' : 'FAILED'].code;
  }
  tell(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  return exitCodes.CRASHED.code;
};

/** What the machine said beneath, such as that an address is in use. */
const withCause = ({ message, cause }: PitwallError): string =>
  cause instanceof Error ? `${message} (${cause.message})` : message;

const examples = `
Examples:
  pitwall demo                                    a paper desk on real prices, to be watched
  pitwall tail ws://127.0.0.1:3101/ws/console     watch it
  pitwall backtest run --fast 10 --slow 30        run a backtest and show its results
  pitwall token --subject alice --account main    mint a token for development
  pitwall help serve                              every setting of the gateway

Exit codes: 0 done, 1 failed, 2 wrong usage, 69 gateway not reachable, 70 fault, 77 refused, 130/143 ended by a signal.`;
