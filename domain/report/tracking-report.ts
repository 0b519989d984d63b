import { isEnded } from '../plan/stage.ts';
import {
  message,
  number,
  type ReportDocument,
  type Section,
  type SignaturesBlock,
} from './document.ts';
import { actions } from './sections/actions.ts';
import { agreement } from './sections/agreement.ts';
import { appeals } from './sections/appeal.ts';
import { attachments } from './sections/attachments.ts';
import { changes } from './sections/changes.ts';
import { criticalEvents } from './sections/critical-events.ts';
import { employeeView } from './sections/employee-view.ts';
import { feedback } from './sections/feedback.ts';
import { finalReview } from './sections/final-review.ts';
import { followUp } from './sections/follow-up.ts';
import { gaps } from './sections/gaps.ts';
import { goals } from './sections/goals.ts';
import { head, readingNotes } from './sections/head.ts';
import { interimReports } from './sections/interim-reports.ts';
import { meetings } from './sections/meetings.ts';
import { outcome } from './sections/outcome.ts';
import { overview } from './sections/overview.ts';
import { readiness } from './sections/readiness.ts';
import { statements } from './sections/statements.ts';
import { supports } from './sections/supports.ts';
import { sustaining } from './sections/sustain.ts';
import { voided } from './sections/voided.ts';
import { warnings } from './sections/warnings.ts';
import { type Subject, subjectOf, type TrackingReportInput } from './subject.ts';
import { isShown } from './visibility.ts';

const signatures = ({ plan, people }: Subject): SignaturesBlock => ({
  type: 'signatures',
  sentence: message('receipt.sentence'),
  signers: [
    { role: message('head.employee'), name: people(plan.employeeId).name },
    { role: message('head.manager'), name: people(plan.managerId).name },
    { role: message('head.hrOwner'), name: people(plan.hrOwnerId).name },
    { role: message('page.witness') },
  ],
  seal: message('page.seal'),
});

/** What only a plan that started has. */
const courseSections = (subject: Subject): readonly Section[] => {
  const { running } = subject;
  return running === undefined
    ? []
    : [
        meetings(subject, running),
        interimReports(subject),
        feedback(subject),
        criticalEvents(subject),
      ];
};

/** How it ended; or, for those who decide that, how it would end today. */
const endSections = (subject: Subject): readonly Section[] => {
  const { plan, running, view } = subject;
  if (isEnded(plan)) return [outcome(subject, plan.closing)];
  return running !== undefined && isShown('readiness', view) ? [readiness(subject, running)] : [];
};

const receipt = (subject: Subject): Section => ({
  id: 'receipt',
  title: message('section.receipt'),
  blocks: [
    {
      type: 'note',
      text: message('receipt.basis', { events: number(subject.plan.version) }),
    },
    signatures(subject),
  ],
});

/**
 * 《绩效改进跟踪报告》: everything that was agreed, done, measured and said about one plan, from its
 * history, as far as the reader may see it. The same input gives the same document.
 */
export const trackingReport = (input: TrackingReportInput): ReportDocument => {
  const subject = subjectOf(input);
  const { plan, tenantName, view } = subject;
  return {
    title: message('report.title'),
    company: tenantName,
    planTitle: plan.content.title,
    view,
    authoredIn: plan.language,
    head: head(subject),
    notes: readingNotes(subject),
    sections: [
      overview(subject),
      agreement(subject),
      gaps(subject),
      employeeView(subject),
      goals(subject),
      actions(subject),
      supports(subject),
      ...courseSections(subject),
      ...followUp(subject),
      statements(subject),
      ...finalReview(subject),
      changes(subject),
      ...(isShown('acceptedWarnings', view) ? [warnings(subject)] : []),
      ...voided(subject),
      ...endSections(subject),
      ...appeals(subject),
      ...sustaining(subject),
      ...attachments(subject),
      receipt(subject),
    ],
  };
};
