// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own notation.
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../infra/local/physical.ts';
import { createResolver, ResolveError } from '../../../infra/local/resolver.ts';
import type { Template } from '../../../infra/local/template.ts';

const place: Place = {
  region: 'eu-central-1',
  accountId: '000000000000',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
  stackName: 'Stack',
  cloudUrl: 'http://127.0.0.1:4100',
};

const template: Template = {
  Parameters: {
    Mail: { Type: 'String', Default: 'a@b.example' },
    Count: { Type: 'Number', Default: 3 },
    Needed: { Type: 'String' },
  },
  Conditions: {
    InEurope: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
    Elsewhere: { 'Fn::Not': [{ Condition: 'InEurope' }] },
    Both: { 'Fn::And': [{ Condition: 'InEurope' }, { Condition: 'Elsewhere' }] },
    Either: { 'Fn::Or': [{ Condition: 'InEurope' }, { Condition: 'Elsewhere' }] },
  },
  Mappings: { Zones: { 'eu-central-1': { name: 'Frankfurt' } } },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'plans' } },
    Queue: { Type: 'AWS::SQS::Queue' },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: { 'Fn::Sub': '${AWS::StackName}-r' } },
    },
    Named: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Loop' } } },
    Loop: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Named' } } },
    Strange: { Type: 'Custom::Strange', Properties: {} },
    Absent: { Type: 'AWS::SQS::Queue', Condition: 'Elsewhere' },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'cursor' } },
    Full: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Environment: { Variables: { TABLE: { Ref: 'Table' }, GONE: { Ref: 'AWS::NoValue' } } },
        Policy: { Condition: { StringEquals: { 'aws:x': 'y' } } },
      },
    },
  },
};

const made: string[] = [];
const resolver = createResolver({
  template,
  place,
  secretText: (logicalId) => {
    made.push(logicalId);
    return '{"key":"hidden","plain":"text"}';
  },
});
const resolve = (value: unknown) => resolver.resolve(value, 'here');

const thrown = (value: unknown): ResolveError => {
  try {
    resolve(value);
  } catch (error) {
    expect(error).toBeInstanceOf(ResolveError);
    return error as ResolveError;
  }
  throw new Error(`resolved: ${JSON.stringify(value)}`);
};

describe('template functions', () => {
  it.each([
    ['Ref to a table', { Ref: 'Table' }, 'plans'],
    ['Ref to a parameter', { Ref: 'Mail' }, 'a@b.example'],
    ['Ref to a number', { Ref: 'Count' }, 3],
    [
      'pseudo parameters',
      { 'Fn::Sub': '${AWS::Partition}/${AWS::Region}/${AWS::AccountId}/${AWS::URLSuffix}' },
      'aws/eu-central-1/000000000000/amazonaws.com',
    ],
    [
      'GetAtt',
      { 'Fn::GetAtt': ['Table', 'Arn'] },
      'arn:aws:dynamodb:eu-central-1:000000000000:table/plans',
    ],
    [
      'GetAtt in short form',
      { 'Fn::GetAtt': 'Role.Arn' },
      'arn:aws:iam::000000000000:role/Stack-r',
    ],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 'c']] }, 'a-plans-c'],
    ['Join of a Split', { 'Fn::Join': ['+', { 'Fn::Split': ['.', 'a.b.c'] }] }, 'a+b+c'],
    ['Select', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'x/y/z'] }] }, 'y'],
    ['Select by text index', { 'Fn::Select': ['0', ['p', 'q']] }, 'p'],
    [
      'Sub with attribute',
      { 'Fn::Sub': 'arn is ${Table.Arn}' },
      'arn is arn:aws:dynamodb:eu-central-1:000000000000:table/plans',
    ],
    [
      'Sub with a map',
      { 'Fn::Sub': ['${name} of ${Table}', { name: { Ref: 'Mail' } }] },
      'a@b.example of plans',
    ],
    ['Sub with a literal', { 'Fn::Sub': '${!Kept}' }, '${Kept}'],
    ['If, true', { 'Fn::If': ['InEurope', 'yes', 'no'] }, 'yes'],
    ['If, false', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    ['If over Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['If without value', { a: { 'Fn::If': ['Both', 1, { Ref: 'AWS::NoValue' }] }, b: 2 }, { b: 2 }],
    ['NoValue in a list', ['a', { Ref: 'AWS::NoValue' }, 'b'], ['a', 'b']],
    ['FindInMap', { 'Fn::FindInMap': ['Zones', { Ref: 'AWS::Region' }, 'name'] }, 'Frankfurt'],
    [
      'policy variables stay',
      'T#${aws:PrincipalTag/tenantId}#*',
      'T#${aws:PrincipalTag/tenantId}#*',
    ],
    ['plain values', { a: [1, true, null] }, { a: [1, true, null] }],
  ])('%s', (_name, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it('gives a queue the URL at which the host serves it', () => {
    const url = resolve({ Ref: 'Queue' });
    expect(url).toBe(resolve({ 'Fn::GetAtt': ['Queue', 'QueueUrl'] }));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4100\/sqs\/000000000000\/Stack-Queue-[a-z0-9]+$/);
  });

  it('gives the same names on every start', () => {
    const again = createResolver({ template, place, secretText: () => '' });
    expect(again.ref('Queue')).toBe(resolver.ref('Queue'));
    expect(again.ref('Queue')).not.toBe(again.ref('Secret'));
  });

  it('resolves secrets, whole, by key, and put together from parts', () => {
    const whole = {
      'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']],
    };
    expect(resolve(whole)).toBe('{"key":"hidden","plain":"text"}');
    expect(resolve('{{resolve:secretsmanager:cursor:SecretString:key}}')).toBe('hidden');
    expect(resolve('a {{resolve:secretsmanager:cursor:SecretString:plain::}} b')).toBe('a text b');
    expect(new Set(made)).toEqual(new Set(['Secret']));
  });

  it('reads resources with their properties resolved, those that exist', () => {
    expect(resolver.ofType('AWS::SQS::Queue').map(({ logicalId }) => logicalId)).toEqual(['Queue']);
    expect(resolver.resource('Full').properties).toEqual({
      Environment: { Variables: { TABLE: 'plans' } },
      Policy: { Condition: { StringEquals: { 'aws:x': 'y' } } },
    });
    expect(
      resolver.find('AWS::IAM::Role', 'arn:aws:iam::000000000000:role/Stack-r', 'Arn'),
    ).toMatchObject({
      logicalId: 'Role',
    });
  });
});

describe('what is not modelled', () => {
  it.each([
    [
      'an unknown function',
      { a: { 'Fn::Cidr': ['10.0.0.0/8', 1] } },
      'here.a.Fn::Cidr',
      /not modelled/,
    ],
    ['a function beside other keys', { 'Fn::Sub': 'x', b: 1 }, 'here.Fn::Sub', /misplaced/],
    ['an unknown resource', { Ref: 'Nowhere' }, 'here.Ref', /no resource Nowhere/],
    ['a type without values', { Ref: 'Strange' }, 'here.Ref', /Custom::Strange/],
    ['an unknown attribute', { 'Fn::GetAtt': ['Table', 'Colour'] }, 'here.Fn::GetAtt', /Colour/],
    ['an unknown pseudo parameter', { Ref: 'AWS::NotificationARNs' }, 'here.Ref', /not modelled/],
    ['a parameter without value', { Ref: 'Needed' }, 'here.Ref', /no value/],
    ['a resource whose condition is false', { Ref: 'Absent' }, 'here.Ref', /Elsewhere is false/],
    ['an unknown condition', { 'Fn::If': ['Never', 1, 2] }, 'here.Fn::If', /no condition Never/],
    ['a name inside Sub', { 'Fn::Sub': '${Nowhere}' }, /Sub/, /no resource/],
    ['an element out of range', { 'Fn::Select': [5, ['a']] }, 'here.Fn::Select', /no such element/],
    [
      'a mapping that is not there',
      { 'Fn::FindInMap': ['Zones', 'x', 'y'] },
      /FindInMap/,
      /no mapping/,
    ],
    ['a list where a text is needed', { 'Fn::Join': ['', [['a']]] }, /Join/, /text is needed/],
    ['another secret store', '{{resolve:ssm:/name}}', 'here', /ssm/],
    [
      'a version of a secret',
      '{{resolve:secretsmanager:cursor:SecretString:key:AWSPREVIOUS}}',
      'here',
      /versions/,
    ],
    [
      'an unknown secret',
      '{{resolve:secretsmanager:other:SecretString}}',
      'here',
      /no secret other/,
    ],
    [
      'an unknown key of a secret',
      '{{resolve:secretsmanager:cursor:SecretString:nope}}',
      'here',
      /no key nope/,
    ],
    ['an unfinished reference', '{{resolve:secretsmanager:cursor', 'here', /not modelled/],
  ])('throws with the path: %s', (_name, value, path, reason) => {
    const error = thrown(value);
    if (typeof path === 'string') expect(error.path).toBe(path);
    else expect(error.path).toMatch(path);
    expect(error.message).toMatch(reason);
  });

  it('throws on circles instead of running for ever', () => {
    expect(() => resolver.ref('Named')).toThrow(/circular/);
  });
});
