import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { synthesise } from '../../infra/synthesise.ts';
import { STACK_NAME } from '../../infra/upturn-app.ts';

// Synthesis takes a second, more when other suites share the machine.
vi.setConfig({ testTimeout: 60_000 });

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON, tests look into it.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** The template, without bundling the functions: they are not what most tests are about. */
export function templateWith(context: Readonly<Record<string, unknown>> = {}): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'upturn-infra-'));
  try {
    const assembly = synthesise(outdir, {
      context: { 'aws:cdk:bundling-stacks': [], ...context },
    });
    return assembly.getStackByName(STACK_NAME).template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The resources of a type, by the names that `readable` gives them. */
export const ofType = (template: Template, type: string): ReadonlyMap<string, Resource> =>
  new Map(
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => [nameOf(logicalId), resource]),
  );

/** A logical id without the hash that CDK appends. */
const nameOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A template value as text: `{ 'Fn::GetAtt': ['DataTableFDBAD0F2', 'Arn'] }` is `<DataTable.Arn>`. */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    const [[name, argument] = []] = Object.entries(value);
    if (name === 'Ref') return `<${nameOf(String(argument))}>`;
    if (name === 'Fn::GetAtt' && Array.isArray(argument))
      return `<${nameOf(argument[0])}.${argument[1]}>`;
    if (name === 'Fn::Join' && Array.isArray(argument))
      return argument[1].map(readable).join(argument[0]);
  }
  throw new Error(`not readable: ${JSON.stringify(value)}`);
}

/** What a role may do, one line per action and resource. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Every grant of a role's policies. Throws on what would make such a list incomplete. */
export function grantsOf(template: Template, role: string): readonly Grant[] {
  const properties = ofType(template, 'AWS::IAM::Role').get(role)?.Properties;
  if (properties === undefined) throw new Error(`no role ${role}`);
  if (properties.ManagedPolicyArns !== undefined || properties.Policies !== undefined)
    throw new Error(`${role} has policies elsewhere`);
  return [...ofType(template, 'AWS::IAM::Policy').values()]
    .filter((policy) => policy.Properties.Roles.map(readable).includes(`<${role}>`))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
    .flatMap((statement) => {
      const { Effect, Action, Resource: on, Condition, ...rest } = statement;
      if (Effect !== 'Allow' || Object.keys(rest).length > 0)
        throw new Error(`${role}: unexpected statement ${JSON.stringify(statement)}`);
      return listed(Action).flatMap((action) =>
        listed(on).map((resource) => ({
          action: String(action),
          resource: readable(resource),
          condition: Condition,
        })),
      );
    });
}
