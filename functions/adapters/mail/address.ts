/**
 * One mailbox, ASCII, no display name, no quoting: what SES takes and what no header can be broken
 * by. Takes every address that `z.email()` lets in at the API.
 */
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
const LONGEST = 254;

export const isAddress = (text: string): boolean => text.length <= LONGEST && ADDRESS.test(text);
