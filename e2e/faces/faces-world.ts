import { dialects } from '@pitwall/dialects';
import { createGateway, createLogger, defaultGatewayOptions, mintToken, systemClock } from '@pitwall/gateway';
import type { Gateway } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { CuttingProxy } from '../peers/cutting-proxy.ts';

const options = {
  ...defaultGatewayOptions,
  jwtSecret: 'a secret of at least thirty-two bytes',
  port: 0,
  legacyPorts: false,
  drainSpreadMs: 0,
  account: 'main',
};

/** A gateway, and a network before it that a test cuts. */
export class FacesWorld {
  readonly gateway: Gateway;
  readonly proxy: CuttingProxy;
  readonly port: number;
  readonly token: string;

  private constructor(gateway: Gateway, parts: { proxy: CuttingProxy; port: number; token: string }) {
    this.gateway = gateway;
    this.proxy = parts.proxy;
    this.port = parts.port;
    this.token = parts.token;
  }

  static async open({ auth = 'required' }: { auth?: 'required' | 'optional' } = {}): Promise<FacesWorld> {
    const logger = createLogger({ level: 'silent' }, { destination: process.stderr });
    const gateway = createGateway({ ...options, auth }, { dialects, logger, version: 'test' });
    const { port } = (await gateway.start()).main;
    const claims = { subject: 'ann', accounts: ['main'], ttlMs: 3_600_000 };
    const { token } = await mintToken(options, claims, systemClock);
    return new FacesWorld(gateway, { proxy: await CuttingProxy.open(port), port, token });
  }

  /** An address through the network that can be cut. */
  at(path: string, scheme = 'ws'): string {
    return `${scheme}://127.0.0.1:${this.proxy.port}${path}`;
  }

  async publish(...drafts: EventDraft[]): Promise<void> {
    for (const result of await this.gateway.publish(drafts)) if (!result.ok) throw result.error;
  }

  async close(): Promise<void> {
    this.proxy.close();
    await this.gateway.stop();
  }
}

const account = 'main';

/** What a demo publishes, in small. */
export const facts = {
  equity: (equity: string): EventDraft => ({ kind: 'equity', account, data: { equity, highWatermark: '10500.00' } }),
  arm: (reason: string): EventDraft => ({ kind: 'master-arm', account, data: { armed: true, reason } }),
  trade: (tradeId: string): EventDraft => ({
    kind: 'trade',
    account,
    data: { tradeId, symbol: 'BTC-ZAR', side: 'buy', status: 'filled', quantity: '0.001', price: '850000' },
  }),
  bot: (botId: string): EventDraft => ({ kind: 'bot', account, data: { botId, status: 'running' } }),
  activity: (activityId: string): EventDraft => ({
    kind: 'activity',
    account,
    data: { activityId, type: 'system', severity: 'info', message: 'Hello' },
  }),
  pause: (message: string): EventDraft => ({ kind: 'risk-status', account, data: { status: 'soft_pause', message } }),
  backtestStart: (backtestId: string): EventDraft => ({
    kind: 'backtest-start',
    account,
    data: { backtestId, variant: 'vanilla', symbol: 'EURUSD', timeframe: 'H1' },
  }),
  backtestComplete: (backtestId: string): EventDraft => ({
    kind: 'backtest-complete',
    account,
    data: { backtestId, finalBalance: '12500.00', totalTrades: 45 },
  }),
} as const;
