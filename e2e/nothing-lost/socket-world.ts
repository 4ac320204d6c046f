import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@pitwall/client';
import type { Client } from '@pitwall/client';
import { ChaosProxy } from '@pitwall/testkit';
import type { SelfSigned } from '@pitwall/testkit';
import { PitwallProcess } from '../pitwall-process.ts';

/** What a published item became. */
interface Result {
  readonly ok: boolean;
}

/** A page of `GET /v1/events`. */
interface Page {
  readonly cursor: string;
  readonly more: boolean;
  readonly recovered: boolean;
  readonly events: readonly PageEvent[];
}

/** An event as pages tell it. */
export interface PageEvent {
  readonly kind: string;
  readonly account: string;
  readonly key: string;
  readonly seq: string;
  readonly snapshot?: boolean;
  readonly data: object;
}

interface SocketWorldParts {
  readonly directory: string;
  readonly process: PitwallProcess;
  readonly port: number;
  readonly proxy: ChaosProxy;
  readonly isSecure: boolean;
}

/** A gateway's process with its log on the disk, and a network between it and a client that can be disturbed. */
export class SocketWorld {
  readonly proxy: ChaosProxy;
  readonly client: Client;
  /** Whether bytes that are changed on their way are noticed. */
  readonly isSecure: boolean;
  readonly #directory: string;
  #process: PitwallProcess;
  readonly #port: number;

  private constructor(parts: SocketWorldParts) {
    this.#directory = parts.directory;
    this.isSecure = parts.isSecure;
    this.#process = parts.process;
    this.#port = parts.port;
    this.proxy = parts.proxy;
    this.client = connect(`${this.#scheme}://127.0.0.1:${parts.proxy.port}`, {
      account: '*',
      backoff: { firstDelayMs: 20, maxDelayMs: 150 },
      openTimeoutMs: 400,
      greetingTimeoutMs: 400,
      heartbeatGraceMs: 0,
      probeTimeoutMs: 300,
      requestTimeoutMs: 500,
      publish: { requestTimeoutMs: 500 },
      pollWaitS: 1,
    });
  }

  /** With a certificate, which this process has to trust, everything goes over TLS. */
  static async start(certificate?: SelfSigned): Promise<SocketWorld> {
    const directory = mkdtempSync(join(tmpdir(), 'pitwall-nothing-lost-'));
    const isSecure = certificate !== undefined;
    if (isSecure) for (const part of ['cert', 'key'] as const) writeFileSync(join(directory, part), certificate[part]);
    const process = serve(directory, { port: 0, isSecure });
    const port = await process.port();
    const proxy = await ChaosProxy.start({ targetPort: () => port });
    return new SocketWorld({ directory, process, port, proxy, isSecure });
  }

  get #scheme(): string {
    return this.isSecure ? 'https' : 'http';
  }

  /** Publishes straight to the gateway, as an engine beside it does. Answers whether all were taken. */
  async publish(drafts: readonly object[]): Promise<boolean> {
    try {
      const answer = await fetch(`${this.#scheme}://127.0.0.1:${this.#port}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(drafts),
      });
      const { results } = (await answer.json()) as { readonly results: readonly Result[] };
      return results.every(({ ok }) => ok);
    } catch {
      return false;
    }
  }

  /** Kills the gateway as a power cut would, and starts it again on its port. */
  async killAndRestart(): Promise<void> {
    await this.#process.stop('SIGKILL');
    this.#process = serve(this.#directory, { port: this.#port, isSecure: this.isSecure });
    await this.#process.port();
  }

  /** Everything that must arrive after a cursor, in order, and values that changed; without one, all present values. */
  async read(since?: string): Promise<readonly PageEvent[]> {
    const events: PageEvent[] = [];
    let after = since;
    for (;;) {
      const from = after === undefined ? '' : `&since=${after}`;
      const answer = await fetch(`${this.#scheme}://127.0.0.1:${this.#port}/v1/events?account=*${from}`);
      const page = (await answer.json()) as Page;
      if (after !== undefined && !page.recovered) throw new Error('The log does not reach back to its beginning');
      events.push(...page.events);
      if (!page.more) return events;
      after = page.cursor;
    }
  }

  async epoch(): Promise<string> {
    const answer = await fetch(`${this.#scheme}://127.0.0.1:${this.#port}/health`);
    return ((await answer.json()) as { readonly epoch: string }).epoch;
  }

  async stop(): Promise<void> {
    await Promise.all([this.client.close(), this.proxy.stop()]);
    await this.#process.stop('SIGKILL');
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

const serve = (directory: string, { port, isSecure }: { port: number; isSecure: boolean }): PitwallProcess => {
  const tls = isSecure ? ['--tls-cert', join(directory, 'cert'), '--tls-key', join(directory, 'key')] : [];
  const log = ['--data-dir', join(directory, 'log')];
  return new PitwallProcess(['serve', '--dev', '--port', String(port), '--no-legacy-ports', ...log, ...tls], {
    PITWALL_MEMORY: 'false',
  });
};
