import type { WireHandlers, WireSocket } from './wire-tap.ts';

/** Opens a WebSocket of the browser and tells of it; a frame of bytes is told as one, since no dialect has any. */
export const openBrowserSocket = (url: string, { onOpen, onText, onClose }: WireHandlers): WireSocket => {
  const socket = new WebSocket(url);
  socket.addEventListener('open', onOpen);
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
    onText(typeof data === 'string' ? data : '(a frame of bytes)'),
  );
  socket.addEventListener('close', ({ code, reason }) => onClose(code, reason));
  return { send: (text) => socket.send(text), close: () => socket.close() };
};
