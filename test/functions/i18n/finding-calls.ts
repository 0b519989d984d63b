import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { FINDINGS, type FindingKey } from '../../../domain/plan/rules/findings.ts';

/** One place in the rules that makes a finding, with the names of the values it hands over. */
export interface FindingCall {
  readonly key: FindingKey;
  readonly params: readonly string[];
  readonly where: string;
}

/** Functions whose third argument holds the values; every other one hands over none. */
const WITH_PARAMS = new Set(['finding', 'refuse']);

const isKey = (text: string): text is FindingKey => text in FINDINGS;

/** Keys that an argument can be: a literal, or either side of a conditional. */
const keysIn = (node: ts.Expression | undefined): readonly FindingKey[] => {
  if (node === undefined) return [];
  if (ts.isParenthesizedExpression(node)) return keysIn(node.expression);
  if (ts.isConditionalExpression(node))
    return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)];
  return ts.isStringLiteral(node) && isKey(node.text) ? [node.text] : [];
};

/** The object literal that a name stands for, looked up from the inside of the file outwards. */
const literalOf = (name: string, from: ts.Node): ts.ObjectLiteralExpression | undefined => {
  for (let scope: ts.Node | undefined = from; scope !== undefined; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    for (const statement of scope.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name: bound, initializer } of statement.declarationList.declarations)
        if (
          ts.isIdentifier(bound) &&
          bound.text === name &&
          initializer !== undefined &&
          ts.isObjectLiteralExpression(initializer)
        )
          return initializer;
    }
  }
  return undefined;
};

const namesIn = (node: ts.Expression | undefined, where: string): readonly string[] => {
  if (node === undefined) return [];
  const literal = ts.isIdentifier(node) ? literalOf(node.text, node) : node;
  if (literal === undefined || !ts.isObjectLiteralExpression(literal))
    throw new Error(`${where}: the values of a finding are not written out, so no test sees them`);
  return literal.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return namesIn(property.expression, where);
    if (!ts.isIdentifier(property.name))
      throw new Error(`${where}: a value of a finding has no plain name`);
    return [property.name.text];
  });
};

/** Every call in domain/plan that names a finding, read from the source. */
export const findingCalls = (): readonly FindingCall[] => {
  const root = join(import.meta.dirname, '../../../domain/plan');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
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
          calls.push({ key, params: hands ? namesIn(node.arguments[2], where) : [], where });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return calls;
  });
};
