import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { upturnApp, withSecurityChecks } from './upturn-app.ts';

export interface SynthesisOptions {
  /** Overrides the context of `cdk.json`, like `-c` on the command line. */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Whether CloudFormation's and cdk-nag's rules judge the template, which takes seconds and changes
   * nothing in it: `false` unless given, since whatever deploys goes through `app.ts`, which is
   * always checked.
   */
  readonly checked?: boolean;
}

/** Writes the cloud assembly (template, asset manifest, bundles) into `outdir`. */
export function synthesise(outdir: string, options: SynthesisOptions = {}): CloudAssembly {
  const { context = {}, checked = false } = options;
  const app = upturnApp({
    outdir,
    context: { ...context },
    builtinCloudFormationValidation: checked,
  });
  return (checked ? withSecurityChecks(app) : app).synth();
}
