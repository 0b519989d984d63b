import { generateKeyPairSync, sign } from 'node:crypto';
import type { PlanId, TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import {
  type Anchor,
  bytesToSign,
  fingerprintOf,
  nextAnchor,
  type SignedAnchor,
} from '../../functions/adapters/evidence/anchor.ts';
import type { PlanRecord } from '../../functions/adapters/evidence/plan-record.ts';
import { type ChainLink, chainStart, linkOf } from '../../functions/adapters/store/chain.ts';
import { fifteen, following, wholeRun } from '../store/running-plan.ts';
import { activePlanHistory, OTHER_PLAN_ID, PLAN_ID, sha256, TENANT_ID } from '../support/plans.ts';
import { planAfter } from '../support/store.ts';

/** Everything that happens to a plan of sixty days, from its draft to its last meeting. */
export const wholeHistory = (): readonly RecordedEvent[] => {
  const history = activePlanHistory(fifteen);
  const plan = planAfter(undefined, history);
  return [...history, ...following(plan, ...wholeRun(plan))];
};

/** Bytes that never repeat: a counter, hashed. */
let drawn = 0;
export const bytes = (size: number): Uint8Array => {
  drawn += 1;
  return Buffer.from(sha256(`salt ${drawn}`), 'hex').subarray(0, size);
};

/** A history as the links of a plan's chain, from a link on. */
export const chain = (
  history: readonly RecordedEvent[],
  from = chainStart(PLAN_ID),
): readonly ChainLink[] => {
  let hash = from;
  return history.map((event) => {
    const link = linkOf(event, hash, bytes);
    hash = link.hash;
    return link;
  });
};

const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
export const KEY = { text: spki.toString('base64'), fingerprint: fingerprintOf(spki) };

export const signAnchor = (anchor: Anchor, privateKey = pair.privateKey): SignedAnchor => ({
  anchor,
  key: KEY.fingerprint,
  signature: sign('sha256', bytesToSign(anchor), privateKey).toString('base64'),
});

/** Somebody else's key pair, to forge with. */
export const forger = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

export const at = (hour: number): Instant =>
  new Date(Date.UTC(2026, 2, 1, hour)).toISOString() as Instant;

/** Anchors of a company: at each of these versions of the plan one, with another plan beside it. */
export const anchorsAt = (
  links: readonly ChainLink[],
  versions: readonly number[],
  ids: { readonly tenantId?: TenantId; readonly planId?: PlanId } = {},
): readonly SignedAnchor[] => {
  const { tenantId = TENANT_ID, planId = PLAN_ID } = ids;
  const anchors: SignedAnchor[] = [];
  for (const [index, version] of versions.entries()) {
    const last = anchors.at(-1)?.anchor;
    const chainHash = links[version - 1]?.hash;
    const heads = [
      { planId: OTHER_PLAN_ID, version: index + 1, chainHash: sha256(`other ${index}`) },
      ...(chainHash === undefined ? [] : [{ planId, version, chainHash }]),
    ];
    const anchor = nextAnchor({ tenantId, at: at(index), heads, ...(last && { last }) });
    anchors.push(signAnchor(anchor));
  }
  return anchors;
};

export const eventsOf = (links: readonly ChainLink[]): readonly RecordedEvent[] =>
  links.map(({ seq, at: when, by, payload = '' }) => ({
    seq,
    at: when,
    by,
    event: JSON.parse(payload),
  }));

/** A record with what it has to have; records follow from the events unless given. */
export const recordWith = (
  links: readonly ChainLink[],
  anchors: readonly SignedAnchor[],
): PlanRecord => ({
  format: 'upturn-record/1',
  tenantId: TENANT_ID,
  planId: PLAN_ID,
  events: links,
  ...(links.every(({ payload }) => payload) ? { records: recordsOf(eventsOf(links)) } : {}),
  anchors,
  keys: anchors.length === 0 ? [] : [KEY.text],
});
