/**
 * Where a session stands. `greeting`: connected, not greeted yet. `ready`: greeted, hears nothing. `lagging`: a cursor on
 * the log on its way to its audience, be it new, resuming or slow. `live`: a member. `draining`: only what is written
 * already and the close still go out. `closed`: the socket is gone.
 */
export type SessionState = 'greeting' | 'ready' | 'lagging' | 'live' | 'draining' | 'closed';

/** What can happen to a session. */
export type SessionInput =
  /** The greeting was written. */
  | 'greeted'
  /** It hears something, or something else than before. */
  | 'heard'
  /** It hears nothing any more. */
  | 'unheard'
  /** It was brought to its audience's position and is a member. */
  | 'caught-up'
  /** It was above the mark and left its audience. */
  | 'fell-behind'
  /** It is to end, for whatever reason. */
  | 'ended'
  /** Its socket is gone. */
  | 'gone';

/** Every state's answer to every input. A state that answers with itself takes no notice. */
export const sessionTable: Readonly<Record<SessionState, Readonly<Record<SessionInput, SessionState>>>> = {
  greeting: {
    greeted: 'ready',
    heard: 'greeting',
    unheard: 'greeting',
    'caught-up': 'greeting',
    'fell-behind': 'greeting',
    ended: 'draining',
    gone: 'closed',
  },
  ready: {
    greeted: 'ready',
    heard: 'lagging',
    unheard: 'ready',
    'caught-up': 'ready',
    'fell-behind': 'ready',
    ended: 'draining',
    gone: 'closed',
  },
  lagging: {
    greeted: 'lagging',
    heard: 'lagging',
    unheard: 'ready',
    'caught-up': 'live',
    'fell-behind': 'lagging',
    ended: 'draining',
    gone: 'closed',
  },
  live: {
    greeted: 'live',
    heard: 'lagging',
    unheard: 'ready',
    'caught-up': 'live',
    'fell-behind': 'lagging',
    ended: 'draining',
    gone: 'closed',
  },
  draining: {
    greeted: 'draining',
    heard: 'draining',
    unheard: 'draining',
    'caught-up': 'draining',
    'fell-behind': 'draining',
    ended: 'draining',
    gone: 'closed',
  },
  closed: {
    greeted: 'closed',
    heard: 'closed',
    unheard: 'closed',
    'caught-up': 'closed',
    'fell-behind': 'closed',
    ended: 'closed',
    gone: 'closed',
  },
};
