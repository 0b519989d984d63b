import type { Tag } from './lexicon.ts';

/** What a number is: only some numbers are a fact, and only some make a vague word exact. */
export type AmountKind =
  | 'count'
  | 'percent'
  | 'money'
  /** How long something took. */
  | 'duration'
  /** A span that something happened in, or is due in. */
  | 'period'
  | 'date'
  | 'time'
  /** The number of a thing: section 4, ward 3, SO-20931. */
  | 'name'
  /** "one", 一个: hardly a number. */
  | 'weak'
  /** Looks like a number and is none: 110 %, 24/7. */
  | 'idiom';

/** How a verb stands: `submit`, `submits`, `submitted`, `submitting`. */
export type Form = 'base' | 's' | 'past' | 'ing';

/** A word, a phrase of the dictionary, a number with its unit, or a mark. */
export interface Token {
  /** Code units into the text. */
  readonly start: number;
  readonly end: number;
  /** Lower case, half width. */
  readonly text: string;
  readonly kind: 'word' | 'han' | 'number' | 'mark';
  readonly tags: readonly Tag[];
  readonly amount?: AmountKind;
  /** Forms that an English verb can be read as. */
  readonly forms?: readonly Form[];
  /** Starts with a capital letter. */
  readonly capital?: boolean;
  /** White space or the text's start stands before it. */
  readonly spaced?: boolean;
}

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

/** Half width and lower case, code unit by code unit, so that spans stay true. */
export const fold = (text: string): string => {
  let folded = '';
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x2019) folded += "'";
    else if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST)
      folded += String.fromCharCode(code - FULL_WIDTH_SHIFT).toLowerCase();
    else folded += code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 32) : text[i];
  }
  return folded;
};

/** What stands at a place that is within the list: each token is in a clause, each clause in a sentence. */
export const known = <One>(list: readonly One[], place: number): One => list[place] as One;

export const isDigit = (char: string | undefined): boolean =>
  char !== undefined && char >= '0' && char <= '9';
export const isHan = (char: string | undefined): boolean =>
  char !== undefined && char >= '\u3400' && char <= '\u9fff';

const LETTER = /[\p{L}\p{M}]/u;
/** A letter that is not a Chinese character. */
export const isLetter = (char: string | undefined): boolean =>
  char !== undefined &&
  ((char >= 'a' && char <= 'z') || (char > '\u007f' && !isHan(char) && LETTER.test(char)));

/** Marks that may stand inside a number, a date, a time or a code, between letters or digits. */
const INSIDE = new Set(['.', ',', ':', '/', '-', '_', '#']);

/**
 * The end of the letters and digits that start at `from`: a word, or a number, a time, a date or a
 * code such as `SO-20931`, where marks stand between digits or letters.
 */
export const endOfRun = (folded: string, from: number): number => {
  let end = from;
  let digits = false;
  while (end < folded.length) {
    const char = folded[end];
    const next = folded[end + 1];
    if (isDigit(char)) {
      digits = true;
      end += 1;
    } else if (isLetter(char)) end += 1;
    else if (char === "'" && !digits && end > from && isLetter(next)) end += 1;
    else if (
      char !== undefined &&
      INSIDE.has(char) &&
      end > from &&
      (isDigit(next) ||
        (digits && isLetter(next) && char !== ',' && char !== '.' && char !== '-')) &&
      (char === '-' || char === '_' || char === '#' || isDigit(folded[end - 1]))
    )
      end += 1;
    else break;
  }
  return end;
};

const TIME = /^\d{1,2}:\d{2}(:\d{2})?$/;
const DATE =
  /^(\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[/]\d{1,2}([/]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4})$/;
const QUARTER = /^(q[1-4]|h[12]|fy\d{2,4}|\d{4}q[1-4]|q[1-4]\d{2,4})$/;
const PLAIN = /^\d[\d.,]*$/;
const SUFFIXED = /^\d[\d.,]*(k|m|bn|x)$/;
const MEASURED =
  /^\d[\d.,]*(mg|g|kg|t|ml|l|mm|cm|m|km|h|hr|hrs|min|mins|s|sec|ms|gb|mb|kb|c|v|w|kw|pcs|pt|px|usd|eur|rmb)$/;
const CLOCK = /^\d{1,2}(:\d{2})?(am|pm)$/;
const ORDINAL = /^\d+(st|nd|rd|th)$/;
const YEAR = /^(19|20)\d{2}$/;

/** What a run with a digit in it is, before its neighbours are looked at. */
export const amountOf = (run: string): AmountKind => {
  if (run === '24/7' || run === '110' || run === '50/50') return 'idiom';
  if (TIME.test(run) || CLOCK.test(run)) return 'time';
  if (QUARTER.test(run) || YEAR.test(run) || ORDINAL.test(run)) return 'date';
  if (DATE.test(run)) return 'date';
  if (PLAIN.test(run) || SUFFIXED.test(run) || MEASURED.test(run)) return 'count';
  return 'name';
};
