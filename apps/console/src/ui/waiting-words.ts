import type { Link } from '../data/link.ts';

/** Somebody waits for a part of the console. */
export interface LongWait {
  /** What for. */
  readonly title: string;
  /** How often it could not be fetched. */
  readonly failures: number;
  readonly link: Pick<Link, 'state'>;
}

const whyOf = ({ failures, link }: LongWait): string => {
  if (link.state === 'offline' || link.state === 'connecting') return 'the gateway cannot be reached';
  return failures === 0
    ? 'the gateway has not sent it yet'
    : 'the page hears the gateway, but what it asked for did not come through';
};

/** What is said to whoever waits long: that it goes on, and why it is not there. */
export const waitingWords = (wait: LongWait): string => {
  const { title, failures } = wait;
  const again =
    failures === 0 ? '' : ` Asked for ${failures} ${failures === 1 ? 'time' : 'times'}, and again every two seconds.`;
  return `Still loading ${title}: ${whyOf(wait)}.${again}`;
};
