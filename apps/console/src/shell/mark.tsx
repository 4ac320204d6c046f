/** The mark of Pitwall: a trace on a dark tile. */
export const Mark = ({ size = 26 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
    <rect width="32" height="32" rx="8" fill="#16202f" />
    <path
      d="M5 20h5l3-11 5 15 3-8h6"
      fill="none"
      stroke="#5ecfa0"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
