import { randomInt } from 'node:crypto';
import { isObject, type Json } from './template.ts';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const DEFAULT_LENGTH = 32;

/** A random password as Secrets Manager's `GenerateSecretString` makes it. */
const randomText = (options: Json): string => {
  const excluded = String(options.ExcludeCharacters ?? '');
  const groups = [
    ...(options.ExcludeLowercase === true ? [] : [LOWERCASE]),
    ...(options.ExcludeUppercase === true ? [] : [LOWERCASE.toUpperCase()]),
    ...(options.ExcludeNumbers === true ? [] : [DIGITS]),
    ...(options.ExcludePunctuation === true ? [] : [PUNCTUATION]),
    ...(options.IncludeSpace === true ? [' '] : []),
  ];
  const letters = [...groups.join('')].filter((letter) => !excluded.includes(letter));
  const length = Number(options.PasswordLength ?? DEFAULT_LENGTH);
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
};

/** The text of an `AWS::SecretsManager::Secret`: given, or generated anew by every call. */
export const secretText = (properties: Json): string => {
  if (typeof properties.SecretString === 'string') return properties.SecretString;
  const options = isObject(properties.GenerateSecretString) ? properties.GenerateSecretString : {};
  const generated = randomText(options);
  if (typeof options.GenerateStringKey !== 'string') return generated;
  const template: unknown = JSON.parse(String(options.SecretStringTemplate ?? '{}'));
  return JSON.stringify({
    ...(isObject(template) ? template : {}),
    [options.GenerateStringKey]: generated,
  });
};
