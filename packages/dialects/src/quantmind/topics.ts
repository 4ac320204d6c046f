import type { TopicsOf } from '../view.ts';

/** The page's topics. */
export const quantmindTopics: readonly string[] = ['backtest', 'trading', 'logs'];

/** Additive topic of one backtest: `backtest:<id>`. */
const oneBacktest = /^backtest:.{1,128}$/su;

/** Whether a topic is that of one backtest. */
export const isOpenTopic = (topic: string): boolean => oneBacktest.test(topic);

/** Whether a topic can be subscribed to. */
export const isTopic = (topic: string): boolean => quantmindTopics.includes(topic) || isOpenTopic(topic);

/** The topics of a fact; a log line of a backtest belongs to it, any other to the system's log. */
export const topicsOf: TopicsOf = (event) => {
  switch (event.kind) {
    case 'backtest-start':
    case 'backtest-progress':
    case 'backtest-complete':
    case 'backtest-error':
      return topicsOfBacktest(event.data.backtestId);
    case 'log':
      return event.data.backtestId === undefined ? ['logs'] : topicsOfBacktest(event.data.backtestId);
    case 'bot':
      return ['trading'];
    default:
      return [];
  }
};

const topicsOfBacktest = (backtestId: string): readonly string[] => ['backtest', `backtest:${backtestId}`];
