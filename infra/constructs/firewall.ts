import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Requests of one address in five minutes; a whole office may share an address. */
const REQUESTS_PER_ADDRESS = 6_000;

const visible = (metricName: string) => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  // Samples would hold whole requests.
  sampledRequestsEnabled: false,
});

/** The web ACL in front of the API: AWS's common rules and a rate per address. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, props: { readonly api: RestApi }) {
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
          name: 'CommonRules',
          priority: 1,
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
