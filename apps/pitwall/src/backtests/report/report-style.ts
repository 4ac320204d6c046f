/** How a report looks: by the reader's theme, on screens and on paper. Nothing is fetched: fonts are the system's. */
export const reportStyle = `
:root { color-scheme: light dark; --page: #f7f7f5; --card: #ffffff; --ink: #17181a; --soft: #5b6068; --line: #dddfe2;
  --accent: #1f5fbf; --gain: #0c7a43; --loss: #b3261e; --gain-wash: 12 122 67; --loss-wash: 179 38 30; }
@media (prefers-color-scheme: dark) { :root { --page: #111315; --card: #1a1d20; --ink: #e9eaec; --soft: #a3a9b1; --line: #33383d;
  --accent: #7fb0ff; --gain: #58c98d; --loss: #ff8a80; --gain-wash: 88 201 141; --loss-wash: 255 138 128; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1160px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 0 0 12px; }
p { margin: 0 0 8px; } .soft { color: var(--soft); }
section > p { margin: 8px 0 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-top: 16px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin: 16px 0 0; padding: 0; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px; }
.tiles dt { color: var(--soft); font-size: 0.85rem; }
.tiles dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.gain { color: var(--gain); } .loss { color: var(--loss); }
.wide { overflow-x: auto; } .tall { max-height: 480px; overflow: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.88rem; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 8px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } th:first-child, td:first-child { text-align: left; }
thead th { position: sticky; top: 0; background: var(--card); }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); column-gap: 32px; margin: 0; }
.pairs div { display: flex; justify-content: space-between; gap: 16px; border-bottom: 1px solid var(--line); padding: 3px 0; }
.pairs dt { color: var(--soft); } .pairs dd { margin: 0; font-variant-numeric: tabular-nums; text-align: right; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; } svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
.grid { stroke: var(--line); stroke-width: 1; } .curve { fill: none; stroke: var(--accent); stroke-width: 1.75; stroke-linejoin: round; }
.decline { fill: var(--loss); fill-opacity: 0.22; stroke: var(--loss); stroke-width: 1; }
.months th, .months td { padding: 4px 6px; }
figure { margin: 0 0 16px; overflow-x: auto; } figure svg { min-width: 640px; } figcaption { color: var(--soft); font-size: 0.85rem; margin-bottom: 4px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: 0.85rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media print { body { background: none; } section, .tiles div { break-inside: avoid; } .tall { max-height: none; } }
`;
