/** A frame with its JSON set in lines; a frame that is none, as it came. */
export const prettyFrame = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
};

const wordForm = /^\{"(?:type|event|action)":"([^"]{1,64})"/;

/** The word that says what a frame is, where it stands in front as in every dialect. */
export const frameWord = (text: string): string | undefined =>
  wordForm.exec(text)?.[1] ?? /"(?:type|event|action)":"([^"]{1,64})"/.exec(text.slice(0, 512))?.[1];

/** Whether every word of a filter is in a frame; one with a `-` before it must not be. */
export const fitsFrame = (text: string, filter: string): boolean => {
  const line = text.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '' && term !== '-')
    .every((term) => (term.startsWith('-') ? !line.includes(term.slice(1)) : line.includes(term)));
};

/** Why a text cannot be sent as a command; undefined when it can: every dialect takes JSON objects. */
export const problemOfCommand = (text: string): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? undefined
      : 'A command is a JSON object.';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : 'This is not JSON.';
  }
};
