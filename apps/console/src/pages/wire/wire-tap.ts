import { Ring } from '../../data/ring.ts';

/** One frame, or what happened to the socket. */
export interface WireEntry {
  readonly id: number;
  /** `in`: the gateway said it; `out`: this page did; `note`: the socket opened or closed. */
  readonly way: 'in' | 'out' | 'note';
  readonly atMs: number;
  /** As it stood on the wire; cut where it was longer than is kept. */
  readonly text: string;
  /** Characters of the whole frame. */
  readonly length: number;
}

/** What a tap uses of a WebSocket. */
export interface WireSocket {
  send(text: string): void;
  close(): void;
}

/** What a socket tells. */
export interface WireHandlers {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  readonly onClose: (code: number, reason: string) => void;
}

/** What a tap works with. */
export interface WireTapParts {
  readonly open: (url: string, handlers: WireHandlers) => WireSocket;
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
  /** Runs before the next frame is drawn. */
  readonly nextFrame: (run: () => void) => void;
}

/** How the socket is. */
export type WireState = 'closed' | 'opening' | 'open';

/** What is painted: the same object until something changes. */
export interface WireView {
  readonly state: WireState;
  /** The oldest first. */
  readonly entries: readonly WireEntry[];
  /** Frames that came in, also those that are not kept any more. */
  readonly received: number;
}

/** Bounds of a tap. */
export const wireLimits = {
  /** Most entries that are kept; the oldest goes. */
  entries: 2_000,
  /** Most characters of one frame that are kept: a whole list in a frame is read in parts elsewhere. */
  characters: 32_768,
} as const;

/** A socket of its own beside the console's, whose frames are shown as they are. */
export class WireTap {
  readonly #parts: WireTapParts;
  readonly #ring = new Ring<WireEntry>(wireLimits.entries);
  readonly #watchers = new Set<() => void>();
  #socket: WireSocket | undefined;
  #state: WireState = 'closed';
  #nextId = 1;
  #received = 0;
  #isPaintDue = false;
  #view: WireView = { state: 'closed', entries: [], received: 0 };

  constructor(parts: WireTapParts) {
    this.#parts = parts;
  }

  get view(): WireView {
    return this.#view;
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** Opens a socket in place of the one that is open. @param shown how the address is written down: without its secret */
  open(url: string, shown: string): void {
    this.close();
    this.#state = 'opening';
    this.#note(`opening ${shown}`);
    const socket: WireSocket = this.#parts.open(url, {
      onOpen: () => this.#turned(socket, 'open', 'open'),
      onText: (text) => {
        if (this.#socket !== socket) return;
        this.#received += 1;
        this.#add('in', text);
      },
      onClose: (code, reason) =>
        this.#turned(socket, 'closed', `closed with ${code}${reason === '' ? '' : `: ${reason}`}`),
    });
    this.#socket = socket;
  }

  /** True when it was sent. */
  send(text: string): boolean {
    if (this.#state !== 'open') return false;
    this.#socket?.send(text);
    this.#add('out', text);
    return true;
  }

  close(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    this.#state = 'closed';
    socket.close();
    this.#note('closed here');
  }

  /** Forgets all frames. */
  clear(): void {
    this.#ring.clear();
    this.#received = 0;
    this.#paintSoon();
  }

  /** Says something that is no frame, such as why there is no socket. */
  note(text: string): void {
    this.#note(text);
  }

  #turned(socket: WireSocket, state: WireState, text: string): void {
    if (this.#socket !== socket) return;
    this.#state = state;
    if (state === 'closed') this.#socket = undefined;
    this.#note(text);
  }

  #note(text: string): void {
    this.#add('note', text);
  }

  #add(way: WireEntry['way'], text: string): void {
    const kept = text.slice(0, wireLimits.characters);
    this.#ring.push({ id: this.#nextId, way, atMs: this.#parts.now(), text: kept, length: text.length });
    this.#nextId += 1;
    this.#paintSoon();
  }

  /** Frames may come by the hundred; they are painted together. */
  #paintSoon(): void {
    if (this.#isPaintDue) return;
    this.#isPaintDue = true;
    this.#parts.nextFrame(() => {
      this.#isPaintDue = false;
      this.#view = { state: this.#state, entries: this.#ring.toArray(), received: this.#received };
      for (const watcher of this.#watchers) watcher();
    });
  }
}
