import { describe, expect, it } from 'vitest';
import { berlinDraft } from '../../infra/local/demo/berlin-plan.ts';
import { draftPlan, useWorld } from './stage.ts';

const world = useWorld();

describe('anchors, with the deployed bundle under the deployed policies', () => {
  it('are written for what changed, and only for that', async () => {
    const { stage, berlin } = world();
    const { host } = stage;
    await draftPlan(berlin, berlinDraft());
    const [job] = host.resolver
      .ofType('AWS::Lambda::Function')
      .filter(({ logicalId }) => logicalId.startsWith('AnchorFunction'));
    const run = async () => {
      const before = host.logs().length;
      const outcome = await host.invoke(job?.logicalId ?? '', {});
      const lines = host
        .logs()
        .slice(before)
        .map(({ line }) => line);
      return { outcome, lines: lines.join('\n') };
    };
    const first = await run();
    expect(first.outcome, first.lines).toMatchObject({ ok: true });
    expect(first.lines).toContain('anchor.written');
    const second = await run();
    expect(second.lines).toContain('anchor.finished');
    expect(second.lines).not.toContain('anchor.written');
  });
});
