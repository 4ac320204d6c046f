// A small titan console: connects as the page says, shows what the desk is worth and what it does, and leaves.
//
//   npm start                                  (in another terminal)
//   node examples/titan-console.mjs            [address] [seconds]
//
// It ends with 0 when it saw equity, a position and a signal in that time, else with 1.

const address = process.argv[2] ?? 'ws://127.0.0.1:3101/ws/console';
const seconds = Number(process.argv[3] ?? 30);

const awaited = new Set(['EQUITY_UPDATE', 'POSITION_UPDATE', 'SIGNAL_NOTIFICATION']);

const show = {
  EQUITY_UPDATE: ({ equity, daily_pnl, drawdown_pct }) =>
    `equity ${equity}, ${daily_pnl} today, drawdown ${drawdown_pct} %`,
  POSITION_UPDATE: ({ action, position }) =>
    `${action} ${position.side} ${position.size ?? ''} ${position.symbol} at ${position.current_price}`,
  // A sign of life is a signal too, and has no direction.
  SIGNAL_NOTIFICATION: ({ type, symbol, direction, status }) =>
    [type, symbol, direction, status].filter((word) => word !== undefined).join(' '),
  PERFORMANCE_UPDATE: ({ total_trades, win_rate }) => `${total_trades} trades, ${win_rate} % won`,
};

const socket = new WebSocket(address);
const deadline = setTimeout(() => leave(1, `not seen in ${seconds} s: ${[...awaited].join(', ')}`), seconds * 1000);

function leave(code, words) {
  clearTimeout(deadline);
  process.exitCode = code;
  console.log(words);
  socket.close();
}

socket.addEventListener('open', () => console.log(`connected to ${address}`));

socket.addEventListener('message', (event) => {
  // Closing takes a moment, in which messages still come.
  if (process.exitCode !== undefined) return;
  const { type, timestamp, data } = JSON.parse(event.data);
  const words = show[type]?.(data) ?? '';
  console.log(`${new Date(timestamp).toISOString()}  ${type}  ${words}`);
  awaited.delete(type);
  if (awaited.size === 0) leave(0, 'saw equity, a position and a signal');
});

socket.addEventListener('error', () => leave(1, `cannot connect to ${address}: is the demo running ("npm start")?`));

socket.addEventListener('close', ({ code, reason }) => {
  if (process.exitCode === undefined) leave(1, `the gateway closed the connection: ${code} ${reason}`);
});
