/** Text that is markup already, made by {@link markup} alone. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[] | undefined;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const written = (part: Part): string => {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
};

/** A template of HTML or SVG. What is put in is escaped unless it is markup: a symbol or an error may hold whatever somebody sent. */
export const markup = (template: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: template.map((text, index) => text + written(parts[index])).join(''),
});
