import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { instantIn } from '../../support/plans.ts';
import { type Company, createCompany } from './company.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');

let api: Api;
let company: Company;
beforeAll(async () => {
  company = await createCompany(table());
});
beforeEach(() => {
  api = createApi(table(), NOON);
});

describe('the wording check', () => {
  const check = (texts: readonly object[]) =>
    api.call('checkWording', company.caller('colleague'), { body: { texts } });

  it('answers for each text where, what, why, and a question that helps', async () => {
    const { status, body } = await check([
      { text: '客户服务意识差', kind: 'gap' },
      { text: 'He is often late.', language: 'en', kind: 'event' },
      { text: '3月2日至3月31日共接听来电412通' },
    ]);
    expect(status).toBe(200);
    const { texts } = body as { texts: { findings: Record<string, unknown>[] }[] };
    expect(texts.map(({ findings }) => findings.map(({ category }) => category))).toEqual([
      ['NO_FACT', 'TRAIT'],
      ['NO_FACT', 'VAGUE_QUANTIFIER'],
      [],
    ]);
    expect(texts[1]?.findings[1]).toEqual({
      start: 6,
      end: 11,
      category: 'VAGUE_QUANTIFIER',
      why: expect.stringMatching(/./),
      question: expect.stringMatching(/[?？]/),
    });
  });

  it('takes members’ texts only, and not without end', async () => {
    expect((await api.call('checkWording', undefined, { body: { texts: [] } })).status).toBe(401);
    const many = Array.from({ length: 21 }, () => ({ text: 'x' }));
    expect((await check(many)).status).toBe(400);
    expect((await check([{ text: 'x'.repeat(4001) }])).status).toBe(400);
  });
});
