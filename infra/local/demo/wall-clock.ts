/** What the clock on a wall shows, `2026-04-01 09:00`, as an instant of two spellings. */
export interface WallClock {
  /** With the wall's own offset: what people would write. */
  readonly at: (local: string) => string;
  /** In UTC, as the API answers. */
  readonly iso: (local: string) => string;
}

/** @param offset of the place from UTC during the whole story, e.g. `+02:00` */
const wallClock = (offset: string): WallClock => {
  const at = (local: string): string => `${local.replace(' ', 'T')}:00${offset}`;
  return { at, iso: (local) => new Date(Date.parse(at(local))).toISOString() };
};

export const BERLIN = wallClock('+02:00');
export const SHANGHAI = wallClock('+08:00');
