import { platformPorts } from '../../platform.ts';
import type { Ports } from '../../ports.ts';
import { WebSocketClient } from './websocket-client.ts';
import type { WebSocketClientOptions } from './websocket-client.ts';

/**
 * Connects and subscribes to `backtest`, as on the quantmind page: `createBacktestClient('http://localhost:8001')`. Resolves when the
 * server confirmed the subscription; listeners that are added right after hear all that follows. Rejects with a
 * `ClientError` when the policy has no attempt left or the connection is refused.
 */
export const createBacktestClient = async (
  url: string,
  options: WebSocketClientOptions = {},
  ports: Ports = platformPorts(),
): Promise<WebSocketClient> => {
  const client = new WebSocketClient(url, options, ports);
  client.connect();
  try {
    await client.subscribe('backtest');
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return client;
};
