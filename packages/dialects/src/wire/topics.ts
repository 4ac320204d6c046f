import { describeFound } from '@pitwall/model';

/** Longest unknown topic that is repeated to whoever asked for it. */
const maxEchoLength = 128;

/** Splits what a client asked for into topics that exist and topics that do not, each once. */
export const sortTopics = (
  asked: readonly string[],
  exists: (topic: string) => boolean,
): { readonly topics: readonly string[]; readonly unknownTopics: readonly string[] } => {
  const each = [...new Set(asked)];
  return {
    topics: each.filter(exists),
    unknownTopics: each.filter((topic) => !exists(topic)).map((topic) => topic.slice(0, maxEchoLength)),
  };
};

/** A few characters of what a client sent, for a message or a log line. */
export const excerpt = (value: unknown): string => describeFound(value);
