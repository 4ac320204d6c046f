import { readFileSync } from 'node:fs';

/** Clock ticks a second in which Linux tells processor time. */
const ticksPerSecond = 100;

/** Processor time that a process has used, in seconds; zero where the system does not tell. */
export const processCpuSeconds = (pid: number): number => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; user and system time are the 12th and 13th fields after it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
};
