import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Requests of one address in five minutes; a whole office may share an address. */
const REQUESTS_PER_ADDRESS = 6_000;
/** Requests with one access token in five minutes: ten a second, on and on. */
const REQUESTS_PER_TOKEN = 3_000;
/** Of those of one address, to a path that works without a login and writes. */
const OPEN_WRITES_PER_ADDRESS = 20;

const visible = (metricName: string) => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  // Samples would hold whole requests.
  sampledRequestsEnabled: false,
});

/** The web ACL in front of the API: AWS's common rules and rates per address. */
export class Firewall extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly api: RestApi; readonly openWrites: readonly string[] },
  ) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible('Firewall'),
      rules: [
        {
          name: 'RatePerAddress',
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: REQUESTS_PER_ADDRESS },
          },
          visibilityConfig: visible('RatePerAddress'),
        },
        {
          // One token is one person; the functions keep a finer and quicker count of their own.
          name: 'RatePerToken',
          priority: 1,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'CUSTOM_KEYS',
              customKeys: [
                {
                  header: {
                    name: 'authorization',
                    textTransformations: [{ priority: 0, type: 'NONE' }],
                  },
                },
              ],
              limit: REQUESTS_PER_TOKEN,
            },
          },
          visibilityConfig: visible('RatePerToken'),
        },
        ...props.openWrites.map((path, index) => ({
          name: `OpenWrite${index + 1}`,
          priority: index + 2,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: OPEN_WRITES_PER_ADDRESS,
              // The stage comes before the path.
              scopeDownStatement: {
                byteMatchStatement: {
                  fieldToMatch: { uriPath: {} },
                  positionalConstraint: 'ENDS_WITH',
                  searchString: path,
                  textTransformations: [{ priority: 0, type: 'NORMALIZE_PATH' }],
                },
              },
            },
          },
          visibilityConfig: visible(`OpenWrite${index + 1}`),
        })),
        {
          name: 'CommonRules',
          priority: props.openWrites.length + 2,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: 'AWSManagedRulesCommonRuleSet',
              ruleActionOverrides: [
                // It blocks bodies over 8 KB; a plan may be 256 KB, which the functions enforce.
                { name: 'SizeRestrictions_BODY', actionToUse: { count: {} } },
                // People write freely about their work; what they write is escaped on the way out.
                { name: 'CrossSiteScripting_BODY', actionToUse: { count: {} } },
              ],
            },
          },
          visibilityConfig: visible('CommonRules'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', {
      webAclArn: acl.attrArn,
      resourceArn: props.api.deploymentStage.stageArn,
    });
  }
}
