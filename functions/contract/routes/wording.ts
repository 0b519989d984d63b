import * as z from 'zod/mini';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { CATEGORIES, TEXT_KINDS } from '../../../domain/wording/category.ts';
import { defineRoute } from '../route.ts';
import { list, text } from '../schemas/primitives.ts';
import { nothing } from './shapes.ts';

/** The drafting aid: what is wrong with a wording, while it is being written. */
export const wordingRoutes = {
  checkWording: defineRoute({
    id: 'checkWording',
    method: 'POST',
    path: '/v1/wording/check',
    runsIn: 'api',
    caller: 'member',
    action: 'wording.check',
    summary: 'Checks the wording of texts; nothing is stored.',
    params: nothing,
    query: nothing,
    body: () =>
      z.strictObject({
        texts: list(
          z.strictObject({
            text: text(4000),
            /** What the text is for; without it, everything is looked for. */
            kind: z.exactOptional(z.enum(TEXT_KINDS)),
            /** Read off the text when left out. */
            language: z.exactOptional(z.enum(LANGUAGES)),
          }),
          20,
        ),
      }),
    success: 200,
    answer: () =>
      z.object({
        /** In the order of the texts. */
        texts: z.array(
          z.object({
            findings: z.array(
              z.object({
                /** Code units into the text, trimmed and in NFC; `end` is exclusive. */
                start: z.int(),
                end: z.int(),
                category: z.enum(CATEGORIES),
                why: z.string(),
                question: z.string(),
              }),
            ),
          }),
        ),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
};
