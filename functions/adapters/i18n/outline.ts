/** `{name|one|other}`, `{name}`, `[optional part]`: see `format.ts`. */
const COUNTED = /\{\w+\|([^|{}]*)\|([^|{}]*)\}/g;
const PLACEHOLDER = /\{\w+\}/g;
const OPTIONAL = /\[[^[\]]*\]/g;

/** A template as a catalogue of rules prints it: with a blank where a value will stand. */
export const outlineOf = (template: string): string =>
  template
    .replace(OPTIONAL, '')
    .replace(COUNTED, (_, _one: string, other: string) => other)
    .replace(PLACEHOLDER, '…')
    .replace(/ {2,}/g, ' ');
