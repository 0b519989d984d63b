import { RULES, type RuleId } from '../../../domain/plan/rules/catalogue.ts';
import { FINDINGS, type FindingKey } from '../../../domain/plan/rules/findings.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import { PACK_IDS, type PackId } from '../../../domain/tenant/packs/pack.ts';
import { PACKS } from '../../../domain/tenant/packs/packs.ts';
import { messages } from '../../adapters/i18n/index.ts';
import { outlineOf } from '../../adapters/i18n/outline.ts';

/** One rule as people read it; the words have blanks where values will stand. */
export interface CatalogueRule {
  readonly id: RuleId;
  readonly source: string;
  readonly packs?: readonly PackId[];
  readonly findings: readonly {
    readonly key: FindingKey;
    readonly severity: (typeof FINDINGS)[FindingKey];
    readonly problem: string;
    readonly remedy: string;
  }[];
}

/** Rules that hold under packs only: those that packs name and that are named after one, and F9. */
const packsFor = (id: RuleId): readonly PackId[] =>
  /^(?:CN|UK|DE)\d|^F9$/.test(id)
    ? PACK_IDS.filter((pack) => PACKS[pack].at(-1)?.rules.includes(id) === true)
    : [];

/** Every rule from the code itself: id, source, findings with severity and words. */
export const ruleCatalogue = (language: Language): readonly CatalogueRule[] => {
  const { findings } = messages(language);
  const keys = Object.keys(FINDINGS) as FindingKey[];
  return (Object.keys(RULES) as RuleId[]).map((id) => {
    const packs = packsFor(id);
    return {
      id,
      source: RULES[id].source,
      ...(packs.length === 0 ? {} : { packs }),
      findings: keys
        .filter((key) => key.startsWith(`${id}.`))
        .map((key) => ({
          key,
          severity: FINDINGS[key],
          problem: outlineOf(findings[key].problem),
          remedy: outlineOf(findings[key].remedy),
        })),
    };
  });
};
