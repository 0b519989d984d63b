/** A fault that is planted on purpose: the simulation has to find it, or is worth nothing. */
export interface Plant {
  readonly name: string;
  /** What the product would get wrong. */
  readonly means: string;
  /** File, text that stands there exactly once, text that takes its place. */
  readonly changes: readonly (readonly [file: string, from: string, to: string])[];
}

export const PLANTS: readonly Plant[] = [];
