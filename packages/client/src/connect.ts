import { connectCore } from './client.ts';
import type { ConnectOptions } from './client-options.ts';
import type { Client } from './contract.ts';
import { httpFallback, tickets } from './http/http-fallback.ts';
import { publishing } from './publish/publishing.ts';

/**
 * Makes a client of the gateway at `url`, such as `http://127.0.0.1:8080` or `wss://gateway.example`, and begins to connect.
 * Throws a `ClientError` `INVALID_ADDRESS` when it is no address; everything that happens later is told by `status`, and
 * ends subscriptions where it is for good.
 */
export const connect = (url: string, options: ConnectOptions = {}): Client =>
  connectCore(url, options, { fallback: httpFallback, publishing, tickets });
