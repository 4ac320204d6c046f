import { addPageRoute } from './events/page-route.ts';
import { addStreamRoute } from './events/stream-route.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { PollDesk } from './poll-desk.ts';
import { addPollRoutes } from './poll-route.ts';

/** The routes by which what comes is watched over plain HTTP: polls of dialects, and canonical events in pages and streams. */
export const addWatchRoutes = (scope: HttpScope, options: HttpOptions, parts: HttpParts): void => {
  // One desk, so that all that waits counts together.
  const desk = new PollDesk(options, parts);
  parts.leaving?.addEventListener('abort', () => desk.waits.close());
  scope.addHook('preClose', (done) => {
    desk.waits.close();
    done();
  });
  addPollRoutes(scope, { options, parts, desk });
  addPageRoute(scope, { options, parts, desk });
  addStreamRoute(scope, options, parts);
};
