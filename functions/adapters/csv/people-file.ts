import { parse } from 'csv-parse/sync';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import { HEADER_OF, rowOf } from '../../../domain/tenant/people-import.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';

const decode = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Whether every other byte of the beginning is often zero: line ends and commas of UTF-16. */
const wideEncoding = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const zeros = [0, 0];
  for (const [index, byte] of bytes.subarray(0, 4096).entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd === 0) return undefined;
  return odd >= even ? 'utf-16le' : 'utf-16be';
};

/**
 * The text of a file as spreadsheets save it: UTF-8, UTF-16 with or without a byte order mark, and
 * GB18030, which is what Chinese Excel means by CSV. `undefined` for bytes that are none of these.
 */
export const textOfFile = (bytes: Uint8Array): string | undefined => {
  const [first, second] = bytes;
  // A decoder drops the mark of its own encoding.
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return decode(wide, bytes);
  return decode('utf-8', bytes) ?? decode('gb18030', bytes);
};

const DELIMITERS = [',', ';', '\t', '，', '；'] as const;

/** The character that parts the header most often. */
const delimiterOf = (text: string): string => {
  const header = text.split(/\r\n|\r|\n/, 1)[0]?.replace(/"[^"]*"/g, '') ?? '';
  const counted = DELIMITERS.map((one) => [one, header.split(one).length] as const);
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
};

/** Longest line of a file, in characters; a quote that is never closed ends here. */
const RECORD_MAX = 20_000;

/** The rows of a file, or `undefined` when it is no table. */
export const readPeopleFile = (bytes: Uint8Array): readonly (readonly string[])[] | undefined => {
  const whole = textOfFile(bytes);
  if (whole === undefined) return undefined;
  // Excel's own way to say which delimiter a file has.
  const [hint, given] = /^sep=(.)\r?\n/.exec(whole) ?? [];
  const text = hint === undefined ? whole : whole.slice(hint.length);
  try {
    return parse(text, {
      delimiter: given ?? delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: RECORD_MAX,
    }) as string[][];
  } catch {
    // Its messages quote the file.
    return undefined;
  }
};

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/**
 * People as a file that the import reads and a spreadsheet shows: UTF-8 with a byte order mark, and no
 * cell that a spreadsheet would run as a formula.
 */
export const writePeopleFile = (
  people: readonly Member[],
  directory: readonly Member[],
  language: Language,
): string => {
  const emails = new Map(directory.map(({ id, email }) => [id, email]));
  const rows = people
    .filter(({ status }) => status === 'ACTIVE')
    .map((person) =>
      rowOf(person, person.managerId === undefined ? undefined : emails.get(person.managerId)),
    );
  const lines = [HEADER_OF[language], ...rows].map((row) => row.map(quoted).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
};
