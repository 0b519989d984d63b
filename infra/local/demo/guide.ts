import type { Host } from '../host.ts';
import { DEMO_CODE_SECRET, DEMO_PASSWORD, type DemoRecord } from './seed.ts';

const nameOf = (email: string): string =>
  (email.startsWith('admin@')
    ? email.replace('@', '_').replace(/\..*/, '')
    : (email.split('@')[0] ?? '')
  )
    .replace(/\W/g, '_')
    .toUpperCase();

/** Where everything is, a token for each demo person, and what to try first. */
export const printGuide = async (
  host: Host,
  { planId, people }: DemoRecord,
  print: (line: string) => void,
): Promise<void> => {
  const { url } = host;
  const next = await host.nextDueInstant();
  print('');
  print('Tokens, good for 15 minutes; a new one at the sign-in page');
  print(`(${url}/_local/sign-in, password ${DEMO_PASSWORD}):`);
  for (const { email, what } of people) {
    const token = await host.tokenFor(email);
    const { hasSecondFactor } = host.services.userPool.find(email);
    const how = hasSecondFactor ? ', signed in with a second factor' : '';
    print(`export ${nameOf(email)}=${token}  # ${what}, ${email}${how}`);
  }
  print('HR and administrators need a second factor. Theirs, for an authenticator app, is');
  print(`${DEMO_CODE_SECRET}; its code of now: node infra/local/demo/code.ts`);
  print('');
  print('Look:');
  print(`  the plan as anybody sees it   ${url}/_local/plans/${planId}`);
  print(`  the mails that went out       ${url}/_local/inbox`);
  print('Try:');
  print(`  curl -s ${url}/v1/health`);
  print(`  curl -s ${url}/v1/me -H "Authorization: Bearer $LI_QIANG"`);
  print(`  curl -s ${url}/v1/plans/${planId}/timeline -H "Authorization: Bearer $ZHAO_MIN"`);
  print(`  curl -s ${url}/v1/plans/${planId}/readiness -H "Authorization: Bearer $CHEN_JING"`);
  print(
    `  curl -s ${url}/v1/plans/${planId}/report -H "Authorization: Bearer $CHEN_JING" > report.html`,
  );
  if (next !== undefined) {
    const to = new Date(Math.max(next, host.clock.now())).toISOString();
    print('Move the clock to the next thing that happens:');
    print(
      `  curl -s -X POST ${url}/_local/clock -H 'Content-Type: application/json' -d '{"to":"${to}"}'`,
    );
  }
};
