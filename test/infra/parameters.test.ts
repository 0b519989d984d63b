import { describe, expect, it } from 'vitest';
import { ofType, templateWith } from './synthesised.ts';

describe('parameters that cannot be right', () => {
  it.each([
    ['mailFrom', 'not an address'],
    ['mailFrom', ''],
    ['appUrl', 'http://upturn.example'],
    ['appUrl', 'upturn.example'],
    ['appUrl', 'http://localhost.upturn.example'],
    ['appUrl', 'javascript:alert(1)'],
    ['fileOrigins', 'https://a.example,http://b.example'],
    ['fileOrigins', 'https://a.example/'],
    ['fileOrigins', '*'],
    ['mailIdentity', 'maybe'],
    ['loginMail', 'smtp'],
    ['alarmMail', 'ops'],
    ['removal', 'snapshot'],
    ['gatewayLogRole', 'no'],
  ])('%s = "%s" stops synthesis and names itself', (name, value) => {
    expect(() => templateWith({ [name]: value })).toThrow(name);
  });
});

it.each(['https://people.company.example/upturn', 'http://localhost:3000', 'http://127.0.0.1/'])(
  'takes %s as the address of the application',
  (appUrl) => {
    const [client] = ofType(templateWith({ appUrl }), 'AWS::Cognito::UserPoolClient').values();
    expect(client?.Properties.CallbackURLs).toEqual([appUrl]);
  },
);

it.each([
  [{ appUrl: 'https://people.example/upturn' }, ['https://people.example']],
  [
    { fileOrigins: 'https://a.example,http://localhost:3000' },
    ['https://a.example', 'http://localhost:3000'],
  ],
])('lets pages of %o send and fetch files, of one bucket and no other', (context, origins) => {
  const buckets = [...ofType(templateWith(context), 'AWS::S3::Bucket').values()];
  const rules = buckets.flatMap(({ Properties }) => Properties.CorsConfiguration?.CorsRules ?? []);
  expect(rules).toEqual([
    {
      AllowedOrigins: origins,
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
      ExposedHeaders: ['Content-Disposition'],
      MaxAge: 3600,
    },
  ]);
});

it('leaves out the account-wide log role when the region has one', () => {
  const types = (context: Readonly<Record<string, unknown>>) =>
    Object.values(templateWith(context).Resources).map(({ Type }) => Type);
  expect(types({})).toContain('AWS::ApiGateway::Account');
  expect(types({ gatewayLogRole: 'skip' })).not.toContain('AWS::ApiGateway::Account');
});
