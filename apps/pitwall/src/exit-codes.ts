/** What the command's exit codes mean; `docs/cli.md` is compared with it by a test. */
export const exitCodes = {
  OK: {
    code: 0,
    when: 'It did what was asked; a daemon drained after SIGTERM or SIGINT; `tail` was ended with Ctrl-C.',
  },
  FAILED: {
    code: 1,
    when: 'It could not do what was asked: events or fields of a backtest were refused, a backtest failed, a port is taken.',
  },
  USAGE: { code: 2, when: 'An unknown command, flag or setting, or a setting of the wrong form. Nothing was started.' },
  UNAVAILABLE: { code: 69, when: 'The gateway cannot be reached.' },
  CRASHED: { code: 70, when: 'A fault of Pitwall itself; the log lines before the end tell where.' },
  DENIED: {
    code: 77,
    when: 'The gateway refused for good: token, account, origin, host or a close code that says not to return.',
  },
  INTERRUPTED: { code: 130, when: 'Ctrl-C a second time, or Ctrl-C while a backtest ran, which was cancelled.' },
  TERMINATED: { code: 143, when: 'SIGTERM a second time.' },
} as const satisfies Record<string, { readonly code: number; readonly when: string }>;

/** Name of an exit code. */
export type ExitName = keyof typeof exitCodes;

/** A failure told to a person in words, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exit: ExitName;

  constructor(exit: ExitName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
}
