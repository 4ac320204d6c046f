import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../apps/pitwall/bin/pitwall.js', import.meta.url));

/** How a command ended. */
export interface CommandEnding {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running `pitwall` command, as a user starts it. */
export class PitwallProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<CommandEnding>;
  #stdout = '';
  #stderr = '';
  #heard: (() => void)[] = [];

  /** `within` is a command that runs another one, such as a shell that sets limits. */
  constructor(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    within: readonly string[] = [],
  ) {
    const [program = process.execPath, ...words] = [...within, process.execPath, launcher, ...args];
    this.child = spawn(program, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A test that wants a log on the disk says where; no other touches the home directory.
      env: { ...process.env, NO_COLOR: '1', PITWALL_MEMORY: 'true', ...environment },
    });
    this.child.stdout?.on('data', (bytes: Buffer) => this.#hear(() => (this.#stdout += bytes.toString())));
    this.child.stderr?.on('data', (bytes: Buffer) => this.#hear(() => (this.#stderr += bytes.toString())));
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => {
        this.#hear(() => undefined);
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Waits until stdout has what is looked for. Rejects when the command ends first. */
  print(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#find(pattern, () => this.#stdout);
  }

  /** Waits until stderr, where the log goes, has what is looked for. Rejects when the command ends first. */
  log(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#find(pattern, () => this.#stderr);
  }

  /** The port of the main listener, once it is printed. */
  async port(): Promise<number> {
    const match = await this.print(/https?:\/\/127\.0\.0\.1:([0-9]+)\/health/);
    return Number(match[1]);
  }

  /** Asks it to end and waits until it has. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<CommandEnding> {
    this.child.kill(signal);
    return this.ended;
  }

  async #find(pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(text());
      if (match !== null) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`pitwall ended early:\n${this.#stdout}\n${this.#stderr}`);
      await new Promise<void>((resolve) => this.#heard.push(resolve));
    }
  }

  #hear(take: () => unknown): void {
    take();
    for (const wake of this.#heard.splice(0)) wake();
  }
}
