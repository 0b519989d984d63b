const MARKUP: unique symbol = Symbol('markup');

/** Markup. Only the `html` template makes it, so everything in it was escaped or is markup itself. */
export interface Html {
  readonly [MARKUP]: string;
}

type Value = string | number | Html | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? '');

const written = (value: Value): string => {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return MARKUP in value ? value[MARKUP] : value.map((part) => part[MARKUP]).join('');
};

/** Markup from a template; texts put into it are escaped, attribute values must stand in quotes. */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  [MARKUP]: literals.reduce((text, literal, index) => {
    const value = values[index - 1];
    return text + (value === undefined ? '' : written(value)) + literal;
  }),
});

/** The finished document. */
export const markupText = (markup: Html): string => markup[MARKUP];
