import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, TenancyConfig } from 'aws-cdk-lib/aws-lambda';
import {
  type ICommandHooks,
  LogLevel,
  NodejsFunction,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvName } from '../../functions/adapters/environment.ts';
import { BUNDLING } from './bundling.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** For bundles that contain CommonJS packages, which call `require` for Node's own modules. */
const REQUIRE_IN_ESM =
  "import{createRequire as upturnRequire}from'node:module';const require=upturnRequire(import.meta.url);";

interface ServiceFunctionProps {
  /** The file that exports `handler`, from the project's root. */
  readonly entry: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** What breaks for people when the function fails. */
  readonly errorImpact: string;
  /** Lambda gives every tenant execution environments of its own. */
  readonly perTenant: boolean;
  readonly environment: Partial<Readonly<Record<EnvName, string>>>;
  /** Whether the bundle contains a CommonJS package. */
  readonly bundlesCommonJs?: boolean;
  /** Files of packages that lie beside the bundle, by the folder they are put in. */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  /** Programs of one file that lie beside the bundle, by that file: their entry from the project's root. */
  readonly programs?: Readonly<Record<string, string>>;
}

const packages = createRequire(import.meta.url);

/** Puts packages' files and programs beside the bundle once it is made. */
const beside = ({
  files = {},
  programs = {},
}: Pick<ServiceFunctionProps, 'files' | 'programs'>): ICommandHooks => ({
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_, output) => [
    ...Object.entries(files).flatMap(([folder, names]) => [
      `mkdir -p "${output}/${folder}"`,
      ...names.map((name) => `cp "${packages.resolve(name)}" "${output}/${folder}/"`),
    ]),
    ...Object.entries(programs).map(
      ([file, entry]) =>
        `"${packages.resolve('esbuild/bin/esbuild')}" "${ROOT}${entry}" --bundle --minify --platform=node --format=esm --target=node20 --charset=utf8 --log-level=warning --outfile="${output}/${file}"`,
    ),
  ],
});

/**
 * A Lambda function as this product runs them: one runtime, one bundling recipe, a role that starts
 * with nothing but its own log group, and a sentence on who suffers when it fails.
 */
export class ServiceFunction extends Construct {
  readonly function: NodejsFunction;
  readonly role: Role;
  readonly errorImpact: string;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    this.errorImpact = props.errorImpact;
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    this.allow(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    this.function = new NodejsFunction(this, 'Function', {
      description: props.errorImpact,
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      entry: `${ROOT}${props.entry}`,
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      ...(props.perTenant ? { tenancyConfig: TenancyConfig.PER_TENANT } : {}),
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...props.environment },
      // An SDK v2 switch; the functions see the names of ENV and nothing else.
      awsSdkConnectionReuse: false,
      bundling: {
        logLevel: LogLevel.WARNING,
        format: OutputFormat.ESM,
        minify: true,
        mainFields: [...BUNDLING.mainFields],
        target: BUNDLING.target,
        esbuildArgs: {
          // As escapes, Chinese texts would be twice as long. (CDK forgets its own option for it.)
          '--charset': 'utf8',
          '--alias': Object.entries(BUNDLING.alias).map(([from, to]) => `${from}=${to}`),
        },
        // The SDK that was tested is the SDK that runs.
        externalModules: [],
        // Beside the bundle for reading a stack trace; Node loads a map only when told to.
        sourceMap: true,
        sourcesContent: false,
        ...(props.bundlesCommonJs ? { banner: REQUIRE_IN_ESM } : {}),
        ...(props.files === undefined && props.programs === undefined
          ? {}
          : { commandHooks: beside(props) }),
      },
    });
  }

  /** Adds a statement to the function's own role. */
  allow(statement: PolicyStatement): void {
    this.role.addToPolicy(statement);
  }
}
