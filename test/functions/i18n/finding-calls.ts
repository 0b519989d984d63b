import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { FINDINGS, type FindingKey } from '../../../domain/plan/rules/findings.ts';

/** One place in the rules that makes a finding, with the names of the values it hands over. */
export interface FindingCall {
  readonly key: FindingKey;
  readonly params: readonly string[];
  /** Values that depend on the case. */
  readonly maybe: readonly string[];
  readonly where: string;
}

/** Functions whose third argument holds the values; every other one hands over none. */
const WITH_PARAMS = new Set(['finding', 'refuse']);

const isKey = (text: string): text is FindingKey => text in FINDINGS;

/** What a name stands for, looked up from the inside of the file outwards. */
const boundTo = (name: string, from: ts.Node): ts.Expression | undefined => {
  for (let scope: ts.Node | undefined = from; scope !== undefined; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    for (const statement of scope.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name: bound, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(bound) && bound.text === name) return initializer;
    }
  }
  return undefined;
};

const inner = <Kind extends ts.Node>(
  node: ts.Node | undefined,
  is: (one: ts.Node) => one is Kind,
): readonly Kind[] => {
  const found: Kind[] = [];
  const visit = (one: ts.Node): void => {
    if (is(one)) found.push(one);
    ts.forEachChild(one, visit);
  };
  if (node !== undefined) visit(node);
  return found;
};

/** Keys that an argument can be: a literal, either side of a conditional, an entry of a table. */
const keysIn = (node: ts.Expression | undefined): readonly FindingKey[] => {
  if (node === undefined) return [];
  if (ts.isConditionalExpression(node))
    return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)];
  if (ts.isElementAccessExpression(node) && ts.isIdentifier(node.expression))
    return inner(boundTo(node.expression.text, node), ts.isStringLiteral)
      .map(({ text }) => text)
      .filter(isKey);
  return ts.isStringLiteral(node) && isKey(node.text) ? [node.text] : [];
};

interface Names {
  readonly params: readonly string[];
  readonly maybe: readonly string[];
}

const propertyNames = (literal: ts.ObjectLiteralExpression, where: string): readonly string[] =>
  literal.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return namesIn(property.expression, where).params;
    if (!ts.isIdentifier(property.name))
      throw new Error(`${where}: a value of a finding has no plain name`);
    return [property.name.text];
  });

const namesIn = (node: ts.Expression | undefined, where: string): Names => {
  if (node === undefined) return { params: [], maybe: [] };
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const literals = inner(boundTo(node.expression.text, node), ts.isObjectLiteralExpression);
    return { params: [], maybe: literals.flatMap((literal) => propertyNames(literal, where)) };
  }
  const literal = ts.isIdentifier(node) ? boundTo(node.text, node) : node;
  if (literal === undefined || !ts.isObjectLiteralExpression(literal))
    throw new Error(`${where}: the values of a finding are not written out, so no test sees them`);
  return { params: propertyNames(literal, where), maybe: [] };
};

/** Every call in domain/ and functions/ that names a finding, read from the source. */
export const findingCalls = (): readonly FindingCall[] => {
  const root = join(import.meta.dirname, '../../..');
  const files = ['domain', 'functions']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts'))
    .sort();
  return files.flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
    const calls: FindingCall[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const where = `${name}:${line + 1}`;
        const hands = WITH_PARAMS.has(node.expression.getText(source));
        for (const key of keysIn(node.arguments[0]))
          calls.push({ key, ...namesIn(hands ? node.arguments[2] : undefined, where), where });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return calls;
  });
};
