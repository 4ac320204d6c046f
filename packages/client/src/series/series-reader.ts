import { addressOf, queryOf } from '../address.ts';
import { ClientError } from '../client-error.ts';
import { Cancellation, failureOf, GatewayHttp } from '../http/gateway-http.ts';
import { platformPorts } from '../platform.ts';
import type { Ports } from '../ports.ts';
import { Tokens, type TokenOptions } from '../tokens.ts';
import { readJson, readSeries } from '../wire/read.ts';
import type { EquitySeries, MarketSeries, SeriesChoice, SeriesReader } from './series-contract.ts';

/** How series are read. Nothing is needed but what shows who it is. */
export interface SeriesReaderOptions extends TokenOptions {
  /** How long an answer may take. @default 10,000 ms */
  readonly requestTimeoutMs?: number;
  /** What is used of the platform. @default the platform's own */
  readonly ports?: Partial<Ports>;
}

class HttpSeriesReader implements SeriesReader {
  readonly #http: GatewayHttp;
  readonly #tokens: Tokens;
  readonly #timeoutMs: number;

  constructor(url: string, options: SeriesReaderOptions) {
    const { clock, http } = platformPorts(options.ports);
    this.#tokens = new Tokens(options, clock);
    this.#http = new GatewayHttp({ address: addressOf(url), tokens: this.#tokens, http, clock });
    this.#timeoutMs = options.requestTimeoutMs ?? 10_000;
  }

  equity({ account, ...choice }: SeriesChoice & { readonly account?: string } = {}): Promise<EquitySeries> {
    return this.#read('equity', { account }, choice);
  }

  market({ symbol, ...choice }: SeriesChoice & { readonly symbol: string }): Promise<MarketSeries> {
    return this.#read('market', { symbol }, choice);
  }

  async #read<Kind extends 'equity' | 'market'>(
    kind: Kind,
    name: Readonly<Record<string, string | undefined>>,
    { fromMs: from, toMs: to, intervalMs, runId: run }: SeriesChoice,
  ): Promise<Kind extends 'equity' ? EquitySeries : MarketSeries> {
    const path = `/v1/series/${kind}${queryOf({ ...name, from, to, intervalMs, run })}`;
    const series = readSeries(readJson(await this.#text(path)), kind);
    if (series === undefined) throw new ClientError('PROTOCOL', `The gateway answered ${path} with no series`);
    return series;
  }

  /** A token that is refused is replaced where another can be had, as on connections. */
  async #text(path: string): Promise<string> {
    for (;;) {
      try {
        return (await this.#http.askText({ path, timeoutMs: this.#timeoutMs }, new Cancellation())).text;
      } catch (fault) {
        const { why } = failureOf(fault);
        if (why.code !== 'UNAUTHENTICATED' || !this.#tokens.refused()) throw why;
      }
    }
  }
}

/**
 * Reads the past of equity and prices in bars, as the gateway at `url` keeps it: a request a call, beside any connection. Throws a
 * `ClientError` `INVALID_ADDRESS` when it is no address.
 */
export const createSeriesReader = (url: string, options: SeriesReaderOptions = {}): SeriesReader =>
  new HttpSeriesReader(url, options);
