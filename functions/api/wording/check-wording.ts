import { WORDING_FINDINGS } from '../../../domain/plan/rules/wording.ts';
import { checkWording as check, languageOf } from '../../../domain/wording/judge.ts';
import { findingWords } from '../../adapters/i18n/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { tenantEndpoint } from '../tenant/tenant.ts';

/** Checks texts while they are being written, and keeps nothing of them. */
export const checkWording = tenantEndpoint(routes.checkWording)(async ({ caller }, { body }) =>
  answer({
    texts: body.texts.map(({ text, kind, language = languageOf(text) }) => ({
      findings: check(text, language, kind).map(({ start, end, category }) => {
        const messageKey = WORDING_FINDINGS[category];
        const { problem, remedy } = findingWords(caller.language, { messageKey, params: {} });
        return { start, end, category, why: problem, question: remedy };
      }),
    })),
  }),
);
