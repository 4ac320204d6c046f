import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program to start. */
export interface ChildPlan {
  /** Name for messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Most of a child's complaints that are kept for an error message, in characters. */
const maxComplaintChars = 2_000;
/** How long a child may take to end by itself, in ms. */
const endPatienceMs = 2_000;

interface Waiter {
  readonly matches: (line: string) => boolean;
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

/** A program that talks in lines: commands on its standard input, answers on its standard output. */
export class Child {
  readonly name: string;
  readonly pid: number;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  readonly #waiters = new Set<Waiter>();
  #complaints = '';
  #hasEnded = false;

  constructor(plan: ChildPlan) {
    this.name = plan.name;
    this.#process = spawn(plan.command, plan.args, { stdio: 'pipe' });
    this.pid = this.#process.pid ?? 0;
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#take(line));
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#complaints = `${this.#complaints}${chunk.toString()}`.slice(-maxComplaintChars);
    });
    // What is written to a child that has gone fails here; its end is told by `exit`.
    this.#process.stdin.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      this.#process.once('error', (error) => this.#end(error.message, resolve));
      this.#process.once('exit', (code, signal) => this.#end(`exited with ${signal ?? code}`, resolve));
    });
  }

  /** Gives a command. */
  say(line: string): void {
    this.#process.stdin.write(`${line}\n`);
  }

  /** The next line that matches. Rejects when the child ends, or says nothing of the kind in time. */
  answer(matches: (line: string) => boolean, timeoutMs: number): Promise<string> {
    if (this.#hasEnded) return Promise.reject(new Error(`${this.name} has ended. ${this.#complaints}`));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => waiter.reject(new Error(`${this.name} did not answer in ${timeoutMs} ms`)),
        timeoutMs,
      );
      const settle = (run: () => void): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        run();
      };
      const waiter: Waiter = {
        matches,
        resolve: (line) => settle(() => resolve(line)),
        reject: (error) => settle(() => reject(error)),
      };
      this.#waiters.add(waiter);
    });
  }

  /** Ends the child: its input first, then by signal. */
  async stop(): Promise<void> {
    this.#process.stdin.end();
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), endPatienceMs);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends the child at once, for when the whole run is being given up. */
  kill(): void {
    if (!this.#hasEnded) this.#process.kill('SIGKILL');
  }

  #take(line: string): void {
    for (const waiter of this.#waiters) if (waiter.matches(line)) waiter.resolve(line);
  }

  #end(how: string, ended: () => void): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const waiter of this.#waiters) waiter.reject(new Error(`${this.name} ${how}. ${this.#complaints}`));
    ended();
  }
}
