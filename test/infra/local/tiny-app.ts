import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, readAssembly } from '../../../infra/local/assembly.ts';
import type { TemplateResource } from '../../../infra/local/template.ts';

/** A function of the small app: its source is the whole bundle. */
export interface TinyFunction {
  readonly source: string;
  readonly perTenant?: boolean;
  readonly timeoutSeconds?: number;
  readonly statements?: readonly object[];
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface TinyRoute {
  readonly method: string;
  readonly path: string;
  readonly runsIn: string;
  readonly scopes?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly integration?: Readonly<Record<string, unknown>>;
}

export interface TinyApp {
  readonly functions: Readonly<Record<string, TinyFunction>>;
  readonly routes?: readonly TinyRoute[];
  readonly binaryMediaTypes?: readonly string[];
  readonly gatewayResponses?: Readonly<Record<string, object>>;
  /** Logical id of the pre-token function. */
  readonly preToken?: string;
  /** Further resources, or replacements by logical id. */
  readonly resources?: Readonly<Record<string, TemplateResource>>;
}

const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });

const functionResources = (name: string, tiny: TinyFunction): Record<string, TemplateResource> => ({
  [name]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: tiny.timeoutSeconds ?? 10,
      MemorySize: 256,
      Role: attribute(`${name}Role`, 'Arn'),
      Environment: { Variables: tiny.variables ?? {} },
      ...(tiny.perTenant === true ? { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } } : {}),
    },
  },
  [`${name}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        ],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: tiny.statements ?? [] } }],
    },
  },
  [`${name}Permission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: attribute(name, 'Arn'),
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Sub':
          // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own notation.
          'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/${Stage}/*/*',
      },
    },
  },
});

const identifier = (path: string) =>
  path
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '0');

const routeResources = (
  app: TinyApp,
  routes: readonly TinyRoute[],
): Record<string, TemplateResource> => {
  const resources: Record<string, TemplateResource> = {};
  for (const route of routes) {
    let parent: unknown = attribute('Api', 'RootResourceId');
    let path = '';
    for (const part of route.path.split('/').filter((segment) => segment !== '')) {
      path += `/${part}`;
      const logicalId = `Resource${identifier(path)}`;
      resources[logicalId] = {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { RestApiId: { Ref: 'Api' }, ParentId: parent, PathPart: part },
      };
      parent = { Ref: logicalId };
    }
    const perTenant = app.functions[route.runsIn]?.perTenant === true;
    resources[`Method${route.method}${identifier(route.path)}`] = {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: parent,
        HttpMethod: route.method,
        OperationName: `op${route.method}${identifier(route.path)}`,
        ...(route.scopes === undefined
          ? { AuthorizationType: 'NONE' }
          : {
              AuthorizationType: 'COGNITO_USER_POOLS',
              AuthorizerId: { Ref: 'Authorizer' },
              ...(route.scopes.length > 0 ? { AuthorizationScopes: route.scopes } : {}),
            }),
        ...route.properties,
        Integration: {
          Type: 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                ':apigateway:',
                { Ref: 'AWS::Region' },
                ':lambda:path/2015-03-31/functions/',
                attribute(route.runsIn, 'Arn'),
                '/invocations',
              ],
            ],
          },
          ...(perTenant
            ? {
                RequestParameters: {
                  'integration.request.header.X-Amz-Tenant-Id':
                    'context.authorizer.claims.upturn_tenant',
                },
              }
            : {}),
          ...route.integration,
        },
      },
    };
  }
  return resources;
};

/** The key attributes of the product's table; other shapes are not needed here. */
const TABLE: TemplateResource = {
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    TableName: 'tiny',
    AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueSk'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'duePk', KeyType: 'HASH' },
          { AttributeName: 'dueSk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  },
};

const directories: string[] = [];

/** Writes a cloud assembly of one stack to a temporary directory, as `cdk synth` would. */
export const tinyAssembly = (app: TinyApp): Assembly => {
  const directory = mkdtempSync(join(tmpdir(), 'upturn-assembly-'));
  directories.push(directory);
  const resources: Record<string, TemplateResource> = {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: 'Tiny', BinaryMediaTypes: app.binaryMediaTypes ?? [] },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: {} },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { StageName: 'live', DeploymentId: { Ref: 'Deployment' } },
    },
    Authorizer: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: {
        Type: 'COGNITO_USER_POOLS',
        IdentitySource: 'method.request.header.Authorization',
        ProviderARNs: [attribute('Pool', 'Arn')],
      },
    },
    Pool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UsernameAttributes: ['email'],
        MfaConfiguration: 'OPTIONAL',
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            TemporaryPasswordValidityDays: 7,
          },
        },
        ...(app.preToken === undefined
          ? {}
          : {
              LambdaConfig: {
                PreTokenGenerationConfig: {
                  LambdaArn: attribute(app.preToken, 'Arn'),
                  LambdaVersion: 'V2_0',
                },
              },
            }),
      },
    },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        AllowedOAuthScopes: ['openid'],
        AccessTokenValidity: 15,
        TokenValidityUnits: { AccessToken: 'minutes' },
      },
    },
    Table: TABLE,
    ...Object.assign(
      {},
      ...Object.entries(app.functions).map(([name, tiny]) => functionResources(name, tiny)),
    ),
    ...routeResources(app, app.routes ?? []),
    ...Object.fromEntries(
      Object.entries(app.gatewayResponses ?? {}).map(([ResponseType, properties]) => [
        `Response${ResponseType.replaceAll('_', '')}`,
        {
          Type: 'AWS::ApiGateway::GatewayResponse',
          Properties: { RestApiId: { Ref: 'Api' }, ResponseType, ...properties },
        },
      ]),
    ),
    ...app.resources,
  };
  for (const [name, { source }] of Object.entries(app.functions)) {
    mkdirSync(join(directory, `asset.${name}`));
    writeFileSync(join(directory, `asset.${name}`, 'index.mjs'), source);
  }
  const write = (name: string, content: object) =>
    writeFileSync(join(directory, name), JSON.stringify(content));
  write('Tiny.template.json', { Resources: resources });
  write('Tiny.assets.json', {
    files: Object.fromEntries(
      Object.keys(app.functions).map((name) => [name, { source: { path: `asset.${name}` } }]),
    ),
  });
  write('manifest.json', {
    version: '1',
    artifacts: {
      Tiny: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'Tiny.template.json' },
      },
      'Tiny.assets': { type: 'cdk:asset-manifest', properties: { file: 'Tiny.assets.json' } },
    },
  });
  return readAssembly(directory);
};

/** Deletes every assembly that was written. */
export const removeTinyAssemblies = () => {
  for (const directory of directories.splice(0))
    rmSync(directory, { recursive: true, force: true });
};
