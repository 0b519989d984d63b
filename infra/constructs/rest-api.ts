import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  AuthorizationType,
  type CfnRestApi,
  CognitoUserPoolsAuthorizer,
  EndpointAccessMode,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HTTP_FUNCTIONS, type HttpFunctionName } from '../../functions/contract/functions.ts';
import { ROUTES } from '../../functions/contract/registry.ts';
import { API_SCOPE, CLAIM, TENANT_HEADER } from '../../functions/contract/scope.ts';
import { Firewall } from './firewall.ts';
import { answerWithProblems } from './gateway-responses.ts';
import type { ServiceFunction } from './service-function.ts';

/** Part of the URL that API Gateway demands; the paths that functions see do not contain it. */
const STAGE = 'live';

/** No bodies in the logs, ever. */
const METHOD_LOGS = {
  loggingLevel: MethodLoggingLevel.ERROR,
  dataTraceEnabled: false,
  metricsEnabled: true,
};

/**
 * What somebody without a login can do; sign-up sends mail to an address of the caller's choice. Mail
 * providers unsubscribe for many people from few addresses, and without a token that writes nothing.
 */
const OPEN_WRITES = ROUTES.filter(
  (route) => route.caller === 'anyone' && route.method !== 'GET' && route.id !== 'unsubscribe',
);

interface UpturnApiProps {
  readonly functions: Readonly<Record<HttpFunctionName, ServiceFunction>>;
  readonly pool: IUserPool;
  readonly logRole: 'create' | 'skip';
}

/** The REST API, made from the table of routes. */
export class UpturnApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, props: UpturnApiProps) {
    super(scope, id);
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = new RestApi(this, 'Api', {
      restApiName: 'Upturn',
      endpointTypes: [EndpointType.REGIONAL],
      // Everything may be binary: otherwise whether a PDF arrives whole depends on the Accept header.
      binaryMediaTypes: ['*/*'],
      cloudWatchRole: props.logRole === 'create',
      deployOptions: {
        stageName: STAGE,
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat: accessLogFormat(),
        ...METHOD_LOGS,
        throttlingRateLimit: 200,
        throttlingBurstLimit: 400,
        // A method's own entry replaces the one for all.
        methodOptions: Object.fromEntries(
          OPEN_WRITES.map((route) => [
            `${route.path}/${route.method}`,
            { ...METHOD_LOGS, throttlingRateLimit: 2, throttlingBurstLimit: 10 },
          ]),
        ),
      },
    });
    this.api.node.tryRemoveChild('Endpoint');
    const endpoint = this.api.node.defaultChild as CfnRestApi;
    // Left alone, API Gateway accepts TLS 1.0.
    endpoint.securityPolicy = SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09;
    endpoint.endpointAccessMode = EndpointAccessMode.STRICT;
    answerWithProblems(this.api);
    this.addRoutes(props);
    this.keepErrorLogs();
    new Firewall(this, 'Firewall', {
      api: this.api,
      openWrites: OPEN_WRITES.map((route) => route.path),
    });
  }

  private addRoutes(props: UpturnApiProps): void {
    const authorizer = new CognitoUserPoolsAuthorizer(this, 'Members', {
      cognitoUserPools: [props.pool],
      resultsCacheTtl: Duration.minutes(1),
    });
    const integrations = new Map<HttpFunctionName, LambdaIntegration>();
    for (const route of ROUTES) {
      const { perTenant } = HTTP_FUNCTIONS[route.runsIn];
      if (perTenant && route.caller === 'anyone')
        throw new Error(`${route.id}: ${route.runsIn} cannot run without a tenant`);
      const integration =
        integrations.get(route.runsIn) ??
        integrate(props.functions[route.runsIn], { withTenant: perTenant });
      integrations.set(route.runsIn, integration);
      this.api.root.resourceForPath(route.path).addMethod(
        route.method,
        integration,
        route.caller === 'member'
          ? {
              operationName: route.id,
              authorizer,
              authorizationType: AuthorizationType.COGNITO,
              authorizationScopes: [API_SCOPE],
            }
          : { operationName: route.id, authorizationType: AuthorizationType.NONE },
      );
    }
  }

  /** API Gateway would create this log group itself, and keep it for ever. */
  private keepErrorLogs(): void {
    const errorLogs = new LogGroup(this, 'ErrorLogs', {
      logGroupName: `API-Gateway-Execution-Logs_${this.api.restApiId}/${STAGE}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api.deploymentStage.node.addDependency(errorLogs);
  }
}

/**
 * One permission per function, not one per method: hundreds of them would outgrow both the
 * template and the function's 20 KB policy. The tenant comes from the verified token, never from
 * a header that a client can send.
 */
const integrate = (target: ServiceFunction, options: { readonly withTenant: boolean }) =>
  new LambdaIntegration(target.function, {
    scopePermissionToMethod: false,
    ...(options.withTenant
      ? {
          requestParameters: {
            [`integration.request.header.${TENANT_HEADER}`]: `context.authorizer.claims.${CLAIM.tenantId}`,
          },
        }
      : {}),
  });

/** No address, user agent, caller or real path: those are personal data or lead to it. */
const accessLogFormat = () =>
  AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      at: AccessLogField.contextRequestTimeEpoch(),
      method: AccessLogField.contextHttpMethod(),
      route: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      tenantId: AccessLogField.contextAuthorizerClaims(CLAIM.tenantId),
      latencyMs: AccessLogField.contextResponseLatency(),
      functionMs: AccessLogField.contextIntegrationLatency(),
      responseBytes: AccessLogField.contextResponseLength(),
      error: AccessLogField.contextErrorResponseType(),
      firewall: AccessLogField.contextWafResponseCode(),
    }),
  );
