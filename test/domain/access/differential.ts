/**
 * Compares the table of access with the policies of the rulebook, as long as one likes:
 * `node test/domain/access/differential.ts --decisions 200000 --seed 7`.
 */
import { parseArgs } from 'node:util';
import { cedarSays, productSays, type Question, type Verdict } from './cedar.ts';
import { questionOf, randomOf } from './random-questions.ts';

export interface Difference {
  readonly question: Question;
  readonly product: Verdict;
  readonly cedar: Verdict;
}

export interface Comparison {
  readonly decisions: number;
  readonly allowed: number;
  readonly differences: readonly Difference[];
}

/** Asks both the same questions, until there are `most` differences. `says` is the product's answer, or a spoilt one that a test plants. */
export const compare = (
  seed: number,
  decisions: number,
  says: (question: Question) => Verdict = productSays,
  most = Number.POSITIVE_INFINITY,
): Comparison => {
  const random = randomOf(seed);
  const differences: Difference[] = [];
  let allowed = 0;
  for (let at = 0; at < decisions && differences.length < most; at += 1) {
    const question = questionOf(random);
    const [product, cedar] = [says(question), cedarSays(question)];
    if (cedar !== 'refused') allowed += 1;
    if (product !== cedar) differences.push({ question, product, cedar });
  }
  return { decisions, allowed, differences };
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      decisions: { type: 'string', default: '200000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const { decisions, allowed, differences } = compare(
    Number(values.seed),
    Number(values.decisions),
  );
  for (const difference of differences.slice(0, 5))
    console.log(JSON.stringify(difference, null, 1));
  console.log(
    `seed ${values.seed}: ${decisions} decisions, ${allowed} allowed, ${differences.length} differences`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
}
