import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { disclosureOf } from '../../../domain/report/disclosure.ts';
import { servedVersions } from '../../../domain/report/served.ts';
import { anchorsSince, publicKeysOf } from '../../adapters/evidence/anchor-store.ts';
import { MEMBER } from '../../adapters/evidence/bundle-file.ts';
import { makeBundle } from '../../adapters/evidence/make-bundle.ts';
import { renderReport } from '../../adapters/render/report-file.ts';
import { historyIn, loadChain } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { type AnsweredFile, answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { planRead } from '../plans/plan-read.ts';
import { isHiddenFrom } from '../plans/timeline.ts';
import { type ReportCopy, reportCopy } from './tracking-report.ts';
import { vaultOf } from './vault.ts';

const FORMATS = ['html', 'pdf'] as const;

/** The report in every language and format that a bundle brings along. */
const reportFiles = async ({ document, options }: ReportCopy) => {
  const files = new Map<string, Uint8Array>();
  // One after the other: a PDF of a long plan wants memory.
  for (const language of LANGUAGES)
    for (const format of FORMATS) {
      const content = await renderReport(document, format, language, options);
      files.set(
        MEMBER.report(language, format),
        typeof content === 'string' ? Buffer.from(content, 'utf8') : content,
      );
    }
  return files;
};

/** The evidence bundle, in the view of whoever asks. */
const getEvidence = planRead(routes.getEvidence)(async (opened, _input, services) => {
  const { scope, stored, view, now } = opened;
  const { plan } = stored;
  const { anchors: at, seal, verifier } = vaultOf(services);
  // As far as the plan that was opened: a command may have been quicker than this read.
  const links = (await loadChain(scope, plan.id)).slice(0, plan.version);
  const history = historyIn(scope, plan.id, links);
  const anchors = await anchorsSince(at(scope), plan.tenantId, plan.createdAt);
  const report = await reportCopy(opened, history);
  const content = await makeBundle({
    tenantId: plan.tenantId,
    planId: plan.id,
    view,
    madeAt: now,
    links,
    disclosure: disclosureOf(history, view, (type) => isHiddenFrom(view, type)),
    records: recordsOf(history),
    anchors,
    keys: await publicKeysOf(at(scope), anchors),
    served: servedVersions(history),
    report: { hash: report.hash, files: await reportFiles(report) },
    verifier: await verifier(),
    seal,
  });
  return answer({
    type: 'application/zip',
    name: `evidence-${plan.id}-${plan.version}.zip`,
    content,
  } satisfies AnsweredFile);
});

export const evidenceEndpoints: readonly Endpoint[] = [getEvidence];
