import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { FrameCounter } from './frame-counter.ts';
import type { MessageSeen } from './frame-counter.ts';

/** What readers are opened with. */
export interface ReaderParts {
  /** Where bytes arrive. All readers share it, because a read is over before the next begins. */
  readonly buffer: Buffer;
  readonly onMessage: MessageSeen;
  /** The server has ended an open reader. */
  readonly onClosed: () => void;
}

/** Where readers connect. */
export interface ReaderTarget {
  readonly port: number;
  readonly path: string;
}

const headEnd = Buffer.from('\r\n\r\n');

const handshake = ({ port, path }: ReaderTarget): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    '\r\n',
  ].join('\r\n');

/** A masked pong with a mask of zeros. */
const pong = (payload: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length, 0, 0, 0, 0]), payload]);

/** Opens a reader and resolves once its handshake is answered. A read costs no more than following frame headers. */
export const openReader = (target: ReaderTarget, parts: ReaderParts): Promise<FrameCounter> =>
  new Promise((resolve, reject) => {
    const { buffer, onMessage, onClosed } = parts;
    let head: Buffer | undefined = Buffer.alloc(0);
    const counter = new FrameCounter(onMessage, (payload) => socket.write(pong(payload)));
    const takeHead = (before: Buffer, length: number): Buffer | undefined => {
      const soFar = Buffer.concat([before, buffer.subarray(0, length)]);
      const end = soFar.indexOf(headEnd);
      if (end < 0) return soFar;
      const status = soFar.subarray(0, 12).toString('latin1');
      if (status !== 'HTTP/1.1 101') {
        reject(new Error(`The handshake was answered with ${status}`));
        return undefined;
      }
      counter.take(soFar, end + headEnd.length, soFar.length);
      resolve(counter);
      return undefined;
    };
    const socket: Socket = connect({
      port: target.port,
      host: '127.0.0.1',
      onread: {
        buffer,
        callback: (length) => {
          if (head === undefined) counter.take(buffer, 0, length);
          else head = takeHead(head, length);
          return true;
        },
      },
    });
    socket.setNoDelay(true);
    socket.once('connect', () => socket.write(handshake(target)));
    socket.once('error', reject);
    socket.once('close', () => {
      if (head === undefined) onClosed();
      else reject(new Error('The connection was closed before its handshake'));
    });
  });
