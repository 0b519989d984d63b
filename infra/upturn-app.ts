import { readFileSync } from 'node:fs';
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { acknowledgeFindings } from './nag-acknowledgements.ts';
import { readParameters } from './parameters.ts';
import { UpturnStack } from './stacks/upturn.ts';

/** Name of the one stack, and so of its template: `<STACK_NAME>.template.json`. */
export const STACK_NAME = 'Upturn';

const CDK_JSON = z.looseObject({ context: z.record(z.string(), z.unknown()) });

/**
 * The CDK app. `cdk.json`'s context is read here as well, so that the app synthesises the same
 * template with and without the CDK command line; its `-c` options win.
 */
export function upturnApp(props: AppProps = {}): App {
  const cdkJson = CDK_JSON.parse(
    JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')),
  );
  const app = new App({
    analyticsReporting: false,
    ...props,
    context: { ...cdkJson.context, ...props.context },
  });
  const parameters = readParameters(app.node);
  acknowledgeFindings(new UpturnStack(app, STACK_NAME, parameters), parameters);
  return app;
}

/** Makes synthesis fail on whatever cdk-nag finds and nobody has acknowledged. */
export function withSecurityChecks(app: App): App {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
