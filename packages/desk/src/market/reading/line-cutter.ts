/** No row of market data is so long; a longer line is no table, and waiting for its end would fill the memory. */
export const maxLineLength = 65_536;

/** Cuts text that arrives in pieces into lines, which may end in LF, CR LF or CR. */
export class LineCutter {
  readonly #take: (line: string, lineNumber: number, isCutOff: boolean) => void;
  readonly #refuse: (lineNumber: number) => never;
  #rest = '';
  #afterReturn = false;
  #lineNumber = 0;

  /** `take` is called with each line without its end, its number from 1, and whether the text stopped before its end; `refuse` with the number of one that is too long. */
  constructor(
    take: (line: string, lineNumber: number, isCutOff: boolean) => void,
    refuse: (lineNumber: number) => never,
  ) {
    this.#take = take;
    this.#refuse = refuse;
  }

  push(text: string): void {
    // A chunk may end between CR and LF.
    const piece = this.#afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.#afterReturn = false;
    if (piece === '') return;
    this.#afterReturn = piece.endsWith('\r');
    const lines = (this.#rest + piece).split(piece.includes('\r') ? /\r\n|\n|\r/ : '\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#give(line, false);
    if (this.#rest.length > maxLineLength) this.#refuse(this.#lineNumber + 1);
  }

  /** Gives what follows the last line end, if anything. */
  end(): void {
    if (this.#rest !== '') this.#give(this.#rest, true);
    this.#rest = '';
  }

  #give(line: string, isCutOff: boolean): void {
    this.#lineNumber += 1;
    this.#take(line, this.#lineNumber, isCutOff);
  }
}
