/** How a socket ends: with a close frame, with FIN alone, or cut off. */
export type SocketEnding =
  | { readonly how: 'close'; readonly code: number; readonly reason: string }
  | { readonly how: 'fin' }
  | { readonly how: 'cut' };

/** What a session needs of a socket; the session never sees a socket library. */
export interface SessionSocket {
  /**
   * Writes whole frames, in order with everything else, if the connection is open; otherwise does nothing. Tells how
   * many bytes stay unsent.
   */
  write(frames: Buffer): number;
  /** Bytes written and not yet taken by the operating system. When they reach zero, `drained` is told. */
  unsentBytes(): number;
  /** Writes a control frame. */
  control(frame: 'ping' | 'pong', payload: Buffer): void;
  /** Reads on, or lets the peer wait. */
  setReading(reading: boolean): void;
  /** Ends the connection after what was written. */
  end(ending: SocketEnding): void;
}
