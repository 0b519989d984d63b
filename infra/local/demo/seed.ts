import type { Host } from '../host.ts';
import { expectAnswer } from './client.ts';
import { berlinCompany, shanghaiCompany } from './companies.ts';
import { playToTheMiddle } from './play-shanghai.ts';
import { type Cast, createStage, type Stage, signUp } from './stage.ts';

/** When the demo companies sign up: the stories need the holidays of 2026. */
export const DEMO_STARTS_AT = Date.parse('2026-02-09T01:00:00Z');
/** One password for all people who are made up. */
export const DEMO_PASSWORD = 'Upturn-Demo-2026';
/** One second factor for those of them who need one (base 32, for an authenticator app). */
export const DEMO_CODE_SECRET = 'UPTURNDEMOUPTURNDEMOUPTURNDEMOUP';

/** What a later start has to know of the companies it finds. */
export interface DemoRecord {
  readonly planId: string;
  readonly people: readonly { readonly email: string; readonly what: string }[];
}

/** Lets the company's mail point at this machine's own pages. */
const linkTo = async (stage: Stage, cast: Cast, appUrl: string): Promise<void> => {
  const admin = stage.client.as(cast.company.administrator.email);
  const read = await admin.get('/v1/tenant');
  const { version, policy, ...settings } = expectAnswer<{
    version: number;
    policy: Record<string, unknown>;
  }>(read, 'the settings');
  const { version: _, ...parameters } = policy;
  const body = { ...settings, policy: { ...parameters, links: { appUrl } } };
  expectAnswer(await admin.put('/v1/tenant', body, version), 'the settings are changed');
};

const peopleOf = ({ company }: Cast): DemoRecord['people'] => [
  { email: company.administrator.email, what: 'administrator' },
  ...Object.entries(company.people).map(([what, { email }]) => ({ email, what })),
];

/**
 * Signs both companies up and plays the Shanghai plan to its middle, so that inbox, timeline and
 * report have something to show.
 */
export const seedDemo = async (
  host: Host,
  appUrl: string,
  tell: (line: string) => void,
): Promise<DemoRecord> => {
  let steps = 0;
  const stage = createStage(host, {
    note: () => undefined,
    step: async (title, act) => {
      steps += 1;
      tell(`  ${String(steps).padStart(2)}  ${title}`);
      return act();
    },
  });
  const shanghai = await signUp(stage, shanghaiCompany());
  const berlin = await signUp(stage, berlinCompany());
  for (const cast of [shanghai, berlin]) await linkTo(stage, cast, appUrl);
  const planId = await playToTheMiddle(stage, shanghai);
  const people = [...peopleOf(shanghai), ...peopleOf(berlin)];
  const { userPool } = host.services;
  for (const { email } of people) {
    await userPool.setPassword(email, DEMO_PASSWORD);
    if (userPool.find(email).hasSecondFactor) userPool.enrolSecondFactor(email, DEMO_CODE_SECRET);
  }
  return { planId, people };
};
