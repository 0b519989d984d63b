import { App } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it, vi } from 'vitest';
import { acceptedFindings } from '../../infra/nag-acknowledgements.ts';
import { readParameters } from '../../infra/parameters.ts';
import { UpturnStack } from '../../infra/stacks/upturn.ts';
import { upturnApp } from '../../infra/upturn-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const UNBUNDLED = { 'aws:cdk:bundling-stacks': [] };

/** What cdk-nag finds below an app, as `rule at path`. */
const findings = (app: App): readonly string[] =>
  new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap((violation) =>
      violation.violatingResources.map(
        ({ constructPath }) => `${violation.ruleName} at ${constructPath}`,
      ),
    );

describe.each([{}, { gatewayLogRole: 'skip' }])('cdk-nag, %o', (context) => {
  it('finds nothing that nobody has acknowledged', () => {
    expect(findings(upturnApp({ context: { ...UNBUNDLED, ...context } }))).toEqual([]);
  });

  it('would find each acknowledged thing: none is out of date', () => {
    const app = new App({
      context: {
        ...UNBUNDLED,
        // As cdk.json has it: with the old way of logging, the buckets could not be made.
        '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
        ...context,
      },
    });
    const parameters = readParameters(app.node);
    new UpturnStack(app, 'Upturn', parameters);
    const found = findings(app);
    expect(
      acceptedFindings(parameters)
        .map(({ id, at }) => `${id} at Upturn/${at}/Resource`)
        .sort(),
    ).toEqual([...found].sort());
  });
});

it('gives a reason for everything it accepts', () => {
  for (const { reason } of acceptedFindings(readParameters(new App().node)))
    expect(reason.length).toBeGreaterThan(40);
});

it('sees a bucket that anybody could have planted', () => {
  const app = upturnApp({ context: UNBUNDLED });
  const stack = app.node.findChild('Upturn');
  new Bucket(stack, 'Planted');
  expect(findings(app)).toContain('AwsSolutions-S10 at Upturn/Planted/Resource');
});
