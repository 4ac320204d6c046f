import type { Frames } from '../data/frame-painter.ts';
import type { Shelf } from '../preferences/preferences.ts';
import type { Places } from '../route/router.ts';

/** The frames of a window. */
export const windowFrames = (window: Window): Frames => ({
  next: (run) => {
    const handle = window.requestAnimationFrame(run);
    return () => window.cancelAnimationFrame(handle);
  },
  isVisible: () => window.document.visibilityState === 'visible',
  watchVisible: (changed) => {
    window.document.addEventListener('visibilitychange', changed);
    return () => window.document.removeEventListener('visibilitychange', changed);
  },
});

/** The address bar of a window. */
export const windowPlaces = (window: Window): Places => ({
  href: () => window.location.href,
  push: (href) => window.history.pushState(null, '', href),
  replace: (href) => window.history.replaceState(null, '', href),
  watch: (moved) => {
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  },
});

/** A text under a name; a browser that keeps nothing, or has no room, is one that forgets. */
export const storageShelf = (storage: () => Storage, name: string): Shelf => ({
  read: () => {
    try {
      return storage().getItem(name);
    } catch {
      return null;
    }
  },
  write: (text) => {
    try {
      storage().setItem(name, text);
    } catch {
      // What cannot be kept holds until the page is left.
    }
  },
});

/** The folder that the console is served from, which is where the gateway is: it may be below a path of a proxy. */
export const gatewayUrl = (window: Window): string => new URL('.', window.location.href).href.replace(/\/$/, '');

/** Calls back when somebody comes back to a window, or the network does: what waits for its time may be tried at once. */
export const watchReturns = (window: Window, back: () => void): void => {
  window.addEventListener('focus', back);
  window.addEventListener('online', back);
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'visible') back();
  });
};
