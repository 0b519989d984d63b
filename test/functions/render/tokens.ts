/** A tag as it stands in a file. */
export interface Tag {
  readonly kind: 'open' | 'close';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const VOID = new Set(['meta']);
const TAG = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*(\/?)>/;
const ATTRIBUTE = /([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};
/** The text that escaped text stands for; an entity that nobody should write fails. */
const decoded = (text: string): string =>
  text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`stray ${whole}`);
    return character;
  });

/**
 * Reads a file the strict way: every `<` begins a well-formed tag, every attribute is quoted, every
 * element is closed in order, style sheets are raw text. Throws at the first thing that is not so.
 */
export const readHtml = (
  file: string,
): { readonly tags: readonly Tag[]; readonly text: string; readonly styles: readonly string[] } => {
  const tags: Tag[] = [];
  const styles: string[] = [];
  const open: string[] = [];
  let text = '';
  let at = 0;
  if (!file.startsWith('<!doctype html>\n')) throw new Error('no doctype');
  at = '<!doctype html>\n'.length;
  while (at < file.length) {
    const next = file.indexOf('<', at);
    const stretch = file.slice(at, next < 0 ? file.length : next);
    text += decoded(stretch);
    if (next < 0) break;
    const match = TAG.exec(file.slice(next, next + 20_000));
    if (match === null) throw new Error(`no tag: ${file.slice(next, next + 60)}`);
    const [whole, closing, name = '', attributes = '', selfClosing] = match;
    at = next + whole.length;
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`unexpected </${name}> at ${next}`);
      tags.push({ kind: 'close', name, attributes: {} });
      continue;
    }
    tags.push({
      kind: 'open',
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [
          key,
          decoded(value),
        ]),
      ),
    });
    if (name === 'style') {
      const end = file.indexOf('</style>', at);
      styles.push(file.slice(at, end));
      at = end + '</style>'.length;
      tags.push({ kind: 'close', name, attributes: {} });
    } else if (!VOID.has(name) && selfClosing !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return { tags, text, styles };
};
