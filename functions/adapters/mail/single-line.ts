/** Controls, line and paragraph separators, and characters that turn the reading direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]+/gu;

/** A text as one line that cannot hide or reorder anything, cut to `max` characters. */
export const singleLine = (text: string, max: number): string => {
  const clean = text.normalize('NFC').replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...clean];
  return characters.length <= max ? clean : `${characters.slice(0, max - 1).join('')}…`;
};
