import { PACK_IDS } from '../../../domain/tenant/packs/pack.ts';
import { PACKS } from '../../../domain/tenant/packs/packs.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { tenantEndpoint } from '../tenant/tenant.ts';
import { listReadiness } from './readiness-list.ts';
import { ruleCatalogue } from './rule-catalogue.ts';

const listRules = tenantEndpoint(routes.listRules)(async ({ caller, tenant }) => {
  const { language } = caller;
  const { raised, packs: on = [] } = tenant.policy;
  return answer({
    rules: ruleCatalogue(language).map(({ findings, ...rule }) => ({
      ...rule,
      findings: findings.map((one) => ({
        ...one,
        raised: raised.includes(rule.id) || raised.includes(one.key),
      })),
    })),
    packs: PACK_IDS.flatMap((id) =>
      PACKS[id].slice(-1).map(({ version, title, review }) => ({
        id,
        version,
        title: title[language],
        review: review[language],
        on: on.some((one) => one.id === id),
      })),
    ),
  });
});

/** The rules themselves, and what running plans still lack. */
export const ruleEndpoints: readonly Endpoint[] = [listRules, listReadiness];
