declare const brand: unique symbol;
/** An absolute http or https address in normal form. */
export type Href = string & { readonly [brand]: 'Href' };

/** @throws TypeError when the text is no absolute http(s) address: our own link would be broken */
export const href = (text: string): Href => {
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TypeError('A mail links to http(s) addresses only.');
  return url.href as Href;
};
