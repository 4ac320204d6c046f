import { Readable } from 'node:stream';
import { formatCursor } from '@pitwall/model';
import type { Kind, SequencedEvent } from '@pitwall/model';
import { Type } from 'typebox';
import type { Clock } from '../clock.ts';
import type { RetainedState } from '../state/retained-state.ts';
import { described } from './described.ts';
import { entityTag, namesTag } from './entity-tag.ts';
import { ErrorBody } from './error-body.ts';
import { kindsNamed } from './events/named-kinds.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { streamSeqOf, visibleAccounts } from './stream-seq.ts';
import { entryOf, entryParameters, presentedBy } from './request-entry.ts';

/** Events written in one turn of the event loop. */
const eventsPerTurn = 500;

const Snapshot = Type.Object({
  cursor: Type.String({ description: '`<epoch>.<seq>`: where to resume from.' }),
  events: Type.Array(Type.Unsafe<object>({ type: 'object', description: 'An event with its `seq` as text.' })),
});

/** Retained values that a watcher may see, gathered in one step so that they belong to one moment. */
const gatherSnapshot = (
  state: RetainedState,
  accounts: readonly string[] | '*',
  wanted: readonly Kind[],
): readonly SequencedEvent[] => {
  const events: SequencedEvent[] = [];
  for (const account of visibleAccounts(accounts, state)) {
    for (const kind of wanted) {
      for (const event of state.values(account, kind)) events.push(event);
    }
  }
  return events;
};

const eventText = ({ publisher: _publisher, ...event }: SequencedEvent): string =>
  JSON.stringify({ ...event, seq: String(event.seq) });

async function* snapshotText(cursor: string, events: readonly SequencedEvent[], clock: Clock): AsyncIterable<string> {
  let text = `{"cursor":${JSON.stringify(cursor)},"events":[`;
  for (const [index, event] of events.entries()) {
    text += index === 0 ? eventText(event) : `,${eventText(event)}`;
    if ((index + 1) % eventsPerTurn !== 0) continue;
    yield text;
    text = '';
    await new Promise<void>((resolve) => clock.endOfTurn(resolve));
  }
  yield `${text}]}`;
}

/** `GET /v1/snapshot`: the present value of everything the caller may see, as canonical events. */
export const addSnapshotRoute = (scope: HttpScope, parts: Pick<HttpParts, 'clock' | 'delivery' | 'identity'>): void => {
  const { clock, delivery, identity } = parts;
  scope.get(
    '/v1/snapshot',
    {
      schema: {
        tags: ['watch'],
        summary: 'Present values',
        security: [{ bearer: [] }, { cookie: [] }, {}],
        querystring: Type.Object({
          ...entryParameters,
          kinds: Type.Optional(Type.String({ description: 'Kinds, separated by commas. Default: all.' })),
        }),
        response: { 200: described(Snapshot), '4xx': described(ErrorBody) },
      },
    },
    async (request, reply) => {
      const wanted = kindsNamed(request.query.kinds);
      const { query } = request;
      const entry = entryOf(request, { policy: identity.policies.forApi(), accounts: 'own', route: 'http' }, query);
      const { accounts } = await identity.doorkeeper.admit(presentedBy(request, query), entry);
      const cursor = formatCursor({ epoch: delivery.epoch, seq: streamSeqOf(accounts, delivery.state) });
      const tag = entityTag(JSON.stringify([cursor, accounts, wanted]));
      void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'Origin, Authorization, Cookie' });
      if (namesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
      const events = gatherSnapshot(delivery.state, accounts, wanted);
      void reply.type('application/json; charset=utf-8');
      return reply.send(Readable.from(snapshotText(cursor, events, clock)));
    },
  );
};
