import { type Assembly, locateCode } from './assembly.ts';
import type { DeployedFunction } from './lambda.ts';
import type { LogLevel } from './lambda-environment.ts';
import type { Resolver } from './resolver.ts';
import { StartupError } from './startup-error.ts';
import { isObject } from './template.ts';

/** Lambda's defaults for what a template leaves out. */
const DEFAULT_MEMORY_MB = 128;
const DEFAULT_TIMEOUT_SECONDS = 3;

/** Reads the functions of the template, each with the bundle that would be uploaded for it. */
export const readFunctions = (
  resolver: Resolver,
  assembly: Assembly,
): readonly DeployedFunction[] =>
  resolver.ofType('AWS::Lambda::Function').map(({ logicalId, properties }) => {
    const refuse = (reason: string): never => {
      throw new StartupError(`${logicalId}: ${reason}`);
    };
    const runtime = String(properties.Runtime);
    if (!runtime.startsWith('nodejs')) refuse(`runtime ${runtime} is not modelled`);
    if (properties.Layers !== undefined) refuse('layers are not modelled');
    const { Code: code, Environment: environment, TenancyConfig: tenancy } = properties;
    if (!isObject(code) || typeof code.S3Key !== 'string')
      return refuse('only code from an asset is modelled');
    const role = resolver.find('AWS::IAM::Role', String(properties.Role), 'Arn');
    if (role === undefined) return refuse(`its role ${properties.Role} is not in the template`);
    const isolation = isObject(tenancy) ? tenancy.TenantIsolationMode : undefined;
    if (isolation !== undefined && isolation !== 'PER_TENANT')
      refuse(`tenant isolation ${isolation} is not modelled`);
    const variables = isObject(environment) ? environment.Variables : undefined;
    const logging = properties.LoggingConfig;
    const name = resolver.ref(logicalId);
    const handler = String(properties.Handler);
    const reserved = properties.ReservedConcurrentExecutions;
    return {
      logicalId,
      name,
      arn: resolver.attribute(logicalId, 'Arn'),
      code: locateCode(assembly.assetPath(code.S3Key), handler),
      runtime,
      handler,
      variables: isObject(variables)
        ? Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)]))
        : {},
      role: role.logicalId,
      memoryMb: Number(properties.MemorySize ?? DEFAULT_MEMORY_MB),
      timeoutMs: Number(properties.Timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
      perTenant: isolation === 'PER_TENANT',
      reservedConcurrency: reserved === undefined ? undefined : Number(reserved),
      logGroup:
        isObject(logging) && typeof logging.LogGroup === 'string'
          ? logging.LogGroup
          : `/aws/lambda/${name}`,
      logging:
        isObject(logging) && logging.LogFormat === 'JSON'
          ? { format: 'JSON', level: (logging.ApplicationLogLevel ?? 'INFO') as LogLevel }
          : { format: 'Text' },
    };
  });
