import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** Names by first appearance, for those that the library draws at random or counts across files. */
const renamer = (prefix: string) => {
  const names = new Map<string, string>();
  return (name: string): string => {
    const known = names.get(name) ?? `${prefix}${names.size + 1}`;
    names.set(name, known);
    return known;
  };
};

/** Only inside tags and field codes: in a text, `<` is always escaped. */
const TAG_OR_FIELD = /<(?:w:instrText[^>]*>[^<]*|[^>]+>)/g;
const RANDOM_ID = /(?<==")rId[\w-]{15,}(?=")/g;
const COUNTED = /_Toc\d+/g;
const BOOKMARK = /^<w:bookmark(?:Start|End) /;
const BOOKMARK_ID = /(?<= w:id=")\d+(?=")/;
const DRAWING = /^<(?:wp:docPr|pic:cNvPr) /;
const DRAWING_ID = /(?<= id=")\d+(?=")/;

/**
 * Writes the file again with the report's own time and names that depend on nothing but its content:
 * the packer takes the clock's time, random ids and a counter that goes on from file to file.
 */
export const settled = (bytes: Uint8Array, generatedAt: string): Uint8Array => {
  const made = new Date(generatedAt);
  const iso = `${made.toISOString().slice(0, 19)}Z`;
  // A zip has no time zone: its clock reads UTC wherever this runs.
  const mtime = new Date(made.getTime() + made.getTimezoneOffset() * 60_000);
  const idOf = renamer('rIdR');
  const tocOf = renamer('_Toc');
  const bookmarkOf = renamer('');
  const drawingOf = renamer('');
  const renamed = (tag: string): string => {
    const named = tag.replace(RANDOM_ID, idOf).replace(COUNTED, tocOf);
    if (BOOKMARK.test(tag)) return named.replace(BOOKMARK_ID, bookmarkOf);
    return DRAWING.test(tag) ? named.replace(DRAWING_ID, drawingOf) : named;
  };
  const rewritten = (name: string, content: Uint8Array): Uint8Array => {
    if (name.endsWith('.xlsx')) return settled(content, generatedAt);
    if (!/\.(?:xml|rels)$/.test(name)) return content;
    const xml = new TextDecoder().decode(content);
    return strToU8(
      name === 'docProps/core.xml'
        ? xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${iso}`)
        : xml.replace(TAG_OR_FIELD, renamed),
    );
  };
  const parts: Zippable = {};
  for (const [name, content] of Object.entries(unzipSync(bytes)))
    parts[name] = [rewritten(name, content), { mtime }];
  return zipSync(parts);
};
