import { ClientError } from '../../client-error.ts';
import { isFields } from '../read-message.ts';

/** The page's own path. */
export const fleetPath = '/api/ws';

/** The address of the WebSocket beside the page that this runs in. Throws a `ClientError` where there is no page. */
export const pageAddress = (): string => {
  const location: unknown = Reflect.get(globalThis, 'location');
  const host = isFields(location) ? location['host'] : undefined;
  if (!isFields(location) || typeof host !== 'string' || host === '') {
    throw new ClientError('INVALID_ADDRESS', 'There is no page here whose server could be meant', {
      how: 'Give the address: connect(token, { url: "ws://127.0.0.1:8080/api/ws" }).',
    });
  }
  return `${location['protocol'] === 'https:' ? 'wss' : 'ws'}://${host}${fleetPath}`;
};
