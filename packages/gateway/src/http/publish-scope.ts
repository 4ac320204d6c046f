import { PitwallError } from '@pitwall/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { countName } from '../observe/count.ts';
import type { PublishResult } from '../ingest/publish-result.ts';
import type { Publisher } from '../ingest/publisher.ts';
import { answerError, logInternal } from './answer-error.ts';
import type { BodyItem, BodyItems } from './body-items.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import { answerPublish } from './publish-answer.ts';
import type { ItemResult } from './publish-answer.ts';
import { readPublishBody } from './publish-body.ts';
import { publisherOf } from './request-publisher.ts';
import { TokenBuckets } from './token-bucket.ts';

/** Publishes the readable values of a request, in order. */
export type PublishItems = (publisher: Publisher, body: BodyItems) => Promise<readonly ItemResult[]>;

/** What all publishing routes have in common: reading, the publisher's budget, and the answer. */
export class PublishDesk {
  readonly #options: Pick<HttpOptions, 'maxItems'>;
  readonly #parts: HttpParts;
  readonly #budgets: TokenBuckets;

  constructor(options: Pick<HttpOptions, 'maxItems' | 'publishEventsPerSecond'>, parts: HttpParts) {
    this.#options = options;
    this.#parts = parts;
    const perSecond = options.publishEventsPerSecond;
    this.#budgets = new TokenBuckets({ perSecond, burst: 2 * perSecond });
  }

  /** Reads a request's items, has them published and answers. */
  async take(request: FastifyRequest, reply: FastifyReply, publish: PublishItems): Promise<FastifyReply> {
    const { clock, delivery } = this.#parts;
    const publisher = publisherOf(request);
    const body = await readPublishBody(request, { maxItems: this.#options.maxItems, clock });
    const waitMs = this.overRate(publisher, body.items.length);
    if (waitMs > 0) {
      const error = new PitwallError('RATE_LIMITED', `"${publisher.name}" publishes more than its rate allows`);
      return answerError(reply, error, { retryAfterMs: waitMs });
    }
    const answer = answerPublish(await publish(publisher, body), delivery.epoch);
    if (answer.firstError !== undefined) logInternal(request, answer.firstError);
    if (answer.status === 503) void reply.header('retry-after', '1');
    return reply.code(answer.status).send(answer.body);
  }

  /** Takes items from a publisher's budget and returns 0, or takes none and returns after how many ms to come back. */
  overRate(publisher: Publisher, items: number): number {
    return this.#budgets.take(publisher.name, items, this.#parts.clock.monotonicMs());
  }

  /** Puts an item that could not be read among the results. */
  refuse(item: Extract<BodyItem, { error: PitwallError }>): PublishResult {
    countName(this.#parts.ingest.stats.refusedByCode, item.error.code);
    return { ok: false, error: item.error };
  }
}
