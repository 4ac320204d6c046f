import { connect } from '@pitwall/client';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Ticker } from './console/ticker.ts';
import { createAskGateway } from './gateway/gateway-http.ts';
import { gatewayUrl, storageShelf, watchReturns, windowFrames, windowPlaces } from './platform/browser.ts';
import { PreferenceStore } from './preferences/preferences.ts';
import { Router } from './route/router.ts';
import { askPastCursor } from './session/past-cursor.ts';
import { SessionHost } from './session/session-host.ts';
import { TokenBroker } from './session/token-broker.ts';

const url = gatewayUrl(window);
const frames = windowFrames(window);
const tokens = new TokenBroker(storageShelf(() => window.sessionStorage, 'pitwall.token'));
const preferences = new PreferenceStore(storageShelf(() => window.localStorage, 'pitwall.console'));
const router = new Router(windowPlaces(window));
const every = (periodMs: number, run: () => void) => {
  const handle = window.setInterval(run, periodMs);
  return () => window.clearInterval(handle);
};
const ticker = new Ticker({ now: () => Date.now(), every });
const host = new SessionHost({
  connect: (broker) => connect(url, broker === undefined ? {} : { getToken: (reason) => broker.tokenFor(reason) }),
  pastCursor: (token) => askPastCursor(url, token),
  tokens,
  frames,
  ask: createAskGateway(url, () => tokens.current),
  every,
});

const container = document.querySelector('#console');
if (container !== null) {
  createRoot(container).render(
    <App host={host} router={router} preferences={preferences} tokens={tokens} ticker={ticker} gatewayUrl={url} />,
  );
}
watchReturns(window, () => host.session?.client.retryNow());
void host.start();
