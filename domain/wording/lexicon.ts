/**
 * What a word is evidence of. Lists of words never decide by themselves: they feed the patterns and
 * the weighing of `judge.ts`.
 *
 * Of judgement: `trait` a label on a person, `amb` a label only when it is said of a person, `pos` a
 * wanted trait, `qual` the name of a quality, `good`/`bad` an evaluation, `lack`, `mind`, `hear`,
 * `threat`, `resign`, `health`, `emo`.
 * Of vagueness: `quant` how often or how many, `deg` how much, `timely`, `abs`, `aim` a wish instead of
 * a target, `hedge`.
 * Of fact: `act` something seen or heard, `doc` an artefact, `thing`, `date`, `say`, `src` a witness.
 * `inner` what no number measures (effort, 热情), `deny` says that a judgement is untrue, `proof` announces
 * what a judgement rests on.
 * Of neither: `null`, so that a longer phrase hides its parts; `verb` a verb that nobody can observe;
 * `neg`, `int`, `per`, `be`, `crowd`, `folk`, `care`, `stop`, `must`, `own`, `meas`, `wish`, `hand`.
 */
export type Tag =
  | 'trait'
  | 'amb'
  | 'pos'
  | 'qual'
  | 'good'
  | 'bad'
  | 'lack'
  | 'mind'
  | 'hear'
  | 'threat'
  | 'resign'
  | 'health'
  | 'emo'
  | 'quant'
  | 'deg'
  | 'timely'
  | 'abs'
  | 'aim'
  | 'hedge'
  | 'act'
  | 'doc'
  | 'thing'
  | 'date'
  | 'say'
  | 'src'
  | 'null'
  | 'verb'
  | 'neg'
  | 'int'
  | 'per'
  | 'be'
  | 'crowd'
  | 'folk'
  | 'care'
  | 'stop'
  | 'must'
  | 'own'
  | 'meas'
  | 'wish'
  | 'hand'
  | 'inner'
  | 'deny'
  | 'proof';

/** Words by what they are evidence of, separated by white space; `_` stands for a space. */
export type WordLists = Readonly<Partial<Record<Tag, string>>>;

/** A dictionary that finds the longest phrase at a place. */
export interface Lexicon {
  readonly tags: ReadonlyMap<string, readonly Tag[]>;
  /** The longest phrase that starts with this piece (a character in Chinese, a word in English). */
  readonly longest: ReadonlyMap<string, number>;
}

/** Builds the dictionary; `pieces` cuts a phrase into what `longest` counts. */
export const lexiconOf = (
  lists: WordLists,
  pieces: (phrase: string) => readonly string[],
): Lexicon => {
  const tags = new Map<string, Tag[]>();
  const longest = new Map<string, number>();
  for (const [tag, words] of Object.entries(lists) as [Tag, string][]) {
    for (const word of words.trim().split(/\s+/)) {
      const phrase = word.replaceAll(/[_-]/g, ' ');
      const known = tags.get(phrase);
      if (known === undefined) tags.set(phrase, [tag]);
      else if (!known.includes(tag)) known.push(tag);
      const parts = pieces(phrase);
      const [first = ''] = parts;
      longest.set(first, Math.max(longest.get(first) ?? 0, parts.length));
    }
  }
  return { tags, longest };
};
