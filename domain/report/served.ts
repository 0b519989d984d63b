import type { PlanContent } from '../plan/content.ts';
import type { RecordedEvent } from '../plan/events.ts';

/** A text that the employee was handed, and what became of it; numbers are those of events. */
export interface ServedVersion {
  readonly what: 'plan' | 'amendment';
  /** SHA-256 of the canonical content, lower-case hex: what signatures refer to. */
  readonly contentHash: string;
  readonly content: PlanContent;
  /** The event that handed it over. */
  readonly servedAt: number;
  /** Answers and signatures to it, oldest first. */
  readonly acknowledgements: readonly number[];
}

type Wording = Pick<ServedVersion, 'contentHash' | 'content'>;

/**
 * Every text that was handed to the employee, in the order of serving, each as it was signed: the
 * plan whenever it was presented, and each amendment that was served.
 */
export const servedVersions = (history: readonly RecordedEvent[]): readonly ServedVersion[] => {
  const served: ServedVersion[] = [];
  let draft: PlanContent | undefined;
  let submitted: Wording | undefined;
  let proposed: Wording | undefined;
  const serve = (what: ServedVersion['what'], wording: Wording | undefined, seq: number): void => {
    if (wording !== undefined)
      served.push({ what, ...wording, servedAt: seq, acknowledgements: [] });
  };
  const acknowledge = (what: ServedVersion['what'], seq: number): void => {
    const at = served.findLastIndex((one) => one.what === what);
    const version = served[at];
    if (version !== undefined)
      served[at] = { ...version, acknowledgements: [...version.acknowledgements, seq] };
  };
  for (const { seq, event } of history)
    switch (event.type) {
      case 'PlanDrafted':
      case 'ContentEdited':
        draft = event.content;
        break;
      case 'PlanSubmitted':
        submitted =
          draft === undefined ? undefined : { contentHash: event.contentHash, content: draft };
        break;
      case 'PlanPresented':
        serve('plan', submitted, seq);
        break;
      case 'PlanAcknowledged':
        acknowledge('plan', seq);
        break;
      case 'AmendmentProposed':
        proposed = { contentHash: event.contentHash, content: event.content };
        // What only manager and employee agree on is with the employee at once (J1).
        if (event.ackBy !== undefined) serve('amendment', proposed, seq);
        break;
      case 'AmendmentServed':
        serve('amendment', proposed, seq);
        break;
      case 'AmendmentAcknowledged':
        acknowledge('amendment', seq);
        break;
      default:
        break;
    }
  return served;
};
