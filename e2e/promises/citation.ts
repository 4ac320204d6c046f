/** A line of a test file which says what promises the test below it keeps. */
export interface Citation {
  /** File and line. */
  readonly at: string;
  readonly ids: readonly string[];
  /** Whether the next line begins a test or a suite. */
  readonly aboveTest: boolean;
}

const citing = /^\s*\/\/ Promises?:(.*)$/;
const testing = /^\s*(?:it|test|describe)(?:\.each|\.runIf)?[<(]/;

/** The citations in the text of a test file. */
export const citationsIn = (path: string, text: string): readonly Citation[] => {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const named = citing.exec(line)?.[1];
    if (named === undefined) return [];
    const ids = named.split(',').map((id) => id.trim());
    return [{ at: `${path}:${index + 1}`, ids, aboveTest: testing.test(lines[index + 1] ?? '') }];
  });
};
