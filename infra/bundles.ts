import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';

/** Ceiling of the `api` bundle, minified, in kilobytes of 1,000 bytes: docs/adr/0008. */
export const MOST_API_BUNDLE_KB = 880;

/** What CDK would upload for one Lambda function. */
export interface Bundle {
  /** Name of the function's construct, e.g. `PreToken`. */
  readonly name: string;
  /** The file that holds the handler. */
  readonly file: string;
  /** Size of that file. */
  readonly bytes: number;
}

const FUNCTION = z.looseObject({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.looseObject({ Code: z.looseObject({ S3Key: z.string() }) }),
});

/** The bundles of a synthesised stack, in template order. */
export function bundles(stack: CloudFormationStackArtifact): readonly Bundle[] {
  const resources: Readonly<Record<string, unknown>> = stack.template.Resources;
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const parsed = FUNCTION.safeParse(resource);
    if (!parsed.success) return [];
    const folder = join(
      stack.assembly.directory,
      `asset.${parsed.data.Properties.Code.S3Key.replace(/\.zip$/, '')}`,
    );
    const name = readdirSync(folder).find((entry) => entry === 'index.mjs');
    if (name === undefined) throw new Error(`${logicalId}: no index.mjs in ${folder}`);
    const file = join(folder, name);
    return [
      { name: logicalId.replace(/Function[0-9A-F]{8}$/, ''), file, bytes: statSync(file).size },
    ];
  });
}
