const eventSeq = /"type":"(?:event|delta)".*"seq":"([^"]+)","prev"/;
const beginning = /"type":"(?:subscribed|gap|live)".*"cursor":"([^"]+)"/;
const through = /"throughSeq":"([^"]+)"/g;

/**
 * The places in a message of a socket that a client may go on from, by the rules of the protocol's page: an event's, a
 * beginning's, that of what is live, and those that a ping tells. A present value is none.
 */
export const placesIn = (text: string): readonly string[] =>
  [
    eventSeq.exec(text)?.[1],
    beginning.exec(text)?.[1],
    ...[...text.matchAll(through)].map(([, place]) => place),
  ].flatMap((place) => place ?? []);

const placeInHttp = /(?:"(?:cursor|seq)":"|id: )([\w-]+\.\d+)/g;

/** The places in an answer over HTTP, among them some that are none to go on from. */
export const placesInAnswer = (text: string): readonly string[] =>
  [...text.matchAll(placeInHttp)].flatMap(([, place]) => place ?? []);
