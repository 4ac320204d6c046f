import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A part of the results that one benchmark writes. */
export type ResultsSection = 'fan-out' | 'ingest' | 'durable-log' | 'replay' | 'backtest' | 'console';

const intro = `# Benchmark results

Written by \`npm run bench:fan-out\`, \`bench:ingest\`, \`bench:durable-log\`, \`bench:replay\`, \`bench:backtest\` and \`bench:console\` with \`-- --record\`; each replaces its own section.
Absolute figures belong to one machine on one day. Ratios between servers that took turns in one run travel better;
differences below 15 % are ties. What is measured, and how, stands in [docs/performance.md](../docs/performance.md).
`;

const sections: readonly ResultsSection[] = ['fan-out', 'ingest', 'durable-log', 'replay', 'backtest', 'console'];
const begin = (section: ResultsSection): string => `<!-- begin ${section} -->`;
const end = (section: ResultsSection): string => `<!-- end ${section} -->`;

const textBetween = (document: string, section: ResultsSection): string => {
  const start = document.indexOf(begin(section));
  const stop = document.indexOf(end(section));
  return start < 0 || stop < start ? '' : document.slice(start + begin(section).length, stop).trim();
};

/** The document with one section replaced; what the others hold is kept. */
export const replaceSection = (document: string, section: ResultsSection, text: string): string => {
  const parts = sections.map((each) => {
    const content = each === section ? text.trim() : textBetween(document, each);
    return content === '' ? '' : `${begin(each)}\n\n${content}\n\n${end(each)}\n`;
  });
  return [intro, ...parts.filter((part) => part !== '')].join('\n');
};

/** Writes one section into the results. */
export const recordSection = (path: URL, section: ResultsSection, text: string): void => {
  const present = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeFileSync(path, replaceSection(present, section, text));
};
