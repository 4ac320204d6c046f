/** The pictures that the console has: strokes of one width in a box of 24, drawn for it. */
const strokes = {
  overview: 'M3 12h4l3-8 4 16 3-8h4',
  positions: 'M4 20V10m5 10V4m6 16v-7m5 7V7',
  orders: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  trades: 'M7 4v16m0 0-3-3m3 3 3-3m7 3V4m0 0-3 3m3-3 3 3',
  signals: 'M12 13v8M8.5 16.5a5 5 0 1 1 7 0M5.6 19.4a9 9 0 1 1 12.8 0',
  balances: 'M4 7h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h11v3m1 7h.01',
  market: 'M7 4v3m0 8v5M5 7h4v8H5zm12-3v5m0 7v4m-2-11h4v7h-4z',
  bots: 'M12 4v4M6 8h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zm3 5h.01M15 13h.01M9 17h6',
  backtests: 'M4 12a8 8 0 1 0 3-6.2M4 4v4h4m4 0v4l3 2',
  alerts: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4zm4 5h4',
  logs: 'M5 4h14v16H5zm4 5h6m-6 4h6m-6 4h3',
  system: 'M4 5h16v6H4zm0 8h16v6H4zm4-5h.01M8 16h.01',
  wire: 'm8 8-4 4 4 4m8-8 4 4-4 4M13.5 5l-3 14',
  risk: 'M12 3 4 6v6c0 5 3.5 8 8 9 4.5-1 8-4 8-9V6zm0 6v4m0 3h.01',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm5 12 4 4',
  close: 'm6 6 12 12M18 6 6 18',
  up: 'm6 15 6-6 6 6',
  down: 'm6 9 6 6 6-6',
  check: 'm5 12 5 5 9-10',
  columns: 'M4 5h16v14H4zm5 0v14m6-14v14',
  download: 'M12 4v11m0 0-4-4m4 4 4-4M5 20h14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm0-5v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4',
  moon: 'M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5z',
  screen: 'M4 5h16v11H4zm5 15h6m-3-4v4',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-2.5 7a2.5 2.5 0 1 1 3.5 2.3c-.6.3-1 .8-1 1.7m0 3h.01',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 8v5m0-8h.01',
  warning: 'M12 4 2.5 20h19zm0 6v4m0 3h.01',
  error: 'M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2zM12 8v5m0 3h.01',
  account: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4.5-5 8-5s7 1 8 5',
  pause: 'M8 5v14m8-14v14',
  play: 'm7 5 12 7-12 7z',
  sound: 'M4 10v4h4l5 4V6l-5 4zm12.5-1.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12',
  silent: 'M4 10v4h4l5 4V6l-5 4zm12 0 5 5m0-5-5 5',
  collapse: 'm14 6-6 6 6 6',
} as const;

/** Name of a picture. */
export type IconName = keyof typeof strokes;

/** A picture beside a word; alone it says nothing, so it is hidden from readers of screens. */
export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.8}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    className="shrink-0"
  >
    <path d={strokes[name]} />
  </svg>
);
