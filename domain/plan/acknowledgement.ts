import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, PartId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Channel } from './vocabulary.ts';

/** How the employee, or whoever tried to reach them, answered a plan or a change of it (H4). */
export type Acknowledgement = {
  readonly at: Instant;
  readonly on: CivilDate;
  readonly contentHash: string;
} & (
  | { readonly kind: 'AGREED'; readonly sentence: string; readonly paper?: PaperSignature }
  /** `statement` null is the explicit "none" of H4. */
  | {
      readonly kind: 'DISAGREED';
      readonly sentence: string;
      readonly statement: string | null;
      readonly paper?: PaperSignature;
    }
  | { readonly kind: 'REFUSED'; readonly witness: Witness; readonly recordedBy: MemberId }
  | { readonly kind: 'NO_RESPONSE'; readonly remindersDelivered: number }
  | {
      readonly kind: 'UNREACHABLE';
      readonly attempts: readonly ContactAttempt[];
      readonly recordedBy: MemberId;
    }
);
export type AcknowledgementKind = Acknowledgement['kind'];

/** Somebody else who saw that the employee refused (A5). */
export interface Witness {
  readonly name: string;
  readonly role: string;
  readonly memberId?: MemberId;
  readonly at: Instant;
  readonly place: string;
}

/** One try to reach the employee; two channels make somebody unreachable (H5). */
export interface ContactAttempt {
  readonly channel: Channel;
  readonly at: Instant;
  readonly proof: string;
}

/** A signature on paper, as a scan shows it. */
export interface PaperSignature {
  readonly attachmentId: PartId;
  /** SHA-256 of the scan, lower-case hex. */
  readonly sha256: string;
  readonly recordedBy: MemberId;
  readonly witness?: Witness;
}
