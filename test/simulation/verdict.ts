import type { Delivery } from '../../functions/adapters/store/index.ts';
import type { State } from './states.ts';
import type { SimulatedPlan, World } from './world.ts';

/** What may not happen. */
export type Wrong =
  | 'lost'
  | 'avoidable duplicate'
  | 'ghost'
  | 'early'
  | 'wrong hour'
  | 'late without saying so'
  | 'late in the calm'
  | 'unannounced'
  | 'wrong person'
  | 'to an address out of reach'
  | 'ended without reason'
  | 'HR not told'
  | 'stuck'
  | 'overdue plan'
  | 'too fast'
  | 'proof ignored';

/** A plan with everything that was ever written down or sent of it. */
export interface Case {
  readonly world: World;
  readonly plan: SimulatedPlan;
  readonly states: readonly State[];
  readonly deliveries: readonly Delivery[];
  readonly byId: ReadonlyMap<string, Delivery>;
  /** Every address that a delivery of the company was sent to. */
  readonly sentTo: (deliveryId: string) => readonly string[];
  readonly end: number;
  readonly isCalm: boolean;
}
