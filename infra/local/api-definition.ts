import type { Resolver, Resource } from './resolver.ts';
import { StartupError } from './startup-error.ts';
import { isObject, type Json } from './template.ts';

/** The REST API as the template defines it. */
export interface ApiDefinition {
  readonly apiId: string;
  readonly stage: string;
  readonly deploymentId: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly binaryMediaTypes: readonly string[];
  readonly methods: readonly ApiMethod[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
}

export interface ApiMethod {
  readonly httpMethod: string;
  /** `/v1/plans/{planId}`. */
  readonly resourcePath: string;
  readonly resourceId: string;
  readonly operationName: string | undefined;
  /** `undefined`: anybody may call. */
  readonly authorizer: CognitoAuthorizer | undefined;
  readonly integration: LambdaIntegration;
}

export interface CognitoAuthorizer {
  /** Header that carries the token, in lower case. */
  readonly tokenHeader: string;
  readonly userPoolArns: readonly string[];
  /** With scopes an access token is required that carries one of them, else an ID token. */
  readonly scopes: readonly string[];
}

export interface LambdaIntegration {
  readonly functionArn: string;
  readonly timeoutMs: number;
  /** Claim of the verified token whose value becomes the tenant of the invocation. */
  readonly tenantClaim: string | undefined;
}

export interface GatewayResponse {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The body for JSON callers; placeholders like `$context.requestId` are filled in per answer. */
  readonly template: string | undefined;
}

const TENANT_PARAMETER = 'integration.request.header.x-amz-tenant-id';
const CLAIM_SOURCE = /^context\.authorizer\.claims\.([A-Za-z0-9_:-]+)$/;
const FUNCTION_URI =
  /^arn:[a-z-]+:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(arn:[^/]+)\/invocations$/;
/** API Gateway's own default, and for a regional API its limit unless the quota was raised. */
const INTEGRATION_TIMEOUT_MS = 29_000;

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];

const textMap = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)]))
    : {};

const refuse = (logicalId: string, reason: string): never => {
  throw new StartupError(`${logicalId}: ${reason}`);
};

const only = (resources: readonly Resource[], type: string): Resource => {
  const [first] = resources;
  if (first === undefined || resources.length > 1)
    throw new StartupError(`the template holds ${resources.length} ${type}; the host serves one`);
  return first;
};

const readAuthorizer = (resolver: Resolver, method: Resource): CognitoAuthorizer | undefined => {
  const { AuthorizationType: type = 'NONE', AuthorizerId: id, ApiKeyRequired } = method.properties;
  if (ApiKeyRequired === true) refuse(method.logicalId, 'API keys are not modelled');
  if (type === 'NONE') return undefined;
  if (type !== 'COGNITO_USER_POOLS')
    return refuse(method.logicalId, `authorisation ${type} is not modelled`);
  const authorizer = resolver.find('AWS::ApiGateway::Authorizer', String(id));
  if (authorizer === undefined) return refuse(method.logicalId, `no authorizer ${id}`);
  const source = /^method\.request\.header\.([A-Za-z0-9-]+)$/.exec(
    String(authorizer.properties.IdentitySource),
  )?.[1];
  if (authorizer.properties.Type !== 'COGNITO_USER_POOLS' || source === undefined)
    return refuse(authorizer.logicalId, 'this authorizer is not modelled');
  if (authorizer.properties.IdentityValidationExpression !== undefined)
    return refuse(authorizer.logicalId, 'IdentityValidationExpression is not modelled');
  return {
    tokenHeader: source.toLowerCase(),
    userPoolArns: texts(authorizer.properties.ProviderARNs),
    scopes: texts(method.properties.AuthorizationScopes),
  };
};

/** Refuses a tenant that the client could choose: it must come from a verified claim. */
const readTenantClaim = (method: Resource, parameters: Json): string | undefined => {
  let claim: string | undefined;
  for (const [target, source] of Object.entries(parameters)) {
    if (target.toLowerCase() !== TENANT_PARAMETER)
      refuse(method.logicalId, `request parameter ${target} is not modelled`);
    claim =
      CLAIM_SOURCE.exec(String(source))?.[1] ??
      refuse(method.logicalId, `the tenant must come from the authoriser's claim, not ${source}`);
  }
  return claim;
};

const readIntegration = (method: Resource): LambdaIntegration => {
  const integration = method.properties.Integration;
  if (!isObject(integration)) return refuse(method.logicalId, 'no integration');
  if (integration.Type !== 'AWS_PROXY')
    return refuse(method.logicalId, `integration type ${integration.Type} is not modelled`);
  const functionArn = FUNCTION_URI.exec(String(integration.Uri))?.[1];
  if (functionArn === undefined)
    return refuse(method.logicalId, `integration ${integration.Uri} is not modelled`);
  const parameters = isObject(integration.RequestParameters) ? integration.RequestParameters : {};
  return {
    functionArn,
    timeoutMs: Number(integration.TimeoutInMillis ?? INTEGRATION_TIMEOUT_MS),
    tenantClaim: readTenantClaim(method, parameters),
  };
};

/** `arn:...:execute-api:...` pattern of a permission against the ARN of one method. */
const arnMatches = (pattern: string, arn: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(arn);

/** Without the function's permission API Gateway could not call it once deployed. */
const checkPermission = (
  resolver: Resolver,
  apiId: string,
  stage: string,
  method: ApiMethod,
  logicalId: string,
) => {
  const { partition, region, accountId } = resolver.place;
  const path = method.resourcePath.replace(/\{[^}]+\}/g, '*');
  const arn = `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/${method.httpMethod}${path}`;
  const allowed = resolver
    .ofType('AWS::Lambda::Permission')
    .some(
      ({ properties }) =>
        [method.integration.functionArn, method.integration.functionArn.split(':').at(-1)].includes(
          String(properties.FunctionName),
        ) &&
        properties.Principal === 'apigateway.amazonaws.com' &&
        properties.Action === 'lambda:InvokeFunction' &&
        (properties.SourceArn === undefined || arnMatches(String(properties.SourceArn), arn)),
    );
  if (!allowed) refuse(logicalId, `API Gateway has no permission to invoke its function`);
};

const VARIABLE = /\$(?:context(?:\.[A-Za-z]+)+|[A-Za-z]+)/g;
const MODELLED_VARIABLES: ReadonlySet<string> = new Set([
  '$context.requestId',
  '$context.extendedRequestId',
  '$context.httpMethod',
  '$context.path',
  '$context.resourcePath',
  '$context.stage',
  '$context.error.message',
  '$context.error.messageString',
  '$context.error.responseType',
]);

const readGatewayResponse = (resource: Resource): GatewayResponse => {
  const { StatusCode, ResponseParameters, ResponseTemplates } = resource.properties;
  const headers: Record<string, string> = {};
  for (const [target, source] of Object.entries(textMap(ResponseParameters))) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    const constant = /^'(.*)'$/s.exec(source)?.[1];
    if (name === undefined || constant === undefined)
      return refuse(resource.logicalId, `response parameter ${target} = ${source} is not modelled`);
    headers[name] = constant.replaceAll("\\'", "'");
  }
  const template = textMap(ResponseTemplates)['application/json'];
  for (const [variable] of (template ?? '').matchAll(VARIABLE))
    if (!MODELLED_VARIABLES.has(variable))
      refuse(resource.logicalId, `${variable} is not modelled in a gateway response`);
  return {
    status: StatusCode === undefined ? undefined : Number(StatusCode),
    headers,
    template,
  };
};

/** Reads the API out of the template. Throws `StartupError` on what the gateway does not model. */
export const readApi = (resolver: Resolver): ApiDefinition => {
  const api = only(resolver.ofType('AWS::ApiGateway::RestApi'), 'AWS::ApiGateway::RestApi');
  const stage = only(resolver.ofType('AWS::ApiGateway::Stage'), 'AWS::ApiGateway::Stage');
  const apiId = resolver.ref(api.logicalId);
  const stageName = resolver.ref(stage.logicalId);
  if (api.properties.Body !== undefined || api.properties.BodyS3Location !== undefined)
    refuse(api.logicalId, 'an API from an OpenAPI body is not modelled');
  if (api.properties.Policy !== undefined)
    refuse(api.logicalId, 'a resource policy is not modelled');

  const parents = new Map(
    resolver
      .ofType('AWS::ApiGateway::Resource')
      .map(({ logicalId, properties }) => [
        resolver.ref(logicalId),
        { parent: String(properties.ParentId), part: String(properties.PathPart) },
      ]),
  );
  const root = resolver.attribute(api.logicalId, 'RootResourceId');
  const pathOf = (resourceId: string): string => {
    if (resourceId === root) return '';
    const node = parents.get(resourceId);
    if (node === undefined) throw new StartupError(`no API resource ${resourceId}`);
    return `${pathOf(node.parent)}/${node.part}`;
  };

  const methods = resolver.ofType('AWS::ApiGateway::Method').map((resource): ApiMethod => {
    const resourceId = String(resource.properties.ResourceId);
    if (resource.properties.RequestValidatorId !== undefined)
      refuse(resource.logicalId, 'request validators are not modelled');
    const { OperationName } = resource.properties;
    const method: ApiMethod = {
      httpMethod: String(resource.properties.HttpMethod),
      resourcePath: pathOf(resourceId) || '/',
      resourceId,
      operationName: OperationName === undefined ? undefined : String(OperationName),
      authorizer: readAuthorizer(resolver, resource),
      integration: readIntegration(resource),
    };
    if (method.integration.tenantClaim !== undefined && method.authorizer === undefined)
      refuse(resource.logicalId, 'a tenant claim without an authoriser');
    checkPermission(resolver, apiId, stageName, method, resource.logicalId);
    return method;
  });

  return {
    apiId,
    stage: stageName,
    deploymentId: String(stage.properties.DeploymentId),
    stageVariables: isObject(stage.properties.Variables)
      ? textMap(stage.properties.Variables)
      : null,
    binaryMediaTypes: texts(api.properties.BinaryMediaTypes),
    methods,
    gatewayResponses: new Map(
      resolver
        .ofType('AWS::ApiGateway::GatewayResponse')
        .map((resource) => [
          String(resource.properties.ResponseType),
          readGatewayResponse(resource),
        ]),
    ),
  };
};

export interface RouteMatch {
  readonly method: ApiMethod;
  /** Percent-encoded as the client sent them, like API Gateway's REST APIs hand them on. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface RouteNode {
  readonly fixed: Map<string, RouteNode>;
  parameter: { readonly name: string; readonly node: RouteNode } | undefined;
  greedy: { readonly name: string; readonly node: RouteNode } | undefined;
  readonly methods: Map<string, ApiMethod>;
}

const routeNode = (): RouteNode => ({
  fixed: new Map(),
  parameter: undefined,
  greedy: undefined,
  methods: new Map(),
});

/** Finds the method for a request: fixed segments win over parameters, those over `{proxy+}`. */
export const createRouter = (methods: readonly ApiMethod[]) => {
  const root = routeNode();
  for (const method of methods) {
    let node = root;
    for (const part of method.resourcePath.split('/').filter((segment) => segment !== '')) {
      const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
      if (name === undefined) {
        const next = node.fixed.get(part) ?? routeNode();
        node.fixed.set(part, next);
        node = next;
      } else if (plus === '+') {
        node.greedy ??= { name, node: routeNode() };
        node = node.greedy.node;
      } else {
        node.parameter ??= { name, node: routeNode() };
        node = node.parameter.node;
      }
    }
    node.methods.set(method.httpMethod, method);
  }

  const find = (
    node: RouteNode,
    segments: readonly string[],
    taken: Readonly<Record<string, string>>,
    httpMethod: string,
  ): RouteMatch | undefined => {
    const [segment, ...rest] = segments;
    if (segment === undefined) {
      const method = node.methods.get(httpMethod) ?? node.methods.get('ANY');
      return method === undefined ? undefined : { method, pathParameters: taken };
    }
    const fixed = node.fixed.get(segment);
    const { parameter, greedy } = node;
    return (
      (fixed && find(fixed, rest, taken, httpMethod)) ??
      (parameter && segment !== ''
        ? find(parameter.node, rest, { ...taken, [parameter.name]: segment }, httpMethod)
        : undefined) ??
      (greedy && segment !== ''
        ? find(greedy.node, [], { ...taken, [greedy.name]: segments.join('/') }, httpMethod)
        : undefined)
    );
  };

  return (httpMethod: string, path: string): RouteMatch | undefined =>
    path.startsWith('/')
      ? find(root, path === '/' ? [] : path.slice(1).split('/'), {}, httpMethod)
      : undefined;
};
