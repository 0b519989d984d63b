import type { MemberId, TenantId } from '../../../domain/kernel/ids.ts';
import { unreachable } from '../../../domain/kernel/unreachable.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { RunningState } from '../../../domain/plan/running-state.ts';
import { isEnded, openPart } from '../../../domain/plan/stage.ts';
import type {
  ArchivedPlan,
  DraftPlan,
  EndedPlan,
  ErasedPlan,
  FinalReviewPlan,
  OpenPlan,
  PausedPlan,
  Plan,
  SustainPlan,
} from '../../../domain/plan/state.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { type DueState, dueAttributes, readDue } from './due.ts';
import { type Codec, type Fields, fromItem, type RawItem, StoredItemError, stamp } from './item.ts';
import { changedIndexKeys, type Key, keyOf, planIndexKeys, tenantIdOf } from './keys.ts';
import { type Packed, pack, packText } from './packed.ts';
import { type PlanSummary, readSummary, summaryOf } from './plan-summary.ts';
import { upcastPolicy } from './upcast-policy.ts';

/**
 * How a plan is spread over items. HEAD, which every command writes and every reminder checks, is
 * who and how far: people, stage, version, the state of what is owed and what is due next; under
 * 2 KB unless the plan is very long. BODY is what was said and signed, written when it changes.
 */

/** The plan's part of HEAD. */
export interface Head {
  readonly summary: PlanSummary;
  readonly tenantId: TenantId;
  readonly version: number;
  /** Hash of the last event, lower-case hex. */
  readonly chainHash: string;
  readonly authorId: MemberId;
  readonly zone: string;
  readonly siteId: string;
  readonly language: Plan['language'];
  readonly returns: number;
  readonly running?: RunningState;
  readonly due: DueState;
  /** The version that wrote BODY last: items of one batch are not read at one moment. */
  readonly bodyVersion: number;
  /** How many items the body takes; more than one only near the limits of every field. */
  readonly bodyParts: number;
}

/** Everything of a plan that is not in HEAD. */
interface Body extends Pick<OpenPlan, 'content' | 'talk' | 'accepted'> {
  /** Absent when nobody has access by grant. */
  readonly grants?: OpenPlan['grants'];
  readonly returnedAt?: NonNullable<DraftPlan['returnedAt']>;
  readonly recalledAt?: NonNullable<DraftPlan['recalledAt']>;
  readonly submission?: FinalReviewPlan['submission'];
  readonly approval?: FinalReviewPlan['approval'];
  readonly delivery?: FinalReviewPlan['delivery'];
  readonly acknowledgements?: FinalReviewPlan['acknowledgements'];
  readonly disagreementAnswer?: NonNullable<FinalReviewPlan['disagreementAnswer']>;
  readonly jurisdiction?: NonNullable<OpenPlan['jurisdiction']>;
  readonly activation?: FinalReviewPlan['activation'];
  readonly pause?: PausedPlan['pause'];
  readonly pauses?: PausedPlan['pauses'];
  readonly amendment?: NonNullable<PausedPlan['amendment']>;
  readonly amendments?: PausedPlan['amendments'];
  readonly vacancy?: NonNullable<PausedPlan['vacancy']>;
  readonly managerSince?: NonNullable<PausedPlan['managerSince']>;
  readonly review?: FinalReviewPlan['review'];
  readonly attachments?: NonNullable<OpenPlan['attachments']>;
  readonly hold?: NonNullable<OpenPlan['hold']>;
  readonly voided?: NonNullable<OpenPlan['voided']>;
  readonly closing?: EndedPlan['closing'];
  readonly appeal?: NonNullable<EndedPlan['appeal']>;
  readonly nextStepBegunOn?: NonNullable<EndedPlan['nextStepBegunOn']>;
  readonly employmentEndOn?: NonNullable<EndedPlan['employmentEndOn']>;
  readonly sustain?: SustainPlan['sustain'];
  readonly archivedAt?: ArchivedPlan['archivedAt'];
  readonly erasure?: NonNullable<ArchivedPlan['erasure']> | ErasedPlan['erasure'];
  /** What a closed plan was before. */
  readonly before?: Pick<OpenPlan, 'status' | 'version'>;
}

/** The fields of a stage beside `content`, `talk` and `accepted`. */
const LATER = [
  'returnedAt',
  'recalledAt',
  'submission',
  'approval',
  'delivery',
  'acknowledgements',
  'disagreementAnswer',
  'activation',
  'pause',
  'pauses',
  'amendment',
  'amendments',
  'vacancy',
  'managerSince',
  'review',
] as const satisfies readonly (keyof Body)[];

/** The fields of a plan that has an outcome, beside `closing` and `before`. */
const ENDED = [
  'appeal',
  'nextStepBegunOn',
  'employmentEndOn',
  'sustain',
  'archivedAt',
  'erasure',
] as const satisfies readonly (keyof Body)[];

const pick = <Name extends keyof Body>(from: object, names: readonly Name[]): Pick<Body, Name> =>
  Object.fromEntries(
    Object.entries(from).filter(([name]) => (names as readonly string[]).includes(name)),
  ) as Pick<Body, Name>;

const bodyOf = (plan: Plan): Body => {
  const open = openPart(plan);
  const { content, talk, accepted } = open;
  const { grants } = plan;
  const closed = isEnded(plan)
    ? {
        closing: plan.closing,
        before: { status: plan.before.status, version: plan.before.version },
        ...pick(plan, ENDED),
      }
    : plan.status === 'ERASED'
      ? { erasure: plan.erasure }
      : {};
  return {
    content,
    talk,
    accepted,
    ...(grants.length === 0 ? {} : { grants }),
    ...pick(plan, ['attachments', 'hold', 'voided', 'jurisdiction']),
    ...pick(open, LATER),
    ...closed,
  };
};

const runningOf = (plan: Plan): RunningState | undefined => {
  const open = openPart(plan);
  return 'running' in open ? open.running : undefined;
};

/** Bytes of BODY in one item; what is above goes into items of its own. */
const PART_BYTES = 240_000;

type PlanItem = RawItem & Key;

export interface PlanItems {
  readonly head: PlanItem;
  /** BODY, unless it stands in the table as it is. */
  readonly body: readonly PlanItem[];
  /** Items of an earlier, longer body. */
  readonly obsolete: readonly Key[];
}

/**
 * The items to write for a plan, given what is stored: BODY only where it differs by value.
 * @param before the plan as it is stored and its HEAD
 */
export const planItems = (
  plan: Plan,
  chainHash: string,
  due: DueState,
  before?: { readonly plan: Plan; readonly head: Head },
): PlanItems => {
  const { tenantId, id } = plan;
  const body = changedBody(plan, before?.plan);
  const parts = body === undefined ? undefined : partsOf(body);
  const bodyParts = parts?.length ?? before?.head.bodyParts ?? 1;
  const running = runningOf(plan);
  const { planId: _, ...summary } = summaryOf(plan);
  return {
    head: {
      ...keyOf.head(tenantId, id),
      ...stamp(headCodec),
      // What is erased is in no list.
      ...(plan.status === 'ERASED' ? {} : planIndexKeys({ ...summaryOf(plan), tenantId })),
      ...dueAttributes(tenantId, id, due),
      // Whoever anchors the plan takes the mark away again.
      ...changedIndexKeys({ tenantId, planId: id }),
      summary,
      version: plan.version,
      chainHash: Buffer.from(chainHash, 'hex'),
      authorId: plan.authorId,
      zone: plan.zone,
      siteId: plan.siteId,
      language: plan.language,
      returns: plan.returns,
      running: running === undefined ? undefined : pack(running),
      bodyVersion: body === undefined ? before?.head.bodyVersion : plan.version,
      bodyParts: bodyParts > 1 ? bodyParts : undefined,
    },
    body: (parts ?? []).map((part, index) => ({
      ...keyOf.body(tenantId, id, index),
      ...stamp(bodyCodec),
      version: plan.version,
      body: part,
    })),
    obsolete: Array.from(
      { length: Math.max(0, (before?.head.bodyParts ?? 1) - bodyParts) },
      (_, index) => keyOf.body(tenantId, id, bodyParts + index),
    ),
  };
};

/** The body's canonical text, or `undefined` when the stored one has the same. */
const changedBody = (plan: Plan, before: Plan | undefined): string | undefined => {
  const now = bodyOf(plan);
  if (before === undefined) return canonicalJson(now);
  const stored = bodyOf(before);
  if (sameFields(stored, now)) return undefined;
  const text = canonicalJson(now);
  return canonicalJson(stored) === text ? undefined : text;
};

/** The fold keeps the objects that an event did not touch, so most comparisons end here. */
const sameFields = (a: object, b: object): boolean => {
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => right.get(name) === value);
};

const partsOf = (body: string): readonly Packed[] => {
  const packed = packText(body);
  if (typeof packed === 'string') return [packed];
  return Array.from({ length: Math.ceil(packed.length / PART_BYTES) }, (_, index) =>
    packed.subarray(index * PART_BYTES, (index + 1) * PART_BYTES),
  );
};

// ---- reading ----

export const headCodec: Codec<Head> = {
  type: 'planHead',
  version: 1,
  packed: ['running', 'sites'],
  upcasters: {},
  read: (fields) => ({
    summary: readSummary(fields.key, fields.within('summary', fields.object('summary'))),
    tenantId: tenantIdOf(fields.key),
    version: fields.count('version'),
    chainHash: Buffer.from(fields.bytes('chainHash')).toString('hex'),
    authorId: fields.text('authorId') as MemberId,
    zone: fields.text('zone'),
    siteId: fields.text('siteId'),
    language: fields.oneOf('language', LANGUAGES),
    returns: fields.count('returns'),
    ...(fields.has('running') ? { running: readRunning(fields) } : {}),
    due: readDue(fields),
    bodyVersion: fields.count('bodyVersion'),
    bodyParts: fields.has('bodyParts') ? fields.count('bodyParts') : 1,
  }),
};

const readRunning = (fields: Fields): RunningState => {
  const running = fields.within('running', fields.object('running'));
  for (const name of ['checkIns', 'checkpoints', 'supports', 'actions', 'goals'])
    running.object(name);
  return fields.object('running') as unknown as RunningState;
};

interface VersionedBody {
  readonly version: number;
  readonly body: Body;
}

/** A body from before plans could be paused and amended. */
const withChanges = (body: RawItem): RawItem => ({
  ...body,
  ...(body.submission === undefined
    ? {}
    : {
        submission: {
          ...(body.submission as RawItem),
          policy: upcastPolicy((body.submission as RawItem).policy),
        },
      }),
  ...(body.activation === undefined ? {} : { pauses: [], amendments: [] }),
  ...(body.review === undefined ? {} : { review: { ...(body.review as RawItem), overrides: [] } }),
});

export const bodyCodec: Codec<VersionedBody> = {
  type: 'planBody',
  version: 2,
  packed: ['body'],
  upcasters: {
    1: (item) =>
      item.body === undefined ? item : { ...item, body: withChanges(item.body as RawItem) },
  },
  read: (fields) => {
    const body = fields.within('body', fields.object('body'));
    body.within('content', body.object('content')).object('schedule');
    body.object('talk');
    body.list('accepted');
    return { version: fields.count('version'), body: fields.object('body') as unknown as Body };
  },
};

/** The items of a body as one, or `undefined` when one is missing or they are of different writes. */
const joinBody = (parts: readonly (RawItem | undefined)[]): RawItem | undefined => {
  const [first, ...rest] = parts;
  if (first === undefined || rest.length === 0) return first;
  if (rest.some((part) => part?.version !== first.version)) return undefined;
  return { ...first, body: Buffer.concat(parts.map((part) => part?.body as Uint8Array)) };
};

/**
 * The plan of its items, or `undefined` when a write fell between reading two of them and they have
 * to be read again.
 *
 * @throws StoredItemError when what is read cannot be a plan
 */
export const planOfItems = (
  head: Head,
  bodyItems: readonly (RawItem | undefined)[],
): Plan | undefined => {
  const joined = joinBody(bodyItems);
  if (joined?.version !== head.bodyVersion) return undefined;
  return assemble(head, fromItem(bodyCodec, joined).body);
};

const assemble = (head: Head, body: Body): Plan => {
  const { summary, running } = head;
  const facts = {
    id: summary.planId,
    tenantId: head.tenantId,
    employeeId: summary.employeeId,
    managerId: summary.managerId,
    hrOwnerId: summary.hrOwnerId,
    authorId: head.authorId,
    zone: head.zone,
    siteId: head.siteId,
    language: head.language,
    createdAt: summary.createdAt,
    content: body.content,
    talk: body.talk,
    accepted: body.accepted,
    returns: head.returns,
    grants: body.grants ?? [],
    ...(body.attachments === undefined ? {} : { attachments: body.attachments }),
    ...(body.hold === undefined ? {} : { hold: body.hold }),
    ...(body.voided === undefined ? {} : { voided: body.voided }),
    ...(body.jurisdiction === undefined ? {} : { jurisdiction: body.jurisdiction }),
  };
  const present = <Name extends keyof Body>(name: Name): NonNullable<Body[Name]> => {
    const value = body[name] ?? undefined;
    if (value === undefined)
      throw new StoredItemError(keyOf.body(head.tenantId, facts.id), `${name} is missing`);
    return value as NonNullable<Body[Name]>;
  };
  const delivered = () => ({
    submission: present('submission'),
    approval: present('approval'),
    delivery: present('delivery'),
    acknowledgements: present('acknowledgements'),
    ...(body.disagreementAnswer === undefined
      ? {}
      : { disagreementAnswer: body.disagreementAnswer }),
  });
  const started = () => {
    if (running === undefined)
      throw new StoredItemError(keyOf.head(head.tenantId, facts.id), 'running is missing');
    const { amendment, vacancy, managerSince } = body;
    return {
      ...delivered(),
      activation: present('activation'),
      running,
      pauses: present('pauses'),
      amendments: present('amendments'),
      ...(amendment === undefined ? {} : { amendment }),
      ...(vacancy === undefined ? {} : { vacancy }),
      ...(managerSince === undefined ? {} : { managerSince }),
    };
  };
  const openAt = (status: OpenPlan['status'], version: number): OpenPlan => {
    const common = { ...facts, version };
    switch (status) {
      case 'DRAFT':
        return {
          ...common,
          status,
          ...(body.returnedAt === undefined ? {} : { returnedAt: body.returnedAt }),
          ...(body.recalledAt === undefined ? {} : { recalledAt: body.recalledAt }),
        };
      case 'IN_REVIEW':
        return { ...common, status, submission: present('submission') };
      case 'APPROVED':
        return {
          ...common,
          status,
          submission: present('submission'),
          approval: present('approval'),
        };
      case 'PRESENTED':
        return { ...common, status, ...delivered() };
      case 'ACTIVE':
        return { ...common, status, ...started() };
      case 'PAUSED':
        return { ...common, status, ...started(), pause: present('pause') };
      case 'FINAL_REVIEW':
        return { ...common, status, ...started(), review: present('review') };
      default:
        return unreachable(status);
    }
  };
  const ended = () => {
    const before = present('before');
    return {
      ...facts,
      version: head.version,
      closing: present('closing'),
      before: openAt(before.status, before.version),
      ...pick(body, ['appeal', 'nextStepBegunOn', 'employmentEndOn']),
    };
  };
  switch (summary.status) {
    case 'CLOSED':
      return { ...ended(), status: 'CLOSED' };
    case 'SUSTAIN':
      return { ...ended(), status: 'SUSTAIN', sustain: present('sustain') };
    case 'ARCHIVED':
      return {
        ...ended(),
        status: 'ARCHIVED',
        archivedAt: present('archivedAt'),
        ...(pick(body, ['sustain', 'erasure']) as Pick<ArchivedPlan, 'sustain' | 'erasure'>),
      };
    case 'ERASED':
      return {
        ...facts,
        version: head.version,
        status: 'ERASED',
        erasure: present('erasure') as ErasedPlan['erasure'],
      };
    default:
      return openAt(summary.status, head.version);
  }
};
