/** How a function's code becomes one file: what CDK and the cold start bench build with. */
export const BUNDLING = {
  /** ES modules first: what is not used can be left out. */
  mainFields: ['module', 'main'],
  target: 'node24',
  /** Parts of packages that a function in the cloud has no use for, and what stands in for them. */
  alias: {
    '@aws-sdk/credential-provider-node': './infra/lean/environment-credentials.ts',
    '@aws-sdk/middleware-endpoint-discovery': './infra/lean/no-endpoint-discovery.ts',
    '@smithy/core/event-streams': './infra/lean/no-event-streams.ts',
    'brotli/decompress.js': './infra/lean/brotli-decompress.ts',
  },
} as const;
