import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, it } from 'vitest';
import { HTTP_FUNCTIONS } from '../../functions/contract/functions.ts';
import { PROBLEM_CODES } from '../../functions/contract/problem-codes.ts';
import { ROUTES } from '../../functions/contract/registry.ts';
import type { RouteLine } from '../../functions/contract/route.ts';
import { API_SCOPE } from '../../functions/contract/scope.ts';
import { ofType, type Resource, readable, templateWith } from './synthesised.ts';

const template = templateWith();

const pathOf = (resource: unknown): string => {
  const name = readable(resource);
  if (name === '<HttpApi.RootResourceId>') return '';
  const found = ofType(template, 'AWS::ApiGateway::Resource').get(name.slice(1, -1))?.Properties;
  return `${pathOf(found.ParentId)}/${found.PathPart}`;
};

const methods: ReadonlyMap<string, Resource> = new Map(
  [...ofType(template, 'AWS::ApiGateway::Method').values()].map((method) => [
    `${method.Properties.HttpMethod} ${pathOf(method.Properties.ResourceId)}`,
    method,
  ]),
);

const methodOf = (route: RouteLine) =>
  methods.get(`${route.method} ${route.path}`)?.Properties ?? expect.fail(`${route.id}: no method`);

const functionOf = (route: RouteLine): string =>
  `${route.runsIn.charAt(0).toUpperCase()}${route.runsIn.slice(1)}Function`;

describe('routes', () => {
  it('are exactly those of the registry', () => {
    expect([...methods.keys()].sort()).toEqual(
      ROUTES.map((route) => `${route.method} ${route.path}`).sort(),
    );
  });

  it.each(ROUTES.map((route) => [route.id, route] as const))('%s', (_id, route) => {
    const method = methodOf(route);
    expect(method.OperationName).toBe(route.id);
    expect(method.Integration.Type).toBe('AWS_PROXY');
    expect(readable(method.Integration.Uri)).toContain(`/functions/<${functionOf(route)}.Arn>/`);
    if (route.caller === 'member') {
      expect(method.AuthorizationType).toBe('COGNITO_USER_POOLS');
      expect(readable(method.AuthorizerId)).toBe('<HttpMembers>');
      expect(method.AuthorizationScopes).toEqual([API_SCOPE]);
    } else {
      expect(method.AuthorizationType).toBe('NONE');
    }
    expect(method.Integration.RequestParameters).toEqual(
      HTTP_FUNCTIONS[route.runsIn].perTenant
        ? {
            'integration.request.header.X-Amz-Tenant-Id': 'context.authorizer.claims.upturn_tenant',
          }
        : undefined,
    );
  });

  it('read nothing that a client sends into the integration', () => {
    expect(JSON.stringify([...methods.values()])).not.toContain('method.request.');
  });

  it('are authorised by the pool that this stack creates', () => {
    const authorizers = [...ofType(template, 'AWS::ApiGateway::Authorizer').values()];
    expect(authorizers.map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({
        Type: 'COGNITO_USER_POOLS',
        IdentitySource: 'method.request.header.Authorization',
        ProviderARNs: [{ 'Fn::GetAtt': [expect.stringMatching(/^IdentityPool/), 'Arn'] }],
      }),
    ]);
  });

  it('may call each function through one permission', () => {
    const callers = [...ofType(template, 'AWS::Lambda::Permission').values()]
      .filter(({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com')
      .map(({ Properties }) => readable(Properties.FunctionName));
    const used = new Set(ROUTES.map((route) => `<${functionOf(route)}.Arn>`));
    expect(callers.sort()).toEqual([...used].sort());
  });
});

describe('tenant isolation mode', () => {
  it('is on for exactly the functions that the registry names', () => {
    const isolated = [...ofType(template, 'AWS::Lambda::Function')]
      .filter(([, { Properties }]) => Properties.TenancyConfig !== undefined)
      .map(([name, { Properties }]) => [name, Properties.TenancyConfig.TenantIsolationMode]);
    expect(isolated.sort()).toEqual(
      Object.entries(HTTP_FUNCTIONS)
        .filter(([, definition]) => definition.perTenant)
        .map(([name]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}Function`, 'PER_TENANT'])
        .sort(),
    );
  });

  it('never meets an event source that it does not support', () => {
    const sources = [...ofType(template, 'AWS::Lambda::EventSourceMapping').values()];
    expect(sources.map(({ Properties }) => readable(Properties.FunctionName)).sort()).toEqual([
      '<MailEventsFunction>',
      '<SendFunction>',
    ]);
  });
});

describe("API Gateway's own answers", () => {
  const answers = [...ofType(template, 'AWS::ApiGateway::GatewayResponse').values()].map(
    ({ Properties }) => Properties,
  );

  it.each(answers.map((answer) => [answer.ResponseType, answer]))('%s', (_type, answer) => {
    expect(Object.keys(answer.ResponseTemplates)).toEqual(['application/json']);
    const problem = JSON.parse(answer.ResponseTemplates['application/json']);
    expect(problem).toEqual({
      type: 'about:blank',
      title: expect.stringMatching(/\.$/),
      status: Number(answer.StatusCode),
      code: expect.toBeOneOf([...PROBLEM_CODES]),
      requestId: '$context.requestId',
    });
    expect(answer.ResponseParameters).toMatchObject({
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
      'gatewayresponse.header.Cache-Control': "'no-store'",
    });
    for (const constant of Object.values(answer.ResponseParameters))
      expect(constant).toMatch(/^'[^']+'$/);
  });

  it('are all of this shape: the two defaults catch what has none of its own', () => {
    const types = answers.map((answer) => answer.ResponseType);
    expect(types).toContain(ResponseType.DEFAULT_4XX.responseType);
    expect(types).toContain(ResponseType.DEFAULT_5XX.responseType);
    expect(new Set(types).size).toBe(types.length);
  });

  it('tell a caller without a token how to authenticate', () => {
    for (const answer of answers.filter(({ StatusCode }) => StatusCode === '401'))
      expect(answer.ResponseParameters).toHaveProperty(
        ['gatewayresponse.header.WWW-Authenticate'],
        "'Bearer'",
      );
  });
});

describe('the endpoint', () => {
  // Without a token of ours an unsubscription writes nothing.
  const openWrites = ROUTES.filter(
    ({ caller, method, id }) => caller === 'anyone' && method !== 'GET' && id !== 'unsubscribe',
  );
  const [api] = ofType(template, 'AWS::ApiGateway::RestApi').values();
  const [stage] = ofType(template, 'AWS::ApiGateway::Stage').values();

  it('is regional, takes TLS 1.2 or later and passes binary bodies whole', () => {
    expect(api?.Properties).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
      BinaryMediaTypes: ['*/*'],
    });
  });

  it('is throttled and never logs bodies', () => {
    const settings: readonly Readonly<Record<string, unknown>>[] = stage?.Properties.MethodSettings;
    const limits = settings.map((setting) => {
      expect(setting).toMatchObject({ DataTraceEnabled: false, LoggingLevel: 'ERROR' });
      return [
        `${setting.HttpMethod} ${String(setting.ResourcePath).replaceAll('~1', '/')}`,
        setting.ThrottlingRateLimit,
      ];
    });
    expect(Object.fromEntries(limits)).toEqual({
      '* /*': 200,
      ...Object.fromEntries(openWrites.map(({ method, path }) => [`${method} /${path}`, 2])),
    });
  });

  it('logs no address, agent, person or real path', () => {
    const format = JSON.parse(stage?.Properties.AccessLogSetting.Format);
    expect(Object.values(format).sort()).toEqual([
      '$context.authorizer.claims.upturn_tenant',
      '$context.error.responseType',
      '$context.httpMethod',
      '$context.integrationLatency',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.status',
      '$context.wafResponseCode',
    ]);
  });

  it('is behind a firewall with the common rules and a rate', () => {
    const [acl] = ofType(template, 'AWS::WAFv2::WebACL').values();
    const [association] = ofType(template, 'AWS::WAFv2::WebACLAssociation').values();
    expect(readable(association?.Properties.ResourceArn)).toMatch(
      /\/restapis\/<HttpApi>\/stages\/<HttpApiDeploymentStagelive>$/,
    );
    expect(readable(association?.Properties.WebACLArn)).toBe('<HttpFirewallWebAcl.Arn>');
    expect(
      acl?.Properties.Rules.map((rule: { Statement: object }) => Object.keys(rule.Statement)[0]),
    ).toEqual([
      'RateBasedStatement',
      'RateBasedStatement',
      ...openWrites.map(() => 'RateBasedStatement'),
      'ManagedRuleGroupStatement',
    ]);
    expect(acl?.Properties.Rules.map(({ Priority }: { Priority: number }) => Priority)).toEqual(
      acl?.Properties.Rules.map((_rule: unknown, index: number) => index),
    );
  });

  it('lets one token ask ten times a second, on and on', () => {
    const [acl] = ofType(template, 'AWS::WAFv2::WebACL').values();
    expect(acl?.Properties.Rules[1].Statement.RateBasedStatement).toMatchObject({
      AggregateKeyType: 'CUSTOM_KEYS',
      CustomKeys: [{ Header: { Name: 'authorization' } }],
      Limit: 3000,
    });
  });

  it('lets one address try little where no login is needed', () => {
    const [acl] = ofType(template, 'AWS::WAFv2::WebACL').values();
    expect(openWrites.map(({ id }) => id)).toEqual(['signUp', 'confirmSignUp', 'acceptInvitation']);
    expect(acl?.Properties.Rules[2].Statement.RateBasedStatement).toMatchObject({
      AggregateKeyType: 'IP',
      Limit: 20,
      ScopeDownStatement: {
        ByteMatchStatement: { SearchString: '/v1/tenants', PositionalConstraint: 'ENDS_WITH' },
      },
    });
  });

  it('lets bodies over 8 KB through the firewall', () => {
    const [acl] = ofType(template, 'AWS::WAFv2::WebACL').values();
    expect(
      acl?.Properties.Rules.at(-1).Statement.ManagedRuleGroupStatement.RuleActionOverrides,
    ).toContainEqual({ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } });
  });
});
