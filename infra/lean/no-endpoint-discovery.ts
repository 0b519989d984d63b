/**
 * Takes the place of `@aws-sdk/middleware-endpoint-discovery` in the bundles: DynamoDB's endpoint
 * follows from the region, and the discovery is off unless somebody asks for it.
 */

/** What the DynamoDB client reads its configuration with. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: false,
};

/** The client's configuration as it is. */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
