// Starts a backtest by REST and watches it as a quantmind console would, from start to completion.
//
//   npm start                                  (in another terminal)
//   node examples/backtest-watch.mjs           [gateway] [console]
//
// It ends with 0 when the backtest completed, else with 1.

const gateway = process.argv[2] ?? 'http://127.0.0.1:8080';
const address = process.argv[3] ?? `${gateway.replace('http', 'ws')}/ws/quantmind`;

const socket = new WebSocket(address);
const deadline = setTimeout(() => leave(1, 'it did not complete within 60 s'), 60_000);
let backtestId;

function leave(code, words) {
  clearTimeout(deadline);
  process.exitCode = code;
  console.log(words);
  socket.close();
}

async function startBacktest() {
  const response = await fetch(`${gateway}/api/backtests`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ variant: 'vanilla', start_date: '2010-01-01', fast: 10, slow: 30 }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  backtestId = answer.backtest_id;
  console.log(`started ${backtestId}`);
}

const show = {
  backtest_start: ({ symbol, start_date, end_date }) => console.log(`${symbol}, ${start_date} to ${end_date}`),
  backtest_progress: ({ progress, status, current_pnl }) =>
    console.log(`${progress.toFixed(1)} %  ${status}  P&L ${current_pnl}`),
  backtest_complete: ({ final_balance, total_trades, return_pct }) =>
    leave(0, `complete: ${final_balance} after ${total_trades} trades, ${return_pct} %`),
  backtest_error: ({ error }) => leave(1, `failed: ${error}`),
};

socket.addEventListener('open', () => socket.send(JSON.stringify({ action: 'subscribe', topic: 'backtest' })));

socket.addEventListener('message', (event) => {
  const { type, data, topic } = JSON.parse(event.data);
  if (type === 'subscription_confirmed') {
    console.log(`subscribed to ${topic}`);
    startBacktest().catch((error) => leave(1, `the backtest was not started: ${error.message}`));
    return;
  }
  // Others may run backtests too, and this one may begin before the answer with its id is here.
  if (backtestId === undefined && type === 'backtest_start') backtestId = data.backtest_id;
  if (data?.backtest_id === backtestId) show[type]?.(data);
});

socket.addEventListener('error', () => leave(1, `cannot connect to ${address}: is the demo running ("npm start")?`));

socket.addEventListener('close', ({ code, reason }) => {
  if (process.exitCode === undefined) leave(1, `the gateway closed the connection: ${code} ${reason}`);
});
