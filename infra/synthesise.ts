import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { upturnApp } from './upturn-app.ts';

/**
 * Writes the cloud assembly (template, asset manifest, bundles) into `outdir`.
 * `context` overrides that of `cdk.json`, like `-c` on the command line.
 */
export function synthesise(
  outdir: string,
  context: Readonly<Record<string, unknown>> = {},
): CloudAssembly {
  return upturnApp({ outdir, context: { ...context } }).synth();
}
